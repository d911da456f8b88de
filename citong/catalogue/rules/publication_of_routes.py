"""What stops a route: nobody to ask, too many days, codes used twice, stages that some application would find empty.

The places of faults: `route`, `route.window`, `route.decision.<field>`, `route.stages.<code>.<field>`,
`route.steps.<code>.<field>`.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from .definition import Definition, Power, Route, RouteStep, Stage, StepKind, Term, TermUnit
from .empty_stages import Emptying, emptying
from .faults import Fault
from .publication_of_forms import faults_of_step_conditions
from .storable import UNPRINTABLE

Key = tuple[str, str]  # code of a department, code of a post

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
# 行使层级 (domain of GB/T 39046 A.2) that a step may lie on: province, city, county, town, village.
LEVELS = {"2": "省级", "3": "市级", "4": "县级", "5": "镇（街道）级", "6": "村（社区）级"}
LONGEST_NAME, LONGEST_POINT, MOST_DAYS = 60, 200, 3650


def route_faults(definition: Definition) -> list[Fault]:
    """Everything that is wrong with the route of this item, as far as the definition alone can tell."""
    return [*faults_of_route(definition), *faults_of_step_conditions(definition)]


def faults_of_route(definition: Definition) -> Iterator[Fault]:
    """What is wrong with the route, its conditions aside."""
    route = definition.route
    if route is None:
        yield Fault("route", "办理流程", "可以网上办理的事项要有办理流程。")
        return
    if not route.window:
        yield Fault("route.window", "受理岗", "请指定由哪个岗位受理。")
    if not (route.decision.department and route.decision.post):
        yield Fault("route.decision.post", "决定岗", "请指定由哪个岗位作出决定。")
    yield from _days("route.decision", "决定", route.decision.days)
    yield from _codes("route.stages", "环节", [stage.code for stage in route.stages])
    yield from _codes("route.steps", "步骤", [step.code for step in steps_of(route)])
    for stage in route.stages:
        yield from _stage(stage)
    for step in steps_of(route):
        yield from _step(step)
    yield from _forwarding(route, own_level=definition.exercise_level)
    yield from _terms(definition, route)
    yield from _empty_stages(definition, route)


def faults_of_staffing(route: Route, *, department: str, staffed: Mapping[Key, int]) -> list[Fault]:
    """A fault for each post on the route that does not exist, or that nobody holds; `staffed` counts the holders."""
    found = []
    for path, (of_department, post) in posts_on(route, department=department).items():
        if not (of_department and post):
            continue  # told by the route's own faults
        if (of_department, post) not in staffed:
            found.append(Fault(path, "岗位", f"部门“{of_department}”没有岗位“{post}”。"))
        elif not staffed[of_department, post]:
            words = f"部门“{of_department}”的岗位“{post}”现在没有人，办件到了这里没有人办。"
            found.append(Fault(path, "岗位", words))
    return found


def with_route(definition: Definition, route: Route) -> Definition:
    """The same item, handled along this route."""
    return msgspec.structs.replace(definition, route=route)


def posts_on(route: Route, *, department: str) -> dict[str, Key]:
    """The posts that the route needs, by place; the window is one of the item's own department."""
    places = {"route.window": (department, route.window)}
    places["route.decision.post"] = (route.decision.department, route.decision.post)
    return places | {f"route.steps.{step.code}.post": (step.department, step.post) for step in steps_of(route)}


def steps_of(route: Route) -> list[RouteStep]:
    """All steps, in the order of the stages."""
    return [step for stage in route.stages for step in stage.steps]


def critical_days(route: Route) -> int:
    """The longest that an application can take: of each stage its slowest step, then the decision."""
    return sum(max((step.days for step in stage.steps), default=0) for stage in route.stages) + route.decision.days


def _codes(path: str, label: str, codes: list[str]) -> Iterator[Fault]:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Fault(f"{path}.{code}", label, f"编码“{code}”用了不止一次。")
    for code in sorted({code for code in codes if not CODE.fullmatch(code)}):
        yield Fault(f"{path}.{code}", label, f"编码“{code}”只能用小写字母、数字和下划线，以字母开头，最多 40 个字。")


def _stage(stage: Stage) -> Iterator[Fault]:
    path = f"route.stages.{stage.code}"
    yield from _name(path, "环节名称", stage.name)
    if not stage.steps:
        yield Fault(path, stage.name, f"环节“{stage.name}”没有步骤。")


