"""Emergency looks: which are open, which wait for their review."""

from datetime import datetime

from django.db.models import Q, QuerySet

from citong.kernel import audit
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.models import AuditEntry
from citong.kernel.permissions import has_permission, reach_of
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..models import Case, EmergencyLook
from ..rules.permissions import P
from .cases import officials_case

NOT_READING = ("cases.glass_broken", "cases.emergency_reviewed")


def emergency_look(look_id: int) -> EmergencyLook:
    """A look with its case, for journeys."""
    return _looks().get(pk=look_id)


def open_look(case_id: int, *, viewer: Actor, at: datetime) -> EmergencyLook | None:
    """The viewer's own look at this case, if its hour is not over."""
    return EmergencyLook.objects.filter(case=case_id, by=viewer.id, until__gt=at).order_by("-until").first()


def readable_case(case_id: int, *, viewer: Actor, at: datetime) -> tuple[Case, EmergencyLook | None]:
    """The case, and the emergency look that alone lets this person see it."""
    look = open_look(case_id, viewer=viewer, at=at) if has_permission(viewer, P.BREAK_GLASS) else None
    return officials_case(case_id, viewer=SYSTEM if look else viewer), look


def emergency_looks(viewer: Actor, *, before: int | None = None, size: int = 20) -> list[EmergencyLook]:
    """The viewer's own, those at cases of departments that they head or watch over, and those that they review;
    what waits for its review first, then the newest."""
    found = Q(by=viewer.id)
    for permission in (P.REVIEW_BREAK_GLASS, P.LEAD, P.REASSIGN):
        found |= organisations.within(reach_of(viewer, permission), path="case__department")
    everything = any(reach_of(viewer, each).everywhere for each in (P.REVIEW_BREAK_GLASS, P.LEAD, P.REASSIGN))
    listed = _looks() if everything else _looks().filter(found)
    if before:
        listed = listed.filter(pk__lt=before)
    return list(listed.order_by("-pk")[:size])


def what_was_read(look: EmergencyLook) -> QuerySet[AuditEntry]:
    """Every reading that this look made possible, oldest first."""
    entries = audit.entries_about(ref("case", look.case_id)).filter(details__emergency=look.pk)
    return entries.exclude(action__in=NOT_READING).order_by("id")


def _looks() -> QuerySet[EmergencyLook]:
    return (
        EmergencyLook.objects.select_related("case__item_version", "case__department", "department")
        .defer("case__answers", "case__situation", "case__item_version__definition")
        .order_by("-pk")
    )
