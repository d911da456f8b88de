"""What has to be true of every case at every moment, whatever happened to it."""

from collections import Counter as Tally

from citong.cases.facade import State
from citong.cases.lifecycle import CASE, ENDED, OPEN, PENDING_HEARING, UNDER_REVIEW
from citong.cases.models import Case, ClockEvent, Step
from citong.cases.queries.clocks import pauses_in
from citong.cases.rules.procedures import PROCEDURE_NAMES, Procedure
from citong.kernel.models import AuditEntry, FactRecord
from citong.kernel.refs import ref

ADDITION = PROCEDURE_NAMES[Procedure.ADDITION]
AWAITS_A_POST = {State.SUBMITTED, State.TO_RECEIVE, State.TO_DECIDE, State.ISSUING}


def assert_whole(pk: int) -> None:
    """What has to be true of every case at every moment."""
    case = Case.objects.get(pk=pk)
    steps = list(Step.objects.filter(case=pk).order_by("id"))
    assert [step.from_state for step in steps[1:]] == [step.to_state for step in steps[:-1]]
    assert steps[-1].to_state == case.state
    audited = AuditEntry.objects.filter(subject=ref("case", pk)).values_list("action", flat=True)
    moved = [action.removeprefix("cases.") for action in audited if action.removeprefix("cases.") in CASE.moves]
    assert Tally(moved) == Tally(step.move for step in steps)
    assert (case.closed_at is not None) == (case.state in ENDED)
    assert (case.awaited_post_id is not None) == (case.state in AWAITS_A_POST or _waits_at_the_decider(case))
    assert FactRecord.objects.filter(name__endswith=".CaseClosed", values__case_id=pk).count() <= 1
    assert FactRecord.objects.filter(name__endswith=".CaseDecided", values__case_id=pk).count() <= 1
    events = list(ClockEvent.objects.filter(case=pk).order_by("id"))
    assert sum(event.kind == "start" for event in events) == (case.accepted_at is not None)
    if case.state in OPEN:
        runs = {pause.reason for pause in pauses_in(events) if pause.until is None}
        assert bool(runs - {ADDITION}) == (case.state == State.SUSPENDED)
        assert ADDITION not in runs or case.reviews.filter(awaits__isnull=False).exists()
    _assert_the_applicant_is_asked_in_review(case)
    if case.decided_at is not None:
        _assert_nothing_owed(case)


def _assert_the_applicant_is_asked_in_review(case: Case) -> None:
    """What a post has asked for is open while the case is reviewed, and at no other time."""
    waiting = case.reviews.filter(awaits__isnull=False)
    assert case.state in UNDER_REVIEW or not waiting.exists()
    for review in waiting.select_related("awaits"):
        assert review.awaits.round == case.rounds
        assert (review.awaits.answered_at, review.awaits.lapsed_at, review.awaits.taken_back_at) == (None, None, None)


def _waits_at_the_decider(case: Case) -> bool:
    return case.state == State.SUSPENDED and not case.stage


def _assert_nothing_owed(case: Case) -> None:
    assert not case.reviews.filter(ended_at=None).exists()
    assert not case.hearings.filter(state__in=PENDING_HEARING).exists()
    assert not case.extensions.filter(approved=None).exists()
    if not case.decision.is_deemed:
        assert not case.inspections.filter(recorded_at=None).exists()
        assert not case.parties.filter(heard_at=None).exists()
