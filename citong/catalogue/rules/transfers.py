"""Where a case that stands somewhere on one route would stand on another, and what of the work done still counts.

An opinion counts on when the new route asks the same step of the same post. The case never goes back behind a stage
that it has finished: a step that is new in such a stage is told, not asked. A forwarding that was sent up cannot be
taken back by another route.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .definition import Route, RouteStep, Stage, StepKind
from .faults import Fault
from .publication_of_routes import steps_of

DECISION = ""  # as a case says it: after the last stage


@dataclass(frozen=True)
class Transfer:
    """Where the case stands on the new route. `stage` is empty when only the decision is left.

    `kept` are the given steps whose opinions count on, `dropped` those whose opinions stay in the file without effect,
    `asked` the steps of the stage that are still to give theirs. `reasons` says all that in words.
    """

    stage: str
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    asked: tuple[str, ...]
    reasons: tuple[str, ...]


def transfer(old: Route, new: Route, *, stage: str, given: Sequence[str]) -> Transfer | list[Fault]:
    """Where a case in this stage, with these steps given, would stand; or why it cannot be moved.

    `stage` is the code of the stage it is in (empty: it awaits its decision), `given` the codes of the steps whose
    opinions are there. Both routes hold what this very application takes: the steps whose conditions do not hold,
    and the stages that are left without a step, are to be taken out before.
    """
    codes = [each.code for each in old.stages]
    if stage and stage not in codes:
        return [Fault("stage", "环节", f"原来的流程里没有环节“{stage}”。")]
    before = {step.code: step for step in steps_of(old)}
    unknown = [code for code in given if code not in before]
    if unknown:
        return [Fault(f"given.{code}", "意见", f"原来的流程里没有步骤“{code}”。") for code in unknown]
    if any(before[code].kind is StepKind.FORWARD for code in given) or _is_sent_up(old, stage):
        return [Fault("stage", "转报", "已经转报上级，要等上级的结果，不能改走别的流程。")]
    return _moved(old, new, stage=stage, given=given)


def _is_sent_up(old: Route, stage: str) -> bool:
    return any(step.kind is StepKind.FORWARD for each in old.stages if each.code == stage for step in each.steps)


def _moved(old: Route, new: Route, *, stage: str, given: Sequence[str]) -> Transfer:
    before, after = {step.code: step for step in steps_of(old)}, {step.code: step for step in steps_of(new)}
    kept = [code for code in given if code in after and _is_asked_alike(before[code], after[code])]
    dropped = [code for code in given if code not in kept]
    reasons = [_why_dropped(before[code], after.get(code)) for code in dropped]
    start, found = _start(old, new, stage)
    reasons += found
    for place in range(start, len(new.stages)):
        asked = [step.code for step in new.stages[place].steps if step.code not in kept]
        if asked:
            reasons += _passed_over(new, kept, until=place)
            reasons.append(_why_here(new.stages[place], came_from=stage))
            return Transfer(new.stages[place].code, tuple(kept), tuple(dropped), tuple(asked), tuple(reasons))
        reasons.append(f"环节“{new.stages[place].name}”的意见都有了，接着往下走。")
    reasons += _passed_over(new, kept, until=start)
    reasons.append("新流程里没有还要审查的步骤，直接等待决定。")
    return Transfer(DECISION, tuple(kept), tuple(dropped), (), tuple(reasons))


def _is_asked_alike(old: RouteStep, new: RouteStep) -> bool:
    return (old.department, old.post, old.kind) == (new.department, new.post, new.kind)


def _why_dropped(old: RouteStep, new: RouteStep | None) -> str:
    if new is None:
        return f"新流程没有步骤“{old.name}”，它的意见留在案卷里，不再起作用。"
    return f"步骤“{old.name}”换了岗位，原来的意见留在案卷里，不再起作用。"


def _start(old: Route, new: Route, stage: str) -> tuple[int, list[str]]:
    """The first stage of the new route that may still be walked, and what is said about it."""
    codes = [each.code for each in new.stages]
    if stage == DECISION:
        return _after_all_finished(old, new)
    if stage in codes:
        return codes.index(stage), []
    old_codes = [each.code for each in old.stages]
    left = old.stages[old_codes.index(stage)].name
    following = next((code for code in old_codes[old_codes.index(stage) + 1 :] if code in codes), None)
    if following is not None:
        return codes.index(following), [f"新流程没有环节“{left}”，接着走它后面的环节。"]
    start = max((codes.index(code) + 1 for code in old_codes[: old_codes.index(stage)] if code in codes), default=0)
    return start, [f"新流程没有环节“{left}”，接着走做完的环节后面的。"]


def _after_all_finished(old: Route, new: Route) -> tuple[int, list[str]]:
    """Reviewed to the end: only stages that come after everything finished are walked in addition."""
    finished = {each.code for each in old.stages}
    places = [place for place, each in enumerate(new.stages, start=1) if each.code in finished]
    return max(places, default=len(new.stages) if not finished else 0), []


def _passed_over(new: Route, kept: Sequence[str], *, until: int) -> list[str]:
    """The steps of finished stages that nobody was asked for: they are told, for somebody to look at."""
    missed = [step.name for stage in new.stages[:until] for step in stage.steps if step.code not in kept]
    return [f"前面环节里的“{'、'.join(missed)}”没有意见，不再补问。"] if missed else []


def _why_here(stage: Stage, *, came_from: str) -> str:
    return f"{'仍在' if stage.code == came_from else '进入'}环节“{stage.name}”。"
