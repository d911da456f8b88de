"""Guided questions lead to exactly the members that somebody needs, and to their own situations."""

import pytest

from citong.catalogue import facade as catalogue
from tests.factories.packages import ITEMS, LARGE, SMALL, package


@pytest.mark.parametrize(
    ("situation", "keys"),
    [
        pytest.param({}, ["fire", "food"], id="nothing chosen yet"),
        pytest.param(SMALL, ["fire", "food"], id="a small shop"),
        pytest.param(LARGE, ["fire", "food", "board"], id="with a board"),
        pytest.param({"board": "perhaps"}, ["fire", "food"], id="an option that is not offered"),
    ],
)
def test_answers_lead_to_exactly_the_members_that_are_needed(situation, keys):
    assert [member.key for member in catalogue.selected(package(), situation=situation)] == keys


def test_what_the_package_knows_is_not_asked_again():
    asked = catalogue.questions_of_package(package(), items=ITEMS, situation={"size": "large", "board": "yes"})

    assert [question.code for question in asked] == ["size", "board", "board__position"]
    assert asked[-1].question == "户外广告：设在哪里"


def test_questions_of_members_that_are_not_needed_are_not_asked():
    asked = catalogue.questions_of_package(package(), items=ITEMS, situation=SMALL)

    assert [question.code for question in asked] == ["size", "board"]


def test_each_member_gets_its_own_situation():
    assert catalogue.split_situation(package(), items=ITEMS, situation=LARGE) == {
        "FIRE": {"size": "large"},
        "FOOD": {},
        "BOARD": {"kind": "large", "position": "roof"},
    }


def test_every_answer_to_all_questions_settles_every_member():
    chosen = catalogue.split_situation(package(), items=ITEMS, situation=LARGE)

    assert [catalogue.check_situation(ITEMS[code], situation=each) for code, each in chosen.items()] == [[], [], []]
