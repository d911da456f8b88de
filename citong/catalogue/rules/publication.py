"""What stops the publication of a version. Everything is found at once, each fault with its place in the definition."""

from collections.abc import Iterator

from .definition import Collect, Definition, EntryMode, LegalBasis, Material, Necessity, Source
from .faults import Fault
from .publication_of_forms import faults_of_conditions, faults_of_form
from .publication_of_routes import faults_of_route
from .stars import is_online, star

# The hall's scale of assurance; online nobody applies who is not registered.
LOWEST_ONLINE, HIGHEST = 1, 4


def obstacles(definition: Definition) -> list[Fault]:
    """Why this cannot be published; empty when it can. A guide is held to less than an item that is handled online."""
    found = [*_basics(definition), *_terms(definition), *_fees(definition), *faults_of_conditions(definition)]
    if definition.form:
        found += faults_of_form(definition.form)
    if is_handled_online(definition):
        found += [*_online(definition), *_materials(definition), *faults_of_route(definition)]
    return found


def is_handled_online(definition: Definition) -> bool:
    """Whether applications to this item can be made in this hall, and not only read about."""
    return definition.entry_mode in (EntryMode.SPLIT, EntryMode.FULL)


def _basics(definition: Definition) -> Iterator[Fault]:
    if not definition.name.strip():
        yield Fault("name", "事项名称", "请填写事项名称。")
    if len(definition.name) > 200:
        yield Fault("name", "事项名称", "事项名称最多 200 个字。")
    if not definition.audience:
        yield Fault("audience", "服务对象", "请至少选择一种服务对象。")
    if definition.supervise_phone and definition.supervise_phone == definition.consult_phone:
        yield Fault("supervise_phone", "监督电话", "监督电话不能和咨询电话相同。")
    yield from _assurances(definition)
    yield from _repeated("materials", "申请材料", [each.code for each in definition.materials])
    yield from _repeated("situations", "情形", [each.code for each in definition.situations])


def _assurances(definition: Definition) -> Iterator[Fault]:
    wanted = definition.assurances
    if not LOWEST_ONLINE <= wanted.online <= HIGHEST:
        yield Fault("assurances.online", "网上办理实名等级", "网上办理的实名等级请填 1 到 4。")
    for path, label, level in (("window", "窗口", wanted.window), ("mail", "邮寄", wanted.mail)):
        if not 0 <= level <= HIGHEST:
            yield Fault(f"assurances.{path}", f"{label}办理实名等级", f"{label}办理的实名等级请填 0 到 4。")


def _repeated(path: str, label: str, codes: list[str]) -> Iterator[Fault]:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Fault(f"{path}.{code}", label, f"编码“{code}”用了不止一次。")


def _terms(definition: Definition) -> Iterator[Fault]:
    promised, statutory = definition.promised, definition.statutory
    for path, label, term in (("promised", "承诺时限", promised), ("statutory", "法定时限", statutory)):
        if term and term.days < 0:
            yield Fault(path, label, "天数不能是负数。")
    if promised and statutory and promised.unit == statutory.unit and promised.days > statutory.days:
        words = f"承诺时限（{promised.days} 天）不能超过法定时限（{statutory.days} 天）。"
        yield Fault("promised", "承诺时限", words)


def _fees(definition: Definition) -> Iterator[Fault]:
    # Administrative Licensing Act, art. 58: no fee without a law that provides for it.
    for fee in definition.fees:
        if not fee.basis.strip():
            yield Fault(f"fees.{fee.name}", "收费依据", f"“{fee.name}”没有写收费依据。")
        if fee.cents < 0:
            yield Fault(f"fees.{fee.name}", "收费标准", f"“{fee.name}”的金额不能是负数。")


def _online(definition: Definition) -> Iterator[Fault]:
    if not any(_names_a_law(each) for each in definition.legal_basis):
        yield Fault("legal_basis", "设定依据", "请至少写明一条设定依据。")
    if definition.promised is None:
        yield Fault("promised", "承诺时限", "请填写承诺时限，当场办结的填 0。")
    if not definition.results:
        yield Fault("results", "办理结果", "请写明办好后给什么结果。")
    if not definition.supervise_phone:
        yield Fault("supervise_phone", "监督电话", "请填写监督电话。")
    if not definition.consult_phone:
        yield Fault("consult_phone", "咨询电话", "请填写咨询电话。")
    if definition.form is None:
        yield Fault("form", "申请表", "可以网上办理的事项要有申请表。")
    if not is_online(star(definition.entry_mode, definition.visits)):
        yield Fault("visits", "到现场次数", "可以网上办理的事项，请至少填写一种网上方式的到现场次数。")


def _names_a_law(basis: LegalBasis) -> bool:
    return bool(basis.law.strip())


def _materials(definition: Definition) -> Iterator[Fault]:
    for material in definition.materials:
        path = f"materials.{material.code}"
        if material.collect is Collect.UPLOAD and not material.sample and not material.sample_note:
            yield Fault(f"{path}.sample", material.name, f"“{material.name}”要上传，请附一份填好的样本或说明。")
        if _must_say_why_it_is_asked_for(material):
            words = f"“{material.name}”由政府部门核发：请关联电子证照，或在受理标准里写明为什么还要申请人提交。"
            yield Fault(f"{path}.licence_type", material.name, words)


def _must_say_why_it_is_asked_for(material: Material) -> bool:
    issued_by_us = material.source is Source.GOVERNMENT and material.necessity is Necessity.REQUIRED
    return issued_by_us and not material.licence_type and not material.accept_standard.strip()
