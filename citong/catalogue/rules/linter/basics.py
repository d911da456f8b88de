"""Chapter A: what the item is called, for whom it is, under which code, and how it is found."""

import re
from collections.abc import Iterator

from ..codes import parse_national
from ..faults import Fault
from .findings import Guide, Rule, Severity

BASIC_CODE = re.compile(r"\d{12}")
# The hall's scale of assurance; online nobody applies who is not registered.
LOWEST_ONLINE, HIGHEST = 1, 4
LONGEST_NAME = 200
FULL_WIDTH = str.maketrans("()", "（）")


class NameIsMissing(Rule):
    code, title, severity = "A01", "事项要有名称", Severity.ERROR
    basis, remedy = "GB/T 39046—2020 第 1 项", "按权责清单填写事项名称。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        name = guide.definition.name
        if not name.strip():
            yield Fault("name", "事项名称", "请填写事项名称。")
        if len(name) > LONGEST_NAME:
            yield Fault("name", "事项名称", f"事项名称最多 {LONGEST_NAME} 个字。")


class NameIsBroken(Rule):
    code, title, severity = "A02", "事项名称要完整", Severity.WARNING
    basis, remedy = "GB/T 39046—2020 第 1 项", "对照权责清单改正名称：括号成对，不留空格。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        name = guide.definition.name.translate(FULL_WIDTH)
        if name.count("（") != name.count("）"):
            yield Fault("name", "事项名称", "名称里的括号没有成对。")
        if name != name.strip() or "  " in name:
            yield Fault("name", "事项名称", "名称前后或者中间有多余的空格。")


class ForNobody(Rule):
    code, title, severity = "A03", "写明服务对象", Severity.ERROR
    basis, remedy = "GB/T 39046—2020 第 34 项", "选择自然人、法人，或者两者。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not guide.definition.audience:
            yield Fault("audience", "服务对象", "请至少选择一种服务对象。")


class AssuranceOutOfScale(Rule):
    code, title, severity = "A04", "实名等级在范围以内", Severity.ERROR
    basis, remedy = "国办函〔2016〕108 号", "改成范围以内的等级。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        wanted = guide.definition.assurances
        if not LOWEST_ONLINE <= wanted.online <= HIGHEST:
            yield Fault("assurances.online", "网上办理实名等级", "网上办理的实名等级请填 1 到 4。")
        for path, label, level in (("window", "窗口", wanted.window), ("mail", "邮寄", wanted.mail)):
            if not 0 <= level <= HIGHEST:
                yield Fault(f"assurances.{path}", f"{label}办理实名等级", f"{label}办理的实名等级请填 0 到 4。")


class CodeUsedTwice(Rule):
    code, title, severity = "A05", "材料和情形的编码不重复", Severity.ERROR
    basis, remedy = "同一清单里的编码只指一样东西", "给其中一个换一个编码。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        definition = guide.definition
        yield from _repeated("materials", "申请材料", [each.code for each in definition.materials])
        yield from _repeated("situations", "情形", [each.code for each in definition.situations])


def _repeated(path: str, label: str, codes: list[str]) -> Iterator[Fault]:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Fault(f"{path}.{code}", label, f"编码“{code}”用了不止一次。")


class BasicCodeOffScheme(Rule):
    code, title, severity = "A06", "基本编码符合编码规则", Severity.WARNING
    basis, remedy = "GB/T 39554.1：基本编码 12 位，第 3、4 位是事项类型", "按目录改正基本编码或者事项类型。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        code = guide.definition.basic_code
        if code and not BASIC_CODE.fullmatch(code):
            yield Fault("basic_code", "基本编码", f"“{code}”不是 12 位数字。")
        elif code and code[2:4] != guide.definition.item_type.value:
            words = f"第 3、4 位是“{code[2:4]}”，和事项类型“{guide.definition.item_type.value}”对不上。"
            yield Fault("basic_code", "基本编码", words)


class CodeContradictsGuide(Rule):
    code, title, severity = "A07", "实施编码和清单一致", Severity.WARNING
    basis, remedy = "GB/T 39554.1：实施编码含层级和基本编码", "对照实施编码改正层级或者基本编码。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        definition, parts = guide.definition, parse_national(guide.code)
        if parts and definition.basic_code and parts.basic != definition.basic_code:
            words = f"实施编码里是“{parts.basic}”，清单里是“{definition.basic_code}”。"
            yield Fault("basic_code", "基本编码", words)
        if parts and parts.level != definition.exercise_level:
            words = f"实施编码里的层级是“{parts.level}”，清单里是“{definition.exercise_level}”。"
            yield Fault("exercise_level", "行使层级", words)


class NoSummary(Rule):
    code, title, severity = "A08", "用一句话说明办什么", Severity.ADVICE
    basis, remedy = "办事指南要让人看得懂", "用日常的话写一句：谁、什么时候、为什么要办。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not guide.definition.summary.strip():
            yield Fault("summary", "一句话说明", "没有一句话说明。")


class UnderNoTopic(Rule):
    code, title, severity = "A09", "归入服务主题", Severity.ADVICE
    basis, remedy = "GB/T 39046—2020 第 36—38 项；国办函〔2016〕108 号", "选一个或者几个服务主题。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not guide.definition.topics:
            yield Fault("topics", "服务主题", "没有归入任何主题，按主题找的人找不到。")


class NoEverydayWords(Rule):
    code, title, severity = "A10", "写几个日常说法", Severity.ADVICE
    basis, remedy = "人们不按权责清单上的名称找事项", "把群众平常怎么叫这件事写进关键词。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not guide.definition.keywords:
            yield Fault("keywords", "关键词", "没有关键词。")


RULES: tuple[Rule, ...] = (
    NameIsMissing(),
    NameIsBroken(),
    ForNobody(),
    AssuranceOutOfScale(),
    CodeUsedTwice(),
    BasicCodeOffScheme(),
    CodeContradictsGuide(),
    NoSummary(),
    UnderNoTopic(),
    NoEverydayWords(),
)
