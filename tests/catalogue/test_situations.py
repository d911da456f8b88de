import pytest

from citong.catalogue import facade as catalogue
from tests.factories.catalogue import FIRST, RENEWAL, configured_definition

HAIR = {"kind": "first", "place": "hair"}


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        pytest.param({}, ["kind"], id="the second question waits for the first"),
        pytest.param({"kind": "first"}, ["kind", "place"], id="a first application says where"),
        pytest.param(RENEWAL, ["kind"], id="a renewal does not"),
        pytest.param({"kind": "no such", "place": "hotel"}, ["kind"], id="an option that is not offered is no answer"),
    ],
)
def test_a_question_is_asked_when_it_matters(situation, expected):
    asked = catalogue.questions_for(configured_definition(), situation=situation)

    assert [question.code for question in asked] == expected


def test_only_choices_that_were_offered_count():
    chosen = {"kind": "renewal", "place": "hotel", "colour": "red"}

    assert catalogue.settled(configured_definition(), situation=chosen) == {"kind": "renewal"}


@pytest.mark.parametrize("given", [None, 1, [], {}, ["first"]])
def test_what_is_no_option_at_all_does_not_count(given):
    assert catalogue.settled(configured_definition(), situation={"kind": given}) == {}


def test_a_question_left_open_is_a_fault():
    faults = catalogue.check_situation(configured_definition(), situation={"kind": "first"})

    assert faults == [catalogue.Fault("place", "场所是哪一类", "请选一项。")]


def test_a_complete_situation_has_no_fault():
    assert catalogue.check_situation(configured_definition(), situation=RENEWAL) == []


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        pytest.param(FIRST, ["application", "floor_plan", "water_report"], id="first"),
        pytest.param(RENEWAL, ["application", "water_report"], id="the plan is known at a renewal"),
    ],
)
def test_materials_depend_on_the_situation(situation, expected):
    materials = catalogue.materials_for(configured_definition(), situation=situation, answers={})

    assert [material.code for material in materials] == expected


@pytest.mark.parametrize(("situation", "expected"), [(FIRST, [12000]), (RENEWAL, [])])
def test_fees_depend_on_the_situation(situation, expected):
    fees = catalogue.fees_for(configured_definition(), situation=situation, answers={})

    assert [fee.cents for fee in fees] == expected


@pytest.mark.parametrize(
    ("area", "expected"),
    [(120, [["site"], ["fire", "market"]]), (80, [["site"], ["fire"]])],
)
def test_the_route_depends_on_the_answers(area, expected):
    stages = catalogue.stages_for(configured_definition(), situation=FIRST, answers={"area": area})

    assert [[step.code for step in stage.steps] for stage in stages] == expected


def test_a_stage_that_nobody_has_to_act_in_is_passed_over():
    route = {
        "window": "window",
        "decision": {"department": "health", "post": "approve"},
        "stages": [
            {
                "code": "opinions",
                "name": "会审",
                "steps": [
                    {
                        "code": "fire",
                        "name": "消防意见",
                        "department": "fire",
                        "post": "review",
                        "days": 1,
                        "when": "situation.kind == 'first'",
                    }
                ],
            }
        ],
    }

    assert catalogue.stages_for(configured_definition(route=route), situation=RENEWAL, answers={}) == []


def test_a_guide_has_no_route():
    assert catalogue.stages_for(configured_definition(route=None), situation={}, answers={}) == []
