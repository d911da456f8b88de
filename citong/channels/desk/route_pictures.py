"""A route as a picture: from left to right on wide screens, from top to bottom on telephones. Pure: values in, out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citong.catalogue import facade as catalogue

Line = tuple[str, str]  # words, and how they are set
Places = Mapping[tuple[str, str], str]

LETTER, LINE, PADDING, GAP, ARROW = 14, 20, 12, 14, 34
BOX, NARROW_BOX, MOST_LINES = 212, 152, 3
NEVER_FIRST = "”，。；、）？"  # these may not begin a line


@dataclass(frozen=True)
class Text:
    """A line of words; `kind` says how it is set."""

    x: int
    y: int
    words: str
    kind: str


@dataclass(frozen=True)
class Box:
    """A rectangle with its words; `kind` is end, stage, step or slowest."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Picture:
    """Everything to draw, and the same in a sentence for those who do not see it."""

    kind: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]
    sentence: str


def pictures(definition: catalogue.Definition, route: catalogue.Route, *, places: Places) -> tuple[Picture, Picture]:
    """The route, drawn wide and drawn tall; `places` calls the posts by their names."""
    blocks = _blocks(definition, route, places)
    told = "；".join(["先受理", *(_told(stage) for stage in route.stages), "最后决定"])
    said = f"办理流程：{told}。最长 {catalogue.critical_days(route)} 个工作日。"
    return _wide(blocks, said), _tall(blocks, said)


@dataclass(frozen=True)
class _Block:
    """Something on the way: an end, or a stage with its steps, each a list of lines and whether it is the slowest."""

    title: str
    steps: tuple[tuple[tuple[Line, ...], bool], ...]
    is_stage: bool


def _told(stage: catalogue.Stage) -> str:
    names = "、".join(step.name for step in stage.steps)
    return f"{stage.name}（{names or '没有步骤'}）"


def _blocks(definition: catalogue.Definition, route: catalogue.Route, places: Places) -> list[_Block]:
    decision = route.decision
    window = places.get((definition.department, route.window), "还没有选岗位")
    decider = places.get((decision.department, decision.post), "还没有选岗位")
    first = ((("受理", "name"), (window, "soft")), False)
    last = ((("决定", "name"), (decider, "soft"), (f"{decision.days} 个工作日", "days")), True)
    stages = [_stage_block(definition, stage, places) for stage in route.stages]
    return [_Block("", (first,), False), *stages, _Block("", (last,), False)]


def _stage_block(definition: catalogue.Definition, stage: catalogue.Stage, places: Places) -> _Block:
    days = max((step.days for step in stage.steps), default=0)
    slowest = next((step.code for step in stage.steps if step.days == days), "")
    steps = tuple((_lines(definition, step, places), step.code == slowest) for step in stage.steps)
    together = "，同时办" if len(stage.steps) > 1 else ""
    may_be_missing = "，可跳过" if stage.optional else ""
    return _Block(f"{stage.name or '（没有名称）'}{together}{may_be_missing}", steps, True)


def _lines(definition: catalogue.Definition, step: catalogue.RouteStep, places: Places) -> tuple[Line, ...]:
    level = f"，{catalogue.LEVELS[step.level]}" if step.level in catalogue.LEVELS else ""
    lines = [
        (step.name or "（没有名称）", "name"),
        (places.get((step.department, step.post), "还没有选岗位") + level, "soft"),
        (f"{step.days} 个工作日", "days"),
    ]
    if step.kind is catalogue.StepKind.FORWARD:
        lines.append((f"转报上级事项 {step.item}", "soft"))
    if step.when:
        lines.append((f"只有当{catalogue.condition_in_words(definition, step.when)}", "when"))
    return tuple(lines)


def _wide(blocks: Sequence[_Block], sentence: str) -> Picture:
    widths = [BOX + 2 * PADDING if block.is_stage else BOX for block in blocks]
    drawn = [_drawn(block, width, per_row=1) for block, width in zip(blocks, widths, strict=True)]
    height = max(tall for _, tall in drawn)
    boxes: list[Box] = []
    arrows: list[str] = []
    x = 2
    for (parts, tall), width in zip(drawn, widths, strict=True):
        boxes += [_shifted(part, x, (height - tall) // 2 + 2) for part in parts]
        x += width
        arrows.append(f"M{x} {height // 2 + 2}h{ARROW - 4}m-7 -5l7 5l-7 5")
        x += ARROW
    return Picture("wide", x - ARROW + 4, height + 4, tuple(boxes), tuple(arrows[:-1]), sentence)


def _tall(blocks: Sequence[_Block], sentence: str) -> Picture:
    width = 2 * NARROW_BOX + GAP + 2 * PADDING
    boxes: list[Box] = []
    arrows: list[str] = []
    y = 2
    for block in blocks:
        parts, tall = _drawn(block, width, per_row=2)
        boxes += [_shifted(part, 2, y) for part in parts]
        y += tall
        arrows.append(f"M{width // 2 + 2} {y}v{ARROW - 4}m-5 -7l5 7l5 -7")
        y += ARROW
    return Picture("tall", width + 4, y - ARROW + 2, tuple(boxes), tuple(arrows[:-1]), sentence)


def _drawn(block: _Block, width: int, *, per_row: int) -> tuple[list[Box], int]:
    """The block at the top left corner of the paper, and its height."""
    if not block.is_stage:
        (lines, is_slow), *_ = block.steps
        box = _box(lines, 0, 0, width, kind="end slowest" if is_slow else "end")
        return [box], box.height
    title = _wrapped(block.title, width - 2 * PADDING)
    y = len(title) * LINE + PADDING + 6
    inside: list[Box] = []
    columns = min(per_row, max(len(block.steps), 1))
    each = (width - 2 * PADDING - (columns - 1) * GAP) // columns
    for start in range(0, len(block.steps), columns):
        row = [
            _box(lines, PADDING + at * (each + GAP), y, each, kind="step slowest" if is_slow else "step")
            for at, (lines, is_slow) in enumerate(block.steps[start : start + columns])
        ]
        inside += row
        y += max(box.height for box in row) + GAP
    height = y if block.steps else y + LINE
    texts = tuple(Text(PADDING, PADDING + LETTER + at * LINE - 2, words, "title") for at, words in enumerate(title))
    return [Box(0, 0, width, height, "stage", texts), *inside], height


def _box(lines: Sequence[Line], x: int, y: int, width: int, *, kind: str) -> Box:
    texts: list[Text] = []
    for words, set_as in lines:
        for line in _wrapped(words, width - 2 * PADDING):
            texts.append(Text(x + PADDING, y + PADDING + LETTER + len(texts) * LINE - 2, line, set_as))
    return Box(x, y, width, len(texts) * LINE + 2 * PADDING - 4, kind, tuple(texts))


def _shifted(box: Box, x: int, y: int) -> Box:
    texts = tuple(Text(text.x + x, text.y + y, text.words, text.kind) for text in box.texts)
    return Box(box.x + x, box.y + y, box.width, box.height, box.kind, texts)


def _wrapped(words: str, width: int) -> list[str]:
    """The words in lines of this width; what does not fit into a few lines ends in an ellipsis."""
    lines, used = [""], 0.0
    for letter in words:
        wide = LETTER if ord(letter) > 0x2E7F or letter in "“”…" else LETTER * 0.58
        if used + wide > width and letter not in NEVER_FIRST:
            lines.append("")
            used = 0.0
        lines[-1] += letter
        used += wide
    if len(lines) > MOST_LINES:
        return [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][:-1] + "…"]
    return lines
