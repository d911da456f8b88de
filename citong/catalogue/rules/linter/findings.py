"""What the linter speaks of: a guide and those it is compared with, a finding, a rule."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from ..definition import Definition
from ..faults import Fault
from ..stars import is_handled_online

# The chapters of a guide, by the head of a place in its definition.
CHAPTERS = {
    "materials": "申请材料",
    "fees": "收费",
    "form": "申请表",
    "route": "办理流程",
    "situations": "情形",
    "legal_basis": "设定依据",
    "venues": "办理地点",
    "results": "办理结果",
    "conditions": "受理条件",
    "faqs": "常见问题",
    "special_procedures": "特别程序",
    "visits": "到现场次数",
}


class Severity(StrEnum):
    """How much it matters."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def can_be_accepted(self) -> bool:
        """Whether an examiner may let it stand with a reason. What stops a publication is put right, not excused."""
        return self is not Severity.ERROR


SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.ADVICE: "建议"}


@dataclass(frozen=True)
class Guide:
    """What one item says, under its code; `body` is the name of its department."""

    definition: Definition
    code: str = ""
    body: str = ""


@dataclass(frozen=True)
class Finding:
    """A rule is broken: which, where (as a path and in words), what is wrong, what to do."""

    rule: str
    severity: Severity
    path: str
    label: str
    message: str
    remedy: str

    @property
    def place(self) -> str:
        """Where it is, as an official reads it."""
        chapter = CHAPTERS.get(self.path.partition(".")[0], "")
        return f"{chapter} › {self.label}" if chapter and chapter != self.label else self.label


@dataclass(frozen=True)
class Context:
    """The other guides that a guide is compared with: those of the same name, those of the same basic code."""

    by_name: dict[str, list[Guide]] = field(default_factory=dict)
    by_basic_code: dict[str, list[Guide]] = field(default_factory=dict)

    def same_item(self, guide: Guide) -> list[Guide]:
        """The same item as other bodies of its level offer it: of one basic code, or, without one, of one name."""
        code, level = guide.definition.basic_code, guide.definition.exercise_level
        found = self.by_basic_code.get(code, []) if code else self.by_name.get(plain(guide.definition.name), [])
        return [
            other
            for other in found
            if other is not guide and other.code != guide.code and other.definition.exercise_level == level
        ]

    def same_name(self, guide: Guide) -> list[Guide]:
        """The other guides with this name."""
        found = self.by_name.get(plain(guide.definition.name), [])
        return [other for other in found if other is not guide and other.code != guide.code]


def context_of(guides: Iterable[Guide]) -> Context:
    """What these guides are to one another."""
    by_name: defaultdict[str, list[Guide]] = defaultdict(list)
    by_code: defaultdict[str, list[Guide]] = defaultdict(list)
    for guide in guides:
        by_name[plain(guide.definition.name)].append(guide)
        if guide.definition.basic_code:
            by_code[guide.definition.basic_code].append(guide)
    return Context(dict(by_name), dict(by_code))


class Rule(ABC):
    """One thing that a guide has to keep to. It knows guides, and no database."""

    code: ClassVar[str]
    title: ClassVar[str]
    severity: ClassVar[Severity]
    of_guides: ClassVar[Severity | None] = None  # of an item that is only read about, when that is less grave
    only_online: ClassVar[bool] = False  # of items that are applied for here
    basis: ClassVar[str]
    remedy: ClassVar[str]

    @abstractmethod
    def check(self, guide: Guide) -> Iterable[Fault]:
        """Each place where the guide breaks the rule."""

    def compared(self, guide: Guide, _context: Context) -> Iterable[Fault]:
        """The same, beside the other guides; most rules look at one guide alone."""
        return self.check(guide)

    def findings(self, guide: Guide, context: Context) -> Sequence[Finding]:
        """The same, with how much it matters in this guide."""
        online = is_handled_online(guide.definition)
        if self.only_online and not online:
            return ()
        severity = self.severity if online or self.of_guides is None else self.of_guides
        return [
            Finding(self.code, severity, fault.path, fault.label, fault.message, self.remedy)
            for fault in self.compared(guide, context)
        ]


class Comparison(Rule):
    """A rule about a guide among others. Alone no guide breaks it."""

    def check(self, guide: Guide) -> Iterable[Fault]:
        """Each place where the guide breaks the rule."""
        return self.compared(guide, Context())

    @abstractmethod
    def compared(self, guide: Guide, context: Context) -> Iterable[Fault]:
        """Each place where the guide differs from the others and should not."""


def plain(text: str) -> str:
    """A name without what does not make it another: width of characters, spaces, punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
