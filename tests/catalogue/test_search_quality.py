"""How well people find what they mean, on 800 real items of a district."""

import re

import pytest

from citong.catalogue import facade as catalogue
from tests.catalogue.guangan import import_real_items

pytestmark = pytest.mark.django_db

# What somebody types, and a pattern of the names that would help them.
QUESTIONS = [
    # the name, shortened
    ("食品经营许可核发", "食品.*经营许可核发"),
    ("食品许可变更项目", "食品.*变更经营项目"),
    ("小作坊备案", "食品小作坊备案"),
    ("烟草许可证新办", "烟草专卖零售许可证新办"),
    ("护士注册", "护士.*执业注册"),
    ("医疗机构新办", "医疗机构执业审批（新办）"),
    ("教师资格", "教师资格认定"),
    ("城市道路挖掘", "占用、挖掘城市道路审批"),
    ("公共卫生许可变更", "公共场所卫生许可变更"),
    ("取水许可延续", "取水许可证延续审批"),
    ("失业金申领", "失业保险金申领"),
    ("残疾人证换", "残疾人证换领"),
    ("林木采伐证", "林木采伐许可证核发"),
    ("公司设立", "公司设立登记"),
    ("个体户注销", "个体工商户注销登记"),
    ("社保卡挂失", "社会保障卡挂失"),
    ("社会团体成立", "社会团体成立登记"),
    ("营业前消防检查", "公众聚集场所.*消防安全检查"),
    ("货运许可", "道路货物运输经营许可"),
    ("养老机构备案", "养老机构设立备案"),
    ("动物诊疗", "动物诊疗许可"),
    ("燃气许可延续", "燃气经营许可证延续"),
    ("劳务派遣分公司", "劳务派遣单位设立分公司"),
    ("发票领用", "发票领用"),
    ("最低保障", "最低生活保障"),
    # as people say it
    ("开饭店", "食品.*经营许可核发|食品小经营店"),
    ("我要开公司", "公司设立登记"),
    ("低保怎么办", "最低生活保障"),
    ("办身份证", "居民身份证办理"),
    ("暂住证", "居住证办理"),
    ("孩子上学", "入学|学籍"),
    ("残疾证", "残疾人证新办"),
    ("卖烟", "烟草专卖零售许可证新办"),
    ("砍树", "林木采伐"),
    ("离婚", "离婚登记预约"),
    ("网约车", "网络预约出租汽车经营许可"),
    ("没犯过罪的证明", "无犯罪记录证明"),
    ("创业贷款", "创业担保贷款申请"),
    ("开宾馆", "旅馆业特种行业许可证核发"),
    ("打官司没钱请律师", "法律援助"),
    ("宠物医院", "动物诊疗许可"),
    ("刻章店", "公章刻制业"),
    ("养狗", "犬类准养证核发"),
    ("开网吧", "互联网上网服务营业场所"),
    ("生孩子报销", "生育医疗费支付|生育津贴支付"),
    ("找工作", "职业介绍|招聘|求职"),
    ("退休金发放明细", "养老金发放明细查询"),
    ("办护照", "普通护照签发"),
    ("孤儿艾滋儿童补助", "艾滋病病毒感染儿童基本生活费发放"),
    # pinyin and initials
    ("wufanzui", "无犯罪记录证明"),
    ("juzhuzheng", "居住证办理"),
    ("linshijiuzhu", "临时救助"),
    ("yancao", "烟草专卖零售"),
    ("zdshbz", "最低生活保障"),
    ("jszgrd", "教师资格认定"),
    ("gssl", "公司设立登记"),
    ("lhdjyy", "离婚登记预约"),
    # with noise
    ("  失业   登记 ", "失业登记"),
    ("失业登记'\" | & ! :*", "失业登记"),
    ("请问怎么申请公租房", "公共租赁住房申请资格审核认定"),
]


def test_nineteen_of_twenty_questions_find_an_answer_among_the_first_ten():
    import_real_items()

    missed = [question for question, wanted in QUESTIONS if not _is_found(question, wanted, among=10)]

    assert len(missed) <= len(QUESTIONS) * 0.05, missed


def test_two_of_three_questions_find_it_in_the_first_place():
    import_real_items()

    first = [question for question, wanted in QUESTIONS if _is_found(question, wanted, among=1)]

    assert len(first) >= len(QUESTIONS) * 2 / 3, sorted({question for question, _ in QUESTIONS} - set(first))


def _is_found(question: str, wanted: str, *, among: int) -> bool:
    return any(re.search(wanted, hit.version.name) for hit in catalogue.search(question, limit=among))
