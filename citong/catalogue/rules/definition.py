"""What an item's version says, as values. One document a version, immutable once published.

Conditions named `when` are CEL expressions over `situation` (the options chosen, by question code) and `answers` (the
form's answers); an empty condition always holds.
"""

from enum import StrEnum
from typing import Any

import msgspec

Struct = msgspec.Struct


class ItemType(StrEnum):
    """事项类型, GB/T 39046 A.1. A hall shows the six kinds handled on application, and public services."""

    PERMIT = "01"
    PAYMENT = "05"
    CONFIRMATION = "07"
    REWARD = "08"
    ADJUDICATION = "09"
    OTHER_POWER = "10"
    PUBLIC_SERVICE = "20"


class CaseType(StrEnum):
    """办件类型: decided on the spot, or within a promised term."""

    IMMEDIATE = "immediate"
    PROMISED = "promised"


class Audience(StrEnum):
    """Who may apply."""

    PERSON = "person"
    ENTERPRISE = "enterprise"


class EntryMode(StrEnum):
    """入驻方式, which with the visits gives the star level (domain facts § 3.1)."""

    GUIDE = "in01"
    LINK = "in02"
    SPLIT = "in04"
    FULL = "in05"


class TermUnit(StrEnum):
    """What a term counts."""

    WORKING_DAYS = "W"
    NATURAL_DAYS = "N"


class Collect(StrEnum):
    """How a material reaches the office."""

    FORM = "form"  # filled in online; the form itself is the material
    UPLOAD = "upload"
    LICENCE = "licence"  # taken from the licence library, or uploaded where the library has none
    PAPER = "paper"  # handed in at the window


class Necessity(StrEnum):
    """材料必要性."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    DEFERRABLE = "deferrable"  # 容缺后补
    PROMISED = "promised"  # 信用承诺后补


class Source(StrEnum):
    """来源渠道."""

    APPLICANT = "applicant"
    GOVERNMENT = "government"
    OTHER = "other"


class Original(StrEnum):
    """材料形式."""

    ORIGINAL = "original"
    COPY = "copy"
    BOTH = "both"
    EITHER = "either"
    ELECTRONIC = "electronic"


class LegalBasis(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """设定依据: a law, its number and issuer, the article and its words."""

    law: str
    article: str = ""
    number: str = ""
    issuer: str = ""
    text: str = ""


class Term(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A limit in days; `note` says where it comes from. 0 days: decided on the spot."""

    days: int
    unit: TermUnit = TermUnit.WORKING_DAYS
    note: str = ""


