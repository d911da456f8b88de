"""The working calendar has changed: every due date of an open case that it touches is worked out again.

The old date is never lost: each change is an entry of the case's ledger.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..lifecycle import UNDER_THE_CLOCK, State
from ..models import Case, ClockEvent, Correction, Review
from ..queries.clocks import pauses_in
from ..queries.routes import route_definition, steps_by_code
from ..rules.additions import answer_by
from ..rules.clock import Pause, Unit, paused_days
from .clocks import due_dates, enter
from .intake import pre_review_due_on, receipt_due_on

BATCH = 500


@transaction.atomic
def recompute_due_dates(*, first_day: date, last_day: date, by: Actor, at: datetime) -> int:
    """The calendar changed between these days; returns how many due dates moved."""
    clocks = _locked(UNDER_THE_CLOCK).filter(accepted_on__lte=last_day)
    waiting = _locked(frozenset(AWAITED)).filter(due_on__gte=first_day)
    moved = [_clock_moved(case, first_day=first_day, by=by, at=at) for case in _each(clocks)]
    moved += [_wait_moved(case, by=by, at=at) for case in _each(waiting)]
    moved += [_review_moved(review, by=by, at=at) for review in _owed(first_day)]
    moved += [_addition_moved(review, by=by, at=at) for review in _asking(first_day)]
    return sum(moved)


def _locked(states: frozenset[State]) -> QuerySet[Case]:
    return Case.objects.select_for_update(of=("self",)).filter(state__in=[state.value for state in states])


def _each(cases: QuerySet[Case]) -> Iterator[Case]:
    return cases.prefetch_related("clock_events").order_by("id").iterator(chunk_size=BATCH)


def _owed(first_day: date) -> Iterator[Review]:
    owed = Review.objects.select_for_update(of=("self",)).filter(ended_at=None, due_on__gte=first_day)
    return owed.select_related("case").prefetch_related("case__clock_events").order_by("id").iterator(chunk_size=BATCH)


def _asking(first_day: date) -> Iterator[Review]:
    waiting = Review.objects.select_for_update(of=("self", "awaits")).filter(awaits__due_on__gte=first_day)
    return waiting.select_related("case", "awaits").order_by("id").iterator(chunk_size=BATCH)


def _clock_moved(case: Case, *, first_day: date, by: Actor, at: datetime) -> bool:
    before = (case.promised_due_on, case.statutory_due_on)
    latest = max((day for day in before if day), default=None)
    if latest is None or latest < first_day or due_dates(case) == before:
        return False
    enter(case, ClockEvent.Kind.RECOMPUTE, by=by, at=at, reason="工作日历有变化")
    case.save(update_fields=["promised_due_on", "statutory_due_on", "due_on"])
    _record(case, by=by, at=at)
    return True


def _wait_moved(case: Case, *, by: Actor, at: datetime) -> bool:
    """Before acceptance, and while corrections are awaited."""
    day, before = AWAITED[State(case.state)](case), case.due_on
    if day == before:
        return False
    case.due_on = day
    case.save(update_fields=["due_on"])
    _note(case, "最后一天", before, day, by=by, at=at)
    return True


def _receipt_day(case: Case) -> date:
    passed = case.steps.filter(move__in=["pass_pre_review", "take_back_to_receive"]).order_by("-id").first()
    return receipt_due_on(case, since=timezone.localdate(passed.at) if passed else case.received_on)


def _payment_day(case: Case) -> date:
    notice = case.fee_notice
    days = catalogue.definition(case.item_version_id).pay_days
    notice.pay_by = add_working_days(timezone.localdate(notice.asked_at), days, organisations.work_calendar())
    notice.save(update_fields=["pay_by"])
    return notice.pay_by


def _correction_day(case: Case) -> date:
    correction = Correction.objects.get(case=case, round=case.rounds)
    days = catalogue.definition(case.item_version_id).correction_days
    asked_on = timezone.localdate(correction.asked_at)
    correction.due_on = add_working_days(asked_on, days, organisations.work_calendar())
    correction.save(update_fields=["due_on"])
    return correction.due_on


AWAITED: dict[State, Callable[[Case], date]] = {
    State.SUBMITTED: pre_review_due_on,
    State.PRE_SUPPLEMENT: _correction_day,
    State.TO_RECEIVE: _receipt_day,
    State.CORRECTION: _correction_day,
    State.FEE_PENDING: _payment_day,
}


def _review_moved(review: Review, *, by: Actor, at: datetime) -> bool:
    opened_on, before = timezone.localdate(review.opened_at), review.due_on
    calendar = organisations.work_calendar()
    since = [pause for pause in pauses_in(review.case.clock_events.all()) if _ended_after(pause, opened_on)]
    days = _days_given(review) + paused_days(since, Unit.WORKING_DAYS, calendar)
    review.due_on = add_working_days(opened_on, days, calendar)
    if review.due_on == before:
        return False
    review.save(update_fields=["due_on"])
    _note(review.case, f"“{review.name}”的最后一天", before, review.due_on, by=by, at=at)
    return True


def _ended_after(pause: Pause, day: date) -> bool:
    return pause.until is not None and pause.since >= day


def _days_given(review: Review) -> int:
    return steps_by_code(route_definition(review.case))[review.step].days


def _addition_moved(review: Review, *, by: Actor, at: datetime) -> bool:
    """The applicant's days to bring what a review asked for; once the term of the law leaves none, it stays."""
    asked, case = review.awaits, review.case
    if asked is None:
        return False
    days, asked_on = catalogue.definition(case.item_version_id).addition_days, timezone.localdate(asked.asked_at)
    calendar, before = organisations.work_calendar(), asked.due_on
    until = answer_by(asked_on, days=days, statutory_due_on=case.statutory_due_on, calendar=calendar)
    if until is None or until == before:
        return False
    asked.due_on = until
    asked.save(update_fields=["due_on"])
    _note(case, f"“{review.name}”请申请人补正的最后一天", before, until, by=by, at=at)
    return True


def _note(case: Case, what: str, before: date | None, now: date, *, by: Actor, at: datetime) -> None:
    ClockEvent.objects.create(
        case=case,
        kind=ClockEvent.Kind.RECOMPUTE,
        on=timezone.localdate(at),
        at=at,
        actor=by.id,
        reason=f"工作日历有变化：{what}由 {before} 改为 {now}",
        promised_due_on=case.promised_due_on,
        statutory_due_on=case.statutory_due_on,
    )
    _record(case, by=by, at=at)


def _record(case: Case, *, by: Actor, at: datetime) -> None:
    audit.record("cases.recompute", subject=ref("case", case.pk), by=by, at=at)
