"""Moving open cases to another route: where each would stand, before anything is done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.crypto import sm3_hex
from citong.kernel.permissions import has_permission
from citong.organisations import facade as organisations

from ..errors import NoSuchRouteChange, NotYourPost
from ..lifecycle import BEFORE_ACCEPTANCE, CASE, STATE_NAMES, UNDECIDED, State
from ..models import Case, PlannedMove, Review, RouteChange
from ..rules.permissions import P
from .additions import awaiting
from .routes import route_definition, stages_of

MOST = 500  # in one plan; somebody has to read it
MOVE = "change_route"
Moved = catalogue.Transfer | None  # None: before acceptance, where no stage has been entered


@dataclass(frozen=True)
class Standing:
    """Where a case stands and would stand, in words; `obstacle` says why it cannot be moved. `token` is where it stands
    for machines: once that has changed, the plan does not hold any more."""

    case: Case
    before: str
    after: str
    reasons: tuple[str, ...]
    obstacle: str
    token: str
    transfer: Moved


def refuse_all_but_keepers(viewer: Actor, *, department_id: int) -> None:
    """Only whoever keeps the department's business moves its cases from route to route."""
    if not has_permission(viewer, P.REROUTE, on=organisations.place(department_id)):
        raise NotYourPost("只有业务管理员可以让在办的件改走新流程。", remedy="请联系承办单位的业务管理员。")


def dry_run_route_change(item_code: str, *, to_version: int, viewer: Actor) -> list[Standing]:
    """Every open case of the item that follows another route than this version's: where it would stand, and why.

    Five hundred at most, the oldest first; the others follow when these are done.
    """
    refuse_all_but_keepers(viewer, department_id=catalogue.version(to_version).item.department_id)
    wanted = catalogue.definition(to_version).route
    found = _following_others(standing_cases().filter(item_version__item__code=item_code), to_version)
    others = [case for case in found.order_by("id")[:MOST] if route_definition(case).route != wanted]
    return [standing_on(case, to_version) for case in others]


def _following_others(cases: QuerySet[Case], version: int) -> QuerySet[Case]:
    """Those of these that are not decided and follow the route of another version."""
    follows = Coalesce("route_version_id", "item_version_id")
    undecided = [state.value for state in UNDECIDED]
    return cases.annotate(follows=follows).filter(state__in=undecided).exclude(follows=version)


def open_on_earlier_versions(item_id: int, *, version: int) -> int:
    """How many undecided cases of this item follow another version than this one; one query."""
    return _following_others(Case.objects.filter(item_version__item=item_id), version).count()


def standing_cases() -> QuerySet[Case]:
    """Cases with what is needed to say where they would stand."""
    reviews = Prefetch("reviews", queryset=Review.objects.order_by("id"))
    return Case.objects.select_related("item_version").defer("item_version__definition").prefetch_related(reviews)


def standing_on(case: Case, to_version: int) -> Standing:
    """Where this case would stand on the route of this version."""
    before, reviews = _where(case), _counting(case)
    token = sm3_hex(repr([case.state, case.stage, case.route_version_id, _marks(reviews)]).encode())
    obstacle = _obstacle(case, to_version)
    if obstacle:
        return Standing(case, before, before, (), obstacle, token, None)
    if case.state in BEFORE_ACCEPTANCE:
        words = "还没有受理，受理以后走新的流程。"
        return Standing(case, before, case.get_state_display(), (words,), "", token, None)
    new = _walked(case, to_version)
    given = [review.step for review in reviews if review.given_at]
    found = catalogue.transfer(_walked(case, None), new, stage=case.stage, given=given)
    if not isinstance(found, catalogue.Transfer):
        return Standing(case, before, before, (), "；".join(fault.message for fault in found), token, None)
    late = _too_late(case, new, found)
    return Standing(case, before, before if late else _there(new, found), found.reasons, late, token, found)


def _obstacle(case: Case, to_version: int) -> str:
    if MOVE not in CASE.moves_from(case.state):
        return f"现在是“{case.get_state_display()}”，这时候不能改流程。"
    if not catalogue.asks_the_same(case.item_version_id, other_id=to_version):
        return "这件是按旧的申请要求填的，新流程的条件用不上，按原来的流程办完。"
    if awaiting(case) is not None:
        return "审查中请申请人补正，还没有补来，按原来的流程办完。"
    return ""


def _too_late(case: Case, new: catalogue.Route, found: catalogue.Transfer) -> str:
    """What a case has behind it is not opened again; and a case whose clocks stand still is not sent up."""
    if found.stage and case.state in {State.TO_DECIDE, State.FEE_PENDING}:
        return "审查都做完了，不再退回去补审，按原来的流程作决定。"
    steps = [step for stage in new.stages if stage.code == found.stage for step in stage.steps]
    if case.state == State.SUSPENDED and any(step.kind is catalogue.StepKind.FORWARD for step in steps):
        return "特别程序还没有结束，不能转报上级。"
    return ""


def _walked(case: Case, version: int | None) -> catalogue.Route:
    """The route as this very application walks it; of the version that it follows now, if none is given."""
    says = route_definition(case) if version is None else catalogue.definition(version)
    stages = catalogue.stages_for(says, situation=case.situation, answers=case.answers)
    assert says.route is not None  # noqa: S101 - only items with a route are filed
    return catalogue.Route(window=says.route.window, decision=says.route.decision, stages=stages)


def _counting(case: Case) -> list[Review]:
    counting = (review for review in case.reviews.all() if review.superseded_at is None)
    return sorted(counting, key=lambda review: review.pk)


def _marks(reviews: Iterable[Review]) -> list[tuple[int, bool]]:
    return [(review.pk, review.given_at is not None) for review in reviews]


def _where(case: Case) -> str:
    if not case.stage:
        return str(case.get_state_display())
    name = next((stage.name for stage in stages_of(case) if stage.code == case.stage), case.stage)
    owing = [review.name for review in _counting(case) if review.stage == case.stage and review.ended_at is None]
    return f"{name}（等{'、'.join(owing)}）" if owing else name


def _there(new: catalogue.Route, found: catalogue.Transfer) -> str:
    if not found.stage:
        return STATE_NAMES[State.TO_DECIDE]
    stage = next(each for each in new.stages if each.code == found.stage)
    return f"{stage.name}（等{'、'.join(step.name for step in stage.steps if step.code in found.asked)}）"


def route_change(change_id: int, *, viewer: Actor) -> RouteChange:
    """A plan with its item and version, for administrators."""
    found = RouteChange.objects.select_related("item", "to_version").defer("to_version__definition")
    change = found.filter(pk=change_id).first()
    if change is None:
        raise NoSuchRouteChange("找不到这次改动。", remedy="请从办理流程的发布页进来。")
    refuse_all_but_keepers(viewer, department_id=change.item.department_id)
    return change


def planned_moves(change_id: int) -> QuerySet[PlannedMove]:
    """The cases of a plan, with what came of each; without the definitions and answers."""
    return (
        PlannedMove.objects.select_related("case")
        .defer("case__answers", "case__situation")
        .filter(change=change_id)
        .order_by("id")
    )


def route_change_of(item_id: int) -> RouteChange | None:
    """The plan for this item that is not carried out yet, or else the last one."""
    return RouteChange.objects.filter(item=item_id).order_by("-id").first()


def approved_changes() -> list[int]:
    """The plans that somebody approved and that are not wholly carried out; for the job."""
    waiting = RouteChange.objects.filter(ended_at=None, approved_at__isnull=False)
    return list(waiting.order_by("id").values_list("pk", flat=True))
