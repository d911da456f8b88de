"""What waiting for an applicant in review does to the two clocks: nothing to the law's, whatever goes on beside it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from citong.cases.models import ClockEvent
from citong.cases.queries.clocks import pauses_in
from citong.cases.rules.additions import answer_by
from citong.cases.rules.clock import Limit, Pause, Procedure, Stops, last_day, statutory_pauses
from citong.kernel.workdays import add_working_days, working_days_between
from tests.cases.by_hand import calendars, starts

ADDITION, TESTING = Procedure.ADDITION, Procedure.TESTING
STOPS = {ADDITION: Stops.PROMISED, TESTING: Stops.BOTH}
# What happens after how many days: each begins what is not under way, and ends what is; or the addition is taken back.
courses = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["addition", "testing", "annul"])), max_size=14)


def ledger(start: date, course: list[tuple[int, str]]) -> tuple[list[ClockEvent], list[Pause]]:
    """The entries that this course of events makes, and the pauses that it has, each told by itself."""
    entries, pauses, day = [ClockEvent(pk=1, kind="start", on=start)], list[Pause](), start
    open_ones: dict[Procedure, date] = {}

    def enter(kind: str, procedure: str, stops: str = "") -> None:
        entries.append(ClockEvent(pk=len(entries) + 1, kind=kind, on=day, procedure=procedure, stops=stops))

    for days, what in course:
        day += timedelta(days=days)
        procedure = TESTING if what == "testing" else ADDITION
        if procedure in open_ones:
            since = open_ones.pop(procedure)
            enter("annul" if what == "annul" else "resume", "" if procedure is TESTING else procedure)
            if what != "annul":
                pauses.append(Pause(since, day, STOPS[procedure]))
        elif what != "annul" and TESTING not in open_ones:  # nobody is asked while the clocks stand still
            open_ones[procedure] = day
            enter("pause", procedure, STOPS[procedure])
    return entries, [*pauses, *(Pause(since, None, STOPS[each]) for each, since in open_ones.items())]


def bare(pauses: list[Pause]) -> list[tuple[date, date, str]]:
    return sorted((each.since, each.until or date.max, each.stops) for each in pauses)


@given(start=starts, course=courses)
def test_a_ledger_keeps_apart_what_goes_on_side_by_side(start, course):
    entries, pauses = ledger(start, course)

    assert bare(pauses_in(entries)) == bare(pauses)


@given(start=starts, course=courses, days=st.integers(1, 30), calendar=calendars)
def test_the_law_counts_as_if_nobody_had_been_asked(start, course, days, calendar):
    entries, _ = ledger(start, course)
    others = [each for each in entries if each.procedure != ADDITION]

    with_it, without = statutory_pauses(pauses_in(entries)), pauses_in(others)

    assert last_day(start, Limit(days), pauses=with_it, calendar=calendar) == last_day(
        start, Limit(days), pauses=without, calendar=calendar
    )


@given(asked_on=starts, days=st.integers(1, 60), left=st.integers(-5, 60), calendar=calendars)
def test_the_applicants_days_lie_within_the_term_of_the_law_and_leave_the_office_one(asked_on, days, left, calendar):
    statutory = add_working_days(asked_on, left, calendar) if left > 0 else asked_on + timedelta(days=left)

    until = answer_by(asked_on, days=days, statutory_due_on=statutory, calendar=calendar)

    if left <= 1:
        assert until is None
    else:
        assert until is not None
        assert calendar.is_working_day(until)
        assert asked_on < until < statutory
        assert working_days_between(asked_on, until, calendar) == min(days, left - 1)


@given(asked_on=starts, days=st.integers(1, 60), calendar=calendars)
def test_while_the_term_of_the_law_stands_still_the_applicant_has_all_the_days(asked_on, days, calendar):
    until = answer_by(asked_on, days=days, statutory_due_on=None, calendar=calendar)

    assert until == add_working_days(asked_on, days, calendar)
