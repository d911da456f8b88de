"""A BPMN 2.0 file, read as a route: what other programs drew, as far as it says what a route can say.

Taken are the ways that `bpmn_graph` draws: one after the other, each stage a task or a block between two gateways. All
else is refused, and the element that is wrong is named. Pictures, lanes and notes are passed over: who does a step is
said by the step itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from xml.etree import ElementTree as ET

from .bpmn_words import BPMN, bpmn, ours
from .definition import Decider, Power, Route, RouteStep, Stage, StepKind
from .faults import Fault
from .xml_trees import NotReadable, tree_of

TAKEN = {"startEvent", "endEvent", "userTask", "parallelGateway", "inclusiveGateway", "sequenceFlow"}
PASSED_OVER = {"laneSet", "extensionElements", "documentation", "textAnnotation", "association", "group"}
BESIDE = {"process", "collaboration", "extensionElements", "documentation", "category", "itemDefinition"}
MOST_ELEMENTS = 2000
WHY_NOT = {
    "exclusiveGateway": "排他网关只走一条路；这里同一环节的步骤同时走，请换成相容网关",
    "task": "普通任务没有写由谁办，请换成用户任务",
}

Value = TypeVar("Value")


class _Wrong(ValueError):
    """Something in the file, under this id, that no route can say."""

    def __init__(self, element: str, message: str) -> None:
        super().__init__(message)
        self.fault = Fault(element, f"元素“{element}”", message)


@dataclass
class _Drawing:
    """The process of the file: its nodes, and the flows that leave each."""

    nodes: dict[str, ET.Element] = field(default_factory=dict)
    leaving: dict[str, list[ET.Element]] = field(default_factory=dict)
    entering: dict[str, int] = field(default_factory=dict)
    walked: set[str] = field(default_factory=set)

    def walk_to(self, node: str) -> ET.Element:
        """The node, noted as reached."""
        if node in self.walked:
            raise _Wrong(node, "流程绕回了走过的地方；请改成一路向前。")
        self.walked.add(node)
        return self.nodes[node]

    def only_flow_from(self, node: str) -> ET.Element:
        """The flow that leaves the node."""
        flows = self.leaving.get(node, [])
        if len(flows) != 1:
            raise _Wrong(node, f"应当只有一条线出去，现在有 {len(flows)} 条。")
        return flows[0]

    def plain_step_from(self, node: str) -> str:
        """Where the only flow that leaves the node leads, without a condition."""
        flow = self.only_flow_from(node)
        if _condition(flow):
            raise _Wrong(_id(flow), "条件只能写在网关到步骤的线上。")
        return flow.get("targetRef", "")


def route_in(content: bytes) -> Route | list[Fault]:
    """The route that the file draws; or what is wrong with the file, each fault with the id of the element."""
    try:
        process = _process(tree_of(content))
        drawing, faults = _drawing(process)
        return faults or _route(drawing)
    except NotReadable as error:
        return [Fault("file", "文件", str(error))]
    except _Wrong as wrong:
        return [wrong.fault]


def _process(root: ET.Element) -> ET.Element:
    if root.tag != bpmn("definitions"):
        raise _Wrong(_id(root), "这不是 BPMN 2.0 文件。")
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS * 10:
        raise _Wrong(_id(root), "文件里的元素太多。")
    for child in root:
        namespace, name = _split(child.tag)
        if namespace == BPMN and name not in BESIDE:
            raise _Wrong(_id(child), f"不认识的元素“{name}”。")
    found = root.findall(bpmn("process"))
    if len(found) != 1:
        raise _Wrong(_id(root), f"文件里应当有一个流程，现在有 {len(found)} 个。")
    return found[0]


def _drawing(process: ET.Element) -> tuple[_Drawing, list[Fault]]:
    drawing, flows, faults = _Drawing(), [], []
    for child in process:
        namespace, name = _split(child.tag)
        if namespace != BPMN or name not in TAKEN | PASSED_OVER:
            reason = WHY_NOT.get(name, "流程里不能有这种元素")
            faults.append(Fault(_id(child), f"元素“{_id(child)}”", f"“{name}”：{reason}。"))
        elif name == "sequenceFlow":
            flows.append(child)
        elif name in TAKEN:
            if _id(child) in drawing.nodes:
                faults.append(Fault(_id(child), f"元素“{_id(child)}”", "这个标识用了不止一次。"))
            drawing.nodes[_id(child)] = child
    for flow in flows:
        source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
        if source not in drawing.nodes or target not in drawing.nodes:
            faults.append(Fault(_id(flow), f"元素“{_id(flow)}”", "这条线的一头没有连到流程里的元素。"))
        drawing.leaving.setdefault(source, []).append(flow)
        drawing.entering[target] = drawing.entering.get(target, 0) + 1
    return drawing, faults


def _route(drawing: _Drawing) -> Route:
    start, end = _only(drawing, "startEvent", "开始"), _only(drawing, "endEvent", "结束")
    drawing.walk_to(start)
    window = drawing.walk_to(drawing.plain_step_from(start))
    post = _said(window, "window", missing="开始后的第一步应当是受理，要写明受理岗").get("post", "")
    stages: list[Stage] = []
    node = drawing.plain_step_from(_id(window))
    while not _is_decision(drawing.nodes[node]):
        if node == end:
            raise _Wrong(end, "结束之前要有决定这一步。")
        stage, node = _stage(drawing, node, number=len(stages) + 1)
        stages.append(stage)
    decision = _decider(drawing.walk_to(node))
    if drawing.walk_to(drawing.plain_step_from(node)) is not drawing.nodes[end]:
        raise _Wrong(node, "决定之后应当结束。")
    unreached = sorted(drawing.nodes.keys() - drawing.walked)
    if unreached:
        raise _Wrong(unreached[0], "从开始走不到这里。")
    return Route(window=post, decision=decision, stages=stages)


def _only(drawing: _Drawing, name: str, word: str) -> str:
    found = [node for node, element in drawing.nodes.items() if _split(element.tag)[1] == name]
    if len(found) != 1:
        raise _Wrong("process", f"流程应当有一个{word}，现在有 {len(found)} 个。")
    return found[0]


def _is_decision(element: ET.Element) -> bool:
    return _extension(element, "decision") is not None


def _stage(drawing: _Drawing, node: str, *, number: int) -> tuple[Stage, str]:
    """The stage that begins at this node, and the node after it."""
    element = drawing.walk_to(node)
    name = _split(element.tag)[1]
    if name == "userTask":
        step = _step(element, when="")
        return _staged(element, [step], passes=False, number=number), drawing.plain_step_from(node)
    if not name.endswith("Gateway"):
        raise _Wrong(node, "这里应当是一个步骤，或者一个网关。")
    return _block(drawing, element, number=number)


def _block(drawing: _Drawing, split: ET.Element, *, number: int) -> tuple[Stage, str]:
    """Everything between this gateway and the one where the ways meet again."""
    steps: list[RouteStep] = []
    ends: set[str] = set()
    flows = drawing.leaving.get(_id(split), [])
    passes = False
    for flow in flows:
        target = flow.get("targetRef", "")
        if _split(drawing.nodes[target].tag)[1] == "userTask":
            steps.append(_step(drawing.walk_to(target), when=_allowed_condition(flow, split)))
            target = drawing.plain_step_from(target)
        elif _condition(flow):
            raise _Wrong(_id(flow), "直接跳过的线上不能有条件；条件写在到步骤的线上。")
        else:
            passes = True
        ends.add(target)
    if len(ends) != 1:
        raise _Wrong(_id(split), "从这个网关出去的步骤，应当在同一个网关会合。")
    join = drawing.walk_to(ends.pop())
    if join.tag != split.tag or drawing.entering[_id(join)] != len(flows):
        raise _Wrong(_id(join), "会合的网关应当和分开的网关是同一种，并且只会合这一个环节的步骤。")
    return _staged(split, steps, passes=passes, number=number), drawing.plain_step_from(_id(join))


def _allowed_condition(flow: ET.Element, split: ET.Element) -> str:
    when = _condition(flow)
    if when and split.tag == bpmn("parallelGateway"):
        raise _Wrong(_id(flow), "并行网关出去的线上不能有条件；请换成相容网关。")
    return when


def _staged(element: ET.Element, steps: list[RouteStep], *, passes: bool, number: int) -> Stage:
    """The stage as its first element tells of it; where a program dropped that, it is named after the element."""
    said = _extension(element, "stage")
    if said is None:
        name = element.get("name") or (steps[0].name if steps else f"环节 {number}")
        return Stage(code=f"stage_{number}", name=name, steps=steps, optional=passes)
    optional = said.get("optional") == "true" or (passes and bool(steps))
    return Stage(code=said.get("code", ""), name=said.get("name", ""), steps=steps, optional=optional)


def _step(element: ET.Element, *, when: str) -> RouteStep:
    said = _said(element, "step", missing="没有写明由哪个部门的哪个岗位办")
    return RouteStep(
        code=said.get("code", ""),
        name=element.get("name", ""),
        department=said.get("department", ""),
        post=said.get("post", ""),
        days=_read(element, said, "days", int),
        when=when,
        points=[point.get("text", "") for point in said.findall(ours("point"))],
        required_points=said.get("requiredPoints") == "true",
        level=said.get("level", ""),
        may=[_read(element, {"may": word}, "may", Power) for word in said.get("may", "opinion").split()],
        kind=_read(element, {"kind": said.get("kind", "opinion")}, "kind", StepKind),
        item=said.get("item", ""),
    )


def _decider(element: ET.Element) -> Decider:
    said = _said(element, "decision", missing="没有写明由谁决定")
    days = _read(element, said, "days", int)
    return Decider(department=said.get("department", ""), post=said.get("post", ""), days=days)


def _said(element: ET.Element, name: str, *, missing: str) -> ET.Element:
    found = _extension(element, name)
    if found is None:
        raise _Wrong(_id(element), f"{missing}。")
    return found


def _read(element: ET.Element, said: ET.Element | dict[str, str], name: str, kind: Callable[[str], Value]) -> Value:
    word = said.get(name) or ""
    try:
        return kind(word)
    except ValueError as error:
        raise _Wrong(_id(element), f"“{name}”写成了“{word[:40]}”，读不懂。") from error


def _extension(element: ET.Element, name: str) -> ET.Element | None:
    return element.find(f"{bpmn('extensionElements')}/{ours(name)}")


def _condition(flow: ET.Element) -> str:
    return (flow.findtext(bpmn("conditionExpression")) or "").strip()


def _id(element: ET.Element) -> str:
    return element.get("id") or _split(element.tag)[1]


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name
