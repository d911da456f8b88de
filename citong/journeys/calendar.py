"""What follows when the working calendar changes: open work gets new due dates; the history keeps the old ones."""

from datetime import date

from django.utils import timezone

from citong.cases import facade as cases
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import on
from citong.office import facade as office
from citong.organisations import facade as organisations


@on(organisations.CalendarChanged)
def recompute_due_dates(fact: organisations.CalendarChanged) -> None:
    """Recompute every open case that the change touches."""
    cases.recompute_due_dates(
        first_day=date.fromisoformat(fact.first_day),
        last_day=date.fromisoformat(fact.last_day),
        by=SYSTEM,
        at=timezone.now(),
    )


@on(organisations.CalendarChanged)
def recompute_office_terms(fact: organisations.CalendarChanged) -> None:
    """Recompute the terms of the office work between departments that the change touches."""
    office.recompute_terms(
        first_day=date.fromisoformat(fact.first_day),
        last_day=date.fromisoformat(fact.last_day),
        by=SYSTEM,
        at=timezone.now(),
    )


@on(organisations.CalendarChanged)
def recompute_wholes(fact: organisations.CalendarChanged) -> None:
    """Recompute the last days of what is handled as one; after its members, whose days it follows."""
    cases.recompute_joint_dates(
        first_day=date.fromisoformat(fact.first_day),
        last_day=date.fromisoformat(fact.last_day),
        by=SYSTEM,
        at=timezone.now(),
    )
