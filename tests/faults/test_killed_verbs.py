"""A process that dies in the middle of a verb, between any two things that it writes, leaves the case whole.

For each verb a process is split off that dies as a power cut would, after its first write, after its second, and so on,
at last after everything is written and before it is made to last. Each time all is as it was; then the verb is done.
"""

import pytest

from citong.cases.models import Case
from tests.cases.walk import REVIEWED, Walk, everything
from tests.cases.wholeness import assert_whole
from tests.faults.deaths import die_again_and_again

pytestmark = pytest.mark.django_db(transaction=True)

HEARING = ["accept", "offer_hearing", "ask_for_hearing", "call_hearing"]
# Each verb, and what happened before it.
BEFORE: dict[str, list[str]] = {
    "ask_to_supplement": [],
    "supplement": ["ask_to_supplement"],
    "fail_pre_review": [],
    "pass_pre_review": [],
    "receive": ["pass_pre_review"],
    "ask_to_correct": [],
    "correct": ["ask_to_correct"],
    "turn_away": [],
    "need_no_licence": [],
    "send_back": [],
    "accept": [],
    "deem_accepted": [],
    "reassign_case": [],
    "give_opinion": ["accept", "give_opinion", "give_opinion"],
    "reopen_review": ["accept", "give_opinion", "give_opinion"],
    "reassign_review": ["accept"],
    "ask_to_add": ["accept"],
    "add": ["accept", "ask_to_add"],
    "go_on_without": ["accept", "ask_to_add"],
    "annul_addition": ["accept", "ask_to_add"],
    "suspend": ["accept"],
    "resume": ["accept", "suspend"],
    "ask_to_extend": ["accept"],
    "extend": ["accept", "ask_to_extend"],
    "decline_extension": ["accept", "ask_to_extend"],
    "tell_interested_party": ["accept"],
    "hear_interested_party": ["accept", "tell_interested_party"],
    "offer_hearing": ["accept"],
    "ask_for_hearing": HEARING[:2],
    "waive_hearing": HEARING[:3],
    "call_hearing": HEARING[:3],
    "hold_hearing": HEARING,
    "assign_inspectors": ["accept"],
    "record_inspection": ["accept", "assign_inspectors"],
    "ask_for_fee": REVIEWED,
    "pay": [*REVIEWED, "ask_for_fee"],
    "grant": REVIEWED,
    "refuse": REVIEWED,
    "deem_renewed": ["accept"],
    "begin_issuing": [*REVIEWED, "grant"],
    "issue": [*REVIEWED, "grant", "begin_issuing"],
    "close": [*REVIEWED, "refuse"],
    "deliver": [*REVIEWED, "refuse", "close"],
    "lapse": ["ask_to_correct"],
    "withdraw": ["accept"],
    "terminate": ["accept"],
    "void": [],
    "take_back": ["turn_away"],
}


def test_a_process_that_dies_between_two_writes_of_a_verb_leaves_the_case_whole():
    walk = Walk()
    deaths = {}

    for name, path in BEFORE.items():
        pk = walk.brought(path)
        deaths[name] = _die_again_and_again(walk, name, pk)

    assert BEFORE.keys() == walk.verbs.keys()
    # At least its line of history and its entry in the audit, and the moment before the end.
    assert min(deaths.values()) >= 3, deaths
    assert sum(deaths.values()) > 200


def _die_again_and_again(walk: Walk, name: str, pk: int) -> int:
    deaths = die_again_and_again(lambda: walk.do(name, pk), kept=everything)
    assert_whole(pk)
    assert Case.objects.filter(pk=pk).exists()
    return deaths
