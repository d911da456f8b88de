"""Other ways of writing the same: traditional characters, full width, and characters that look alike."""

import unicodedata

# Traditional characters that occur in the language of offices, each followed by the one used on the mainland.
TRADITIONAL = (
    "辦办證证執执業业戶户護护醫医療疗險险養养費费補补貼贴繳缴納纳稅税務务發发開开關关註注冊册銷销變变遷迁轉转續续換换領领許许審审備备報报預预約约檢检驗验測测評评鑑鉴鑒鉴認认確确結结離离產产權权動动車车駕驾駛驶機机"
    "運运輸输貨货場场廠厂館馆飲饮藥药農农漁渔礦矿環环氣气電电話话網网絡络學学師师職职員员勞劳資资訴诉調调實实體体衛卫傷伤殘残廢废難难貧贫濟济撫抚卹恤優优軍军屬属銀银錢钱貸贷擔担買买賣卖價价購购進进國国際际區区縣县"
    "鎮镇鄉乡門门廳厅廣广東东長长馬马鳥鸟魚鱼龍龙點点線线條条組组織织團团會会協协議议設设計计劃划規规築筑樓楼層层橋桥樑梁隊队陸陆陰阴陽阳隨随雙双雞鸡雲云靈灵靜静響响頁页項项順顺須须頓顿頒颁頭头題题額额類类願愿顧顾"
    "風风飛飞飯饭飾饰餘余駐驻鬥斗魯鲁鮮鲜麥麦麵面黃黄齊齐齒齿龜龟專专將将對对導导尋寻歲岁島岛幣币帳账張张強强彈弹復复從从徹彻應应懷怀戰战戲戏拋抛揮挥損损搖摇據据擇择擬拟擴扩攝摄敗败數数斷断時时暫暂書书極极構构標标"
    "樣样樹树橫横歡欢歷历歸归殺杀毀毁決决沒没況况淚泪淨净湯汤準准溫温滅灭滯滞漢汉潔洁濕湿灣湾無无煙烟熱热燈灯燒烧營营爭争爺爷牆墙獎奖獨独獲获現现畫画異异當当疊叠痠酸瘋疯盡尽監监盤盘眾众礙碍種种稱称穩稳窮穷競竞筆笔"
    "節节範范簡简簽签籌筹糧粮糾纠紀纪紅红級级紙纸純纯細细終终絕绝給给統统經经綜综維维綱纲編编練练縮缩總总績绩繼继罰罚罷罢羅罗義义習习聖圣聞闻聯联聲声聽听肅肃脈脉腦脑臨临與与興兴舉举舊旧艙舱艦舰藝艺蘇苏虛虚處处號号"
    "蟲虫裝装複复見见視视親亲覺觉觀观訂订託托記记訓训訊讯訪访詞词詢询試试該该詳详誠诚誤误說说課课誰谁請请論论諮咨識识譯译讀读讓让豐丰貝贝負负財财責责販贩貿贸賀贺賃赁賓宾賞赏賠赔賢贤質质賬账賴赖贈赠贏赢趕赶跡迹踐践"
    "軌轨軟软較较載载輔辅輕轻輛辆輪轮辭辞邊边遊游過过達达違违遠远適适選选遺遗郵邮鄰邻醜丑釋释針针釣钓鈔钞鋪铺鋼钢錄录錯错鍋锅鍵键鎖锁鏡镜鐘钟鐵铁鑰钥閉闭閒闲間间閱阅闊阔陳陈雜杂雖虽們们個个來来係系俠侠倉仓倫伦偉伟"
    "側侧偵侦傑杰傢家債债僅仅僑侨償偿兒儿內内兩两凍冻則则剛刚創创劇剧劑剂勝胜勢势勵励勸劝匯汇單单衆众卻却厲厉參参問问啟启喪丧喬乔嘗尝嚴严囑嘱園园圍围圖图圓圆堅坚墳坟墾垦壓压壞坏壩坝壯壮夠够夢梦夾夹奪夺婦妇媽妈嬰婴"
    "孫孙寧宁寫写寬宽寵宠寶宝尷尴屆届屍尸幫帮幹干幾几庫库廟庙廚厨彙汇徑径態态慮虑慶庆憑凭憲宪懸悬戀恋掃扫掛挂採采撥拨撿捡擋挡擊击擠挤攔拦攜携攤摊術术裡里裏里製制讚赞週周併并佈布佔占"
)
SIMPLIFIED = dict(zip(map(ord, TRADITIONAL[::2]), TRADITIONAL[1::2], strict=True))
# What a hand-writing keyboard or a scan puts instead of the character that was meant.
ALIKE = str.maketrans({"囗": "口", "曰": "日", "巳": "已", "帐": "账", "藉": "籍", "〇": "零"})


def plain(text: str) -> str:
    """The text as the catalogue would write it: half width, small letters, characters of the mainland, one space."""
    folded = unicodedata.normalize("NFKC", text.replace("\x00", " ")).lower()
    return " ".join(folded.translate(SIMPLIFIED).translate(ALIKE).split())
