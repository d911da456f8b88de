"""A route, written as BPMN 2.0 with its whole picture, for other programs to show, keep and edit."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from .bpmn_graph import Flow, Graph, Node, graph_of
from .bpmn_layout import Box, Layout, layout_of
from .bpmn_words import BPMNDI, CEL, DC, DI, OURS, PREFIXES, XSI, bpmn, ours
from .condition_words import condition_in_words
from .definition import Decider, Definition, Route, RouteStep, Stage

LONGEST_LABEL = 40
PROCESS, POOL, COLLABORATION = "process", "pool", "collaboration"


def bpmn_of(definition: Definition, route: Route, *, departments: Mapping[str, str]) -> bytes:
    """The route of this item as a BPMN 2.0 file; `departments` are the names by code, for the lanes."""
    graph = graph_of(route, department=definition.department, words=lambda when: condition_in_words(definition, when))
    for prefix, uri in PREFIXES.items():
        ET.register_namespace(prefix, uri)
    root = ET.Element(bpmn("definitions"), {"id": "route", "targetNamespace": OURS, "exporter": "Citong"})
    collaboration = ET.SubElement(root, bpmn("collaboration"), {"id": COLLABORATION})
    named = {"id": POOL, "name": definition.name, "processRef": PROCESS}
    ET.SubElement(collaboration, bpmn("participant"), named)
    process = ET.SubElement(root, bpmn("process"), {"id": PROCESS, "name": definition.name, "isExecutable": "false"})
    _add_lanes(process, graph, departments)
    for node in graph.nodes:
        _add_node(process, node, graph, route)
    for flow in graph.flows:
        _add_flow(process, flow)
    _add_picture(root, graph, layout_of(graph))
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _lane_ids(graph: Graph) -> dict[str, str]:
    return {department: f"lane_{number}" for number, department in enumerate(graph.lanes(), start=1)}


def _add_lanes(process: ET.Element, graph: Graph, departments: Mapping[str, str]) -> None:
    lanes = ET.SubElement(process, bpmn("laneSet"), {"id": "lanes"})
    for department, lane_id in _lane_ids(graph).items():
        named = {"id": lane_id, "name": departments.get(department, department)}
        lane = ET.SubElement(lanes, bpmn("lane"), named)
        for node in graph.nodes:
            if node.lane == department:
                ET.SubElement(lane, bpmn("flowNodeRef")).text = node.id


def _add_node(process: ET.Element, node: Node, graph: Graph, route: Route) -> None:
    attributes = {"id": node.id, "name": node.name, "default": node.default}
    element = ET.SubElement(process, bpmn(node.tag), {name: value for name, value in attributes.items() if value})
    said = _extensions(node, route)
    if said:
        ET.SubElement(element, bpmn("extensionElements")).extend(said)
    for flow in graph.flows:
        if flow.target == node.id:
            ET.SubElement(element, bpmn("incoming")).text = flow.id
    for flow in graph.flows:
        if flow.source == node.id:
            ET.SubElement(element, bpmn("outgoing")).text = flow.id


def _extensions(node: Node, route: Route) -> list[ET.Element]:
    """What BPMN has no word for."""
    if node.id == "window":
        return [ET.Element(ours("window"), {"post": route.window})]
    if node.id == "decision":
        return [_decision(route.decision)]
    stage = [_stage(node.stage)] if node.stage else []
    return stage + ([_step(node.step)] if node.step else [])


def _decision(decision: Decider) -> ET.Element:
    said = {"department": decision.department, "post": decision.post, "days": str(decision.days)}
    return ET.Element(ours("decision"), said)


def _stage(stage: Stage) -> ET.Element:
    return ET.Element(ours("stage"), {"code": stage.code, "name": stage.name, "optional": _yes_or_no(stage.optional)})


def _step(step: RouteStep) -> ET.Element:
    said = {
        "code": step.code,
        "department": step.department,
        "post": step.post,
        "days": str(step.days),
        "level": step.level,
        "may": " ".join(step.may),
        "kind": step.kind.value,
        "item": step.item,
        "requiredPoints": _yes_or_no(step.required_points),
    }
    element = ET.Element(ours("step"), said)
    for point in step.points:
        ET.SubElement(element, ours("point"), {"text": point})
    return element


def _yes_or_no(value: bool) -> str:
    return "true" if value else "false"


def _add_flow(process: ET.Element, flow: Flow) -> None:
    attributes = {"id": flow.id, "name": _shortened(flow.name), "sourceRef": flow.source, "targetRef": flow.target}
    said = {name: value for name, value in attributes.items() if value}
    element = ET.SubElement(process, bpmn("sequenceFlow"), said)
    if flow.when:
        kind = {f"{{{XSI}}}type": "bpmn:tFormalExpression", "language": CEL}
        ET.SubElement(element, bpmn("conditionExpression"), kind).text = flow.when


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"


def _add_picture(root: ET.Element, graph: Graph, layout: Layout) -> None:
    diagram = ET.SubElement(root, f"{{{BPMNDI}}}BPMNDiagram", {"id": "diagram"})
    plane = ET.SubElement(diagram, f"{{{BPMNDI}}}BPMNPlane", {"id": "plane", "bpmnElement": COLLABORATION})
    _add_shape(plane, POOL, layout.pool, horizontal=True)
    for department, lane_id in _lane_ids(graph).items():
        _add_shape(plane, lane_id, layout.lanes[department], horizontal=True)
    for node in graph.nodes:
        _add_shape(plane, node.id, layout.nodes[node.id], label=layout.labels.get(node.id))
    for flow in graph.flows:
        edge = ET.SubElement(plane, f"{{{BPMNDI}}}BPMNEdge", {"id": f"{flow.id}_di", "bpmnElement": flow.id})
        for x, y in layout.flows[flow.id]:
            ET.SubElement(edge, f"{{{DI}}}waypoint", {"x": str(x), "y": str(y)})
        _add_label(edge, layout.labels.get(flow.id))


def _add_shape(
    plane: ET.Element, element: str, box: Box, *, horizontal: bool = False, label: Box | None = None
) -> None:
    attributes = {"id": f"{element}_di", "bpmnElement": element, **({"isHorizontal": "true"} if horizontal else {})}
    shape = ET.SubElement(plane, f"{{{BPMNDI}}}BPMNShape", attributes)
    _add_bounds(shape, box)
    _add_label(shape, label)


def _add_label(parent: ET.Element, box: Box | None) -> None:
    if box:
        _add_bounds(ET.SubElement(parent, f"{{{BPMNDI}}}BPMNLabel"), box)


def _add_bounds(parent: ET.Element, box: Box) -> None:
    said = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    ET.SubElement(parent, f"{{{DC}}}Bounds", {name: str(value) for name, value in said.items()})
