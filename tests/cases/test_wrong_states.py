"""Every verb in every state of a case: where the lifecycle has no such move, it refuses and nothing changes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.forms.models import model_to_dict

from citong.cases import facade as cases
from citong.cases.facade import State
from citong.cases.lifecycle import CASE
from citong.cases.models import Case, ClockEvent, Correction, Decision, Review, Step
from citong.kernel.actors import Actor
from citong.kernel.errors import Refusal
from citong.kernel.models import AuditEntry, FactRecord
from citong.organisations.models import Post
from tests.factories.cases import ANA, MONDAY, accepted, give_all, office, submitted

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=1)
GAP = cases.Gap("materials.floor_plan", "场所平面图", "看不清")
SAYS = {"reasons": "不符合条件", "basis": "《条例》第四条", "remedies": "可以申请行政复议"}
PAUSE = {"procedure": cases.Procedure.TESTING, "announced_days": 10, "reason": "空气检测"}


def submitted_and(verb: Callable[..., object], **said: object) -> Callable[[], int]:
    """How a case gets into a state by one verb of the window."""

    def bring() -> int:
        case = submitted()
        verb(case.pk, **said, by=office().window, at=MONDAY)
        return case.pk

    return bring


def suspended() -> int:
    return cases.suspend(accepted().pk, **PAUSE, by=office().site, at=MONDAY).pk


def to_decide() -> int:
    return give_all(accepted()).pk


def granted() -> int:
    return cases.grant(to_decide(), by=office().approver, at=MONDAY).pk


def closed() -> int:
    return cases.close(granted(), by=office().window, at=MONDAY).pk


def put_into(state: State, case: cases.Case) -> int:
    """A state in which no case stays: it is passed through within one verb."""
    Case.objects.filter(pk=case.pk).update(state=state)
    return case.pk


BRINGS: dict[State, Callable[[], int]] = {
    State.DRAFT: lambda: put_into(State.DRAFT, submitted()),
    State.SUBMITTED: lambda: submitted().pk,
    State.TO_RECEIVE: submitted_and(cases.pass_pre_review),
    State.CORRECTION: submitted_and(cases.ask_to_correct, gaps=[GAP]),
    State.NOT_ACCEPTED: submitted_and(cases.turn_away, reason="不属于本机关职权"),
    State.ACCEPTED: lambda: put_into(State.ACCEPTED, accepted()),
    State.IN_REVIEW: lambda: accepted().pk,
    State.SUSPENDED: suspended,
    State.TO_DECIDE: to_decide,
    State.GRANTED: granted,
    State.REFUSED: lambda: cases.refuse(to_decide(), **SAYS, by=office().approver, at=MONDAY).pk,
    State.CLOSED: closed,
    State.DELIVERED: lambda: cases.deliver(closed(), how="当面领取", by=office().window, at=MONDAY).pk,
    State.WITHDRAWN: lambda: cases.withdraw(accepted().pk, reason="", by=ANA, at=MONDAY).pk,
}
# Each verb by the move that it makes, called with all that it asks for.
VERBS: dict[str, Callable[[int, Actor], object]] = {
    "pass_pre_review": lambda pk, by: cases.pass_pre_review(pk, by=by, at=LATER),
    "ask_to_correct": lambda pk, by: cases.ask_to_correct(pk, gaps=[GAP], why_again="又看了一遍", by=by, at=LATER),
    "correct": lambda pk, by: cases.correct(pk, answers={}, materials=[], by=by, at=LATER),
    "turn_away": lambda pk, by: cases.turn_away(pk, reason="不属于本机关职权", by=by, at=LATER),
    "accept": lambda pk, by: cases.accept(pk, by=by, at=LATER),
    "open_stage": lambda pk, by: cases.give_opinion(_review(pk), favourable=True, opinion="", by=by, at=LATER),
    "suspend": lambda pk, by: cases.suspend(pk, **PAUSE, by=by, at=LATER),
    "resume": lambda pk, by: cases.resume(pk, outcome="检测合格", by=by, at=LATER),
    "grant": lambda pk, by: cases.grant(pk, by=by, at=LATER),
    "refuse": lambda pk, by: cases.refuse(pk, **SAYS, by=by, at=LATER),
    "close": lambda pk, by: cases.close(pk, by=by, at=LATER),
    "deliver": lambda pk, by: cases.deliver(pk, how="当面领取", by=by, at=LATER),
    "withdraw": lambda pk, by: cases.withdraw(pk, reason="", by=by, at=LATER),
}
# What `submit` and the verbs above make of themselves.
NO_VERB = {"submit", "finish_review"}


def test_the_walk_knows_every_state_and_every_move():
    assert set(BRINGS) == set(State)
    assert set(VERBS) | NO_VERB == set(CASE.moves)


@pytest.mark.parametrize("state", State)
def test_a_verb_in_a_wrong_state_refuses_and_changes_nothing(state: State):
    pk = BRINGS[state]()
    everybody = _who_may_all(pk)
    before = _everything(pk)
    wrong = [move for move in VERBS if state not in CASE.moves[move][0]]

    outcomes = {move: _outcome(VERBS[move], pk, everybody) for move in wrong}

    quiet = {"close"} if Case.objects.get(pk=pk).closed_at else set()
    assert {move for move, outcome in outcomes.items() if outcome != "refused"} == quiet, outcomes
    assert _everything(pk) == before


def test_corrections_that_nobody_asked_for_are_refused_by_the_lifecycle():
    case = submitted()

    with pytest.raises(Refusal) as refused:
        cases.correct(case.pk, answers={}, materials=[], by=ANA, at=LATER)

    assert refused.value.code == "move_not_allowed"


def _who_may_all(pk: int) -> Actor:
    """The applicant, the department and every post in one, whose turn it is: only the lifecycle stands in the way."""
    case = Case.objects.get(pk=pk)
    case.awaited_post = case.awaited_post or Post.objects.order_by("id").first()
    case.stage = case.stage or case.reviews.values_list("stage", flat=True).first() or ""
    case.save()
    posts = frozenset(Post.objects.values_list("pk", flat=True))
    return Actor(id=ANA.id, channel="desk", name="Ana", department=case.department_id, posts=posts)


def _outcome(verb: Callable[[int, Actor], object], pk: int, by: Actor) -> str:
    try:
        verb(pk, by)
    except Refusal:
        return "refused"
    return "done"


def _review(pk: int) -> int:
    return Review.objects.filter(case=pk).order_by("-id").values_list("pk", flat=True).first() or 0


def _everything(pk: int) -> list[object]:
    """All that the verbs could have changed."""
    counted = [model.objects.count() for model in (Step, Correction, Decision, ClockEvent, AuditEntry, FactRecord)]
    reviews = list(Review.objects.order_by("id").values())
    materials = list(Case.objects.get(pk=pk).materials.order_by("id").values())
    return [model_to_dict(Case.objects.get(pk=pk)), counted, reviews, materials]
