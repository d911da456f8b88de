"""What differs between two routes, in words: for whoever publishes, uploads, or moves cases from one to the other."""

from collections.abc import Iterator, Mapping

from .definition import Power, Route, RouteStep, Stage, StepKind
from .publication_of_routes import LEVELS, Key, critical_days

POWER_NAMES = {Power.OPINION: "提意见", Power.CORRECT: "请求补正", Power.PROCEDURE: "提请特别程序"}
KIND_NAMES = {StepKind.OPINION: "提意见", StepKind.FORWARD: "转报上级"}


def route_changes(old: Route | None, new: Route, *, names: Mapping[Key, str]) -> list[str]:
    """Every difference, a sentence each; none when the routes say the same. `names` calls posts by their names."""
    if old is None:
        return ["原来没有流程。"]
    found = [*_ends(old, new, names), *_stages(old, new), *_steps(old, new, names)]
    if critical_days(old) != critical_days(new):
        found.append(f"最长用时由 {critical_days(old)} 个工作日变为 {critical_days(new)} 个工作日。")
    return found


def _ends(old: Route, new: Route, names: Mapping[Key, str]) -> Iterator[str]:
    if old.window != new.window:
        yield f"受理岗由“{old.window}”换成“{new.window}”。"
    before, after = old.decision, new.decision
    if (before.department, before.post) != (after.department, after.post):
        places = _place(before.department, before.post, names), _place(after.department, after.post, names)
        yield f"决定由“{places[0]}”改为“{places[1]}”作出。"
    if before.days != after.days:
        yield f"决定的天数由 {before.days} 天改为 {after.days} 天。"


def _stages(old: Route, new: Route) -> Iterator[str]:
    before, after = {each.code: each for each in old.stages}, {each.code: each for each in new.stages}
    for code in before.keys() - after.keys():
        yield f"取消环节“{before[code].name}”。"
    for code, stage in after.items():
        if code not in before:
            yield f"增加环节“{stage.name}”。"
        else:
            yield from _stage(before[code], stage)
    yield from _order("环节", [s.code for s in old.stages], [s.code for s in new.stages], {**before, **after})


def _stage(before: Stage, after: Stage) -> Iterator[str]:
    if before.name != after.name:
        yield f"环节“{before.name}”改名为“{after.name}”。"
    if before.optional != after.optional:
        yield f"环节“{after.name}”{'现在可以没有步骤，直接跳过' if after.optional else '现在不能没有步骤'}。"
    kept = {step.code: step for step in (*before.steps, *after.steps)}
    yield from _order("步骤", [s.code for s in before.steps], [s.code for s in after.steps], kept)


def _order(what: str, before: list[str], after: list[str], named: Mapping[str, Stage | RouteStep]) -> Iterator[str]:
    first, second = [code for code in before if code in after], [code for code in after if code in before]
    if first != second:
        yield f"{what}的先后改为：{'、'.join(named[code].name for code in second)}。"


def _steps(old: Route, new: Route, names: Mapping[Key, str]) -> Iterator[str]:
    before, after = _placed(old), _placed(new)
    for code in [code for code in before if code not in after]:
        yield f"取消步骤“{before[code][1].name}”。"
    for code, (stage, step) in after.items():
        if code not in before:
            place = _place(step.department, step.post, names)
            yield f"在环节“{stage.name}”增加步骤“{step.name}”（{place}，{step.days} 天）。"
            continue
        if before[code][0].code != stage.code:
            yield f"步骤“{step.name}”移到环节“{stage.name}”。"
        yield from _step(before[code][1], step, names)


def _placed(route: Route) -> dict[str, tuple[Stage, RouteStep]]:
    return {step.code: (stage, step) for stage in route.stages for step in stage.steps}


def _step(old: RouteStep, new: RouteStep, names: Mapping[Key, str]) -> Iterator[str]:
    if old.name != new.name:
        yield f"步骤“{old.name}”改名为“{new.name}”。"
    for what, before, after in _told(old, new, names):
        if before != after:
            yield f"步骤“{new.name}”的{what}由“{before}”改为“{after}”。"


def _told(old: RouteStep, new: RouteStep, names: Mapping[Key, str]) -> Iterator[tuple[str, str, str]]:
    yield "岗位", _place(old.department, old.post, names), _place(new.department, new.post, names)
    yield "天数", f"{old.days} 天", f"{new.days} 天"
    yield "条件", old.when or "总是", new.when or "总是"
    yield "层级", LEVELS.get(old.level, "同本事项"), LEVELS.get(new.level, "同本事项")
    yield "种类", KIND_NAMES[old.kind], KIND_NAMES[new.kind]
    yield "上级事项", old.item or "没有", new.item or "没有"
    yield "审查要点", "；".join(old.points) or "没有", "；".join(new.points) or "没有"
    yield "要点勾选", _ticking(old), _ticking(new)
    yield "权限", powers_in_words(old), powers_in_words(new)


def _ticking(step: RouteStep) -> str:
    return "全部勾选才能同意" if step.required_points else "不强制"


def powers_in_words(step: RouteStep) -> str:
    """What the post of this step may do."""
    return "、".join(name for power, name in POWER_NAMES.items() if power in step.may)


def _place(department: str, post: str, names: Mapping[Key, str]) -> str:
    return names.get((department, post), f"{department} {post}")
