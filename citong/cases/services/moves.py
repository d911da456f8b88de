"""The one place that changes a case's state, and writes its history in the same breath; and who may make which move."""

from datetime import datetime

from citong.catalogue import facade as catalogue
from citong.kernel import audit
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import NoSuchCase, NotYourPost
from ..lifecycle import BEFORE_ACCEPTANCE, CASE
from ..models import Case, Step

HEAD = "head"


def locked(case_id: int) -> Case:
    """The case, locked until the transaction ends; whoever comes second waits and then sees what the first did."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("item_version__item", "department")
        .defer("item_version__definition")
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise NoSuchCase("找不到这个办件。")
    return case


def step(case: Case, move: str, *, by: Actor, at: datetime, note: str = "", **details: object) -> Step:
    """Make the move or refuse it; the caller saves the case once all is set."""
    before = case.state
    case.state = CASE.after(move, before)
    written = Step.objects.create(
        case=case,
        move=move,
        from_state=before,
        to_state=case.state,
        at=at,
        actor=by.id,
        actor_name=by.name,
        department_id=by.department,
        note=note,
        details=details,
    )
    audit.record(f"cases.{move}", subject=ref("case", case.pk), by=by, at=at)
    return written


def ended(case: Case, result: Case.Result, *, at: datetime) -> None:
    """Close the case without a decision and save it; opinions and answers still owed are no longer needed."""
    case.reviews.filter(ended_at=None).update(ended_at=at)
    case.extensions.filter(approved=None).update(approved=False, answer="办件已经结束。", answered_at=at)
    case.result = result
    case.awaited_post = None
    case.due_on = None
    case.closed_at = at
    case.save(update_fields=["state", "result", "awaited_post", "due_on", "closed_at"])


def route_definition(case: Case) -> catalogue.Definition:
    """The version whose route the case follows: the one it was filed under, unless it was moved to a later one."""
    return catalogue.definition(case.route_version_id or case.item_version_id)


def window_of(case: Case) -> int:
    """The id of the post that receives cases of this item."""
    definition = route_definition(case)
    assert definition.route is not None  # noqa: S101 - only items with a route are filed
    return organisations.post(definition.department, definition.route.window).pk


def decider_of(case: Case) -> int:
    """The id of the post that decides cases of this item."""
    route = route_definition(case).route
    assert route is not None  # noqa: S101 - only items with a route are filed
    return organisations.post(route.decision.department, route.decision.post).pk


def own(case: Case, *, by: Actor) -> None:
    """Refuse anybody but the applicant; a stranger learns nothing, not even that the case exists."""
    if case.applicant != by.id:
        raise NoSuchCase("找不到这个办件。")


def held_by(case: Case, *, by: Actor) -> None:
    """Refuse anybody but the post whose turn it is."""
    if case.joint_id is not None and case.state in BEFORE_ACCEPTANCE:
        raise NotYourPost(
            "这是一件事里的一项，由牵头单位统一收件、受理。",
            rule="《行政许可法》第二十六条",
            remedy="牵头单位受理以后，会转到承办单位的岗位上。",
        )
    if case.awaited_post_id is None or case.awaited_post_id not in by.posts:
        raise NotYourPost("这个办件现在不在您的岗位上。", remedy="可以在办件页看到现在由哪个岗位办理。")


def held_by_reviewer(case: Case, *, by: Actor) -> None:
    """Refuse anybody whose post neither was asked in the present stage nor is to decide now."""
    if case.awaited_post_id in by.posts or case.reviews.filter(stage=case.stage, post_id__in=by.posts).exists():
        return
    raise NotYourPost("这个办件现在不由您的岗位审查。", remedy="可以在办件页看到现在由哪些岗位审查。")


def held_by_department(case: Case, *, by: Actor) -> None:
    """Refuse anybody who does not work for the handling department; the system itself may."""
    if by.department != case.department_id and by.channel != SYSTEM.channel:
        raise NotYourPost("只有承办单位的工作人员可以做这一步。", remedy="请联系承办单位。")


def held_by_decider(case: Case, *, by: Actor) -> None:
    """Refuse anybody but the post that decides and the head of the handling department."""
    if is_head(case, by=by) or decider_of(case) in by.posts:
        return
    raise NotYourPost("这一步要由审批岗或者单位负责人来做。", remedy="请联系本单位的审批岗。")


def held_by_head(case: Case, *, by: Actor) -> None:
    """Refuse anybody but the head of the handling department."""
    if not is_head(case, by=by):
        raise NotYourPost("这一步要由本单位负责人批准。", remedy="请联系本单位负责人。")


def is_head(case: Case, *, by: Actor) -> bool:
    """Whether this is the head of the handling department."""
    return by.department == case.department_id and HEAD in by.duties
