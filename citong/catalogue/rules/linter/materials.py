"""Chapter D: the materials."""

import re
from collections.abc import Iterator
from itertools import combinations

from ..definition import Collect, Definition, Material, Necessity, Source
from ..empty_stages import can_hold
from ..faults import Fault
from .findings import Guide, Rule, Severity, plain

MOST_FILES = 30
# What intermediaries are paid for 中介服务.
INTERMEDIARY = re.compile("检验|检测|鉴定|评估|评价|审计|验资|测绘|勘察|设计|论证|公证|认证|监测|咨询报告|可行性")


class UploadWithoutSample(Rule):
    code, title, severity, of_guides = "D01", "要上传的材料有样本", Severity.ERROR, Severity.WARNING
    basis, remedy = "行政许可法第三十条：公示申请书示范文本", "附一份填好的样本，或者写明要怎样的。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for each in guide.definition.materials:
            if each.collect is Collect.UPLOAD and not each.sample and not each.sample_note:
                words = f"“{each.name}”要上传，请附一份填好的样本或说明。"
                yield Fault(f"materials.{each.code}.sample", each.name, words)


class IssuedByUs(Rule):
    code, title, severity, of_guides = "D02", "政府核发的材料不再要", Severity.ERROR, Severity.WARNING
    basis, remedy = "证照库里有的，不再要申请人交", "关联电子证照，或者写明为什么还要申请人提交。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for each in guide.definition.materials:
            is_issued = each.source is Source.GOVERNMENT and each.necessity is Necessity.REQUIRED
            if is_issued and not each.licence_type and not each.accept_standard.strip():
                words = f"“{each.name}”由政府部门核发：请关联电子证照，或在受理标准里写明为什么还要申请人提交。"
                yield Fault(f"materials.{each.code}.licence_type", each.name, words)


class IssuerUnnamed(Rule):
    code, title, severity = "D03", "写明材料由谁出具", Severity.WARNING
    basis, remedy = "GB/T 39046—2020 第 57 项", "写明出具机构，申请人才知道去哪里开。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for each in guide.definition.materials:
            if each.source is not Source.APPLICANT and not each.issuer.strip():
                yield Fault(f"materials.{each.code}.issuer", each.name, f"“{each.name}”不是申请人自备，没有写谁出具。")


class AskedTwice(Rule):
    code, title, severity = "D04", "同一样材料只要一次", Severity.WARNING
    basis, remedy = "优化营商环境条例第三十五条：减材料", "合成一条；只在不同情形里要的，条件要互相排斥。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        definition = guide.definition
        for one, other in combinations(definition.materials, 2):
            if plain(one.name) == plain(other.name) and _can_meet(definition, one, other):
                words = f"“{one.name}”要了两次，可能同时要交。"
                yield Fault(f"materials.{other.code}", other.name, words)


def _can_meet(definition: Definition, one: Material, other: Material) -> bool:
    both = " && ".join(f"({each.when})" for each in (one, other) if each.when)
    return can_hold(definition, both) is not False


class NoMaterials(Rule):
    code, title, severity = "D05", "列出全部材料", Severity.WARNING
    basis, remedy = "行政许可法第三十条：公示全部材料的目录", "列出要交的材料；什么都不用交的，至少列出申请表。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not guide.definition.materials:
            yield Fault("materials", "申请材料", "没有列出材料。")


class IntermediaryWithoutBasis(Rule):
    code, title, severity = "D06", "要中介出具的材料有依据", Severity.WARNING
    basis, remedy = "优化营商环境条例第四十三条", "写明哪部法律、法规或者国务院决定要求它；没有的，不能作为条件。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for each in guide.definition.materials:
            is_demanded = each.necessity is Necessity.REQUIRED and each.source is Source.OTHER
            if is_demanded and INTERMEDIARY.search(each.name) and not each.basis.strip():
                yield Fault(f"materials.{each.code}.basis", each.name, f"“{each.name}”要请中介出具，没有写依据。")


class LicenceOfNoType(Rule):
    code, title, severity = "D07", "取自证照库的写明证照类型", Severity.WARNING
    basis, remedy = "GB/T 36903：证照按类型编目", "选择证照类型；证照库里没有的，改成上传。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for each in guide.definition.materials:
            if each.collect is Collect.LICENCE and not each.licence_type:
                words = f"“{each.name}”说取自证照库，没有写证照类型。"
                yield Fault(f"materials.{each.code}.licence_type", each.name, words)


class FormNotThere(Rule):
    code, title, severity = "D08", "申请表和材料对得上", Severity.WARNING
    basis, remedy = "行政许可法第二十九条：需要格式文本的由机关提供", "配好申请表，或者改正材料的收取方式。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        definition = guide.definition
        forms = [each for each in definition.materials if each.collect is Collect.FORM]
        if forms and definition.form is None:
            yield Fault(f"materials.{forms[0].code}", forms[0].name, f"“{forms[0].name}”要在线填写，但没有申请表。")
        if definition.form is not None and not forms:
            yield Fault("materials", "申请材料", "有申请表，材料里没有列出来。")


class ImpossibleCount(Rule):
    code, title, severity = "D09", "份数和文件数合理", Severity.WARNING
    basis, remedy = "GB/T 39046—2020 第 62、63 项", f"份数至少一份，文件 1 到 {MOST_FILES} 个。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for each in guide.definition.materials:
            if each.copies < 1:
                yield Fault(f"materials.{each.code}.copies", each.name, f"“{each.name}”写了 {each.copies} 份。")
            if not 1 <= each.max_files <= MOST_FILES:
                words = f"“{each.name}”最多 {each.max_files} 个文件，不合理。"
                yield Fault(f"materials.{each.code}.max_files", each.name, words)


class NotInPlainWords(Rule):
    code, title, severity = "D10", "用日常的话说明材料", Severity.ADVICE
    basis, remedy = "GB/T 39046—2020 第 59 项", "写明去哪里拿、怎么拍、什么情况要交。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for each in guide.definition.materials:
            if not (each.plain.strip() or each.sample_note.strip()):
                yield Fault(f"materials.{each.code}.plain", each.name, f"“{each.name}”没有说明。")


RULES: tuple[Rule, ...] = (
    UploadWithoutSample(),
    IssuedByUs(),
    IssuerUnnamed(),
    AskedTwice(),
    NoMaterials(),
    IntermediaryWithoutBasis(),
    LicenceOfNoType(),
    FormNotThere(),
    ImpossibleCount(),
    NotInPlainWords(),
)