class Option(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer that can be chosen."""

    code: str
    label: str
    hint: str = ""


class Situation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """情形: a question whose answer selects materials, fees and questions of the form."""

    code: str
    question: str
    options: list[Option]
    when: str = ""


class SampleLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of a filled-in sample."""

    label: str
    value: str


class Material(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """申请材料: what is asked for, why, in which form, and what the office will look at."""

    code: str
    name: str
    collect: Collect
    plain: str = ""  # in everyday words
    necessity: Necessity = Necessity.REQUIRED
    source: Source = Source.APPLICANT
    issuer: str = ""
    original: Original = Original.ELECTRONIC
    copies: int = 1
    when: str = ""
    basis: str = ""
    accept_standard: str = ""
    licence_type: str = ""
    max_files: int = 5
    sample: list[SampleLine] = []
    sample_note: str = ""
    review_points: list[str] = []


class Fee(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """收费: never without its basis (Licensing Act, art. 58)."""

    name: str
    cents: int
    basis: str
    unit: str = "件"
    when: str = ""


class LayoutField(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a property of the form's schema is asked: where, in which words, and when at all."""

    name: str
    widget: str = ""  # text, textarea, number, date, radio, select, checkbox, checkboxes, group; empty: from the schema
    hint: str = ""
    when: str = ""
    prefill: str = ""  # name, id_number, phone, uscc, … of the applicant
    fields: list["LayoutField"] = []  # of a repeat group


class Page(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One topic, one page of the form."""

    code: str
    title: str
    fields: list[LayoutField]
    hint: str = ""
    when: str = ""


class Form(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The application form: a JSON Schema (2020-12, titles in Chinese) and the pages that ask it."""

    schema: dict[str, Any]  # Any: a JSON document, checked against the meta-schema
    pages: list[Page]


class Power(StrEnum):
    """What a step of a route may do. An opinion it always gives."""

    OPINION = "opinion"
    CORRECT = "correct"  # ask the applicant to correct
    PROCEDURE = "procedure"  # ask for a special procedure (Licensing Act, art. 45)


class StepKind(StrEnum):
    """What a step asks for."""

    OPINION = "opinion"
    FORWARD = "forward"  # 转报: the body of the upper level decides, under an item of its own


class RouteStep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An opinion asked of a post in a department; or the forwarding to the body above, which then decides."""

    code: str
    name: str
    department: str
    post: str
    days: int
    when: str = ""
    points: list[str] = []
    required_points: bool = False  # all points must be ticked before a favourable opinion
    level: str = ""  # 行使层级, 2 province … 6 village; empty: the item's own
    may: list[Power] = msgspec.field(default_factory=lambda: [Power.OPINION, Power.PROCEDURE])
    kind: StepKind = StepKind.OPINION
    item: str = ""  # of a forwarding: the code of the upper body's item


class Stage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Steps that run at the same time; the last opinion opens the next stage."""

    code: str
    name: str
    steps: list[RouteStep]
    optional: bool = False  # may find no step to take, and is then passed over


class Decider(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The post that decides."""

    department: str
    post: str
    days: int = 1


class Route(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who looks at an application, in which order, and who decides."""

    window: str  # post code of the receiving post in the item's own department
    decision: Decider
    stages: list[Stage] = []


class Excludes(StrEnum):
    """Which clocks a special procedure stops; only the eight of art. 45 can stop the statutory one."""

    NONE = "none"
    PROMISED = "promised"
    BOTH = "both"


class SpecialProcedure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """特别程序 that may stop the clock: its kind as art. 45 names it (检测, 专家评审 …), usual days, basis."""

    kind: str
    days: int
    basis: str
    excludes: Excludes = Excludes.BOTH


class Period(StrEnum):
    """Over which time a limited number counts."""

    YEAR = "year"
    EVER = "ever"


class Quota(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """数量限制: how many may be granted, in the order of acceptance (Licensing Act, art. 57)."""

    count: int
    period: Period = Period.YEAR


class Result(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """办理结果: what the applicant gets."""

    name: str
    kind: str = "approval"  # licence, approval, other
    validity: str = ""


class Faq(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """常见问题."""

    question: str
    answer: str


class Venue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """办理地点和时间."""

    place: str
    window: str = ""
    hours: str = ""
    phone: str = ""


class Visits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """到现场次数 for each way of filing; -1: this way is not offered."""

    window: int = 1
    three_star: int = -1
    four_star: int = -1
    five_star: int = -1


class Assurances(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """实名等级: how sure the hall must be of who applies, for each way of filing (国办函〔2016〕108号).

    1 registered, 2 real name, 3 advanced, 4 certificate. At the window and by mail 0: the clerk compares the document.
    """

    online: int = 1
    window: int = 0
    mail: int = 0


class Definition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """实施清单: everything a version of an item says. Guide-level items leave out form, route and situations."""

    name: str
    item_type: ItemType
    department: str  # code of the implementing department
    basic_code: str = ""
    case_type: CaseType = CaseType.PROMISED
    audience: list[Audience] = msgspec.field(default_factory=lambda: [Audience.PERSON, Audience.ENTERPRISE])
    exercise_level: str = "4"
    summary: str = ""
    who: str = ""
    result_words: str = ""
    topics: list[str] = []
    keywords: list[str] = []
    statutory: Term | None = None
    promised: Term | None = None
    pre_review_days: int = 1
    receive_days: int = 2
    originals_days: int = 30  # working days in which the applicant brings the originals
    correction_days: int = 30
    addition_days: int = 10  # working days in which the applicant brings what a reviewing post asks for
    addition_stops_promise: bool = False  # waiting for that does not count against the promised term
    fee_before_decision: bool = False  # the hall asks for the fees before the decision
    fee_stops_promise: bool = False  # waiting for the payment does not count against the promised term
    pay_days: int = 15
    makes_certificate: bool = False  # after the grant a certificate is made out, and only then the case closes
    renews_answer: str = ""  # the answer with the day on which the licence expires that is to be renewed (art. 50)
    conditions: list[str] = []
    legal_basis: list[LegalBasis] = []
    situations: list[Situation] = []
    materials: list[Material] = []
    form: Form | None = None
    fees: list[Fee] = []
    route: Route | None = None
    special_procedures: list[SpecialProcedure] = []
    results: list[Result] = []
    faqs: list[Faq] = []
    venues: list[Venue] = []
    remedy: str = ""
    consult_phone: str = ""
    supervise_phone: str = ""
    entry_mode: EntryMode = EntryMode.GUIDE
    visits: Visits = Visits()
    assurances: Assurances = Assurances()
    wants_signed_mandate: bool = False  # an agent or family needs a signed power of attorney (Civil Code, art. 165)
    quantity_limit: str = ""
    quota: Quota | None = None
    letter_word: str = ""
    sample_data: bool = True  # its figures are invented: the guide says 示例数据
