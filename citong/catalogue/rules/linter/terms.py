"""Chapter B: the terms."""

from collections.abc import Iterator

from ..definition import CaseType, ItemType, Term, TermUnit
from ..faults import Fault
from .findings import Guide, Rule, Severity

# Administrative Licensing Act, art. 42: twenty working days, unless a law or regulation says otherwise.
USUAL_LIMIT = 20


class NegativeTerm(Rule):
    code, title, severity = "B01", "时限不是负数", Severity.ERROR
    basis, remedy = "GB/T 39046—2020 第 15—20 项", "填 0 或者正整数；没有法定时限的空着。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for path, label, term in _terms(guide):
            if term and term.days < 0:
                yield Fault(path, label, "天数不能是负数。")


def _terms(guide: Guide) -> tuple[tuple[str, str, Term | None], ...]:
    promised, statutory = guide.definition.promised, guide.definition.statutory
    return (("promised", "承诺时限", promised), ("statutory", "法定时限", statutory))


class PromiseOverStatute(Rule):
    code, title, severity = "B02", "承诺时限不超过法定时限", Severity.ERROR
    basis, remedy = "行政许可法第四十二条", "缩短承诺时限，或者核对法定时限。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        promised, statutory = guide.definition.promised, guide.definition.statutory
        if promised and statutory and promised.unit == statutory.unit and promised.days > statutory.days:
            words = f"承诺时限（{promised.days} 天）不能超过法定时限（{statutory.days} 天）。"
            yield Fault("promised", "承诺时限", words)


class PromiseOverStatuteConverted(Rule):
    code, title, severity = "B03", "单位不同的时限换算以后不超过", Severity.WARNING
    basis, remedy = "行政许可法第四十二条、第八十二条", "缩短承诺时限，最好和法定时限用同一个单位。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        promised, statutory = guide.definition.promised, guide.definition.statutory
        if (
            promised
            and statutory
            and promised.unit != statutory.unit
            and _least(promised, statutory.unit) > statutory.days
        ):
            words = f"承诺时限换算以后至少是 {_least(promised, statutory.unit)} 天，超过法定的 {statutory.days} 天。"
            yield Fault("promised", "承诺时限", words)


def _least(term: Term, unit: TermUnit) -> int:
    """The fewest days of the other unit that these days can be: weekends lie in between, holidays may not."""
    if unit is TermUnit.NATURAL_DAYS:
        return term.days + 2 * (max(term.days - 1, 0) // 5)
    return term.days - 2 * -(-term.days // 7)


class ImmediateWithDays(Rule):
    code, title, severity = "B04", "即办件当场办结", Severity.ERROR
    basis, remedy = "行政许可法第三十四条；即办件的承诺时限是 0 天", "承诺时限改成 0 天，或者改成承诺件。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        promised = guide.definition.promised
        if guide.definition.case_type is CaseType.IMMEDIATE and promised and promised.days > 0:
            yield Fault("promised", "承诺时限", f"是即办件，却承诺 {promised.days} 天。")


class PromisedWithoutDays(Rule):
    code, title, severity = "B05", "当场办结的是即办件", Severity.WARNING
    basis, remedy = "GB/T 39046—2020 附录 A.6", "办件类型改成即办件，或者写明承诺的天数。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        promised = guide.definition.promised
        if guide.definition.case_type is CaseType.PROMISED and promised and promised.days == 0:
            yield Fault("case_type", "办件类型", "承诺 0 天，却不是即办件。")


class NoPromise(Rule):
    code, title, severity, of_guides = "B06", "写明承诺时限", Severity.ERROR, Severity.WARNING
    basis, remedy = "行政许可法第三十条；GB/T 39046—2020 第 18 项", "写明承诺几天办好；当场办结的填 0。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if guide.definition.promised is None:
            yield Fault("promised", "承诺时限", "请填写承诺时限，当场办结的填 0。")


class NoStatutoryTerm(Rule):
    code, title, severity = "B07", "行政许可写明法定时限", Severity.WARNING
    basis, remedy = (
        "行政许可法第三十条、第四十二条；GB/T 39046—2020 第 15 项",
        "写明法定几天；行政许可没有另外规定的是 20 个工作日。",
    )

    def check(self, guide: Guide) -> Iterator[Fault]:
        if guide.definition.statutory is None and guide.definition.item_type is ItemType.PERMIT:
            yield Fault("statutory", "法定时限", "行政许可没有写法定时限。")


class LongTermUnexplained(Rule):
    code, title, severity = "B08", "超过二十日的写明依据", Severity.WARNING
    basis, remedy = "行政许可法第四十二条", "在时限说明里写明哪部法律、法规规定了更长的时限。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        term = guide.definition.statutory
        if guide.definition.item_type is not ItemType.PERMIT or term is None or term.note.strip():
            return
        if term.unit is TermUnit.WORKING_DAYS and term.days > USUAL_LIMIT:
            yield Fault("statutory", "法定时限", f"法定时限 {term.days} 个工作日，超过二十日，没有写明依据。")


RULES: tuple[Rule, ...] = (
    NegativeTerm(),
    PromiseOverStatute(),
    PromiseOverStatuteConverted(),
    ImmediateWithDays(),
    PromisedWithoutDays(),
    NoPromise(),
    NoStatutoryTerm(),
    LongTermUnexplained(),
)
