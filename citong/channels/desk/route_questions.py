"""The designer's questions: every word of the route with its label, its choices, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from citong.catalogue import facade as catalogue
from citong.channels.kit.fields import Field, Option
from citong.organisations import facade as organisations

from .route_typing import Says, Typed, TypedStage

Names = Mapping[str, str]
# Where a fault is shown whose own place has no field.
INSTEAD = {"": "name", "code": "name", "may": "may_procedure"}


@dataclass(frozen=True)
class Choices:
    """The departments and posts of the hall by their codes, and what each post of each department is called."""

    departments: Names
    posts: Names
    own_posts: Names
    places: Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class StepQuestions:
    """A step: what everybody looks at, and the rest."""

    title: str
    place: str
    first: tuple[Field, ...]
    more: tuple[Field, ...]
    summary: str
    is_open: bool
    hidden: Field


@dataclass(frozen=True)
class StageQuestions:
    """A stage: its own questions, and its steps. `before` and `behind` are where it will be once it is moved."""

    title: str
    place: str
    anchor: str
    before: str
    behind: str
    fields: tuple[Field, ...]
    hidden: tuple[Field, ...]
    steps: tuple[StepQuestions, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class Questions:
    """The whole page."""

    window: Field
    decision: tuple[Field, ...]
    stages: tuple[StageQuestions, ...]
    whole: tuple[str, ...]

    @property
    def fields(self) -> list[Field]:
        """All questions, for the summary of what is wrong."""
        steps = [field for stage in self.stages for step in stage.steps for field in (*step.first, *step.more)]
        stages = [field for stage in self.stages for field in stage.fields]
        return [self.window, *stages, *steps, *self.decision]


def choices(own_department: str, *, on: date) -> Choices:
    """What can be chosen on this day; one query."""
    posts = list(organisations.posts_on(on))
    return Choices(
        departments={post.department.code: post.department.short_name for post in posts},
        posts={post.code: post.name for post in posts},
        own_posts={post.code: post.name for post in posts if post.department.code == own_department},
        places={(post.department.code, post.code): f"{post.department.short_name} {post.name}" for post in posts},
    )


def questions(
    typed: Typed, *, offered: Choices, definition: catalogue.Definition, faults: Iterable[catalogue.Fault]
) -> Questions:
    """The page for what was typed, with every fault at its place; those that have none come first."""
    found = list(faults)
    placed = {fault.path: [each.message for each in found if each.path == fault.path] for fault in found}
    sheet = _Sheet(placed, offered, definition)
    count = len(typed.stages)
    stages = tuple(sheet.stage(stage, at, count=count) for at, stage in enumerate(typed.stages))
    window, decision = sheet.window(typed.ends), sheet.decision(typed.ends)
    whole = tuple(message for path in placed.keys() - sheet.shown for message in placed[path])
    return Questions(window, decision, stages, whole)


class _Sheet:
    """Writes the questions, and keeps in mind which faults have found their place."""

    def __init__(self, placed: dict[str, list[str]], offered: Choices, definition: catalogue.Definition) -> None:
        self.placed, self.offered, self.definition = placed, offered, definition
        self.shown: set[str] = set()

    def window(self, ends: Says) -> Field:
        """Who takes applications in."""
        options = _options(self.offered.own_posts, ends["window"])
        errors = self._errors("route", {"window"})
        return Field("ends-window", "受理岗", kind="select", options=options, errors=errors, width="half")

    def decision(self, ends: Says) -> tuple[Field, ...]:
        """Who decides, within how many days."""
        return self._post("ends", "route.decision", ends, verb="决定")

    def stage(self, stage: TypedStage, at: int, *, count: int) -> StageQuestions:
        """A stage with its steps."""
        says, prefix = stage.says, f"stages-{at}"
        path = f"route.stages.{says['code']}"
        name = Field(f"{prefix}-name", "环节名称", value=says["name"], errors=self._of(path, "name"), width="half")
        optional = Field(
            f"{prefix}-optional",
            "有的申请可以没有这个环节（没有步骤可走时直接跳过）",
            kind="checkbox",
            value=says["optional"],
            required=True,
            errors=self._of(path, "optional"),
        )
        hidden = (
            Field(f"{prefix}-code", "", kind="hidden", value=says["code"]),
            Field(f"{prefix}-steps", "", kind="hidden", value=str(len(stage.steps))),
        )
        steps = tuple(self._step(step, at, place) for place, step in enumerate(stage.steps))
        return StageQuestions(
            title=f"环节 {at + 1}：{says['name'] or '（还没有名称）'}",
            place=str(at),
            anchor=prefix,
            before=f"stages-{at - 1}",
            behind=f"stages-{at + 1}",
            fields=(name, optional),
            hidden=hidden,
            steps=steps,
            is_first=at == 0,
            is_last=at + 1 == count,
        )

    def _step(self, says: Says, at: int, place: int) -> StepQuestions:
        prefix, path = f"steps-{at}-{place}", f"route.steps.{says['code']}"
        name = Field(f"{prefix}-name", "步骤名称", value=says["name"], errors=self._of(path, "name"))
        post = self._post(prefix, path, says, verb="审查")
        more = self._more(prefix, path, says)
        return StepQuestions(
            title=says["name"] or "新步骤",
            place=f"{at}-{place}",
            first=(name, *post, self._when(prefix, path, says)),
            more=more,
            summary=_summary(says),
            is_open=any(field.errors for field in more),
            hidden=Field(f"{prefix}-code", "", kind="hidden", value=says["code"]),
        )

    def _post(self, prefix: str, path: str, says: Says, *, verb: str) -> tuple[Field, ...]:
        departments, posts = (
            _options(self.offered.departments, says["department"]),
            _options(self.offered.posts, says["post"]),
        )
        days = Field(
            f"{prefix}-days",
            f"{verb}的天数",
            kind="number",
            value=says["days"],
            errors=self._of(path, "days"),
            width="short",
            attrs={"min": "0", "inputmode": "numeric"},
        )
        return (
            Field(f"{prefix}-department", "部门", kind="select", options=departments, width="half"),
            Field(f"{prefix}-post", "岗位", kind="select", options=posts, errors=self._of(path, "post"), width="half"),
            days,
        )

    def _when(self, prefix: str, path: str, says: Says) -> Field:
        words = catalogue.condition_in_words(self.definition, says["when"])
        hint = f"现在的意思：{words}。" if says["when"] else "不填就是总要走这一步。"
        return Field(
            f"{prefix}-when", "什么时候走这一步", value=says["when"], hint=hint,
            required=False, errors=self._of(path, "when"),
        )  # fmt: skip

    def _more(self, prefix: str, path: str, says: Says) -> tuple[Field, ...]:
        def tick(name: str, label: str) -> Field:
            errors = self._of(path, name)
            return Field(f"{prefix}-{name}", label, kind="checkbox", value=says.get(name, ""), errors=errors)

        levels = _options({"": "同本事项", **catalogue.LEVELS}, says["level"], empty="")
        kinds = _options({kind.value: name for kind, name in catalogue.KIND_NAMES.items()}, says["kind"], empty="")
        return (
            Field(
                f"{prefix}-points", "审查要点", kind="textarea", value=says["points"], hint="一行一条。",
                required=False, errors=self._of(path, "points"), attrs={"rows": "4"},
            ),
            tick("required_points", "要点全部勾选，才能提同意的意见"),
            tick("may_correct", "可以请求补正"),
            tick("may_procedure", "可以提请特别程序（《行政许可法》第四十五条）"),
            Field(f"{prefix}-level", "层级", kind="select", options=levels, errors=self._of(path, "level")),
            Field(f"{prefix}-kind", "做什么", kind="select", options=kinds, errors=self._of(path, "kind")),
            Field(
                f"{prefix}-item", "上级事项的编码", value=says["item"], hint="转报上级时填。",
                required=False, errors=self._of(path, "item"),
            ),
        )  # fmt: skip

    def _of(self, path: str, name: str) -> tuple[str, ...]:
        """The faults of this field, and those of its whole that are shown here."""
        return self._errors(path, {name, *(each for each, instead in INSTEAD.items() if instead == name)})

    def _errors(self, path: str, names: set[str]) -> tuple[str, ...]:
        paths = [f"{path}.{name}" if name else path for name in sorted(names)]
        self.shown |= set(paths)
        return tuple(message for each in paths for message in self.placed.get(each, []))


def _options(names: Names, chosen: str, *, empty: str = "请选择") -> tuple[Option, ...]:
    """The choices; what was chosen and is not among them any more is shown all the same."""
    known = {**({"": empty} if empty else {}), **names}
    if chosen not in known:
        known = {**known, chosen: f"{chosen}（没有这一项）"}
    return tuple(Option(value, label, checked=value == chosen) for value, label in known.items())


def _summary(says: Says) -> str:
    """What is in the folded part."""
    points = [line for line in says["points"].splitlines() if line.strip()]
    parts = [f"审查要点 {len(points)} 条" + ("，要全部勾选" if says["required_points"] else "")]
    parts += [name for power, name in catalogue.POWER_NAMES.items() if says.get(f"may_{power.value}")]
    if says["kind"] == catalogue.StepKind.FORWARD:
        parts.append(f"转报上级（{says['item'] or '还没有填事项'}）")
    return "；".join(parts)
