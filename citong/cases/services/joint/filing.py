"""Preparing and handing in a whole: one form, one set of files, one receipt, and a case for each item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.files import own_uploads
from citong.kernel.models import Upload
from citong.kernel.outbox import publish
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ... import sql
from ...errors import ApplicationIncomplete, NoSuchCase, PackageChanged
from ...facts import JointSubmitted
from ...lifecycle import JointState
from ...models import Case, Draft, JointCase
from ...queries.theirs import drafts_seen_by
from ...rules.intake import examine_application
from ...rules.numbers import case_number, query_code
from ..acting import refuse_beyond_package
from ..filing import party_columns, refuse_undeclared, refuse_unsure
from .moves import write_joint_step


@dataclass(frozen=True)
class JointApplication:
    """What is handed in for a package: answers and files under the names of the whole."""

    package_code: str
    situation: Mapping[str, str]
    answers: Mapping[str, Any]  # Any: JSON values
    materials: Sequence[tuple[str, str]]  # (material of the whole, key of the upload)
    party: identity.Party
    version: int | None = None  # the version of the package that the form was filled in for, where the sender knows it


@dataclass(frozen=True)
class JointFiled:
    """The answer to a submission; the same for the same key, however often it is sent."""

    joint_id: int
    number: str
    query_code: str
    state: JointState
    members: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True)
class _Checked:
    """An application that can be filed, with what each member gets of it."""

    version: catalogue.PackageVersion
    package: catalogue.PackageDefinition
    versions: Mapping[str, catalogue.ItemVersion]
    items: Mapping[str, catalogue.Definition]
    whole: catalogue.Definition
    answers: dict[str, Any]  # Any: JSON values
    uploads: Mapping[str, Upload]


@transaction.atomic
def start_joint(package_code: str, *, situation: Mapping[str, str], by: Actor, at: datetime) -> Draft:
    """Begin to apply for a package; a draft of the same package that is still open is taken up again."""
    version = catalogue.package(package_code)
    package = catalogue.package_definition_of(version)
    items = _items(catalogue.members_in_force(package))
    catalogue.refuse_troubled(package, items=items)
    # Whoever has no signed paper is better told now than at the end; what is chosen later is asked for at the end.
    chosen = catalogue.selected(package, situation=situation)
    refuse_beyond_package(version, wanted=[items[each.item] for each in chosen], by=by, at=at)
    take_turns("cases.start_joint", by.stands_for)
    own = Draft.objects.filter(
        applicant=by.stands_for, under=by.authority, joint=None, package_version__package=version.package_id
    )
    found = own.order_by("-id").first()
    if found:
        return found
    draft = Draft.objects.create(
        applicant=by.stands_for,
        under=by.authority,
        package_version_id=version.pk,
        situation=dict(situation),
        created_at=at,
        saved_at=at,
    )
    audit.record("cases.start_draft", subject=ref("draft", draft.pk), by=by, at=at)
    return draft


def hand_in_joint(draft_id: int, *, party: identity.Party, declared: bool, by: Actor, at: datetime) -> JointFiled:
    """Hand in the draft of a package; pressing the button twice gives the same whole."""
    draft = (
        Draft.objects.select_related("package_version__package", "joint")
        .prefetch_related("files__upload")
        .filter(drafts_seen_by(by), pk=draft_id, package_version__isnull=False)
        .first()
    )
    if draft is None or draft.package_version is None:
        raise NoSuchCase("找不到这份草稿。", remedy="请到“我的办事”里看看。")
    if draft.joint:
        return _filed(draft.joint, is_new=False)
    application = JointApplication(
        package_code=draft.package_version.package.code,
        version=draft.package_version.number,
        situation=draft.situation,
        answers=draft.answers,
        materials=[(file.material, str(file.upload.key)) for file in sorted(draft.files.all(), key=lambda f: f.pk)],
        party=party,
    )
    return submit_joint(application, key=f"draft:{draft.pk}", declared=declared, draft=draft.pk, by=by, at=at)


def submit_joint(
    application: JointApplication, *, key: str, by: Actor, at: datetime, declared: bool, draft: int | None = None
) -> JointFiled:
    """Hand in for all items at once; `key` makes it happen once. All is written in one transaction, or nothing."""
    refuse_undeclared(declared)
    earlier = JointCase.objects.filter(applicant=by.stands_for, idempotency_key=key).first()
    if earlier:
        return _filed(earlier, is_new=False)
    checked = _check(application, by=by)
    try:
        joint = _file(application, checked, key=key, draft=draft, by=by, at=at)
    except IntegrityError:
        # Somebody was faster under the same key: theirs is the answer. Anything else is a bug, and is let rise.
        earlier = JointCase.objects.filter(applicant=by.stands_for, idempotency_key=key).first()
        if earlier is None:
            raise
        return _filed(earlier, is_new=False)
    return _filed(joint, is_new=True)


def _check(application: JointApplication, *, by: Actor) -> _Checked:
    version = catalogue.package(application.package_code)
    if application.version not in (None, version.number):
        raise PackageChanged(
            "这件事的办理要求刚刚更新了，您填的内容都在。",
            remedy="请按新的要求核对一遍再提交。",
            current_version=version.number,
        )
    package = catalogue.package_definition_of(version)
    versions = catalogue.members_in_force(package)
    items = _items(versions)
    catalogue.refuse_troubled(package, items=items)
    whole = catalogue.whole_of(package, items=items, situation=application.situation, answers=application.answers)
    refuse_unsure(whole, party=application.party)
    codes = [code for code, _ in application.materials]
    found = examine_application(whole, situation=application.situation, answers=application.answers, handed_in=codes)
    if found.faults:
        raise ApplicationIncomplete(f"有 {len(found.faults)} 处要改。", faults=found.faults)
    uploads = own_uploads([upload for _, upload in application.materials], by=by)
    return _Checked(version, package, versions, items, whole, found.answers, uploads)


def _items(versions: Mapping[str, catalogue.ItemVersion]) -> dict[str, catalogue.Definition]:
    return catalogue.definitions_in_force(versions.values())


@transaction.atomic
def _file(
    application: JointApplication, checked: _Checked, *, key: str, draft: int | None, by: Actor, at: datetime
) -> JointCase:
    members = catalogue.selected(checked.package, situation=application.situation)
    refuse_beyond_package(checked.version, wanted=[checked.items[each.item] for each in members], by=by, at=at)
    serial, *serials = sql.serials(1 + len(members))
    received_on = timezone.localdate(at)
    joint = JointCase.objects.create(
        number=case_number(settings.HALL_DIVISION, received_on, serial),
        package_version=checked.version,
        item_versions={code: version.pk for code, version in checked.versions.items()},
        lead_id=checked.version.package.lead_id,
        state=JointState.SUBMITTED,
        due_on=add_working_days(received_on, checked.whole.pre_review_days, organisations.work_calendar()),
        applicant=by.stands_for,
        idempotency_key=key,
        channel=by.channel,
        **party_columns(application.party),
        situation=catalogue.settled(checked.whole, situation=application.situation),
        answers=checked.answers,
        submitted_at=at,
        received_on=received_on,
    )
    write_joint_step(joint, "submit", before="", by=by, at=at, members=len(members))
    numbers = [case_number(settings.HALL_DIVISION, received_on, each) for each in serials]
    _file_members(joint, members, checked, numbers=numbers, application=application, by=by)
    if draft:
        Draft.objects.filter(pk=draft).update(joint=joint)
    publish(JointSubmitted(joint_id=joint.pk))
    return joint


def _file_members(
    joint: JointCase,
    members: Sequence[catalogue.Member],
    checked: _Checked,
    *,
    numbers: Sequence[str],
    application: JointApplication,
    by: Actor,
) -> None:
    """A case for each item that is needed, with its share; none lies on a desk before the lead has accepted."""
    package, items, situation = checked.package, checked.items, application.situation
    situations = catalogue.split_situation(package, items=items, situation=situation)
    answers = catalogue.split_answers(package, items=items, situation=situation, answers=checked.answers)
    materials = catalogue.split_materials(package, items=items, situation=situation, answers=checked.answers)
    handed_in: dict[str, list[int]] = {}
    for code, upload in application.materials:
        handed_in.setdefault(code, []).append(checked.uploads[upload].pk)
    filed = [
        sql.file_case(
            {
                "number": number,
                "item_version": checked.versions[member.item].pk,
                "department": checked.versions[member.item].item.department_id,
                "post": None,
                "due_on": joint.due_on,
                "applicant": by.stands_for,
                "key": f"joint:{joint.number}:{member.key}",
                **party_columns(application.party),
                "situation": catalogue.settled(items[member.item], situation=situations[member.item]),
                "answers": answers.get(member.item, {}),
            },
            materials=[(own, upload) for own, code in materials[member.item] for upload in handed_in.get(code, [])],
            draft=None,
            received_on=joint.received_on,
            by=by,
            at=joint.submitted_at,
        )
        for member, number in zip(members, numbers, strict=True)
    ]
    Case.objects.filter(pk__in=[pk for pk in filed if pk]).update(joint=joint)


def _filed(joint: JointCase, *, is_new: bool) -> JointFiled:
    numbers = joint.members.order_by("pk").values_list("number", flat=True)
    code = query_code(joint.number, key=settings.SECRET_KEY)
    return JointFiled(joint.pk, joint.number, code, JointState(joint.state), tuple(numbers), is_new)
