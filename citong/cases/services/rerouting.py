"""Open cases go over to another route: planned by one, approved by another, each case in a transaction of its own.

The terms of the law do not change with the route, so the clocks run on as they did.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from citong.catalogue import facade as catalogue
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.crypto import sm3_hex
from citong.kernel.errors import Refusal
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns

from ..errors import NeedsAnotherPerson, NoSuchRouteChange, NothingToMove, RouteChangeUnderWay
from ..lifecycle import BEFORE_ACCEPTANCE, State
from ..models import Case, PlannedMove, Review, RouteChange
from ..queries.rerouting import (
    MOVE,
    Standing,
    dry_run_route_change,
    refuse_all_but_keepers,
    standing_on,
)
from ..queries.routes import route_definition, stages_of, steps_by_code
from .moves import decider_of, locked, step, window_of
from .review import ask, open_first_of

Outcome = PlannedMove.Outcome
SAVED = ["state", "stage", "awaited_post", "due_on", "route_version", "promised_due_on", "statutory_due_on"]
AT_A_TIME = 50


@transaction.atomic
def prepare_route_change(item_code: str, *, to_version: int, by: Actor, at: datetime) -> RouteChange:
    """Write down where each open case of the item is to stand; nothing moves before somebody else has approved it."""
    version = catalogue.version(to_version)
    refuse_all_but_keepers(by, department_id=version.item.department_id)
    take_turns("cases.route_change", version.item_id)
    if RouteChange.objects.filter(item=version.item_id, ended_at=None).exists():
        raise RouteChangeUnderWay("这个事项已经有一次改动在等批准或者正在进行。", remedy="请先把那一次做完或者放弃。")
    plans = dry_run_route_change(item_code, to_version=to_version, viewer=by)
    if all(plan.obstacle for plan in plans):
        raise NothingToMove("没有可以改走新流程的办件。", remedy="不能改的，按原来的流程办完。")
    change = RouteChange.objects.create(
        item=version.item,
        to_version=version,
        digest=_digest(plans),
        prepared_by=by.id,
        prepared_by_name=by.name,
        prepared_at=at,
    )
    PlannedMove.objects.bulk_create(_planned(change, plan, at=at) for plan in plans)
    _record("prepared", change, by=by, at=at)
    return change


def _digest(plans: Sequence[Standing]) -> str:
    return sm3_hex("\n".join(f"{plan.case.number} {plan.token} {plan.after}" for plan in plans).encode())


def _planned(change: RouteChange, plan: Standing, *, at: datetime) -> PlannedMove:
    return PlannedMove(
        change=change,
        case=plan.case,
        token=plan.token,
        before=plan.before[:200],
        after=plan.after[:200],
        reasons=list(plan.reasons),
        outcome=Outcome.LEFT if plan.obstacle else Outcome.PLANNED,
        note=plan.obstacle,
        done_at=at if plan.obstacle else None,
    )


@transaction.atomic
def give_up_route_change(change_id: int, *, by: Actor, at: datetime) -> RouteChange:
    """The plan is not carried out; what was approved already goes on."""
    change = _locked_change(change_id, by=by)
    if change.approved_at is not None:
        raise NothingToMove("已经批准，正在改，不能放弃。", remedy="请等它做完。")
    change.ended_at = at
    change.save(update_fields=["ended_at"])
    _record("given_up", change, by=by, at=at)
    return change


@transaction.atomic
def approve_route_change(change_id: int, *, by: Actor, at: datetime) -> RouteChange:
    """A second administrator has looked at the plan: from now on it is carried out. Pressed twice, it is approved once.

    Whoever changes the way of many cases at once does not do it alone.
    """
    change = _locked_change(change_id, by=by)
    if change.approved_at is not None:
        return change
    if by.id == change.prepared_by:
        raise NeedsAnotherPerson("谁准备的改动，不能由谁自己批准。", remedy="请另一位业务管理员核对后批准。")
    change.approved_at, change.approved_by, change.approved_by_name = at, by.id, by.name
    change.save(update_fields=["approved_at", "approved_by", "approved_by_name"])
    _record("approved", change, by=by, at=at)
    return change


def change_routes(change_id: int, *, by: Actor, at: datetime, size: int = AT_A_TIME) -> int:
    """Move the next cases of an approved plan; returns how many are left. Broken off at any case, it goes on there."""
    waiting = PlannedMove.objects.filter(
        change=change_id, outcome=Outcome.PLANNED, change__approved_at__isnull=False, change__ended_at=None
    )
    for planned_id in list(waiting.order_by("id").values_list("pk", flat=True)[:size]):
        _move_or_leave(planned_id, by=by, at=at)
    left = waiting.count()
    if not left:
        RouteChange.objects.filter(pk=change_id, approved_at__isnull=False, ended_at=None).update(ended_at=at)
    return left


def _move_or_leave(planned_id: int, *, by: Actor, at: datetime) -> None:
    """One case that cannot go over keeps no other from it."""
    try:
        change_route(planned_id, by=by, at=at)
    except Refusal as refusal:
        left = PlannedMove.objects.filter(pk=planned_id, outcome=Outcome.PLANNED)
        left.update(outcome=Outcome.LEFT, note=refusal.message, done_at=at)


@transaction.atomic
def change_route(planned_id: int, *, by: Actor, at: datetime) -> PlannedMove:
    """Move one case as planned, if it still stands where the plan says; otherwise it stays on its way."""
    case = locked(PlannedMove.objects.values_list("case_id", flat=True).get(pk=planned_id))
    planned = PlannedMove.objects.select_for_update(of=("self",)).select_related("change").get(pk=planned_id)
    if planned.outcome != Outcome.PLANNED or planned.change.approved_at is None:
        return planned
    now = standing_on(case, planned.change.to_version_id)
    if now.token != planned.token:
        planned.outcome, planned.note = Outcome.LEFT, "准备好以后这件又往前走了，仍按原来的流程办。"
    elif now.obstacle:
        planned.outcome, planned.note = Outcome.LEFT, now.obstacle
    else:
        _go_over(case, now, planned.change, by=by, at=at)
        planned.outcome = Outcome.MOVED
    planned.done_at = at
    planned.save(update_fields=["outcome", "note", "done_at"])
    return planned


def _go_over(case: Case, plan: Standing, change: RouteChange, *, by: Actor, at: datetime) -> None:
    note = "".join(plan.reasons)
    step(case, MOVE, note=note, by=by, at=at, change=change.pk, before=plan.before, after=plan.after)
    asked_before = steps_by_code(route_definition(case))
    case.route_version_id = change.to_version_id
    if case.state in BEFORE_ACCEPTANCE:
        case.awaited_post_id = window_of(case)
    elif plan.transfer is not None:
        asked_alike = _asked_alike(asked_before, steps_by_code(route_definition(case)))
        _supersede(case, plan.transfer, asked_alike, at=at)
        _stand(case, plan.transfer, by=by, at=at)
    case.save(update_fields=SAVED)


def _asked_alike(old: dict[str, catalogue.RouteStep], new: dict[str, catalogue.RouteStep]) -> set[str]:
    """The steps that both routes ask of the same post."""
    return {
        code
        for code in old.keys() & new.keys()
        if (old[code].department, old[code].post, old[code].kind)
        == (new[code].department, new[code].post, new[code].kind)
    }


def _supersede(case: Case, found: catalogue.Transfer, alike: set[str], *, at: datetime) -> None:
    """Opinions that the new route does not ask stay in the file without effect; those still owed need not come."""
    for review in Review.objects.filter(case=case, superseded_at=None).order_by("id"):
        counts_on = review.step in found.kept
        still_owed = review.stage == found.stage and review.step in found.asked and review.step in alike
        if counts_on or (still_owed and review.ended_at is None):
            continue
        review.superseded_at = at
        review.ended_at = review.ended_at or at
        review.save(update_fields=["superseded_at", "ended_at"])


def _stand(case: Case, found: catalogue.Transfer, *, by: Actor, at: datetime) -> None:
    """Put the case where the plan says: its stage opened, or its decision awaited."""
    stages = stages_of(case)
    following = [stage for place, stage in enumerate(stages) if place >= _place(stages, found.stage)]
    if case.state == State.IN_REVIEW and found.stage != case.stage:
        open_first_of(case, following, by=by, at=at)
    elif found.stage:
        case.stage = found.stage
        _ask_the_rest(case, following[0], found, at=at)
    else:
        case.stage = ""
        case.awaited_post_id = None if case.state == State.FEE_PENDING else decider_of(case)


def _place(stages: Sequence[catalogue.Stage], code: str) -> int:
    return next((place for place, stage in enumerate(stages) if stage.code == code), len(stages))


def _ask_the_rest(case: Case, stage: catalogue.Stage, found: catalogue.Transfer, *, at: datetime) -> None:
    owed = case.reviews.filter(stage=stage.code, ended_at=None, superseded_at=None)
    there = set(owed.order_by("id").values_list("step", flat=True))
    missing = [each for each in stage.steps if each.code in found.asked and each.code not in there]
    ask(case, stage, missing, at=at)


def _locked_change(change_id: int, *, by: Actor) -> RouteChange:
    change = RouteChange.objects.select_for_update(of=("self",)).select_related("item").filter(pk=change_id).first()
    if change is None:
        raise NoSuchRouteChange("找不到这次改动。", remedy="请从办理流程的发布页进来。")
    refuse_all_but_keepers(by, department_id=change.item.department_id)
    if change.ended_at is not None:
        raise NothingToMove("这次改动已经结束。", remedy="请看结果；还有要改的，请重新准备。")
    return change


def _record(what: str, change: RouteChange, *, by: Actor, at: datetime) -> None:
    subject, action = ref("item", change.item_id), f"cases.route_change_{what}"
    audit.record(action, subject=subject, by=by, at=at, change=change.pk, digest=change.digest)
