"""The clocks' ledger: started, paused, resumed, extended, recomputed. Due dates are derived from it and kept with each
entry."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..errors import NotYourPost, PauseNotAllowed, ReasonMissing, SomethingIsOwed
from ..facts import ClockPaused, ClockResumed
from ..lifecycle import PENDING_HEARING, HearingState, State
from ..models import Case, ClockEvent
from ..queries.clocks import Limits, extensions_in, limits_of, pauses_in
from ..queries.routes import is_first_review, may_ask_for_procedure
from ..rules.clock import (
    PROCEDURE_NAMES,
    Excludes,
    Procedure,
    Stops,
    Unit,
    last_day,
    paused_days,
    statutory_pauses,
    stops,
)
from ..rules.terms import ARTICLE_45, ARTICLE_47
from .moves import held_by_reviewer, locked, step

DATES = ["state", "promised_due_on", "statutory_due_on", "due_on"]


def start_clocks(case: Case, *, on: date, by: Actor, at: datetime) -> None:
    """Both clocks run from this day; the caller saves the case."""
    enter(case, ClockEvent.Kind.START, on=on, by=by, at=at)


@transaction.atomic
def suspend(case_id: int, *, procedure: Procedure, announced_days: int, reason: str, by: Actor, at: datetime) -> Case:
    """A special procedure begins, with the days it will take told in writing.

    One of the eight of art. 45 stops both clocks; another stops at most the promised one, if the item says so.
    """
    case = locked(case_id)
    by = held_by_reviewer(case, by=by)
    if not may_ask_for_procedure(case, viewer=by):
        raise NotYourPost(
            "按这个事项的流程，您这一步只提意见，不能提请特别程序。", remedy="确有需要的，请写在意见里，由承办岗提请。"
        )
    what = _what_stops(case, procedure)
    if case.hearings.filter(state__in=PENDING_HEARING).exists():
        # A case stands still for one thing at a time: nobody loses the days in which they may ask for a hearing.
        raise SomethingIsOwed(
            "听证还没有结束，不能开始别的特别程序。", rule=ARTICLE_47, remedy="请先办完听证，或者等要求听证的期限过去。"
        )
    if announced_days < 1 or not reason.strip():
        raise ReasonMissing(
            "要写明需要多少天、为什么。", faults={"reason": "请填写天数和理由，会书面告知申请人。"}, rule=ARTICLE_45
        )
    pause(case, what, procedure=procedure, announced_days=announced_days, reason=reason, by=by, at=at)
    return case


def _what_stops(case: Case, procedure: Procedure) -> Stops:
    specials = catalogue.definition(case.item_version_id).special_procedures
    allowed = next((special for special in specials if special.kind == PROCEDURE_NAMES[procedure]), None)
    what = stops(procedure, Excludes(allowed.excludes.value)) if allowed else None
    if what is None:
        raise PauseNotAllowed(
            f"这个事项没有“{PROCEDURE_NAMES[procedure]}”程序，不能停止计时。",
            rule=ARTICLE_45,
            remedy="确有需要的，请先由管理岗在事项里配置依据和天数。",
        )
    return what


def pause(
    case: Case, what: Stops, *, procedure: Procedure, announced_days: int, reason: str, by: Actor, at: datetime
) -> None:
    """Stop the clocks that this procedure stops; saves the case and tells it."""
    step(case, "suspend", note=reason, by=by, at=at, procedure=procedure, announced_days=announced_days)
    event = enter(
        case,
        ClockEvent.Kind.PAUSE,
        by=by,
        at=at,
        stops=what,
        procedure=procedure,
        announced_days=announced_days,
        reason=reason,
    )
    case.save(update_fields=DATES)
    publish(ClockPaused(case_id=case.pk, event_id=event.pk))


@transaction.atomic
def resume(case_id: int, *, outcome: str, by: Actor, at: datetime) -> Case:
    """The procedure has ended; the clock runs on, later by the working days that it took."""
    case = locked(case_id)
    by = held_by_reviewer(case, by=by)
    if case.hearings.filter(state__in=[HearingState.ASKED, HearingState.CALLED]).exists():
        raise SomethingIsOwed(
            "听证还没有结束，期限不能恢复计算。", rule=ARTICLE_45, remedy="请先记录听证，或者记下放弃听证。"
        )
    if not outcome.strip():
        raise ReasonMissing("要写明程序的结果。", faults={"outcome": "请写明结果，例如：检测合格。"}, rule=ARTICLE_45)
    run_on(case, outcome=outcome, by=by, at=at)
    return case


def run_on(case: Case, *, outcome: str, by: Actor, at: datetime) -> None:
    """The clocks run again, where the case stood when they stopped; saves the case and tells it."""
    step(case, f"resume{_back_to(case)}", note=outcome, by=by, at=at)
    event = enter(case, ClockEvent.Kind.RESUME, by=by, at=at, reason=outcome)
    move_reviews(case)
    case.save(update_fields=DATES)
    publish(ClockResumed(case_id=case.pk, event_id=event.pk))


def annul_pause(case: Case, *, undone: int, reason: str, by: Actor, at: datetime) -> None:
    """The clocks stopped by mistake: they never did. Saves the case."""
    step(case, f"annul_pause{_back_to(case)}", note=reason, by=by, at=at, undone=undone)
    enter(case, ClockEvent.Kind.ANNUL, by=by, at=at, reason=reason)
    case.save(update_fields=DATES)


def _back_to(case: Case) -> str:
    """Where the case stood when the clocks stopped: its last stage is over once it awaits its decision."""
    return "" if case.stage else f"_{State.TO_DECIDE}"


def move_reviews(case: Case) -> None:
    """The opinions still owed are due later by the working days that the pause took which has just ended.

    What another pause has covered already is not given twice.
    """
    calendar, entries = organisations.work_calendar(), list(case.clock_events.order_by("id"))
    now, before = (paused_days(pauses_in(told), Unit.WORKING_DAYS, calendar) for told in (entries, entries[:-1]))
    days = now - before
    for review in case.reviews.filter(ended_at=None):
        review.due_on = add_working_days(review.due_on, days, calendar)
        review.save(update_fields=["due_on"])


def due_dates(case: Case, *, events: list[ClockEvent] | None = None) -> tuple[date | None, date | None]:
    """The last days of the promised and of the statutory clock, by the ledger; None while stopped or unlimited."""
    entries = list(case.clock_events.all()) if events is None else events
    pauses, extensions = pauses_in(entries), extensions_in(entries)
    limits: Limits = limits_of(catalogue.definition(case.item_version_id), first_review=is_first_review(case))
    calendar = organisations.work_calendar()
    start = next(event.on for event in entries if event.kind == ClockEvent.Kind.START)
    promised = last_day(start, limits.promised, pauses=pauses, extensions=extensions, calendar=calendar)
    legal = statutory_pauses(pauses)
    statutory = last_day(start, limits.statutory, pauses=legal, extensions=extensions, calendar=calendar)
    return promised, statutory


def enter(
    case: Case, kind: ClockEvent.Kind, *, on: date | None = None, by: Actor, at: datetime, **values: object
) -> ClockEvent:
    """Add an entry to the ledger of an accepted case, with the due dates that follow from it; the caller saves."""
    event = ClockEvent(case=case, kind=kind, on=on or timezone.localdate(at), at=at, actor=by.id, **values)
    earlier = [] if kind == ClockEvent.Kind.START else case.clock_events.all()
    entries = [*earlier, event]
    case.promised_due_on, case.statutory_due_on = due_dates(case, events=entries)
    event.promised_due_on, event.statutory_due_on = case.promised_due_on, case.statutory_due_on
    if case.state != State.FEE_PENDING:  # then the applicant is to pay by a day of their own
        case.due_on = case.promised_due_on or case.statutory_due_on
    event.save()
    return event
