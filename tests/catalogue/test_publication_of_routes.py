"""What stops a route: each rule is broken once; and no stage may be empty that some application could reach."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citong.catalogue import facade as catalogue
from citong.catalogue.rules.empty_stages import emptying
from demo.loading.reading import configured
from tests.catalogue.routes import decider, route, stage, step
from tests.factories.catalogue import CONFIGURED, configured_definition

FORWARD = {"kind": catalogue.StepKind.FORWARD, "level": "3", "item": "CITY-1"}
FIRST = "situation.kind == 'first'"
RENEWAL = "situation.kind == 'renewal'"


def faults(a_route: catalogue.Route, **changes: object) -> list[catalogue.Fault]:
    return catalogue.route_faults(catalogue.with_route(configured_definition(**changes), a_route))


def paths(a_route: catalogue.Route, **changes: object) -> set[str]:
    return {fault.path for fault in faults(a_route, **changes)}


def test_a_plain_route_has_no_faults():
    assert faults(route(stage("check", step("a"), step("b", when=FIRST)), stage("up", step("c", **FORWARD)))) == []


@pytest.mark.parametrize("definition", list(configured()), ids=lambda each: each.name)
def test_the_routes_of_the_demo_have_no_faults(definition: catalogue.Definition):
    assert catalogue.route_faults(definition) == []


@pytest.mark.parametrize(
    ("a_route", "path"),
    [
        pytest.param(route(stage("a", step("s", days=-1))), "route.steps.s.days", id="less than no time"),
        pytest.param(route(stage("a", step("s", days=3651))), "route.steps.s.days", id="ten years"),
        pytest.param(route(decision=decider(days=-1)), "route.decision.days", id="decided before it was asked"),
        pytest.param(route(stage("a", step("s", name=" "))), "route.steps.s.name", id="a step without a name"),
        pytest.param(route(stage("a", step("s", name="长" * 61))), "route.steps.s.name", id="a name without end"),
        pytest.param(route(stage("a", step("s", name="a\x07"))), "route.steps.s.name", id="a bell in a name"),
        pytest.param(route(stage("a", step("s"), name="")), "route.stages.a.name", id="a stage without a name"),
        pytest.param(route(stage("A", step("s"))), "route.stages.A", id="a code that XML could not carry"),
        pytest.param(route(stage("a", step("s")), stage("a", step("t"))), "route.stages.a", id="a stage twice"),
        pytest.param(route(stage("a", step("s")), stage("b", step("s"))), "route.steps.s", id="a step in two stages"),
        pytest.param(route(stage("a", step("s", level="1"))), "route.steps.s.level", id="no such level"),
        pytest.param(route(stage("a", step("s", may=[]))), "route.steps.s.may", id="a step that may say nothing"),
        pytest.param(route(stage("a", step("s", required_points=True))), "route.steps.s.points", id="nothing to tick"),
        pytest.param(route(stage("a", step("s", points=[" "]))), "route.steps.s.points", id="an empty point"),
        pytest.param(route(stage("a", step("s", item="X"))), "route.steps.s.item", id="an item without forwarding"),
        pytest.param(
            route(stage("a", step("s", **FORWARD)), stage("b", step("t"))), "route.steps.s.kind", id="too soon"
        ),
        pytest.param(
            route(stage("a", step("s", **FORWARD), step("t"))), "route.steps.s.kind", id="forwarded beside a review"
        ),
        pytest.param(
            route(stage("a", step("s", **{**FORWARD, "item": ""}))), "route.steps.s.item", id="forwarded as nothing"
        ),
        pytest.param(
            route(stage("a", step("s", **{**FORWARD, "level": "4"}))), "route.steps.s.level", id="forwarded sideways"
        ),
        pytest.param(
            route(stage("a", step("s", **{**FORWARD, "level": ""}))), "route.steps.s.level", id="forwarded nowhere"
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(a_route, path):
    assert path in paths(a_route)


@pytest.mark.parametrize(
    ("days", "promised", "statutory", "is_fine"),
    [
        pytest.param(7, {"days": 8}, {"days": 20}, True, id="7 + 1 are 8"),
        pytest.param(8, {"days": 8}, {"days": 20}, False, id="8 + 1 are more than promised"),
        pytest.param(20, None, {"days": 20}, False, id="more than the law gives"),
        pytest.param(4, {"days": 5, "unit": "N"}, None, True, id="from a Sunday on"),
        pytest.param(5, {"days": 7, "unit": "N"}, None, False, id="six working days hold a weekend"),
        pytest.param(5, {"days": 8, "unit": "N"}, None, True, id="six working days and a weekend"),
    ],
)  # fmt: skip
def test_the_longest_way_fits_the_terms(days, promised, statutory, is_fine):
    a_route = route(stage("a", step("s", days=days), step("t", days=1)))

    found = paths(a_route, promised=promised, statutory=statutory)

    assert ("route" not in found) is is_fine


def test_a_way_that_is_too_long_is_told_step_by_step():
    (fault,) = faults(route(stage("a", step("s", name="查看", days=9))))

    assert "查看 9 天 + 决定 1 天" in fault.message


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        pytest.param([FIRST, RENEWAL], None, id="all options are seen to"),
        pytest.param([FIRST, "situation.kind != 'first'"], None, id="one option and all others"),
        pytest.param([FIRST], "“到期延续”", id="an option is forgotten"),
        pytest.param(["situation.place == 'hotel'", "situation.place == 'hair'"], "“到期延续”",
                     id="a question not always asked"),
        pytest.param(["situation.place == 'hotel'", "situation.place == 'hair'", RENEWAL], None,
                     id="and when it is not"),
        pytest.param(["answers.area > 50.0", "answers.area <= 50.0"], None, id="a number from both sides"),
        pytest.param(["answers.area > 50.0", "answers.area < 50.0"], "“50”", id="the bound itself is forgotten"),
        pytest.param(["answers.area > 50.0", "answers.area < 49.0"], "经营面积", id="a gap between two bounds"),
        pytest.param(["50.0 < answers.area", "answers.area < 51.0"], None, id="bounds that overlap"),
        pytest.param(["answers.area >= 1.0"], None, id="the form asks for no less"),
        pytest.param(["answers.area >= 2.0"], "经营面积", id="the form takes less"),
        pytest.param(["answers.air_conditioning == 'central'", "answers.air_conditioning == 'none'"], "没有填",
                     id="a question that may be left out"),
        pytest.param(["answers.promise == true"], None, id="what must be promised"),
        pytest.param(["answers.area > 50.0 && situation.kind == 'first'", "answers.area <= 50.0"], "“到期延续”",
                     id="both"),
        pytest.param(["size(answers.staff) > 0", "size(answers.staff) == 0"], "没法逐一核对", id="a group of lines"),
        pytest.param(["answers.area * 2.0 > 50.0", "answers.area <= 25.0"], "没法逐一核对", id="a sum"),
        pytest.param(["answers.place_name == '甲'", "answers.place_name != '甲'"], None, id="a text and all others"),
        pytest.param(["answers.place_name.startsWith('甲')"], "没法逐一核对", id="a part of a text"),
        pytest.param(["answers.place_name != '甲' + '乙'"], "没法逐一核对", id="a text put together"),
        pytest.param(["size(answers) > 0"], "没法逐一核对", id="all answers at once"),
    ],
)  # fmt: skip
def test_a_stage_that_can_be_empty_is_told_with_an_application_that_empties_it(conditions, words):
    steps = [step(f"s{number}", when=when) for number, when in enumerate(conditions)]

    found = [fault for fault in faults(route(stage("a", *steps))) if fault.path == "route.stages.a.optional"]

    assert bool(found) is (words is not None)
    assert words is None or words in found[0].message


def test_a_stage_that_may_be_missing_may_be_empty():
    assert faults(route(stage("a", step("s", when=FIRST), optional=True))) == []


def test_too_much_to_play_through_is_not_taken_on_trust():
    options = [{"code": f"o{n}", "label": str(n)} for n in range(20)]
    questions = [{"code": f"q{n}", "question": str(n), "options": options} for n in range(5)]
    when = " && ".join(f"situation.q{n} == 'o1'" for n in range(5))
    definition = configured_definition(situations=questions)

    found = emptying(definition, stage("a", step("s", when=when)))

    assert found is not None
    assert "太多" in found.undecided


@given(
    st.lists(
        st.sampled_from([FIRST, RENEWAL, "situation.place == 'hotel'", "answers.area > 50.0", "answers.area <= 80.0",
                         "answers.area == 50.0", f"{FIRST} && answers.area < 80.0",
                         f"!({RENEWAL}) || answers.area > 7.5"]),
        min_size=1, max_size=4,
    )
)  # fmt: skip
@settings(deadline=None, max_examples=80)
def test_what_is_said_about_empty_stages_is_so(conditions: list[str]):
    """Against every application on a fine grid: what is called safe never finds a stage empty, and the other way."""
    definition = configured_definition()
    a_stage = stage("a", *[step(f"s{n}", when=when) for n, when in enumerate(conditions)])
    said = emptying(definition, a_stage)
    situations = [{"kind": "first", "place": "hotel"}, {"kind": "first", "place": "hair"}, {"kind": "renewal"}]
    areas = [1.0, 2.0, 7.5, 7.6, 49.0, 49.9, 50.0, 50.1, 60.0, 79.9, 80.0, 80.1, 81.0, 100000.0]

    empties = [
        (situation, area)
        for situation, area in product(situations, areas)
        if not any(catalogue.holds(when, situation=situation, answers={"area": area}) for when in conditions)
    ]

    assert bool(empties) is (said is not None)


def test_posts_that_do_not_exist_and_posts_that_nobody_holds_are_told_apart():
    a_route = route(stage("a", step("s"), step("t", department="fire", post="review")))
    staffed = {("health", "window"): 1, ("health", "site"): 0, ("health", "approve"): 2}

    found = {fault.path: fault.message for fault in catalogue.faults_of_staffing(
        a_route, department="health", staffed=staffed)}  # fmt: skip

    assert found.keys() == {"route.steps.s.post", "route.steps.t.post"}
    assert "没有人" in found["route.steps.s.post"]
    assert "没有岗位" in found["route.steps.t.post"]


@pytest.mark.parametrize(
    ("limits", "can_be_empty"),
    [({"exclusiveMinimum": 0}, True), ({"minimum": 0.5}, False), ({"exclusiveMinimum": 0.4}, True)],
    ids=["between nothing and the bound", "the bound is the least", "just below the bound"],
)
def test_the_limits_of_the_form_are_looked_at(limits, can_be_empty):
    form = CONFIGURED["form"]
    area = {"type": "number", "title": "经营面积", **limits}
    schema = {**form["schema"], "properties": {**form["schema"]["properties"], "area": area}}
    definition = configured_definition(form={**form, "schema": schema})

    found = emptying(definition, stage("a", step("s", when="answers.area >= 0.5")))

    assert bool(found) is can_be_empty
