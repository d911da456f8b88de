"""Chapter W: how it is said. Vague words leave to the window what the guide has to settle."""

import re
from collections.abc import Iterator

from ..definition import Definition
from ..faults import Fault
from .findings import Guide, Rule, Severity

Place = tuple[str, str, str]  # path, label, text
CATCH_ALL = re.compile(
    "其他(?:相关|有关|必要|需要)?(?:的)?(?:材料|资料|证明|文件)|(?:相关|有关)(?:的)?(?:材料|资料|证明|证件)|等(?:相关|有关)?(?:材料|资料|证明|文件)$"
)
VAGUE = re.compile(
    "其他(?:相关|有关)?(?:材料|资料|条件|情形|要求)|(?:有关|相关)(?:规定|部门|要求|条件|材料)|等相关|视情况|视情|酌情|必要时|原则上|适当|若干"
)
PUT_OFF = re.compile(
    "详见|另行通知|以(?:窗口|现场|实际|工作人员)\\S{0,6}为准|请咨询窗口|具体(?:咨询|询问)|电话咨询|窗口咨询"
)
PLACEHOLDER = re.compile(
    r"^\s*(?:无|暂无|待定|待补充|待完善|测试|同上|略|[/／\\\-—.。…]+|[xX×]{2,}|todo|n/?a|null|none)\s*[。.]?\s*$", re.I
)
GARBLED = re.compile("\ufffd|锟斤拷|烫烫|\\?\\?\\?|&(?:nbsp|lt|gt|amp|quot);|</?[a-zA-Z][^>]*>")
LONGEST_SENTENCE = 120


class CatchAllMaterial(Rule):
    code, title, severity = "W01", "材料名称不兜底", Severity.ERROR
    basis, remedy = "行政许可法第三十条：全部材料的目录；第三十一条", "写明到底是哪几样材料；写不出来的不能要。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for each in guide.definition.materials:
            found = CATCH_ALL.search(each.name)
            if found:
                words = f"“{each.name}”里的“{found[0]}”是兜底的说法，申请人不知道要交什么。"
                yield Fault(f"materials.{each.code}.name", each.name, words)


class VagueWords(Rule):
    code, title, severity = "W02", "不用含糊的话", Severity.WARNING
    basis, remedy = "优化营商环境条例第三十五条：细化量化标准，压缩自由裁量权", "写明是哪一条规定、哪个部门、哪些材料。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        yield from _found(guide.definition, VAGUE, "“{}”说得含糊。")


class PutOff(Rule):
    code, title, severity = "W03", "在指南里说清楚", Severity.WARNING
    basis, remedy = "行政许可法第三十条：机关要说明、解释，提供准确的信息", "把要人去问的内容直接写出来。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        yield from _found(guide.definition, PUT_OFF, "“{}”让人再去问，指南里没有说清楚。")


class Placeholder(Rule):
    code, title, severity = "W04", "不留占位的字", Severity.WARNING
    basis, remedy = "没有内容的项目空着，不用字占位", "写上内容，或者清空。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        yield from _found(guide.definition, PLACEHOLDER, "只写了“{}”，没有内容。")


class Garbled(Rule):
    code, title, severity = "W05", "没有乱码和网页代码", Severity.WARNING
    basis, remedy = "从别处粘贴时带来的", "删掉，重新输入。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        yield from _found(guide.definition, GARBLED, "有乱码或者网页代码“{}”。")


class EndlessSentence(Rule):
    code, title, severity = "W06", "一句话不太长", Severity.ADVICE
    basis, remedy = "长句子手机上看不下去", f"拆成几句，每句不超过 {LONGEST_SENTENCE} 个字。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for path, label, text in texts(guide.definition):
            longest = max(map(len, re.split(r"[。！？；;\n]", text)), default=0)
            if longest > LONGEST_SENTENCE:
                yield Fault(path, label, f"有一句 {longest} 个字。")


def _found(definition: Definition, wanted: re.Pattern[str], words: str) -> Iterator[Fault]:
    for path, label, text in texts(definition):
        found = wanted.search(text)
        if found:
            yield Fault(path, label, words.format(found[0].strip()))


def texts(definition: Definition) -> Iterator[Place]:
    """What people read, with its places. The words of laws are not ours to change."""
    for path, label, text in (
        ("name", "事项名称", definition.name),
        ("summary", "一句话说明", definition.summary),
        ("who", "谁来办", definition.who),
        ("result_words", "办好拿到什么", definition.result_words),
        ("remedy", "复议和诉讼", definition.remedy),
    ):
        yield path, label, text
    for place, text in enumerate(definition.conditions):
        yield f"conditions.{place}", f"第 {place + 1} 条", text
    yield from _of_materials(definition)
    for place, faq in enumerate(definition.faqs):
        yield f"faqs.{place}", faq.question, faq.answer
    for place, venue in enumerate(definition.venues):
        yield f"venues.{place}", venue.place, venue.place


def _of_materials(definition: Definition) -> Iterator[Place]:
    for each in definition.materials:
        path = f"materials.{each.code}"
        yield f"{path}.plain", each.name, each.plain
        yield f"{path}.accept_standard", each.name, each.accept_standard
        yield f"{path}.sample_note", each.name, each.sample_note
        for place, point in enumerate(each.review_points):
            yield f"{path}.review_points.{place}", each.name, point


RULES: tuple[Rule, ...] = (CatchAllMaterial(), VagueWords(), PutOff(), Placeholder(), Garbled(), EndlessSentence())
