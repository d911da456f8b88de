"""In whose hands a case is: in another's place, in another post, and a step that was a mistake."""

from dataclasses import replace

import pytest

from citong.cases import facade as cases
from citong.kernel.actors import Actor
from tests.cases.walk import TUESDAY, Walk
from tests.factories.actors import brought_by
from tests.factories.cases import (
    BEN,
    MONDAY,
    office,
    official,
)

pytestmark = pytest.mark.django_db


def test_who_stands_in_for_a_colleague_is_named_with_whose_place_it_is():
    walk = Walk()
    pk = walk.submitted()
    window, site, head = office().window, office().site, office().head
    away = {next(iter(window.posts)): "张三", next(iter(site.posts)): "李四", next(iter(head.posts)): "王五"}

    def standing_in(who: Actor) -> Actor:
        return replace(who, name="赵六", in_for=away)

    cases.accept(pk, by=standing_in(window), at=MONDAY)
    asked = cases.ask_to_extend(pk, days=3, reason="复杂", by=standing_in(site), at=TUESDAY)
    cases.extend(pk, by=standing_in(head), at=TUESDAY)
    cases.give_opinion(cases.case(pk).reviews.get().pk, favourable=True, opinion="", by=standing_in(site), at=TUESDAY)

    case = cases.case(pk)
    asked.refresh_from_db()
    names = dict(case.steps.values_list("move", "actor_name"))
    assert (names["accept"], names["ask_to_extend"], names["extend"]) == (
        "赵六（代张三）",
        "赵六（代李四）",
        "赵六（代王五）",
    )
    assert case.reviews.get(step="site").given_by_name == "赵六（代李四）"
    assert (asked.asked_by_name, asked.answered_by_name) == ("赵六（代李四）", "赵六（代王五）")


def test_a_post_of_ones_own_comes_before_one_stood_in_for():
    walk = Walk()
    pk = walk.brought(["accept", "give_opinion"])
    fire = office().fire
    both = replace(fire, posts=fire.posts | {1}, in_for={1: "张三"})

    cases.give_opinion(cases.case(pk).reviews.get(step="fire").pk, favourable=True, opinion="", by=both, at=TUESDAY)

    assert cases.case(pk).reviews.get(step="fire").given_by_name == "Fan"


def heads(department):
    return replace(office().head, department=department, grants=brought_by("head", department=department))


@pytest.mark.parametrize("who", ["window", "site", "approver", "another head"])
def test_only_the_head_or_the_supervisor_of_the_department_gives_work_to_others(who):
    walk = Walk()
    pk = walk.submitted()
    people = office()
    by = heads(people.fire.department) if who == "another head" else getattr(people, who)

    with pytest.raises(cases.NotYourPost):
        cases.reassign_case(pk, post_id=next(iter(people.window.posts)), reason="出差", by=by, at=TUESDAY)


def test_work_goes_to_a_post_with_the_same_duty_and_then_belongs_there():
    walk = Walk()
    pk = walk.submitted()
    second = official("health", "window-2", "Wu")
    (post,) = second.posts
    with pytest.raises(cases.NotReassignable):
        cases.reassign_case(pk, post_id=next(iter(office().site.posts)), reason="出差", by=office().head, at=TUESDAY)

    cases.reassign_case(pk, post_id=post, reason="出差", by=office().head, at=TUESDAY)

    with pytest.raises(cases.NotYourPost):
        cases.accept(pk, by=office().window, at=TUESDAY)
    assert cases.accept(pk, by=second, at=TUESDAY).state == cases.State.IN_REVIEW


def test_a_step_is_taken_back_by_whoever_made_it_or_the_head_with_a_reason_and_once():
    walk = Walk()
    pk = walk.brought(["turn_away"])

    for stranger in (office().site, official("health", "window-2", "Wu"), BEN):
        with pytest.raises(cases.NotYourPost):
            cases.take_back(pk, reason="看错了", by=stranger, at=TUESDAY)
    with pytest.raises(cases.ReasonMissing):
        cases.take_back(pk, reason=" ", by=office().head, at=TUESDAY)
    cases.take_back(pk, reason="看错了", by=office().head, at=TUESDAY)
    with pytest.raises(cases.CannotTakeBack):
        cases.take_back(pk, reason="看错了", by=office().head, at=TUESDAY)

    case = cases.case(pk)
    assert (case.state, case.closed_at, case.result) == (cases.State.SUBMITTED, None, "")
    assert [step.move for step in case.steps.order_by("id")] == ["submit", "turn_away", "take_back"]


def test_what_others_have_built_upon_is_not_taken_back():
    walk = Walk()
    pk = walk.brought(["accept", "suspend", "tell_interested_party"])

    with pytest.raises(cases.CannotTakeBack):
        walk.do("take_back", pk)


def test_a_hearing_that_was_asked_for_is_not_taken_back_by_the_office():
    walk = Walk()
    pk = walk.brought(["accept", "offer_hearing", "ask_for_hearing"])

    with pytest.raises(cases.CannotTakeBack, match="不能撤销"):
        walk.do("take_back", pk)
