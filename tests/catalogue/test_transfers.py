"""Moving a case to another route: where it would stand, which opinions count on, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.catalogue import facade as catalogue
from tests.catalogue.routes import route, routes, stage, step

A, B, C, D = (step(code) for code in "abcd")
OLD = route(stage("one", A), stage("two", B, C), stage("three", D))
FORWARD = step("up", kind=catalogue.StepKind.FORWARD, level="3", item="CITY-1")


@pytest.mark.parametrize(
    ("new", "stage_before", "given_before", "stage_after", "kept", "dropped", "asked"),
    [
        pytest.param(OLD, "two", "ab", "two", "ab", "", "c", id="nothing changed"),
        pytest.param(OLD, "", "abcd", "", "abcd", "", "", id="nothing changed, all said"),
        pytest.param(route(stage("one", A), stage("two", B), stage("three", D)), "two", "ab", "three", "ab", "", "d",
                     id="the only missing opinion is not asked any more"),
        pytest.param(route(stage("one", A), stage("two", C), stage("three", D)), "two", "ab", "two", "a", "b", "c",
                     id="an opinion is not asked any more"),
        pytest.param(route(stage("one", A), stage("two", step("b", post="other"), C)), "two", "ab", "two", "a", "b",
                     "bc", id="another post is asked the same"),
        pytest.param(route(stage("one", A), stage("two", step("b", days=9, name="新"), C)), "two", "ab", "two", "ab",
                     "", "c", id="the same post is asked in other words"),
        pytest.param(route(stage("one", A), stage("three", D)), "two", "ab", "three", "a", "b", "d",
                     id="the stage is removed"),
        pytest.param(route(stage("one", A)), "two", "ab", "", "a", "b", "", id="nothing comes after what is finished"),
        pytest.param(route(stage("nought", step("n")), stage("one", A), stage("two", B, C)), "two", "ab", "two", "ab",
                     "", "c", id="a new stage in front is not walked"),
        pytest.param(route(stage("one", A), stage("new", step("n")), stage("two", B, C)), "one", "", "one", "", "",
                     "a", id="a new stage behind is walked later"),
        pytest.param(route(stage("one", A), stage("two", B, C), stage("three", D), stage("four", step("n"))), "",
                     "abcd", "four", "abcd", "", "n", id="a new stage at the end is still to be walked"),
        pytest.param(route(stage("x", step("n")), stage("y", step("m"))), "one", "", "x", "", "", "n",
                     id="all is new, nothing is finished"),
        pytest.param(route(stage("one", A, B), stage("three", D)), "two", "abc", "three", "ab", "c", "d",
                     id="a step is moved forward"),
        pytest.param(route(), "two", "ab", "", "", "ab", "", id="nobody is asked any more"),
    ],
)  # fmt: skip
def test_where_a_case_stands_on_another_route(new, stage_before, given_before, stage_after, kept, dropped, asked):
    moved = catalogue.transfer(OLD, new, stage=stage_before, given=list(given_before))

    assert isinstance(moved, catalogue.Transfer)
    assert moved.stage == stage_after
    assert (moved.kept, moved.dropped, moved.asked) == (tuple(kept), tuple(dropped), tuple(asked))
    assert moved.reasons


def test_reasons_say_what_becomes_of_each_opinion():
    new = route(stage("one", A, step("n", name="新的一步")), stage("two", C))

    moved = catalogue.transfer(OLD, new, stage="two", given=["a", "b"])

    assert isinstance(moved, catalogue.Transfer)
    assert "新流程没有步骤“步骤 b”，它的意见留在案卷里，不再起作用。" in moved.reasons
    assert "前面环节里的“新的一步”没有意见，不再补问。" in moved.reasons
    assert "仍在环节“环节 two”。" in moved.reasons


@pytest.mark.parametrize(
    ("old", "stage_before", "given_before", "words"),
    [
        (OLD, "nowhere", [], "没有环节"),
        (OLD, "one", ["z"], "没有步骤"),
        (route(stage("one", A), stage("up", FORWARD)), "up", ["a"], "已经转报"),
        (route(stage("one", A), stage("up", FORWARD)), "", ["a", "up"], "已经转报"),
    ],
    ids=["a stage unknown", "an opinion unknown", "sent up", "sent up and back"],
)
def test_what_cannot_be_moved_is_refused(old, stage_before, given_before, words):
    found = catalogue.transfer(old, OLD, stage=stage_before, given=given_before)

    assert isinstance(found, list)
    assert words in found[0].message


@given(routes(), st.data())
def test_a_case_that_is_moved_to_its_own_route_stays_where_it_is(a_route: catalogue.Route, data: st.DataObject):
    plain = [s for s in a_route.stages if s.steps and all(x.kind is catalogue.StepKind.OPINION for x in s.steps)]
    own = catalogue.Route(window=a_route.window, decision=a_route.decision, stages=plain)
    at = data.draw(st.integers(0, len(plain)))
    done = [x.code for s in plain[:at] for x in s.steps]
    where = plain[at].code if at < len(plain) else ""

    moved = catalogue.transfer(own, own, stage=where, given=done)

    assert isinstance(moved, catalogue.Transfer)
    assert (moved.stage, moved.kept, moved.dropped) == (where, tuple(done), ())
