"""Cases about which somebody kept silent too long; for the jobs."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from citong.organisations import facade as organisations

from ..lifecycle import UNDER_THE_CLOCK, UP_TO_THE_APPLICANT, HearingState, JointState, State
from ..models import Case, Hearing, JointCase, Review
from ..rules.terms import is_deemed_accepted, is_deemed_renewed

# Five working days are never fewer calendar days than these; the rest is left to the calendar.
AT_LEAST_DAYS = 5


def silent_offices(*, at: datetime, size: int) -> list[int]:
    """Cases received so long ago, without a word, that the law counts them as accepted; oldest first."""
    today, calendar = timezone.localdate(at), organisations.work_calendar()
    received = Q(state=State.SUBMITTED) | Q(state=State.TO_RECEIVE, originals_received_on__isnull=False)
    rows = (
        Case.objects.filter(received, joint=None, received_on__lte=today - timedelta(days=AT_LEAST_DAYS))
        .order_by("received_on", "id")
        .values_list("pk", "received_on")[:size]
    )
    return [pk for pk, received_on in rows if is_deemed_accepted(received_on, today=today, calendar=calendar)]


def silent_applicants(*, at: datetime, size: int) -> list[int]:
    """Cases whose applicant was to bring or to pay something by a day that is over; oldest first.

    What members of a whole have to bring is asked for by the whole; a fee is each member's own.
    """
    waiting = Q(state__in=[state.value for state in UP_TO_THE_APPLICANT])
    waiting |= Q(state=State.TO_RECEIVE, originals_received_on=None)
    waiting &= Q(joint=None) | Q(state=State.FEE_PENDING)
    return _ids(Case.objects.filter(waiting, due_on__lt=timezone.localdate(at)).order_by("due_on", "id"), size)


def silent_about_additions(*, at: datetime, size: int) -> list[int]:
    """Cases whose applicant did not bring in time what a reviewing post asked for; oldest first."""
    over = Review.objects.filter(awaits__isnull=False, awaits__due_on__lt=timezone.localdate(at))
    return list(over.order_by("awaits__due_on", "case").values_list("case_id", flat=True)[:size])


def silent_leads(*, at: datetime, size: int) -> list[int]:
    """Wholes received so long ago, without a word of the lead, that the law counts them as accepted; oldest first."""
    today, calendar = timezone.localdate(at), organisations.work_calendar()
    received = Q(state=JointState.SUBMITTED) | Q(state=JointState.TO_RECEIVE, originals_received_on__isnull=False)
    waiting = JointCase.objects.filter(received, received_on__lte=today - timedelta(days=AT_LEAST_DAYS))
    rows = waiting.order_by("received_on", "id").values_list("pk", "received_on")[:size]
    return [pk for pk, received_on in rows if is_deemed_accepted(received_on, today=today, calendar=calendar)]


def silent_applicants_of_wholes(*, at: datetime, size: int) -> list[int]:
    """Wholes whose applicant was to bring something by a day that is over; oldest first."""
    silent = Q(state=JointState.CORRECTION) | Q(state=JointState.TO_RECEIVE, originals_received_on=None)
    waiting = JointCase.objects.filter(silent, due_on__lt=timezone.localdate(at))
    return list(waiting.order_by("due_on", "id").values_list("pk", flat=True)[:size])


def hearings_not_asked_for(*, at: datetime, size: int) -> list[int]:
    """Cases with a hearing that was offered and that nobody asked for in time."""
    over = Hearing.objects.filter(state=HearingState.OFFERED, ask_by__lt=timezone.localdate(at))
    return list(over.order_by("ask_by", "id").values_list("case_id", flat=True)[:size])


def expired_renewals(*, at: datetime, size: int) -> list[int]:
    """Renewals asked for in time whose licence has expired undecided."""
    today = timezone.localdate(at)
    states = [state.value for state in UNDER_THE_CLOCK]
    rows = (
        Case.objects.filter(renews_until__lt=today, decided_at=None, closed_at=None, state__in=states)
        .order_by("renews_until", "id")
        .values_list("pk", "renews_until", "submitted_at")[:size]
    )
    return [
        pk
        for pk, expires_on, submitted_at in rows
        if expires_on
        and is_deemed_renewed(
            applied_on=timezone.localdate(submitted_at), expires_on=expires_on, decided_on=None, today=today
        )
    ]


def _ids(cases: QuerySet[Case], size: int) -> list[int]:
    return list(cases.values_list("pk", flat=True)[:size])
