"""What is offered to somebody is what they can do, and nothing else: in every situation, for everybody."""

import pytest
from django.db import transaction

from citong.cases import facade as cases
from citong.cases.lifecycle import CASE, COUNTER_MOVES
from citong.cases.models import Case
from citong.cases.queries.moves import MADE_BY
from citong.kernel.actors import Actor
from citong.kernel.errors import Refusal
from citong.organisations.models import Post
from tests.cases.walk import OF_SEVERAL_CASES, PATHS, REVIEWED, Walk, everything
from tests.factories.cases import ANA, BEN, official

pytestmark = pytest.mark.django_db

HEARING = ["offer_hearing", "ask_for_hearing", "call_hearing"]
SITUATIONS = {
    **{state.value: path for state, path in PATHS.items() if path is not None},
    "originals received": ["pass_pre_review", "receive"],
    "in the second stage": ["accept", "give_opinion"],
    "extension asked": ["accept", "ask_to_extend"],
    "extended": ["accept", "ask_to_extend", "extend"],
    "extension declined": ["accept", "ask_to_extend", "decline_extension"],
    "asked to add": ["accept", "ask_to_add"],
    "asked to add in the second stage": ["accept", "give_opinion", "ask_to_add"],
    "asked to add while the clocks stand still": ["accept", "ask_to_add", "suspend"],
    "added": ["accept", "ask_to_add", "add"],
    "gone on without": ["accept", "ask_to_add", "go_on_without"],
    "no longer asked to add": ["accept", "ask_to_add", "annul_addition"],
    "neighbour told": ["accept", "tell_interested_party"],
    "neighbour heard": ["accept", "tell_interested_party", "hear_interested_party"],
    "inspectors assigned": ["accept", "assign_inspectors"],
    "inspected": ["accept", "assign_inspectors", "record_inspection"],
    **{f"hearing: {HEARING[n]}": ["accept", *HEARING[: n + 1]] for n in range(len(HEARING))},
    "hearing held": ["accept", *HEARING, "hold_hearing"],
    "hearing offered before the decision": [*REVIEWED, "offer_hearing"],
    "hearing asked for before the decision": [*REVIEWED, *HEARING[:2]],
    "inspection owed before the decision": [*REVIEWED, "assign_inspectors"],
    "stopped before the decision": [*REVIEWED, "suspend"],
    "fee paid": [*REVIEWED, "ask_for_fee", "pay"],
    "issued": [*REVIEWED, "grant", "begin_issuing", "issue"],
    "lapsed": ["ask_to_correct", "lapse"],
    "sent back to the window": ["turn_away", "take_back"],
}
# What is offered, and still refused for a reason that no button can know: it says what has to come first.
LATER = {
    ("grant", "cases.something_is_owed"),
    ("refuse", "cases.something_is_owed"),
    ("waive_hearing", "cases.too_soon"),
}


class Undone(Exception):
    """Takes back what a try has done."""


def viewers() -> dict[str, Actor]:
    department = Post.objects.get(code="window", department__code="health").department_id
    return {
        "applicant": ANA,
        "another applicant": BEN,
        "window": official("health", "window", "Wei"),
        "another window": official("health", "window-2", "Wu"),
        "site": official("health", "site", "Sun"),
        "fire": official("fire", "review", "Fan"),
        "approver": official("health", "approve", "An"),
        "another approver": official("health", "approve-2", "Ai"),
        "head": official("health", "head", "He"),
        "clerk": Actor(id="account:9", channel="desk", name="Lin", department=department),
    }


def offered(pk: int, viewer: Actor) -> set[str]:
    number = Case.objects.get(pk=pk).number
    try:
        if viewer.channel == "portal":
            return set(cases.moves_open(cases.applicants_case(number, viewer=viewer), viewer=viewer))
        return set(cases.moves_open(cases.officials_case(pk, viewer=viewer), viewer=viewer))
    except cases.NoSuchCase:
        return set()


def outcome(walk: Walk, name: str, pk: int, by: Actor) -> str:
    try:
        with transaction.atomic():
            walk.verbs[name].act(pk, by)
            raise Undone
    except Undone:
        return "done"
    except Refusal as refusal:
        return refusal.code


def verbs_to_try(walk: Walk, pk: int) -> dict[str, set[str]]:
    """The verbs that people do and that the lifecycle has here, with the moves under which they are offered."""
    state = Case.objects.get(pk=pk).state
    tried = {}
    for name, verb in walk.verbs.items():
        moves = {"issue"} if name == "issue" else verb.moves
        names = {"take_back"} if name == "take_back" else moves & MADE_BY.keys()
        names = {name} if name in names and name != "resume" else names
        if names and any(state in CASE.moves["close" if move == "issue" else move][0] for move in moves):
            tried[name] = names
    return tried


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_is_offered_can_be_done_and_what_is_not_offered_cannot(situation: str):
    walk = Walk()
    pk = walk.brought(SITUATIONS[situation])
    before = everything()
    wrong = []

    for who, viewer in viewers().items():
        shown = offered(pk, viewer)
        for name, moves in verbs_to_try(walk, pk).items():
            found = outcome(walk, name, pk, viewer)
            if bool(shown & moves) != (found == "done" or (bool(shown & moves) and (name, found) in LATER)):
                wrong.append((who, name, found))

    assert wrong == []
    assert everything() == before


def test_every_move_has_somebody_who_makes_it_or_follows_from_another():
    follow = {
        "submit",
        "open_stage",
        "finish_review",
        "deem_accepted",
        "deem_renewed",
        "lapse",
        "go_on_without",
        "begin_issuing",
        "close",
    }
    asked_for_elsewhere = {"reassign"}

    assert MADE_BY.keys() - {"issue"} | follow | asked_for_elsewhere | COUNTER_MOVES | OF_SEVERAL_CASES == set(
        CASE.moves
    )
