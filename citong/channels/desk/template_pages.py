"""What the screens of the texts of letters show: versions with what each changed, fields to use, letters to try on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from citong.channels.kit import writing
from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.identity import facade as identity

LETTERS_TO_TRY = 10
# How to write a text, in examples.
EXAMPLES = (
    ("{{事项名称}}", "印出这份文书里的事项名称；日期、时间自动写成中文。"),
    ("{{如果有：依据}}……{{否则}}……{{完}}", "有依据时印前一段，没有时印后一段；“否则”可以不写。"),
    ("【依据】{{依据}}", "一行开头的标题，用粗体。整行都在【】里的，是一行粗体。"),
    ("| 地点 | {{地点}} |", "表格的一行：左边是项目，右边是内容；右边空着，就留出签名的地方。"),
    ("{{材料清单}}", "清单自动编号，要单独写一行。"),
)


@dataclass(frozen=True)
class Version:
    """A version as the page shows it: who made it, and line by line what it changed."""

    template: documents.Template
    who: str
    lines: Sequence[tuple[str, str]]

    @property
    def changed(self) -> int:
        """How many lines are not as they were."""
        return sum(1 for sign, _ in self.lines if sign != "same")


@dataclass(frozen=True)
class Usable:
    """A field, as it is written, and what it holds."""

    written: str
    sort: str
    example: str


def versions_of(kind: Kind) -> list[Version]:
    """Every version, the newest first; the first of all changed nothing."""
    templates = documents.template_versions(kind)
    names = identity.names_of({t.published_by or t.created_by for t in templates})
    olders = [*(t.body for t in templates[1:]), templates[-1].body]
    return [
        Version(t, names.get(t.published_by or t.created_by, "系统"), documents.differences(older, t.body))
        for t, older in zip(templates, olders, strict=True)
    ]


def usable_fields(kind: Kind) -> list[Usable]:
    """What a text of this kind may name, to be copied."""
    return [
        Usable(f"{{{{{field.label}}}}}", field.sort.value, field.sample if isinstance(field.sample, str) else "")
        for field in documents.template_fields(kind)
    ]


def choices_of(letters: Iterable[documents.Letter]) -> list[tuple[str, str]]:
    """Real letters to try a text on, newest first; names are masked until the paper itself is opened."""
    real = [(str(letter.pk), _named(letter)) for letter in letters]
    return [("", "编的示例内容"), *real]


def _named(letter: documents.Letter) -> str:
    day = writing.zh_date(timezone.localdate(letter.issued_at), today=timezone.localdate())
    return f"{letter.number}（{identity.masked_name(str(letter.values['applicant']))}，{day}）"


def faults_in_lines(faults: Iterable[tuple[str, str]]) -> list[str]:
    """What is wrong, each with its line before it."""
    return [f"{where}：{words.rstrip('。')}" for where, words in faults]
