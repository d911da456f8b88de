"""Routes for tests: the smallest ones, and all that a route can be."""

from typing import Any

from hypothesis import strategies as st

from citong.catalogue import facade as catalogue
from citong.catalogue.facade import Power, StepKind

CONDITIONS = [
    "",
    "situation.kind == 'first'",
    "answers.area > 50.0",
    "answers.area <= 50.0 && situation.kind != 'first'",
]


def step(code: str, **says: Any) -> catalogue.RouteStep:
    """A step of the health department's reviewers."""
    given = {"name": f"步骤 {code}", "department": "health", "post": "site", "days": 2, **says}
    return catalogue.RouteStep(code=code, **given)


def stage(code: str, *steps: catalogue.RouteStep, **says: Any) -> catalogue.Stage:
    """A stage of these steps."""
    return catalogue.Stage(code=code, steps=list(steps), **{"name": f"环节 {code}", **says})


def decider(**says: Any) -> catalogue.Decider:
    """Who decides."""
    return catalogue.Decider(**{"department": "health", "post": "approve", **says})


def route(*stages: catalogue.Stage, **says: Any) -> catalogue.Route:
    """A route of these stages."""
    return catalogue.Route(stages=list(stages), **{"window": "window", "decision": decider(), **says})


words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]) | st.sampled_from("<>&\"'刺桐"), min_size=1, max_size=12
)
departments = st.sampled_from(["health", "fire", "market", "jd-kaiyuan"])


@st.composite
def routes(draw: st.DrawFn) -> catalogue.Route:
    """Any route: several stages, steps side by side, with and without conditions, points and powers."""
    shape = draw(st.lists(st.integers(0, 4), max_size=4))
    stages = [
        stage(
            f"stage_{number}",
            *[draw(_steps(f"s{number}_{place}")) for place in range(count)],
            name=draw(words),
            optional=draw(st.booleans()),
        )
        for number, count in enumerate(shape)
    ]
    return route(*stages, decision=decider(department=draw(departments), days=draw(st.integers(0, 30))))


@st.composite
def _steps(draw: st.DrawFn, code: str) -> catalogue.RouteStep:
    more = draw(st.lists(st.sampled_from([Power.CORRECT, Power.PROCEDURE]), unique=True))
    return step(
        code,
        name=draw(words),
        department=draw(departments),
        days=draw(st.integers(0, 60)),
        when=draw(st.sampled_from(CONDITIONS)),
        points=draw(st.lists(words, max_size=3)),
        required_points=draw(st.booleans()),
        level=draw(st.sampled_from(["", "2", "3", "4", "5", "6"])),
        may=[Power.OPINION, *more],
        kind=draw(st.sampled_from(list(StepKind))),
        item=draw(st.sampled_from(["", "CITY-1"])),
    )
