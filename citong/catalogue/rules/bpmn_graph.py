"""A route as BPMN sees it: tasks, gateways and flows, and the place of each in a picture of columns and lanes.

A stage of one step that everybody takes is that task alone. Any other stage is a block between two gateways: parallel
when all its steps are always taken, inclusive when conditions decide; where it may be passed over, a flow leads
straight on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from .definition import Route, RouteStep, Stage

Words = Callable[[str], str]


@dataclass(frozen=True)
class Node:
    """An event, a task or a gateway. `lane` is a department, `column` and `row` its place in the picture."""

    id: str
    tag: str
    name: str
    lane: str
    column: int
    row: int = 0
    stage: Stage | None = None
    step: RouteStep | None = None
    default: str = ""


@dataclass(frozen=True)
class Flow:
    """What leads from one node to the next, perhaps on a condition."""

    id: str
    source: str
    target: str
    when: str = ""
    name: str = ""


@dataclass
class Graph:
    """All nodes and flows, in the order of the way."""

    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    def lanes(self) -> dict[str, int]:
        """The departments in the order in which they come, each with its number of rows."""
        rows: dict[str, int] = {}
        for node in self.nodes:
            rows[node.lane] = max(rows.get(node.lane, 1), node.row + 1)
        return rows


def graph_of(route: Route, *, department: str, words: Words) -> Graph:
    """The route of an item of this department; `words` says a condition as people read it."""
    graph = Graph()
    graph.nodes.append(Node("start", "startEvent", "申请提交", department, 0))
    graph.nodes.append(Node("window", "userTask", "受理", department, 1))
    graph.flows.append(Flow("flow_window", "start", "window"))
    last, column = "window", 2
    for stage in route.stages:
        last, column = _add_stage(graph, stage, department=department, after=last, column=column, words=words)
    graph.nodes.append(Node("decision", "userTask", "决定", route.decision.department, column))
    graph.nodes.append(Node("end", "endEvent", "办结", department, column + 1))
    graph.flows += [Flow("flow_decision", last, "decision"), Flow("flow_end", "decision", "end")]
    return graph


def _add_stage(
    graph: Graph, stage: Stage, *, department: str, after: str, column: int, words: Words
) -> tuple[str, int]:
    """Adds the stage behind a node; says which node is its last, and the column after it."""
    is_plain = len(stage.steps) == 1 and not stage.steps[0].when and not stage.optional
    if is_plain:
        task = _task(stage.steps[0], column=column, row=0, stage=stage)
        graph.nodes.append(task)
        graph.flows.append(Flow(f"flow_to_{task.id}", after, task.id))
        return task.id, column + 1
    split, join = f"split_{stage.code}", f"join_{stage.code}"
    straight = f"flow_past_{stage.code}" if stage.optional or not stage.steps else ""
    decides = stage.optional or any(step.when for step in stage.steps)
    tag = "inclusiveGateway" if decides else "parallelGateway"
    default = straight if decides else ""
    graph.nodes.append(Node(split, tag, stage.name, department, column, stage=stage, default=default))
    graph.flows.append(Flow(f"flow_to_{split}", after, split))
    _add_steps(graph, stage, split=split, join=join, column=column + 1, words=words)
    graph.nodes.append(Node(join, tag, "", department, column + 2))
    if straight:
        graph.flows.append(Flow(straight, split, join))
    return join, column + 3


def _add_steps(graph: Graph, stage: Stage, *, split: str, join: str, column: int, words: Words) -> None:
    rows: dict[str, int] = {}
    for step in stage.steps:
        row = rows.get(step.department, 0)
        rows[step.department] = row + 1
        task = _task(step, column=column, row=row)
        graph.nodes.append(task)
        name = words(step.when) if step.when else ""
        graph.flows.append(Flow(f"flow_to_{task.id}", split, task.id, when=step.when, name=name))
        graph.flows.append(Flow(f"flow_from_{task.id}", task.id, join))


def _task(step: RouteStep, *, column: int, row: int, stage: Stage | None = None) -> Node:
    return Node(f"step_{step.code}", "userTask", step.name, step.department, column, row, stage=stage, step=step)
