"""What a version of a package 一件事 says, as values. One document a version, immutable once published.

A package asks its own questions and chooses members by them. Names of the whole are put together from the member's key
and its own name, as in `food__area`; so nothing of the package itself may contain two underscores.
"""

import msgspec

from ..definition import Audience, Faq, LegalBasis, Situation

Struct = msgspec.Struct

BETWEEN = "__"


class Choice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An option of a member's question that is chosen without asking, when the package's choices meet the condition."""

    option: str
    when: str = ""


class Member(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item of the package. Of its questions, those without choices here are asked.

    `after` names the members whose grant it needs.
    """

    key: str
    item: str  # code of the item
    name: str = ""  # in short; empty: as the item is called
    when: str = ""  # over the package's own choices; empty: always
    after: list[str] = []
    situation: dict[str, list[Choice]] = {}  # by question of the item; the first choice that holds counts


class SharedField(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A field asked once, and which field it is in each member's form. What is empty comes from the first member."""

    name: str
    of: dict[str, str]  # member's key to its field
    title: str = ""
    hint: str = ""
    prefill: str = ""
    widget: str = ""


class SharedPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page of fields asked once for all members; these pages come first."""

    code: str
    title: str
    fields: list[SharedField]
    hint: str = ""


class SameMaterial(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Materials of members that are one and the same paper; with one member alone: one that is kept apart."""

    of: dict[str, str]  # member's key to its material


class PackageDefinition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a version of a package says."""

    name: str
    lead: str  # code of the department that takes in and hands out for all
    promised_days: int  # working days for the whole
    members: list[Member]
    questions: list[Situation] = []
    pages: list[SharedPage] = []
    materials: list[SameMaterial] = []
    audience: list[Audience] = msgspec.field(default_factory=lambda: [Audience.PERSON, Audience.ENTERPRISE])
    summary: str = ""
    who: str = ""
    result_words: str = ""
    topics: list[str] = []
    keywords: list[str] = []
    legal_basis: list[LegalBasis] = []
    faqs: list[Faq] = []
    consult_phone: str = ""
    supervise_phone: str = ""
    sample_data: bool = True  # its figures are invented: the guide says 示例数据


def joint_name(key: str, name: str) -> str:
    """What something of a member is called in the whole."""
    return f"{key}{BETWEEN}{name}"
