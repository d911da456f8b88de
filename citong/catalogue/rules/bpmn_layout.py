"""Where everything lies in the picture: columns from left to right, a lane for each department, flows square."""

from dataclasses import dataclass

from .bpmn_graph import Flow, Graph, Node

SIZES = {
    "startEvent": (36, 36),
    "endEvent": (36, 36),
    "userTask": (140, 80),
    "parallelGateway": (50, 50),
    "inclusiveGateway": (50, 50),
}
LEFT, TOP, HEAD = 160, 80, 30
GAP, LABEL_GAP, MARGIN = 50, 180, 60
ROW, LANE_PADDING = 120, 16
PASSING, TURN = 54, 24

Point = tuple[int, int]


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Layout:
    """The places of the pool, the lanes, the nodes, the flows, and the words beside some of them."""

    pool: Box
    lanes: dict[str, Box]
    nodes: dict[str, Box]
    flows: dict[str, list[Point]]
    labels: dict[str, Box]


def layout_of(graph: Graph) -> Layout:
    """A place for everything in the graph."""
    columns = _columns(graph)
    width = columns[max(columns)] + MARGIN + SIZES["endEvent"][0] - LEFT
    lanes: dict[str, Box] = {}
    y = TOP
    for lane, rows in graph.lanes().items():
        height = rows * ROW + 2 * LANE_PADDING
        lanes[lane] = Box(LEFT + HEAD, y, width - HEAD, height)
        y += height
    nodes = {node.id: _box(node, columns, lanes[node.lane]) for node in graph.nodes}
    flows = {flow.id: _waypoints(flow, graph, nodes) for flow in graph.flows}
    return Layout(Box(LEFT, TOP, width, y - TOP), lanes, nodes, flows, _labels(graph, nodes))


def _columns(graph: Graph) -> dict[int, int]:
    """The left edge of each column; words of conditions need room before their tasks."""
    widths: dict[int, int] = {}
    worded = {flow.target for flow in graph.flows if flow.name}
    wide = {node.column for node in graph.nodes if node.id in worded}
    for node in graph.nodes:
        widths[node.column] = max(widths.get(node.column, 0), SIZES[node.tag][0])
    edges: dict[int, int] = {}
    x = LEFT + HEAD + MARGIN
    for column in range(max(widths) + 1):
        x += LABEL_GAP - GAP if column in wide else 0
        edges[column] = x
        x += widths.get(column, 0) + GAP
    return edges


def _box(node: Node, columns: dict[int, int], lane: Box) -> Box:
    width, height = SIZES[node.tag]
    middle = lane.y + LANE_PADDING + node.row * ROW + ROW // 2
    return Box(columns[node.column], middle - height // 2, width, height)


def _waypoints(flow: Flow, graph: Graph, boxes: dict[str, Box]) -> list[Point]:
    tags = {node.id: node.tag for node in graph.nodes}
    start, end = boxes[flow.source], boxes[flow.target]
    (from_x, from_y), (to_x, to_y) = start.middle, end.middle
    both_gateways = tags[flow.source].endswith("Gateway") and tags[flow.target].endswith("Gateway")
    if both_gateways and flow.source.startswith("split_"):
        return [(from_x, start.y), (from_x, from_y - PASSING), (to_x, to_y - PASSING), (to_x, end.y)]
    if from_y == to_y:
        return [(start.right, from_y), (end.x, to_y)]
    if flow.source.startswith("split_"):
        return [(from_x, start.bottom if to_y > from_y else start.y), (from_x, to_y), (end.x, to_y)]
    if flow.target.startswith("join_"):
        return [(start.right, from_y), (to_x, from_y), (to_x, end.bottom if from_y > to_y else end.y)]
    turn = end.x - TURN
    return [(start.right, from_y), (turn, from_y), (turn, to_y), (end.x, to_y)]


def _labels(graph: Graph, boxes: dict[str, Box]) -> dict[str, Box]:
    """Events bear their names below, gateways above on the left; conditions stand on the line to their task."""
    found: dict[str, Box] = {}
    for node in graph.nodes:
        (x, y), below = boxes[node.id].middle, boxes[node.id].bottom
        if node.tag.endswith("Event"):
            found[node.id] = Box(x - 45, below + 6, 90, 14)
        elif node.tag.endswith("Gateway") and node.name:
            found[node.id] = Box(x - 126, y - 58, 120, 14)
    for flow in graph.flows:
        if flow.name:
            task = boxes[flow.target]
            found[flow.id] = Box(task.x - LABEL_GAP + 34, task.middle[1] - 46, LABEL_GAP - 50, 40)
    return found
