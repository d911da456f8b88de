"""The clocks' ledger: started, paused, resumed, recomputed. Due dates are derived from it and kept with each entry."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..errors import PauseNotAllowed, ReasonMissing
from ..facts import ClockPaused, ClockResumed
from ..models import Case, ClockEvent
from ..queries.clocks import Limits, limits_of, pauses_in
from ..rules.clock import PROCEDURE_NAMES, Procedure, Stops, Unit, last_day, paused_days, statutory_pauses
from .moves import held_by_reviewer, locked, step

ARTICLE_45 = "《行政许可法》第四十五条"


def start_clocks(case: Case, *, by: Actor, at: datetime) -> None:
    """Both clocks run from acceptance; the caller saves the case."""
    enter(case, ClockEvent.Kind.START, by=by, at=at)


@transaction.atomic
def suspend(case_id: int, *, procedure: Procedure, announced_days: int, reason: str, by: Actor, at: datetime) -> Case:
    """Stop the clock for one of the eight procedures of art. 45, with the days it will take told in writing."""
    case = locked(case_id)
    held_by_reviewer(case, by=by)
    allowed = {special.kind for special in catalogue.definition(case.item_version_id).special_procedures}
    if PROCEDURE_NAMES[procedure] not in allowed:
        raise PauseNotAllowed(
            f"这个事项没有“{PROCEDURE_NAMES[procedure]}”程序，不能停止计时。",
            rule=ARTICLE_45,
            remedy="确有需要的，请先由管理岗在事项里配置依据和天数。",
        )
    if announced_days < 1 or not reason.strip():
        raise ReasonMissing(
            "要写明需要多少天、为什么。", faults={"reason": "请填写天数和理由，会书面告知申请人。"}, rule=ARTICLE_45
        )
    step(case, "suspend", note=reason, by=by, at=at, procedure=procedure, announced_days=announced_days)
    event = enter(
        case,
        ClockEvent.Kind.PAUSE,
        by=by,
        at=at,
        stops=Stops.BOTH,
        procedure=procedure,
        announced_days=announced_days,
        reason=reason,
    )
    case.save(update_fields=["state", "promised_due_on", "statutory_due_on", "due_on"])
    publish(ClockPaused(case_id=case.pk, event_id=event.pk))
    return case


@transaction.atomic
def resume(case_id: int, *, outcome: str, by: Actor, at: datetime) -> Case:
    """The procedure has ended; the clock runs on, later by the working days that it took."""
    case = locked(case_id)
    held_by_reviewer(case, by=by)
    if not outcome.strip():
        raise ReasonMissing("要写明程序的结果。", faults={"outcome": "请写明结果，例如：检测合格。"}, rule=ARTICLE_45)
    step(case, "resume", note=outcome, by=by, at=at)
    event = enter(case, ClockEvent.Kind.RESUME, by=by, at=at, reason=outcome)
    _move_reviews(case)
    case.save(update_fields=["state", "promised_due_on", "statutory_due_on", "due_on"])
    publish(ClockResumed(case_id=case.pk, event_id=event.pk))
    return case


def _move_reviews(case: Case) -> None:
    """The opinions still owed are due later by the working days that the pause took."""
    calendar = organisations.work_calendar()
    days = paused_days(pauses_in(case.clock_events.all())[-1:], Unit.WORKING_DAYS, calendar)
    for review in case.reviews.filter(ended_at=None):
        review.due_on = add_working_days(review.due_on, days, calendar)
        review.save(update_fields=["due_on"])


def due_dates(case: Case, *, events: list[ClockEvent] | None = None) -> tuple[date | None, date | None]:
    """The last days of the promised and of the statutory clock, by the ledger; None while stopped or unlimited."""
    entries = list(case.clock_events.all()) if events is None else events
    pauses = pauses_in(entries)
    limits: Limits = limits_of(catalogue.definition(case.item_version_id))
    calendar = organisations.work_calendar()
    start = next(event.on for event in entries if event.kind == ClockEvent.Kind.START)
    promised = last_day(start, limits.promised, pauses=pauses, calendar=calendar)
    statutory = last_day(start, limits.statutory, pauses=statutory_pauses(pauses), calendar=calendar)
    return promised, statutory


def enter(case: Case, kind: ClockEvent.Kind, *, by: Actor, at: datetime, **values: object) -> ClockEvent:
    """Add an entry to the ledger of an accepted case, with the due dates that follow from it; the caller saves."""
    event = ClockEvent(case=case, kind=kind, on=timezone.localdate(at), at=at, actor=by.id, **values)
    entries = [*case.clock_events.all(), event]
    case.promised_due_on, case.statutory_due_on = due_dates(case, events=entries)
    event.promised_due_on, event.statutory_due_on = case.promised_due_on, case.statutory_due_on
    case.due_on = case.promised_due_on
    event.save()
    return event
