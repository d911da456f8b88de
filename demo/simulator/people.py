"""Invented persons and enterprises. The same number always gives the same one; ids check, and belong to nobody."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from stdnum.cn import ric

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.organisations import facade as organisations

PERSONS = 420
ENTERPRISES = 160
DIVISION = "350502"
SURNAMES = "陈林黄张吴李王郑蔡刘许庄苏洪谢杨施曾叶颜潘傅柯郭何赖江邱曹戴"
WOMEN = (
    "秀英",
    "丽华",
    "美珍",
    "玉兰",
    "淑贞",
    "雅婷",
    "晓燕",
    "佳怡",
    "梅香",
    "惠玲",
    "思颖",
    "婉如",
    "碧霞",
    "静宜",
    "月娥",
    "诗涵",
    "素琴",
    "锦绣",
    "若琳",
    "春梅",
)
MEN = (
    "志强",
    "建国",
    "伟杰",
    "明辉",
    "文彬",
    "家豪",
    "俊贤",
    "国栋",
    "清水",
    "鸿志",
    "永泉",
    "少华",
    "振宇",
    "德福",
    "启明",
    "泽楷",
    "金龙",
    "世昌",
    "宗翰",
    "海峰",
)
TRADE_NAMES = (
    "鲤鱼桥",
    "开元里",
    "承天",
    "清源",
    "洛阳江",
    "东西塔",
    "中山路",
    "金鱼巷",
    "西街",
    "浮桥头",
    "顺济",
    "状元",
    "通淮",
    "涂门",
    "象峰",
    "百源",
)
STREETS = (
    "西街",
    "中山中路",
    "涂门街",
    "打锡街",
    "东街",
    "新门街",
    "九一路",
    "温陵路",
    "义全街",
    "笋江路",
    "江滨路",
    "金龙路",
)
KINDS = (
    "餐饮有限公司",
    "民宿有限公司",
    "食品有限公司",
    "美容美发有限公司",
    "人力资源有限公司",
    "文化传播有限公司",
    "医疗门诊部有限公司",
    "建筑装饰有限公司",
    "商贸有限公司",
    "教育咨询有限公司",
)


@dataclass(frozen=True)
class Applicant:
    """Whoever applies: as whom they act, and what they are called on the application."""

    actor: Actor
    party: identity.Party
    address: str


def born_between(youngest: int, oldest: int, *, on: date, random: Random) -> "Applicant":
    """A person of this age; any person when nobody is."""
    numbers = [n for n in range(PERSONS) if youngest <= (on - birth_date(n)).days // 365 <= oldest]
    return person(random.choice(numbers or range(PERSONS)))


@lru_cache(maxsize=PERSONS)
def birth_date(number: int) -> date:
    """When person `number` was born: from infants' parents to centenarians."""
    random = Random(f"born:{number}")
    years = random.choice([22, 27, 30, 33, 36, 40, 45, 50, 58, 66, 74, 81, 84, 88, 92])
    return date(2026, 1, 1) - timedelta(days=365 * years + random.randrange(1100))


@lru_cache(maxsize=PERSONS)
def person(number: int) -> Applicant:
    """The invented person of this number."""
    random = Random(f"person:{number}")
    is_woman = random.random() < 0.5
    name = random.choice(SURNAMES) + random.choice(WOMEN if is_woman else MEN)
    party = identity.Party(
        kind=identity.PartyKind.PERSON,
        name=name,
        id_type=identity.IdType.RESIDENT,
        id_number=_citizen_id(birth_date(number), number, is_woman=is_woman),
        phone=f"1390001{number:04d}",
        assurance=identity.Assurance.ADVANCED,
    )
    return Applicant(Actor(id=f"invented:{number}", channel="portal", name=name), party, _address(random))


def _citizen_id(born: date, number: int, *, is_woman: bool) -> str:
    # Sequence digits 9xx are reserved for demonstrations; the last of them is odd for men.
    sequence = 900 + number % 50 * 2 + (not is_woman)
    body = f"{DIVISION}{born:%Y%m%d}{sequence}"
    return body + str(ric.calc_check_digit(f"{body}0"))


@lru_cache(maxsize=ENTERPRISES)
def enterprise(number: int) -> Applicant:
    """The invented enterprise of this number, represented by one of the invented persons."""
    random = Random(f"enterprise:{number}")
    handler = person(random.randrange(PERSONS)).party
    head = person(random.randrange(PERSONS)).party
    name = f"泉州市{TRADE_NAMES[number // len(KINDS)]}{KINDS[number % len(KINDS)]}"
    address = _address(random)
    party = identity.Party(
        kind=identity.PartyKind.ENTERPRISE,
        name=name,
        id_type=identity.IdType.CREDIT_CODE,
        id_number=organisations.synthetic_credit_code(f"91{DIVISION}MA098{number:04d}"),
        phone=f"1390002{number:04d}",
        legal_representative=head.name,
        address=address,
        handler_name=handler.name,
        handler_id_type=handler.id_type,
        handler_id_number=handler.id_number,
        assurance=identity.Assurance.CERTIFICATE,
    )
    actor = Actor(id=f"invented:{PERSONS + number}", channel="portal", name=name)
    return Applicant(actor, party, address)


def _address(random: Random) -> str:
    return f"泉州市鲤城区{random.choice(STREETS)} {random.randrange(900, 999)} 号"
