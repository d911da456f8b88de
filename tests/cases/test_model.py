"""The life of a case, walked through: first on paper, over the table alone; then for real, verb by verb on a database.

Nobody is stuck, nothing is closed twice, nothing is decided while something is owed, and every move can happen.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from django.db import transaction

from citong.cases.facade import HearingState, State
from citong.cases.lifecycle import CASE, COUNTER_MOVES, ENDED, HEARING, OPEN, PENDING_HEARING
from citong.cases.models import Case, Step
from citong.cases.queries.moves import UNDOABLE
from citong.kernel.errors import Refusal
from tests.cases.walk import OF_SEVERAL_CASES, Walk
from tests.cases.wholeness import assert_whole

Edges = Mapping[object, Iterable[object]]


SHORT = {"accept", "give_opinion", "grant", "refuse", "close"}
LONG = {*SHORT, "begin_issuing", "issue", "deliver", "withdraw", "terminate"}


@dataclass(frozen=True)
class Universe:
    """Some verbs; what comes of them: every move of these, in so many situations at least, tried so often at least."""

    verbs: set[str]
    moves: set[str]
    situations: int
    tries: int


# What may come in between, a few at a time: all of it together has more combinations than anybody can walk.
UNIVERSES = {
    "before acceptance": Universe(
        {
            "ask_to_supplement", "supplement", "fail_pre_review", "pass_pre_review", "receive", "ask_to_correct",
            "correct", "turn_away", "need_no_licence", "send_back", "accept", "deem_accepted", "lapse", "withdraw",
            "void", "take_back", "reassign_case",
        },
        {
            "ask_to_supplement", "supplement", "fail_pre_review", "pass_pre_review", "receive", "ask_to_correct",
            "correct", "turn_away", "need_no_licence", "send_back", "accept", "deem_accepted", "lapse", "withdraw",
            "void", "take_back", "take_back_to_receive", "reassign", "open_stage",
        },
        situations=55,
        tries=166,
    ),
    "pauses taken back": Universe(
        LONG | {"suspend", "resume", "take_back"},
        {
            "accept", "open_stage", "suspend", "resume", "resume_to_decide", "annul_pause", "annul_pause_to_decide",
            "finish_review", "grant", "refuse", "begin_issuing", "close", "deliver", "annul_delivery", "withdraw",
            "terminate",
        },
        situations=21,
        tries=44,
    ),
    "hearings and pauses": Universe(
        SHORT | {
            "offer_hearing", "ask_for_hearing", "waive_hearing", "call_hearing", "hold_hearing", "suspend", "resume",
        },
        {
            "accept", "open_stage", "offer_hearing", "ask_for_hearing", "waive_hearing", "call_hearing",
            "hold_hearing", "suspend", "resume", "resume_to_decide", "finish_review", "grant", "refuse", "close",
        },
        situations=60,
        tries=200,
    ),
    "the applicant asked in review": Universe(
        SHORT | {"ask_to_add", "add", "go_on_without", "annul_addition", "suspend", "resume", "withdraw"},
        {
            "accept", "open_stage", "ask_to_add", "add", "go_on_without", "annul_addition", "suspend", "resume",
            "resume_to_decide", "finish_review", "grant", "refuse", "close", "withdraw",
        },
        situations=20,
        tries=60,
    ),
    "extensions and fees": Universe(
        SHORT | {"ask_to_extend", "extend", "decline_extension", "ask_for_fee", "pay", "lapse"},
        {
            "accept", "open_stage", "ask_to_extend", "extend", "decline_extension", "finish_review", "ask_for_fee",
            "pay", "lapse", "grant", "refuse", "close",
        },
        situations=60,
        tries=150,
    ),
    "visits and neighbours": Universe(
        SHORT | {"assign_inspectors", "record_inspection", "tell_interested_party", "hear_interested_party"},
        {
            "accept", "open_stage", "assign_inspectors", "record_inspection", "tell_interested_party",
            "hear_interested_party", "finish_review", "grant", "refuse", "close",
        },
        situations=60,
        tries=150,
    ),
    "opinions again": Universe(
        LONG | {"reopen_review", "reassign_review", "reassign_case", "deem_renewed"},
        {
            "accept", "open_stage", "reopen_review", "reassign", "finish_review", "deem_renewed", "grant", "refuse",
            "begin_issuing", "close", "deliver", "withdraw", "terminate",
        },
        situations=25,
        tries=52,
    ),
}  # fmt: skip


def test_on_paper_every_state_is_reached_and_no_state_is_a_trap():
    onward = {state: {target or state for _, (sources, target) in _moves() if state in sources} for state in State}

    assert _reached(onward, [State.DRAFT]) == set(State)
    for state in State:
        assert _reached(onward, [state]) & ENDED, f"{state} never ends"
    assert {move for move, (sources, _) in _moves() if sources} == set(CASE.moves)


def test_on_paper_an_open_case_ends_without_anybody_taking_a_step_back():
    forward = {
        state: {
            target or state for move, (sources, target) in _moves() if state in sources and move not in COUNTER_MOVES
        }
        for state in State
    }

    for state in OPEN:
        assert _reached(forward, [state]) & ENDED, f"{state} never ends"


def test_on_paper_no_end_is_left_but_by_a_counter_move_or_the_delivery():
    leaving = {move for state in ENDED for move in CASE.moves_from(state)}

    assert leaving == {"take_back", "take_back_to_receive", "annul_delivery", "deliver"}


def test_on_paper_every_hearing_comes_to_its_end():
    onward = {s: {t or s for sources, t in HEARING.moves.values() if s in sources} for s in HearingState}

    assert _reached(onward, [HearingState.OFFERED]) == set(HearingState)
    for state in PENDING_HEARING:
        assert _reached(onward, [state]) & {HearingState.HELD, HearingState.WAIVED}


@dataclass
class Seen:
    """What a walk through all that can happen has come across."""

    onward: dict[object, set[object]] = field(default_factory=dict)
    paths: dict[object, Sequence[str]] = field(default_factory=dict)
    moves: set[str] = field(default_factory=set)
    ends: set[object] = field(default_factory=set)
    tried: int = 0


@pytest.fixture
def walk(db) -> Walk:
    return Walk()


@pytest.mark.parametrize("name", UNIVERSES)
def test_for_real_nobody_is_stuck_and_nothing_is_decided_while_something_is_owed(name: str, walk: Walk):
    universe = UNIVERSES[name]

    seen = _explore(walk, universe.verbs)

    back = _backwards(seen.onward)
    stuck = seen.onward.keys() - _reached(back, seen.ends)
    assert not stuck, {key: seen.paths[key] for key in stuck}
    assert seen.moves == universe.moves
    assert len(seen.onward) >= universe.situations
    assert seen.tried >= universe.tries


def test_for_real_every_move_happens_in_one_of_the_walks():
    moves = set[str]().union(*(universe.moves for universe in UNIVERSES.values()))

    assert moves | OF_SEVERAL_CASES | {"submit"} == set(CASE.moves)


def _moves() -> Iterable[tuple[str, tuple[Iterable[str], str | None]]]:
    return CASE.moves.items()


def _reached(onward: Edges, start: Iterable[object]) -> set[object]:
    found, waiting = set(start), deque(start)
    while waiting:
        fresh = set(onward.get(waiting.popleft(), ())) - found
        found |= fresh
        waiting.extend(fresh)
    return found


def _backwards(onward: Edges) -> dict[object, set[object]]:
    back: dict[object, set[object]] = {}
    for source, targets in onward.items():
        for target in targets:
            back.setdefault(target, set()).add(source)
    return back


def _explore(walk: Walk, names: set[str]) -> Seen:
    """Try every verb in every situation that can be got into by these verbs; each try is undone."""
    seen = Seen()
    _visit(walk, walk.submitted(), names, seen, path=())
    return seen


def _visit(walk: Walk, pk: int, names: set[str], seen: Seen, *, path: tuple[str, ...]) -> object:
    key = _situation(pk)
    if key in seen.onward:
        return key
    seen.onward[key], seen.paths[key] = set(), path
    assert_whole(pk)
    case = Case.objects.get(pk=pk)
    if case.state in ENDED:
        seen.ends.add(key)
    for name, verb in walk.verbs.items():
        if name in names and any(case.state in CASE.moves[_listed(move)][0] for move in verb.moves):
            _try(walk, name, pk, names, seen, key=key, path=path)
    return key


def _try(walk: Walk, name: str, pk: int, names: set[str], seen: Seen, *, key: object, path: tuple[str, ...]) -> None:
    seen.tried += 1
    last = Step.objects.filter(case=pk).latest("id").pk
    undone = transaction.savepoint()
    try:
        walk.do(name, pk)
    except Refusal:
        pass
    else:
        seen.moves |= set(Step.objects.filter(case=pk, pk__gt=last).values_list("move", flat=True))
        seen.onward[key].add(_visit(walk, pk, names, seen, path=(*path, name)))
    transaction.savepoint_rollback(undone)


def _listed(move: str) -> str:
    return "close" if move == "issue" else move


def _situation(pk: int) -> object:
    """What decides about what can happen next."""
    case = Case.objects.get(pk=pk)
    last = case.steps.order_by("-id").values_list("move", "from_state").first()
    rows = [
        sorted((each.stage, each.step, each.ended_at is None, bool(each.awaits_id)) for each in case.reviews.all()),
        sorted({each.state for each in case.hearings.all()}),
        sorted({str(each.approved) for each in case.extensions.all()}),
        sorted({each.recorded_at is None for each in case.inspections.all()}),
        sorted({each.heard_at is None for each in case.parties.all()}),
    ]
    fee = getattr(case, "fee_notice", None)
    undoable = last if last and last[0] in UNDOABLE else None
    facts = (case.state, case.stage, bool(fee), bool(fee and fee.paid_at), bool(case.originals_received_on), undoable)
    return repr((facts, min(case.rounds, 1), rows))
