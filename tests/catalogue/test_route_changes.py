"""The differences between two routes, in words."""

import msgspec
import pytest
from hypothesis import given

from citong.catalogue import facade as catalogue
from tests.catalogue.routes import decider, route, routes, stage, step

OLD = route(stage("one", step("a"), step("b")), stage("two", step("c")))
NAMES = {("health", "site"): "卫健局 现场岗", ("health", "approve"): "卫健局 审批岗"}


def changes(new: catalogue.Route) -> list[str]:
    return catalogue.route_changes(OLD, new, names=NAMES)


def with_a(**says: object) -> catalogue.Route:
    return route(stage("one", msgspec.structs.replace(step("a"), **says), step("b")), stage("two", step("c")))


@given(routes())
def test_a_route_differs_in_nothing_from_itself(a_route: catalogue.Route):
    assert catalogue.route_changes(a_route, a_route, names={}) == []


@given(routes(), routes())
def test_two_routes_that_differ_are_told_apart(one: catalogue.Route, other: catalogue.Route):
    assert bool(catalogue.route_changes(one, other, names={})) is (one != other)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (with_a(name="新名"), "步骤“步骤 a”改名为“新名”。"),
        (with_a(days=5), "步骤“步骤 a”的天数由“2 天”改为“5 天”。"),
        (with_a(when="answers.x > 1"), "步骤“步骤 a”的条件由“总是”改为“answers.x > 1”。"),
        (with_a(post="approve"), "步骤“步骤 a”的岗位由“卫健局 现场岗”改为“卫健局 审批岗”。"),
        (with_a(points=["看"]), "步骤“步骤 a”的审查要点由“没有”改为“看”。"),
        (with_a(required_points=True), "步骤“步骤 a”的要点勾选由“不强制”改为“全部勾选才能同意”。"),
        (with_a(may=[catalogue.Power.OPINION]), "步骤“步骤 a”的权限由“提意见、提请特别程序”改为“提意见”。"),
        (with_a(level="3"), "步骤“步骤 a”的层级由“同本事项”改为“市级”。"),
        (route(stage("one", step("a")), stage("two", step("c"))), "取消步骤“步骤 b”。"),
        (route(stage("one", step("a"), step("b"))), "取消环节“环节 two”。"),
        (route(stage("one", step("a")), stage("two", step("c"), step("b"))), "步骤“步骤 b”移到环节“环节 two”。"),
        (route(*OLD.stages[::-1]), "环节的先后改为：环节 two、环节 one。"),
        (route(*OLD.stages, window="desk"), "受理岗由“window”换成“desk”。"),
        (route(*OLD.stages, decision=decider(days=3)), "最长用时由 5 个工作日变为 7 个工作日。"),
        (route(*OLD.stages, stage("x", step("y"))), "在环节“环节 x”增加步骤“步骤 y”（卫健局 现场岗，2 天）。"),
    ],
)
def test_a_difference_is_said_in_a_sentence(new, words):
    assert words in changes(new)
