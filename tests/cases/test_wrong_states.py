"""Every verb in every state of a case: where the lifecycle has no such move, it refuses and nothing changes."""

import pytest

from citong.cases import facade as cases
from citong.cases.facade import State
from citong.cases.lifecycle import CASE
from citong.cases.models import Case
from citong.kernel.actors import Actor
from citong.kernel.errors import Refusal
from citong.organisations.models import Post
from tests.cases.walk import OF_SEVERAL_CASES, PATHS, Verb, Walk, brought_into, everybody, everything
from tests.factories.cases import ANA, MONDAY, submitted

pytestmark = pytest.mark.django_db


def test_the_walk_knows_every_state_and_every_move():
    moves = {move for verb in Walk().verbs.values() for move in verb.moves}

    assert set(PATHS) == set(State)
    assert (moves - {"issue"}) | OF_SEVERAL_CASES | {"submit"} == set(CASE.moves)


@pytest.mark.parametrize("state", State)
def test_a_verb_in_a_wrong_state_refuses_and_changes_nothing(state: State):
    walk = Walk()
    pk = brought_into(state, walk)
    by = _whose_turn_it_is(pk)
    before = everything()
    wrong = {name: verb for name, verb in walk.verbs.items() if not _starts_here(verb, state)}

    outcomes = {name: _outcome(verb, pk, by) for name, verb in wrong.items()}

    quiet = {"close"} if Case.objects.get(pk=pk).closed_at else set()
    assert {name for name, outcome in outcomes.items() if outcome != "refused"} == quiet, outcomes
    assert everything() == before


def test_corrections_that_nobody_asked_for_are_refused_by_the_lifecycle():
    case = submitted()

    with pytest.raises(Refusal) as refused:
        cases.correct(case.pk, answers={}, materials=[], by=ANA, at=MONDAY)

    assert refused.value.code == "move_not_allowed"


def _starts_here(verb: Verb, state: State) -> bool:
    sources = [CASE.moves["close" if move == "issue" else move][0] for move in verb.moves]
    return any(state in source for source in sources)


def _whose_turn_it_is(pk: int) -> Actor:
    """Somebody who may do all, with a case that awaits them."""
    case = Case.objects.get(pk=pk)
    case.awaited_post = case.awaited_post or Post.objects.order_by("id").first()
    case.stage = case.stage or case.reviews.values_list("stage", flat=True).first() or ""
    case.save()
    return everybody(pk)


def _outcome(verb: Verb, pk: int, by: Actor) -> str:
    try:
        verb.act(pk, by)
    except Refusal:
        return "refused"
    return "done"
