"""Routes as BPMN 2.0: what is written out is read back the same, and what is no route is refused by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citong.catalogue import facade as catalogue
from citong.catalogue.rules.bpmn_words import BPMN, BPMNDI, DC, DI
from citong.catalogue.rules.xml_trees import tree_of
from demo.loading.reading import configured
from tests.catalogue.routes import decider, route, routes, stage, step
from tests.factories.catalogue import configured_definition

NAMES = {"health": "卫生健康局", "fire": "消防救援大队"}


def written(a_route: catalogue.Route) -> bytes:
    return catalogue.bpmn_of(configured_definition(), a_route, departments=NAMES)


def one_step() -> str:
    return written(route(stage("check", step("a")))).decode()


def fault_of(text: str | bytes) -> catalogue.Fault:
    content = text.encode() if isinstance(text, str) else text
    found = catalogue.route_in(content)
    assert isinstance(found, list), found
    return found[0]


@given(routes())
@settings(deadline=None, max_examples=200)
def test_what_is_written_is_read_back_the_same(a_route: catalogue.Route):
    assert catalogue.route_in(written(a_route)) == a_route


@pytest.mark.parametrize("definition", list(configured()), ids=lambda each: each.name)
def test_the_routes_of_the_demo_are_read_back_the_same(definition: catalogue.Definition):
    assert definition.route is not None

    assert catalogue.route_in(catalogue.bpmn_of(definition, definition.route, departments={})) == definition.route


@given(routes())
@settings(deadline=None, max_examples=60)
def test_everything_has_its_place_in_the_picture(a_route: catalogue.Route):
    root = tree_of(written(a_route))

    ids = [each.get("id") for each in root.iter() if each.get("id")]
    in_process = {each.get("id") for each in root.find(f"{{{BPMN}}}process") if each.get("id")} - {"lanes"}
    lanes = {each.get("id") for each in root.iter(f"{{{BPMN}}}lane")}
    drawn = [each.get("bpmnElement") for each in root.iter() if each.tag.startswith(f"{{{BPMNDI}}}")]
    assert len(ids) == len(set(ids))
    assert sorted(each for each in drawn if each) == sorted(in_process | lanes | {"pool", "collaboration"})


@given(routes())
@settings(deadline=None, max_examples=60)
def test_no_two_things_are_drawn_over_one_another(a_route: catalogue.Route):
    root = tree_of(written(a_route))

    boxes = [
        tuple(int(shape.find(f"{{{DC}}}Bounds").get(key)) for key in ("x", "y", "width", "height"))
        for shape in root.iter(f"{{{BPMNDI}}}BPMNShape")
        if not shape.get("isHorizontal")
    ]
    assert [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if overlap(a, b)] == []
    assert all(len(edge.findall(f"{{{DI}}}waypoint")) >= 2 for edge in root.iter(f"{{{BPMNDI}}}BPMNEdge"))


def overlap(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def test_a_stage_drawn_elsewhere_is_named_after_its_gateway():
    text = written(route(stage("check", step("a"), step("b", when="answers.area > 50.0")))).decode()
    stripped = text.replace('<citong:stage code="check" name="环节 check" optional="false" />', "")

    read = catalogue.route_in(stripped.encode())

    assert isinstance(read, catalogue.Route)
    assert (read.stages[0].code, read.stages[0].name) == ("stage_1", "环节 check")


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda t: t[: len(t) // 2], "file", "不是完整的 XML"),
        (lambda _: "", "file", "不是完整的 XML"),
        (lambda _: "<html/>", "html", "不是 BPMN"),
        (lambda t: t.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1), "file", "DOCTYPE"),
        (lambda t: t.replace("?>", '?><!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">', 1), "file", "DOCTYPE"),
        (lambda t: t.replace("utf-8", "gb18030", 1), "file", "编码"),
        (lambda _: "<a>" * 60, "file", "太深"),
        (lambda t: t.replace("bpmn:userTask", "bpmn:scriptTask"), "window", "scriptTask"),
        (lambda t: t.replace("bpmn:userTask", "bpmn:task"), "window", "用户任务"),
        (lambda t: t.replace('targetRef="decision"', 'targetRef="nowhere"'), "flow_decision", "没有连到"),
        (lambda t: t.replace('targetRef="decision"', 'targetRef="window"'), "window", "绕回"),
        (lambda t: t.replace('targetRef="decision"', 'targetRef="end"'), "end", "决定"),
        (lambda t: t.replace("citong:step", "citong:other"), "step_a", "哪个部门"),
        (lambda t: t.replace("citong:window", "citong:other"), "window", "受理"),
        (lambda t: t.replace('days="2"', 'days="two"'), "step_a", "days"),
        (lambda t: t.replace('kind="opinion"', 'kind="script"'), "step_a", "kind"),
        (lambda t: t.replace('may="opinion', 'may="decide'), "step_a", "may"),
        (lambda t: t.replace("bpmn:startEvent", "bpmn:endEvent"), "process", "开始"),
        (lambda t: t.replace('id="step_a"', 'id="window"'), "window", "不止一次"),
        (
            lambda t: t.replace("</bpmn:process>", '<bpmn:userTask id="alone"/></bpmn:process>'),
            "alone",
            "走不到",
        ),
        (
            lambda t: t.replace("</bpmn:process>", '</bpmn:process><bpmn:process id="second"/>'),
            "route",
            "一个流程",
        ),
    ],
    ids=range(21),
)
def test_what_is_no_route_is_refused_and_the_element_is_named(change, place, words):
    fault = fault_of(change(one_step()))

    assert fault.path == place
    assert words in fault.message


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda t: t.replace("inclusiveGateway", "exclusiveGateway"), "split_check", "相容网关"),
        (lambda t: t.replace("inclusiveGateway", "parallelGateway"), "flow_to_step_b", "条件"),
        (lambda t: t.replace('sourceRef="step_b" targetRef="join_check"', 'sourceRef="step_b" targetRef="end"'),
         "split_check", "同一个网关"),
        (lambda t: t.replace("bpmn:inclusiveGateway", "bpmn:parallelGateway", 2).replace("answers.area &gt; 50.0", ""),
         "join_check", "同一种"),
    ],
    ids=range(4),
)  # fmt: skip
def test_a_block_that_does_not_close_is_refused(change, place, words):
    text = written(route(stage("check", step("a"), step("b", when="answers.area > 50.0")))).decode()

    fault = fault_of(change(text))

    assert fault.path == place
    assert words in fault.message


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_garbage_is_refused_in_words(content: bytes):
    assert fault_of(content).message


def test_a_file_without_end_is_refused():
    assert "太大" in fault_of(b" " * 2_000_001).message


def test_the_decider_keeps_its_days():
    a_route = route(stage("check", step("a")), decision=decider(days=0))

    assert catalogue.route_in(written(a_route)) == a_route
