"""A route while somebody is typing it: every word as it was typed, right or wrong, and what the buttons do with it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from citong.catalogue import facade as catalogue

MOST_STAGES, MOST_STEPS, LONGEST = 40, 40, 2000
Says = dict[str, str]

STEP_WORDS = (
    "code",
    "name",
    "department",
    "post",
    "days",
    "when",
    "points",
    "required_points",
    "level",
    "kind",
    "item",
)


@dataclass(frozen=True)
class TypedStage:
    """A stage, and its steps."""

    says: Says
    steps: tuple[Says, ...] = ()


@dataclass(frozen=True)
class Typed:
    """The whole route. `ends` are the window and the decision."""

    ends: Says = field(default_factory=dict)
    stages: tuple[TypedStage, ...] = ()


def typed_of(route: catalogue.Route) -> Typed:
    """The route as its fields show it."""
    decision = route.decision
    ends = {
        "window": route.window,
        "department": decision.department,
        "post": decision.post,
        "days": str(decision.days),
    }
    return Typed(ends, tuple(_typed_stage(stage) for stage in route.stages))


def _typed_stage(stage: catalogue.Stage) -> TypedStage:
    says = {"code": stage.code, "name": stage.name, "optional": "on" if stage.optional else ""}
    return TypedStage(says, tuple(_typed_step(step) for step in stage.steps))


def _typed_step(step: catalogue.RouteStep) -> Says:
    return {
        "code": step.code,
        "name": step.name,
        "department": step.department,
        "post": step.post,
        "days": str(step.days),
        "when": step.when,
        "points": "\n".join(step.points),
        "required_points": "on" if step.required_points else "",
        "level": step.level,
        "kind": step.kind.value,
        "item": step.item,
        **{f"may_{power.value}": "on" if power in step.may else "" for power in catalogue.Power},
    }


def typed_in(sent: QueryDict) -> Typed:
    """What the designer's page sent."""
    ends = {name: _word(sent, f"ends-{name}") for name in ("window", "department", "post", "days")}
    count = min(_number(sent, "stages"), MOST_STAGES)
    return Typed(ends, tuple(_stage_in(sent, place) for place in range(count)))


def _stage_in(sent: QueryDict, place: int) -> TypedStage:
    says = {name: _word(sent, f"stages-{place}-{name}") for name in ("code", "name", "optional")}
    count = min(_number(sent, f"stages-{place}-steps"), MOST_STEPS)
    words = [*STEP_WORDS, *(f"may_{power.value}" for power in catalogue.Power)]
    steps = [{name: _word(sent, f"steps-{place}-{at}-{name}") for name in words} for at in range(count)]
    return TypedStage(says, tuple(steps))


def _word(sent: QueryDict, name: str) -> str:
    return str(sent.get(name, "")).replace("\x00", "").replace("\r\n", "\n").strip()[:LONGEST]


def _number(sent: QueryDict, name: str) -> int:
    text = str(sent.get(name, ""))
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def route_of(typed: Typed) -> tuple[catalogue.Route, list[catalogue.Fault]]:
    """The route that was typed, and the words in it that are no numbers; those count as none."""
    faults: list[catalogue.Fault] = []
    stages = [
        catalogue.Stage(
            code=stage.says["code"],
            name=stage.says["name"],
            steps=[_step_of(says, faults) for says in stage.steps],
            optional=bool(stage.says["optional"]),
        )
        for stage in typed.stages
    ]
    ends = typed.ends
    days = _days(ends["days"], "route.decision.days", "决定", faults)
    decision = catalogue.Decider(department=ends["department"], post=ends["post"], days=days)
    return catalogue.Route(window=ends["window"], decision=decision, stages=stages), faults


def _step_of(says: Says, faults: list[catalogue.Fault]) -> catalogue.RouteStep:
    is_forward = says["kind"] == catalogue.StepKind.FORWARD
    chosen = [power for power in catalogue.Power if says.get(f"may_{power.value}")]
    return catalogue.RouteStep(
        code=says["code"],
        name=says["name"],
        department=says["department"],
        post=says["post"],
        days=_days(says["days"], f"route.steps.{says['code']}.days", says["name"], faults),
        when=says["when"],
        points=[line.strip() for line in says["points"].splitlines() if line.strip()],
        required_points=bool(says["required_points"]),
        level=says["level"],
        may=[catalogue.Power.OPINION, *(power for power in chosen if power is not catalogue.Power.OPINION)],
        kind=catalogue.StepKind.FORWARD if is_forward else catalogue.StepKind.OPINION,
        item=says["item"],
    )


