"""A package's life: it gets a code and a lead, a draft, a publication, further versions; one day it is withdrawn."""

import re
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import Max

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import CannotBePublished, NoSuchPackage, NotADraft, PackageExists, PackageIsWithdrawn
from ..models import Package, PackageVersion
from ..queries.packages import package_definition_of, package_faults
from ..rules.packages.definition import PackageDefinition
from ..rules.permissions import P
from .permission import refuse_unless

CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
MOST_DAYS_KEPT = 999
DRAFT, PUBLISHED = PackageVersion.Status.DRAFT, PackageVersion.Status.PUBLISHED


@transaction.atomic
def create_package(code: str, *, lead_id: int, by: Actor, at: datetime) -> Package:
    """A department takes the lead in something that people want done as one, under a code that stays for ever."""
    refuse_unless(P.KEEP_PACKAGES, by=by, department_id=lead_id)
    if not CODE.fullmatch(code):
        raise InvalidInput("编码有误。", faults={"code": "编码用小写字母、数字和短横，以字母开头，2 到 40 个字符。"})
    lead = organisations.department_by_id(lead_id)
    package, created = Package.objects.get_or_create(code=code, defaults={"lead": lead})
    if not created:
        raise PackageExists("这个编码已经在用。", package=package.pk, remedy="请换一个编码，或者打开已有的修改。")
    audit.record("catalogue.package_created", subject=ref("package", package.pk), by=by, at=at)
    return package


@transaction.atomic
def draft_package(package_id: int, *, definition: PackageDefinition, by: Actor, at: datetime) -> PackageVersion:
    """Write down what the package is to say from its next publication on; an earlier draft is written over."""
    package = _locked(package_id)
    refuse_unless(P.KEEP_PACKAGES, by=by, department_id=package.lead_id)
    _refuse_other_lead(package, definition)
    _refuse_unkeepable(definition)
    newest = package.versions.aggregate(newest=Max("number"))["newest"] or 0
    draft = package.versions.filter(status=DRAFT).first()
    version = draft or PackageVersion(package=package, number=newest + 1)
    version.definition = msgspec.to_builtins(definition)
    version.name, version.summary = definition.name, definition.summary
    version.topics, version.items = definition.topics, [member.item for member in definition.members]
    version.promised_days = definition.promised_days
    version.save()
    audit.record("catalogue.package_drafted", subject=ref("package", package.pk), by=by, at=at, number=version.number)
    return version


@transaction.atomic
def publish_package(version_id: int, *, by: Actor, at: datetime) -> PackageVersion:
    """From now on the package says this. It is held against its items as they are today."""
    version = _locked_version(version_id)
    refuse_unless(P.KEEP_PACKAGES, by=by, department_id=version.package.lead_id)
    if version.status != DRAFT:
        raise NotADraft("只有草稿可以发布。", version=version.pk, remedy="请刷新页面，看看这一版是不是已经发布了。")
    _refuse_obstacles(package_definition_of(version))
    version.package.versions.filter(status=PUBLISHED).update(status=PackageVersion.Status.SUPERSEDED)
    version.status, version.published_at, version.published_by = PUBLISHED, at, by.id
    version.save(update_fields=["status", "published_at", "published_by"])
    subject = ref("package", version.package_id)
    audit.record("catalogue.package_published", subject=subject, by=by, at=at, version=version.pk)
    return version


@transaction.atomic
def withdraw_package(package_id: int, *, reason: str, by: Actor, at: datetime) -> Package:
    """The package is no longer offered as one; its items are, each for itself. It is never published again."""
    if not reason.strip():
        raise InvalidInput("请写明取消的原因。", faults={"reason": "请写明为什么不再一次办。"})
    package = _locked(package_id)
    refuse_unless(P.KEEP_PACKAGES, by=by, department_id=package.lead_id)
    package.versions.filter(status=PUBLISHED).update(status=PackageVersion.Status.WITHDRAWN)
    package.withdrawn_at = at
    package.save(update_fields=["withdrawn_at"])
    audit.record("catalogue.package_withdrawn", subject=ref("package", package.pk), by=by, at=at, reason=reason)
    return package


@transaction.atomic
def take_in_package(definition: PackageDefinition, *, code: str, by: Actor, at: datetime) -> PackageVersion:
    """What is brought in from elsewhere becomes the draft of the package under this code, which is new or known."""
    lead = organisations.department(definition.lead)
    refuse_unless(P.KEEP_PACKAGES, by=by, department_id=lead.pk)
    package = Package.objects.filter(code=code).first()
    if package is None:
        package = create_package(code, lead_id=lead.pk, by=by, at=at)
    return draft_package(package.pk, definition=definition, by=by, at=at)


@transaction.atomic
def introduce_package(definition: PackageDefinition, *, code: str, by: Actor, at: datetime) -> PackageVersion:
    """The package under this code, new or known, says this from now on; nothing happens if it says so already."""
    refuse_unless(P.KEEP_PACKAGES, by=by, department_id=organisations.department(definition.lead).pk)
    current = PackageVersion.objects.filter(package__code=code, status=PUBLISHED).first()
    if current and package_definition_of(current) == definition:
        return current
    draft = take_in_package(definition, code=code, by=by, at=at)
    return publish_package(draft.pk, by=by, at=at)


def _locked(package_id: int) -> Package:
    package = Package.objects.select_for_update(of=("self",)).select_related("lead").filter(pk=package_id).first()
    if package is None:
        raise NoSuchPackage("找不到这件事。")
    if package.withdrawn_at:
        raise PackageIsWithdrawn(
            "这件事已经取消了一次办。", package=package.pk, remedy="如果要重新提供，请用新的编码建立。"
        )
    return package


def _locked_version(version_id: int) -> PackageVersion:
    package_id = PackageVersion.objects.filter(pk=version_id).values_list("package_id", flat=True).first()
    if package_id is None:
        raise NoSuchPackage("找不到这件事的这一版。")
    package = _locked(package_id)
    version = PackageVersion.objects.get(pk=version_id)
    version.package = package
    return version


def _refuse_other_lead(package: Package, definition: PackageDefinition) -> None:
    if package.lead.code != definition.lead:
        raise InvalidInput(
            "牵头部门对不上。",
            faults={"lead": f"这件事由“{package.lead.name}”牵头，不能写成“{definition.lead}”。"},
        )


def _refuse_unkeepable(definition: PackageDefinition) -> None:
    """A draft may still be wrong, but the columns that lists are made of must hold it."""
    faults: dict[str, str] = {}
    if len(definition.name) > 200:
        faults["name"] = "名称最多 200 个字。"
    if not 0 <= definition.promised_days <= MOST_DAYS_KEPT:
        faults["promised_days"] = "承诺的天数写错了，请检查。"
    faults |= {f"topics.{code}": f"没有“{code[:40]}”这个主题。" for code in definition.topics if len(code) > 40}
    faults |= {
        f"members.{member.key}.item": "事项编码最多 64 个字符。"
        for member in definition.members
        if len(member.item) > 64
    }
    if faults:
        raise InvalidInput("草稿存不下来。", faults=faults)


def _refuse_obstacles(definition: PackageDefinition) -> None:
    found = package_faults(definition)
    if found:
        raise CannotBePublished(
            f"这一版还不能发布：{found[0].message}" + (f"（共 {len(found)} 处）" if len(found) > 1 else ""),
            faults={fault.path: fault.message for fault in found},
        )
