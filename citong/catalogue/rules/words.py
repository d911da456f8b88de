"""How an item is found: the words of its name, pairs of characters, pinyin and initials; and the words people say."""

import re
from functools import lru_cache

import rjieba
from pypinyin import Style, lazy_pinyin

# What people say, and what the catalogue calls it. Each key found in a question adds these words to it.
SPOKEN = {
    "老人补贴": "高龄津贴",
    "老年补贴": "高龄津贴",
    "老人钱": "高龄津贴",
    "开饭店": "食品经营 餐饮",
    "开饭馆": "食品经营 餐饮",
    "开餐馆": "食品经营 餐饮",
    "开餐厅": "食品经营 餐饮",
    "开小吃店": "食品经营 餐饮 小作坊",
    "卖吃的": "食品经营",
    "卖烟": "烟草专卖零售",
    "烟证": "烟草专卖零售许可",
    "开公司": "公司 企业 设立登记",
    "办公司": "公司 企业 设立登记",
    "注册公司": "公司 企业 设立登记",
    "营业执照": "企业 个体工商户 登记",
    "开店": "个体工商户 设立登记",
    "开宾馆": "旅馆业 特种行业 公共场所卫生",
    "开旅馆": "旅馆业 特种行业 公共场所卫生",
    "开酒店": "旅馆业 特种行业 公共场所卫生",
    "开药店": "药品零售 经营",
    "开诊所": "医疗机构 执业 诊所",
    "开网吧": "互联网上网服务营业场所",
    "开理发店": "公共场所卫生",
    "开美容院": "公共场所卫生",
    "刻章": "公章刻制",
    "孩子上学": "入学 义务教育 学生",
    "小孩上学": "入学 义务教育 学生",
    "转学": "转学 学籍",
    "生孩子": "生育 出生",
    "生娃": "生育 出生",
    "结婚": "婚姻登记",
    "离婚": "婚姻登记 离婚",
    "低保": "最低生活保障",
    "五保": "特困人员救助供养",
    "困难补助": "临时救助",
    "残疾证": "残疾人证",
    "暂住证": "居住证",
    "身份证": "居民身份证",
    "上户口": "出生 户口 登记",
    "落户": "户口 迁移",
    "迁户口": "户口 迁移",
    "没犯过罪": "无犯罪记录证明",
    "社保": "社会保险",
    "社保卡": "社会保障卡",
    "医保": "基本医疗保险",
    "养老金": "养老保险 待遇",
    "退休": "养老保险 退休 待遇",
    "失业金": "失业保险金",
    "找工作": "就业 求职 职业介绍",
    "就业证": "就业创业证",
    "创业贷款": "创业担保贷款",
    "打官司没钱": "法律援助",
    "请律师": "法律援助 律师",
    "挖路": "挖掘城市道路",
    "占道": "占用城市道路",
    "砍树": "林木采伐",
    "伐木": "林木采伐",
    "盖房子": "建设工程规划 建筑工程施工 宅基地",
    "自建房": "宅基地 乡村建设规划",
    "开工": "建筑工程施工许可",
    "开出租车": "巡游出租汽车 驾驶员",
    "网约车": "网络预约出租汽车",
    "跑货运": "道路货物运输",
    "拉货": "道路货物运输",
    "货运": "道路货物运输",
    "客运": "道路旅客运输",
    "教师证": "教师资格认定",
    "护士证": "护士执业注册",
    "医师证": "医师执业注册",
    "招牌": "户外广告",
    "广告牌": "户外广告",
    "取水证": "取水许可",
    "打井": "取水许可",
    "放鞭炮": "烟花爆竹",
    "卖鞭炮": "烟花爆竹经营 零售",
    "买房": "不动产 转移 商品房",
    "房产证": "不动产权",
    "公积金": "住房公积金",
    "公租房": "公共租赁住房",
    "退伍": "退役士兵 退役军人",
    "当兵": "入伍 兵役",
    "养猪": "动物防疫 畜禽",
    "养狗": "犬类准养证",
    "狗证": "犬类准养证",
    "宠物医院": "动物诊疗",
    "卖农药": "农药经营",
    "卖种子": "种子 生产经营",
    "劳务公司": "劳务派遣",
    "消防检查": "消防安全检查",
    "办停业": "停业 注销",
    "关店": "注销 登记",
}
MOST_WORDS = 60
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[0-9a-z]+")
LETTERS = re.compile(r"[a-z]{2,40}")
# Words so frequent in names and questions that they find everything.
EMPTY = {"我", "要", "想", "办理", "办", "怎么", "如何", "哪里", "申请", "的", "了", "吗", "和", "或", "及", "等", "个"}


def words_of(text: str) -> list[str]:
    """The words and pairs of characters of a text, in order, each once, without what says nothing."""
    found: dict[str, None] = {}
    for run in RUN.findall(text.lower()):
        if HAN.fullmatch(run):
            found |= dict.fromkeys(word for word in _cut(run) if len(word) > 1)
            found |= dict.fromkeys(run[start : start + 2] for start in range(len(run) - 1))
        else:
            found[run] = None
    return [word for word in found if word not in EMPTY]


def words_asked(question: str) -> tuple[list[str], list[str]]:
    """The words that somebody typed, and the words that the catalogue has for what they mean."""
    own = words_of(question)[:MOST_WORDS]
    spoken = [each for each in SPOKEN if each in question]
    whole = [each for each in spoken if not any(each in other and each != other for other in spoken)]
    meant = " ".join(SPOKEN[each] for each in whole)
    return own, [word for word in words_of(meant) if word not in own][:MOST_WORDS]


def pinyin_of(name: str) -> str:
    """The name in pinyin without tones, letters and digits only."""
    return "".join(re.findall(r"[a-z0-9]", "".join(lazy_pinyin(name, style=Style.NORMAL)).lower()))


def initials_of(name: str) -> str:
    """The first letters of the name's pinyin."""
    return "".join(re.findall(r"[a-z0-9]", "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()))


def letters_asked(question: str) -> str:
    """The question as pinyin or initials, when it can be that; else empty."""
    squeezed = question.lower().replace(" ", "").replace("'", "")
    return squeezed if LETTERS.fullmatch(squeezed) else ""


@lru_cache(maxsize=4096)
def _cut(run: str) -> tuple[str, ...]:
    return tuple(rjieba.cut_for_search(run))
