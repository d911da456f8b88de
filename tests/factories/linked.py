"""One item on three levels: the street examines first, the district after it, and the city decides."""

from typing import Any

from citong.cases import facade as cases
from citong.catalogue.models import ItemVersion
from citong.organisations.models import Department, Post
from tests.factories.cases import MONDAY, official, submitted
from tests.factories.catalogue import publish_configured
from tests.factories.organisations import DepartmentFactory, PostFactory

LEVELS = {"street": "5", "district": "4", "city": "3"}
POSTS = [("window", "window"), ("review", "review"), ("approve", "approval"), ("admin", "administration")]
ITEMS = {level: f"{level.upper()}-1" for level in LEVELS}


def establish_levels() -> None:
    """A department on each level, with its posts."""
    for code in LEVELS:
        if not Department.objects.filter(code=code).exists():
            department = DepartmentFactory(code=code)
            for post, duty in POSTS:
                PostFactory(department=department, code=post, duty=Post.Duty(duty))


def route_of(level: str, *, up: str = "") -> dict[str, Any]:
    """The level's own review, and then up to the next level or to its own decision."""
    review = {"code": "review", "name": "初审", "department": level, "post": "review", "days": 3}
    stages = [{"code": "review", "name": "初审", "steps": [review]}]
    if up:
        stages.append({"code": "up", "name": "转报", "steps": [step_up(up)]})
    return {"window": "window", "stages": stages, "decision": {"department": level, "post": "approve"}}


def step_up(up: str, **changes: Any) -> dict[str, Any]:
    """The step that sends a case up to this level."""
    return {
        "code": "up", "name": f"转报 {up}", "department": up, "post": "window", "days": 1,
        "kind": "forward", "level": LEVELS[up], "item": ITEMS[up], **changes,
    }  # fmt: skip


def publish_level(level: str, *, up: str = "", **changes: Any) -> ItemVersion:
    """The item of one level."""
    establish_levels()
    says = {"department": level, "exercise_level": LEVELS[level], "route": route_of(level, up=up), **changes}
    return publish_configured(code=ITEMS[level], **says)


def publish_levels() -> ItemVersion:
    """The item on all three levels; the street's, where people apply."""
    publish_level("city")
    publish_level("district", up="city")
    return publish_level("street", up="district")


def sent_up(version: ItemVersion | None = None, **values: Any) -> cases.Case:
    """A case that the street has examined and sent up."""
    case = submitted(version or publish_levels(), **values)
    cases.accept(case.pk, by=official("street", "window", "Wei"), at=MONDAY)
    return examined(case)


def examined(case: cases.Case, *, favourable: bool = True) -> cases.Case:
    """The case after the review of the level on which it stands."""
    level = cases.case(case.pk).department.code
    review = case.reviews.get(ended_at=None)
    return cases.give_opinion(
        review.pk, favourable=favourable, opinion="属实", by=official(level, "review", "Sun"), at=MONDAY
    )