def _days(text: str, path: str, label: str, faults: list[catalogue.Fault]) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 6:
        return int(text)
    faults.append(catalogue.Fault(path, label, "请填整数天，例如 3。"))
    return 0


def changed(typed: Typed, wish: str) -> Typed:
    """The route after a button was pressed, such as `add_step-1`, `move_step_later-1-0`; strange wishes do nothing."""
    name, *places = wish.split("-")
    if not all(place.isascii() and place.isdecimal() and len(place) < 4 for place in places):
        return typed
    where = [int(place) for place in places]
    act = _ACTS.get((name, len(where)))
    is_there = not where or (
        where[0] < len(typed.stages) and (len(where) < 2 or where[1] < len(typed.stages[where[0]].steps))
    )
    return replace(typed, stages=tuple(act(list(typed.stages), *where))) if act and is_there else typed


def _add_stage(stages: list[TypedStage]) -> list[TypedStage]:
    if len(stages) == MOST_STAGES:
        return stages
    code = _free("stage", {stage.says["code"] for stage in stages})
    return [*stages, TypedStage({"code": code, "name": "", "optional": ""}, (_new_step(stages),))]


def _add_step(stages: list[TypedStage], at: int) -> list[TypedStage]:
    if len(stages[at].steps) < MOST_STEPS:
        stages[at] = replace(stages[at], steps=(*stages[at].steps, _new_step(stages)))
    return stages


def _new_step(stages: list[TypedStage]) -> Says:
    code = _free("step", {step["code"] for stage in stages for step in stage.steps})
    plain = catalogue.RouteStep(code=code, name="", department="", post="", days=1)
    return _typed_step(plain)


def _free(word: str, taken: set[str]) -> str:
    return next(code for number in range(1, 10_000) if (code := f"{word}_{number}") not in taken)


def _remove_stage(stages: list[TypedStage], at: int) -> list[TypedStage]:
    return [stage for place, stage in enumerate(stages) if place != at]


def _move_stage_earlier(stages: list[TypedStage], at: int) -> list[TypedStage]:
    return _swapped(stages, at - 1) if at else stages


def _move_stage_later(stages: list[TypedStage], at: int) -> list[TypedStage]:
    return _swapped(stages, at) if at + 1 < len(stages) else stages


def _swapped(stages: list[TypedStage], at: int) -> list[TypedStage]:
    stages[at], stages[at + 1] = stages[at + 1], stages[at]
    return stages


def _remove_step(stages: list[TypedStage], at: int, step: int) -> list[TypedStage]:
    kept = tuple(says for place, says in enumerate(stages[at].steps) if place != step)
    stages[at] = replace(stages[at], steps=kept)
    return stages


def _move_step_earlier(stages: list[TypedStage], at: int, step: int) -> list[TypedStage]:
    return _moved(stages, at, step, to=at - 1) if at else stages


def _move_step_later(stages: list[TypedStage], at: int, step: int) -> list[TypedStage]:
    return _moved(stages, at, step, to=at + 1) if at + 1 < len(stages) else stages


def _moved(stages: list[TypedStage], at: int, step: int, *, to: int) -> list[TypedStage]:
    says = stages[at].steps[step]
    stages = _remove_step(stages, at, step)
    stages[to] = replace(stages[to], steps=(*stages[to].steps, says))
    return stages


# By name and number of places: none for the route, one for a stage, two for a step.
_ACTS: dict[tuple[str, int], Callable[..., list[TypedStage]]] = {
    ("add_stage", 0): _add_stage,
    ("add_step", 1): _add_step,
    ("remove_stage", 1): _remove_stage,
    ("move_stage_earlier", 1): _move_stage_earlier,
    ("move_stage_later", 1): _move_stage_later,
    ("remove_step", 2): _remove_step,
    ("move_step_earlier", 2): _move_step_earlier,
    ("move_step_later", 2): _move_step_later,
}
