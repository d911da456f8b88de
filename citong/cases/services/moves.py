"""The one place that changes a case's state, and writes its history in the same breath; and who may make which move."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from citong.identity import facade as identity
from citong.kernel.actors import Actor, acting_name
from citong.kernel.permissions import has_permission
from citong.organisations import facade as organisations

from .. import sql
from ..errors import HandedItIn, NoSuchCase, NotYourPost
from ..lifecycle import BEFORE_ACCEPTANCE, CASE, PENDING_HEARING, HearingState
from ..models import Case
from ..queries.routes import posts_of_route, route_version
from ..rules.permissions import P
from .acting import refuse_beyond_case


def locked(case_id: int) -> Case:
    """The case, locked until the transaction ends; whoever comes second waits and then sees what the first did."""
    case = next(iter(Case.objects.raw(sql.LOCK, [case_id])), None)
    if case is None:
        raise NoSuchCase("找不到这个办件。")
    return case


def step(case: Case, move: str, *, by: Actor, at: datetime, note: str = "", **details: object) -> int:
    """Make the move or refuse it; the caller saves the case once all is set. Returns the id of the line of history."""
    before = case.state
    case.state = CASE.after(move, before)
    return sql.write_step(case.pk, move, states=(before, case.state), note=note, details=details, by=by, at=at)


def ended(case: Case, result: Case.Result, *, at: datetime) -> None:
    """Close the case without a decision and save it; what is still owed is no longer needed."""
    forget_what_is_owed(case, at=at)
    case.result = result
    case.awaited_post = None
    case.due_on = None
    case.closed_at = at
    case.save(update_fields=["state", "result", "awaited_post", "due_on", "closed_at"])


def forget_what_is_owed(case: Case, *, at: datetime) -> None:
    """The case has come to its end: nobody has to give an opinion, answer a request or hold a hearing any more."""
    case.reviews.filter(ended_at=None).update(ended_at=at, awaits=None)
    case.extensions.filter(approved=None).update(approved=False, answer="办件已经结束。", answered_at=at)
    case.hearings.filter(state__in=PENDING_HEARING).update(state=HearingState.WAIVED)


def window_of(case: Case) -> int:
    """The id of the post that receives cases of this item."""
    window, _ = posts_of_route(route_version(case))
    return window


def decider_of(case: Case) -> int:
    """The id of the post that decides cases of this item."""
    _, decider = posts_of_route(route_version(case))
    return decider


def own(case: Case, *, by: Actor, at: datetime) -> None:
    """Refuse anybody but the applicant, and who may act for them; a stranger learns nothing, not even that there is
    such a case."""
    if case.applicant != by.stands_for:
        raise NoSuchCase("找不到这个办件。")
    refuse_beyond_case(case, by=by, at=at)


# Who passes one of the checks below comes back under the name for the history: in another's place, it says whose.
def held_by(case: Case, *, may: P, by: Actor) -> Actor:
    """Refuse anybody but the post whose turn it is, and whoever sits there without this permission."""
    if case.joint_id is not None and case.state in BEFORE_ACCEPTANCE:
        raise NotYourPost(
            "这是一件事里的一项，由牵头单位统一收件、受理。",
            rule="《行政许可法》第二十六条",
            remedy="牵头单位受理以后，会转到承办单位的岗位上。",
        )
    if case.awaited_post_id is not None and case.awaited_post_id in by.posts and has_permission(by, may):
        refuse_who_handed_in(case, by=by)
        return acting(by, [case.awaited_post_id])
    raise NotYourPost("这个办件现在不在您的岗位上。", remedy="可以在办件页看到现在由哪个岗位办理。")


def refuse_who_handed_in(case: Case, *, by: Actor) -> None:
    """Refuse the official who handed this very application in, for a citizen or themselves: they are not impartial."""
    if sql.has_handed_in(case.pk, actor=by.id):
        raise HandedItIn(
            "这个申请是您交的，您要回避，不能由您来办。",
            rule="《中华人民共和国公务员法》第七十六条",
            remedy="请把它改派给别的岗位，或者请没有代办过的同事代办您的岗位。",
        )


def held_by_reviewer(case: Case, *, by: Actor) -> Actor:
    """Refuse anybody whose post neither was asked in the present stage nor is to decide now."""
    if not has_permission(by, P.EXAMINE):
        raise NotYourPost("您的岗位不审查办件。", remedy="可以在办件页看到现在由哪些岗位审查。")
    if case.awaited_post_id is not None and case.awaited_post_id in by.posts:
        return acting(by, [case.awaited_post_id])
    reviews = case.reviews.filter(stage=case.stage, post_id__in=by.posts, superseded_at=None)
    asked = list(reviews.values_list("post_id", flat=True))
    if asked:
        return acting(by, asked)
    raise NotYourPost("这个办件现在不由您的岗位审查。", remedy="可以在办件页看到现在由哪些岗位审查。")


def held_by_department(case: Case, *, by: Actor) -> None:
    """Refuse anybody who does not hand out what the handling department decides; the system itself may."""
    if not has_permission(by, P.ISSUE, on=organisations.place(case.department_id)):
        raise NotYourPost("只有承办单位的工作人员可以做这一步。", remedy="请联系承办单位。")


def held_by_decider(case: Case, *, by: Actor) -> Actor:
    """Refuse anybody but the post that decides and the head of the handling department."""
    decider = decider_of(case)
    if decider in by.posts and has_permission(by, P.DECIDE):
        return acting(by, [decider])
    if is_head(case, by=by):
        return acting(by, _head_posts(case, by=by))
    raise NotYourPost("这一步要由审批岗或者单位负责人来做。", remedy="请联系本单位的审批岗。")


def held_by_head(case: Case, *, by: Actor) -> Actor:
    """Refuse anybody but the head of the handling department."""
    if is_head(case, by=by):
        return acting(by, _head_posts(case, by=by))
    raise NotYourPost("这一步要由本单位负责人批准。", remedy="请联系本单位负责人。")


def is_head(case: Case, *, by: Actor) -> bool:
    """Whether this is the head of the handling department."""
    place = organisations.place(case.department_id)
    return by.department == case.department_id and has_permission(by, P.LEAD, on=place)


def acting(by: Actor, posts: Collection[int]) -> Actor:
    """The person under the name for the history of what is done in one of these posts; a post of their own first."""
    if not by.in_for:
        return by
    own = [post_id for post_id in posts if post_id not in by.in_for]
    return replace(by, name=acting_name(by, next(iter(own or posts), None)))


def _head_posts(case: Case, *, by: Actor) -> list[int]:
    if not by.in_for:
        return []
    held = [post for post in organisations.posts_of(case.department_id) if post.pk in by.posts]
    return [post.pk for post in held if identity.duty_confers(post.duty, P.LEAD)]
