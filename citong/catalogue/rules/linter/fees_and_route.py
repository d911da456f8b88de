"""Chapters E and F: the fees, and the way an application goes."""

import re
from collections.abc import Iterator

from ..definition import Excludes, StepKind
from ..faults import Fault
from ..publication_of_routes import faults_of_route, steps_of
from .findings import Guide, Rule, Severity

DOCUMENT = re.compile(r"《.+》|〔\d{4}〕|第.+条|法|条例|办法|规定|通知")
# Administrative Licensing Act, art. 45: the time for these does not count.
ART_45 = ("听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审")


class FeeWithoutBasis(Rule):
    code, title, severity = "E01", "收费有依据", Severity.ERROR
    basis, remedy = "行政许可法第五十八条、第五十九条", "写明收费依据；没有依据的不能收。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for fee in guide.definition.fees:
            if not fee.basis.strip():
                yield Fault(f"fees.{fee.name}", "收费依据", f"“{fee.name}”没有写收费依据。")


class NegativeFee(Rule):
    code, title, severity = "E02", "金额不是负数", Severity.ERROR
    basis, remedy = "行政许可法第五十九条：按公布的标准收费", "改正金额。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for fee in guide.definition.fees:
            if fee.cents < 0:
                yield Fault(f"fees.{fee.name}", "收费标准", f"“{fee.name}”的金额不能是负数。")


class FeeBasisIsNoDocument(Rule):
    code, title, severity = "E03", "收费依据是文件", Severity.WARNING
    basis, remedy = "行政许可法第五十八条：法律、行政法规的规定", "写明法律、法规或者文件的名称和文号。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for fee in guide.definition.fees:
            if fee.basis.strip() and not DOCUMENT.search(fee.basis):
                yield Fault(f"fees.{fee.name}", fee.name, f"“{fee.basis}”看不出是哪份文件。")


class FeeOfNothing(Rule):
    code, title, severity = "E04", "不收的费不列", Severity.WARNING
    basis, remedy = "行政许可法第五十九条", "删掉这一条，或者填写金额。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for fee in guide.definition.fees:
            if fee.cents == 0:
                yield Fault(f"fees.{fee.name}", fee.name, f"“{fee.name}”是 0 元。")


class PaidBeforeButFree(Rule):
    code, title, severity = "E05", "说要缴费的列出费用", Severity.WARNING
    basis, remedy = "行政许可法第五十九条", "列出收什么费，或者取消先缴费。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if guide.definition.fee_before_decision and not guide.definition.fees:
            yield Fault("fees", "收费", "决定之前要缴费，却没有列出费用。")


class RouteCannotRun(Rule):
    code, title, severity, only_online = "F01", "流程走得通", Severity.ERROR, True
    basis, remedy = "行政许可法第三十四条、第四十二条", "在“办理流程”里改正。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        yield from faults_of_route(guide.definition)


class StepWithoutTerm(Rule):
    code, title, severity, only_online = "F02", "每个环节有时限", Severity.WARNING, True
    basis, remedy = "GB/T 39046—2020：办理环节的时限", "写明这一步几天以内办。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        definition = guide.definition
        if definition.route is None or definition.promised is None or definition.promised.days == 0:
            return
        for step in steps_of(definition.route):
            if step.days == 0:
                yield Fault(f"route.steps.{step.code}", step.name, f"“{step.name}”没有时限。")


class StepWithoutPoints(Rule):
    code, title, severity, only_online = "F03", "每个环节有审查要点", Severity.ADVICE, True
    basis, remedy = "优化营商环境条例第三十五条：细化量化标准，压缩自由裁量权", "写明看什么，每条能答“是”或者“不是”。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for step in steps_of(guide.definition.route) if guide.definition.route else []:
            if step.kind is StepKind.OPINION and not step.points:
                yield Fault(f"route.steps.{step.code}", step.name, f"“{step.name}”没有审查要点。")


class ClockStoppedWithoutLaw(Rule):
    code, title, severity = "F04", "停时限有法律依据", Severity.WARNING
    basis, remedy = "行政许可法第四十五条", "写明依据；第四十五条没有列的，不能停法定时限。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for place, each in enumerate(guide.definition.special_procedures):
            path = f"special_procedures.{place}"
            if not each.basis.strip():
                yield Fault(path, each.kind, f"特别程序“{each.kind}”没有写依据。")
            if each.excludes is Excludes.BOTH and not any(kind in each.kind for kind in ART_45):
                words = f"“{each.kind}”不在第四十五条所列之内，却停了法定时限。"
                yield Fault(path, each.kind, words)


RULES: tuple[Rule, ...] = (
    FeeWithoutBasis(),
    NegativeFee(),
    FeeBasisIsNoDocument(),
    FeeOfNothing(),
    PaidBeforeButFree(),
    RouteCannotRun(),
    StepWithoutTerm(),
    StepWithoutPoints(),
    ClockStoppedWithoutLaw(),
)
