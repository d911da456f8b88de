"""Chapter X: the same item is the same at every street and every department (same name, same standard, same code)."""

from collections.abc import Callable, Iterator

from ..definition import Definition, Term, TermUnit
from ..faults import Fault
from .findings import Comparison, Context, Guide, Rule, Severity, plain

SAME = "优化营商环境条例第三十五条：同一事项无差别受理、同标准办理"
ALIGN = "和同一事项的别家对齐；确有不同的，由审查单位写明理由接受。"


def _differing(guide: Guide, others: list[Guide], says: Callable[[Definition], object]) -> list[Guide]:
    own = says(guide.definition)
    return [other for other in others if says(other.definition) != own]


def _names(guides: list[Guide]) -> str:
    bodies = list(dict.fromkeys(each.body or each.definition.department for each in guides))
    return "、".join(f"“{each}”" for each in bodies[:3]) + (f"等 {len(bodies)} 家" if len(bodies) > 3 else "")


def _in_words(term: Term | None) -> str:
    if term is None:
        return "没有写"
    return f"{term.days} 个工作日" if term.unit is TermUnit.WORKING_DAYS else f"{term.days} 天"


def _days(term: Term | None) -> tuple[int, str] | None:
    return (term.days, term.unit.value) if term else None


class UnequalPromise(Comparison):
    code, title, severity = "X01", "同一事项承诺时限相同", Severity.WARNING
    basis, remedy = SAME, ALIGN

    def compared(self, guide: Guide, context: Context) -> Iterator[Fault]:
        others = _differing(guide, context.same_item(guide), lambda says: _days(says.promised))
        if others:
            own, theirs = guide.definition.promised, others[0].definition.promised
            yield Fault("promised", "承诺时限", f"这里{_in_words(own)}，{_names(others)}{_in_words(theirs)}。")


class UnequalStatute(Comparison):
    code, title, severity = "X02", "同一事项法定时限相同", Severity.WARNING
    basis, remedy = SAME, "法律只有一个时限：核对后改正写错的。"

    def compared(self, guide: Guide, context: Context) -> Iterator[Fault]:
        others = _differing(guide, context.same_item(guide), lambda says: _days(says.statutory))
        if others:
            own, theirs = guide.definition.statutory, others[0].definition.statutory
            yield Fault("statutory", "法定时限", f"这里{_in_words(own)}，{_names(others)}{_in_words(theirs)}。")


class UnequalMaterials(Comparison):
    code, title, severity = "X03", "同一事项材料相同", Severity.WARNING
    basis, remedy = SAME, ALIGN

    def compared(self, guide: Guide, context: Context) -> Iterator[Fault]:
        own = _materials(guide.definition)
        others = _differing(guide, context.same_item(guide), lambda says: _materials(says).keys())
        if others:
            theirs = _materials(others[0].definition)
            more = [f"多要“{own[name]}”" for name in own if name not in theirs]
            less = [f"不要“{theirs[name]}”" for name in theirs if name not in own]
            words = f"和{_names(others)}比，{'，'.join([*more, *less][:4])}。"
            yield Fault("materials", "申请材料", words)


def _materials(definition: Definition) -> dict[str, str]:
    return {plain(each.name): each.name for each in definition.materials}


class UnequalFees(Comparison):
    code, title, severity = "X04", "同一事项收费相同", Severity.WARNING
    basis, remedy = SAME, ALIGN

    def compared(self, guide: Guide, context: Context) -> Iterator[Fault]:
        others = _differing(guide, context.same_item(guide), lambda says: {(plain(e.name), e.cents) for e in says.fees})
        if others:
            yield Fault("fees", "收费", f"收费项目或者金额和{_names(others)}不同。")


class OneCodeTwoNames(Comparison):
    code, title, severity = "X05", "同一编码同一名称", Severity.WARNING
    basis, remedy = "GB/T 39554.1：同一事项、同一标准、同一编码", "名称按目录统一，或者改正编码。"

    def compared(self, guide: Guide, context: Context) -> Iterator[Fault]:
        others = _differing(guide, context.same_item(guide), lambda says: plain(says.name))
        if guide.definition.basic_code and others:
            yield Fault("name", "事项名称", f"基本编码相同，{_names(others)}叫“{others[0].definition.name}”。")


class ListedTwice(Comparison):
    code, title, severity = "X06", "一个部门同名的事项只有一个", Severity.WARNING
    basis, remedy = "同名的两项，申请人不知道办哪一项", "取消多余的一项，或者在名称里写明区别。"

    def compared(self, guide: Guide, context: Context) -> Iterator[Fault]:
        own = [each for each in context.same_name(guide) if each.definition.department == guide.definition.department]
        if own:
            codes = "、".join(each.code for each in own[:3])
            yield Fault("name", "事项名称", f"本部门另有 {len(own)} 个同名的事项：{codes}。")


RULES: tuple[Rule, ...] = (
    UnequalPromise(),
    UnequalStatute(),
    UnequalMaterials(),
    UnequalFees(),
    OneCodeTwoNames(),
    ListedTwice(),
)
