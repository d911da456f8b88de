"""The route that a case follows: which stages it walks through, and what each step asks and allows."""

from collections.abc import Mapping
from functools import lru_cache

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.organisations import facade as organisations

from ..models import Case, Review


def route_version(case: Case) -> int:
    """The version whose route the case follows: the one it was filed under, unless it was moved to a later one."""
    return case.route_version_id or case.item_version_id


def route_definition(case: Case) -> catalogue.Definition:
    """What the version says whose route the case follows."""
    return catalogue.definition(route_version(case))


@lru_cache(maxsize=2000)
def posts_of_route(version_id: int) -> tuple[int, int]:
    """The ids of the posts that receive and decide under this version, which like the version itself never change."""
    definition = catalogue.definition(version_id)
    assert definition.route is not None  # noqa: S101 - only items with a route are filed
    decision = definition.route.decision
    window = organisations.post(definition.department, definition.route.window)
    return window.pk, organisations.post(decision.department, decision.post).pk


@lru_cache(maxsize=2000)
def posts_asked(version_id: int) -> Mapping[str, organisations.Post]:
    """For each step of the route of this version, the post that it asks."""
    steps = steps_by_code(catalogue.definition(version_id)).values()
    found = organisations.posts_by_keys((step.department, step.post) for step in steps)
    return {step.code: found[key] for step in steps if (key := (step.department, step.post)) in found}


def stages_of(case: Case) -> list[catalogue.Stage]:
    """The stages that this very case walks through."""
    return catalogue.stages_for(route_definition(case), situation=case.situation, answers=case.answers)


def stages_after(case: Case) -> list[catalogue.Stage]:
    """The stages that still lie before this case; its own one may have become needless by what was corrected."""
    route = route_definition(case).route
    places = {stage.code: place for place, stage in enumerate(route.stages)} if route else {}
    return [stage for stage in stages_of(case) if places[stage.code] > places.get(case.stage, -1)]


def step_of(case: Case, review: Review) -> catalogue.RouteStep | None:
    """The step of the route by which this opinion is asked; None where the route does not ask it any more."""
    return steps_by_code(route_definition(case)).get(review.step)


def steps_by_code(definition: catalogue.Definition) -> dict[str, catalogue.RouteStep]:
    """Every step of an item's route."""
    stages = definition.route.stages if definition.route else []
    return {step.code: step for stage in stages for step in stage.steps}


def is_first_review(case: Case) -> bool:
    """Whether this body only examines first, and the level above decides (Licensing Act, arts 35 and 43)."""
    route = route_definition(case).route
    if route is None or not any(_forwards(stage) for stage in route.stages):
        return False
    return any(_forwards(stage) for stage in stages_of(case))


def _forwards(stage: catalogue.Stage) -> bool:
    return any(step.kind is catalogue.StepKind.FORWARD for step in stage.steps)


def asked_now(case: Case) -> list[Review]:
    """The opinions that the stage in which the case stands asks for, given or not."""
    return [each for each in case.reviews.all() if each.stage == case.stage and each.superseded_at is None]


def may(case: Case, review: Review, power: catalogue.Power) -> bool:
    """Whether the step by which this opinion is asked has this power."""
    step = step_of(case, review)
    return step is not None and power in step.may


def may_ask_for_procedure(case: Case, *, viewer: Actor) -> bool:
    """Whether the viewer's step may ask for a special procedure; the post whose turn it is always may."""
    if case.awaited_post_id in viewer.posts:
        return True
    own = [review for review in asked_now(case) if review.post_id in viewer.posts]
    return any(may(case, review, catalogue.Power.PROCEDURE) for review in own)
