"""The cases of those with whom people try the hall: each account finds something to look at, or something to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth import get_user_model

from citong.identity import facade as identity
from demo.loading.accounts import CITIZENS, COMPANIES

from .fates import Fate
from .people import Applicant, enterprise, person

ELDER, YOUNG, MOTHER = (citizen.login for citizen in CITIZENS)
GUEST_HOUSE = COMPANIES[0].login
HYGIENE, ELDERS, RELIEF = "公共场所卫生许可（新办）", "高龄津贴", "临时救助"
BANNERS = "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批"
HOUSING = "公共租赁住房保障资格申请"
TEACHERS = "教师资格认定（幼儿园、小学、初级中学）"
HOTEL = {"place": "hotel", "air": "none"}
LARGE_HOTEL = {"rooms": "from_16_to_50", "place_name": "刺桐红民宿"}
HIMSELF = {"filed_by": "self", "age": "eighty"}


@dataclass(frozen=True)
class Featured:
    """An application written by hand. `login` is of an account; otherwise `number` is of an invented applicant."""

    item: str
    days_ago: int  # working days before the last day
    fate: Fate
    login: str = ""
    number: int = 0
    is_enterprise: bool = False
    situation: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, object] = field(default_factory=dict)


FEATURED = (
    Featured(ELDERS, 180, Fate(), ELDER, situation=HIMSELF),
    Featured(RELIEF, 70, Fate(is_favourable=False), ELDER),
    Featured("法律援助申请", 40, Fate(is_withdrawn_in_review=True), ELDER),
    Featured(RELIEF, 3, Fate(rounds=1, stops="correct"), ELDER, situation={"cause": "illness"}),
    Featured("居住证办理", 90, Fate(rounds=1), YOUNG),
    Featured("灵活就业人员参保登记", 12, Fate(is_collected=False), YOUNG),
    Featured(TEACHERS, 3, Fate(stops="give_opinion"), YOUNG),
    Featured("劳动人事争议仲裁申请", 30, Fate(is_turned_away=True), YOUNG),
    Featured("护士执业注册", 1, Fate(is_brisk=True, stops="grant"), MOTHER, situation={"action": "first"}),
    Featured("灵活就业人员参保登记", 35, Fate(), MOTHER),
    Featured("出生登记（申报户口）", 55, Fate(), MOTHER),
    Featured("城乡居民基本医疗保险参保登记", 1, Fate(stops="accept"), MOTHER),
    Featured(HYGIENE, 1, Fate(is_brisk=True, stops="opinions"), GUEST_HOUSE, situation=HOTEL, given=LARGE_HOTEL),
    Featured(BANNERS, 2, Fate(stops="give_opinion"), GUEST_HOUSE, situation={"kind": "large"}),
    Featured("临时占用城市道路审批", 120, Fate(rounds=1), GUEST_HOUSE),
    Featured(HYGIENE, 2, Fate(is_brisk=True, is_asked_to_add=True, stops="add"), GUEST_HOUSE),
    Featured(HOUSING, 75, Fate(), YOUNG, situation={"housing": "rent"}),
    # What waits for the officials, whatever chance brings besides: pre-review, review, on-site, decision, and late.
    Featured(HYGIENE, 1, Fate(stops="accept"), number=10, is_enterprise=True),
    Featured(HYGIENE, 2, Fate(stops="give_opinion"), number=11, is_enterprise=True, situation=HOTEL),
    Featured(HYGIENE, 9, Fate(stops="give_opinion"), number=12, is_enterprise=True),
    Featured(HYGIENE, 6, Fate(is_paused=True, stops="resume"), number=13, is_enterprise=True),
    Featured(HYGIENE, 8, Fate(stops="opinions"), number=14, is_enterprise=True, situation=HOTEL, given=LARGE_HOTEL),
    Featured(HYGIENE, 3, Fate(is_brisk=True, stops="grant"), number=15, is_enterprise=True),
    Featured(HYGIENE, 14, Fate(stops="grant"), number=16, is_enterprise=True),
    Featured(ELDERS, 1, Fate(stops="accept"), number=20, situation=HIMSELF),
    Featured(ELDERS, 2, Fate(stops="street"), number=21, situation=HIMSELF),
    Featured(RELIEF, 7, Fate(stops="street"), number=22),
    Featured(ELDERS, 2, Fate(is_brisk=True, stops="bureau"), number=23, situation=HIMSELF),
    Featured(RELIEF, 12, Fate(stops="review"), number=27),
    Featured(ELDERS, 3, Fate(is_brisk=True, stops="grant"), number=24, situation=HIMSELF),
    Featured(RELIEF, 15, Fate(stops="grant"), number=28),
    Featured("临时占用城市道路审批", 2, Fate(stops="give_opinion"), number=25, is_enterprise=True),
    # One matter on its way from the street over the district to the city.
    Featured(HOUSING, 3, Fate(is_brisk=True, stops="visit"), number=29),
    Featured(HOUSING, 8, Fate(is_brisk=True, stops="recheck"), number=30, situation={"housing": "rent"}),
    Featured(HOUSING, 9, Fate(is_brisk=True, stops="check"), number=31),
)


def applicant_of(featured: Featured, *, on: date) -> Applicant:
    """Whoever applies: the holder of the account, or an invented one."""
    if not featured.login:
        return enterprise(featured.number) if featured.is_enterprise else person(featured.number)
    account = identity.account(account_id_of(featured.login))
    party = identity.party_of(account)
    actor = identity.actor_for(account, channel="portal", on=on)
    return Applicant(actor, party, party.address or "泉州市鲤城区西街 999 号")


def account_id_of(login: str) -> int:
    """The account of the demonstration that signs in with this."""
    return get_user_model().objects.get_by_natural_key(login.lower()).pk