def _step(step: RouteStep) -> Iterator[Fault]:
    path = f"route.steps.{step.code}"
    yield from _name(path, "步骤名称", step.name)
    if not (step.department and step.post):
        yield Fault(f"{path}.post", step.name, f"步骤“{step.name}”没有指定部门和岗位。")
    yield from _days(path, step.name, step.days)
    if step.level and step.level not in LEVELS:
        yield Fault(f"{path}.level", step.name, f"没有“{step.level}”这个行使层级。")
    if Power.OPINION not in step.may:
        yield Fault(f"{path}.may", step.name, f"步骤“{step.name}”总要能提意见。")
    if step.required_points and not step.points:
        yield Fault(f"{path}.points", step.name, f"步骤“{step.name}”要求逐项勾选，但没有写审查要点。")
    if any(not point.strip() or len(point) > LONGEST_POINT or _unprintable(point) for point in step.points):
        yield Fault(f"{path}.points", step.name, f"审查要点一行一条，每条最多 {LONGEST_POINT} 个字。")
    if _unprintable(step.when):
        yield Fault(f"{path}.when", step.name, "条件里有看不见的控制字符，请删掉后重新输入。")


def _name(path: str, label: str, name: str) -> Iterator[Fault]:
    if not name.strip():
        yield Fault(f"{path}.name", label, f"请填写{label}。")
    if len(name) > LONGEST_NAME:
        yield Fault(f"{path}.name", label, f"{label}最多 {LONGEST_NAME} 个字。")
    if _unprintable(name):
        yield Fault(f"{path}.name", label, "含有看不见的控制字符，请删掉后重新输入。")


def _days(path: str, label: str, days: int) -> Iterator[Fault]:
    if not 0 <= days <= MOST_DAYS:
        yield Fault(f"{path}.days", label, f"天数请填 0 到 {MOST_DAYS} 之间的整数。")


def _unprintable(text: str) -> bool:
    """Whether it holds what neither XML nor paper can carry."""
    return bool(UNPRINTABLE.search(text) or re.search("[\ufffe\uffff]", text))


def _forwarding(route: Route, *, own_level: str) -> Iterator[Fault]:
    """转报 ends what is done here (Licensing Act, art. 35 and 43): nothing may stand beside it or come after it."""
    for place, stage in enumerate(route.stages, start=1):
        for step in stage.steps:
            path = f"route.steps.{step.code}"
            if step.kind is StepKind.OPINION:
                if step.item:
                    yield Fault(f"{path}.item", step.name, "只有转报的步骤才填上级事项的编码。")
                continue
            if len(stage.steps) > 1 or place < len(route.stages):
                yield Fault(f"{path}.kind", step.name, f"转报“{step.name}”要单独放在最后一个环节。")
            if not step.item:
                yield Fault(f"{path}.item", step.name, f"请写明转报“{step.name}”按上级的哪个事项办。")
            if not step.level or (step.level in LEVELS and own_level in LEVELS and step.level >= own_level):
                yield Fault(f"{path}.level", step.name, f"转报“{step.name}”的层级要比本事项（{_level(own_level)}）高。")


def _level(code: str) -> str:
    return LEVELS.get(code, "分级管理")


def _terms(definition: Definition, route: Route) -> Iterator[Fault]:
    days = critical_days(route)
    for label, term in (("承诺", definition.promised), ("法定", definition.statutory)):
        if term and term.days > 0 and _counted(days, term) > term.days:
            words = f"流程最长要 {days} 个工作日，超过了{label}的 {_in_words(term)}：{_longest(route)}。"
            yield Fault("route", "办理流程", words)


def _counted(days: int, term: Term) -> int:
    """Working days as the term counts: in natural days they take at least every full week's weekend with them."""
    if term.unit is TermUnit.WORKING_DAYS:
        return days
    return days + 2 * (max(days - 1, 0) // 5)


def _in_words(term: Term) -> str:
    return f"{term.days} 个工作日" if term.unit is TermUnit.WORKING_DAYS else f"{term.days} 天"


def _longest(route: Route) -> str:
    slowest = [max(stage.steps, key=lambda step: step.days) for stage in route.stages if stage.steps]
    return " + ".join([f"{step.name} {step.days} 天" for step in slowest] + [f"决定 {route.decision.days} 天"])


def _empty_stages(definition: Definition, route: Route) -> Iterator[Fault]:
    for stage in route.stages:
        found = emptying(definition, stage) if stage.steps and not stage.optional else None
        if found is not None:
            yield Fault(f"route.stages.{stage.code}.optional", stage.name, _words_of(stage, found))


def _words_of(stage: Stage, found: Emptying) -> str:
    remedy = "请加一个总要走的步骤，或者写明这个环节可以没有。"
    if found.undecided:
        return f"环节“{stage.name}”会不会没有步骤可走，从条件里看不出来：{found.undecided}。{remedy}"
    return f"有的申请走到环节“{stage.name}”时没有步骤可走，例如：{found.example}。{remedy}"
