"""联动: what the level above does with a case that was sent up, and what comes back of it (Licensing Act, art. 35)."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish

from .. import sql
from ..errors import NotForwarded
from ..facts import UpperResultTaken
from ..lifecycle import State
from ..models import Case, CaseMaterial
from ..rules.intake import examine_application
from ..rules.numbers import case_number
from .acceptance import take_up
from .moves import ended, locked, step

CHANNEL = "linked"
OF_THE_APPLICATION = (
    "applicant",
    "party_kind",
    "party_name",
    "party_id_type",
    "party_id_number",
    "contact_name",
    "contact_phone",
    "submitted_at",
)


@transaction.atomic
def receive_from_below(lower_id: int, *, item: str, by: Actor, at: datetime) -> Case:
    """Open the upper level's case for one that was sent up, and accept it at once: nothing may be asked again.

    Art. 35: the lower body sends its opinion and all the materials, and the upper one may not have them handed in a
    second time. So there is nothing to wait for, and the term for the decision (art. 42) runs from this day. Asked
    twice, it is the same case.
    """
    lower = locked(lower_id)
    if existing := Case.objects.filter(origin=lower).first():
        return existing
    if lower.state != State.FORWARDED:
        raise NotForwarded("这个办件没有转报上级。", remedy="请看办件现在到了哪一步。")
    case = _opened(lower, catalogue.published(item), at=at)
    step(
        case, "accept", note=f"{lower.department.short_name}初审后转报，材料一并转来", by=by, at=at, origin=lower.number
    )
    take_up(case, on=timezone.localdate(at), is_deemed=False, by=by, at=at)
    return case


def _opened(lower: Case, version: catalogue.ItemVersion, *, at: datetime) -> Case:
    today, definition = timezone.localdate(at), catalogue.definition_of(version)
    materials = list(lower.materials.filter(replaced_in=None).order_by("id"))
    situation = catalogue.settled(definition, situation=lower.situation)
    codes = [material.code for material in materials]
    examined = examine_application(definition, situation=situation, answers=lower.answers, handed_in=codes)
    case = Case.objects.create(
        number=case_number(settings.HALL_DIVISION, today, sql.next_serial()),
        item_version=version,
        department=version.item.department,
        origin=lower,
        state=State.SUBMITTED,
        idempotency_key=f"forwarded:{lower.pk}",
        channel=CHANNEL,
        situation=situation,
        answers=examined.answers,
        received_on=today,
        **{name: getattr(lower, name) for name in OF_THE_APPLICATION},
    )
    shared = [CaseMaterial(case=case, code=each.code, upload_id=each.upload_id) for each in materials]
    CaseMaterial.objects.bulk_create(shared)
    return case


@transaction.atomic
def take_upper_result(lower_id: int, *, granted: bool | None, note: str, by: Actor, at: datetime) -> Case:
    """The level above has decided, or ended the case otherwise (None): this level's part is closed, too.

    Told twice, it stays as it was told first.
    """
    case = locked(lower_id)
    if case.result == Case.Result.FORWARDED:
        return case
    step(case, "take_upper_result", note=note, by=by, at=at, granted=granted)
    ended(case, Case.Result.FORWARDED, at=at)
    publish(UpperResultTaken(case_id=case.pk, granted=granted))
    return case
