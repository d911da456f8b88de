"""Work goes to another post: by the head or the supervisor of the department, for a reason that stays on record."""

from datetime import datetime

from django.db import transaction

from citong.kernel.actors import Actor
from citong.organisations import facade as organisations

from ..errors import NotReassignable, NotYourPost, ReasonMissing, ReviewAlreadyGiven
from ..models import Case
from ..queries.moves import directs
from .moves import locked, step
from .review import locked_with_review


@transaction.atomic
def reassign_review(review_id: int, *, post_id: int, reason: str, by: Actor, at: datetime) -> Case:
    """An opinion that is still owed is asked of another post of the same department."""
    case, review = locked_with_review(review_id)
    _refuse_others(review.department_id, by=by)
    if review.ended_at is not None:
        raise ReviewAlreadyGiven("这项意见已经提交过了，不用改派。")
    _check(review.department_id, review.post.duty, review.post_id, post_id, reason)
    step(case, "reassign", note=reason.strip(), by=by, at=at, review=review.pk, frm=review.post_id, to=post_id)
    review.post_id = post_id
    review.save(update_fields=["post"])
    return case


@transaction.atomic
def reassign_case(case_id: int, *, post_id: int, reason: str, by: Actor, at: datetime) -> Case:
    """The case waits for another post of the same department."""
    case = locked(case_id)
    _refuse_others(case.department_id, by=by)
    held = case.awaited_post
    if held is None:
        raise NotReassignable("这个办件现在不在哪个岗位手上，不能改派。", remedy="请看办件现在到了哪一步。")
    _check(held.department_id, held.duty, held.pk, post_id, reason)
    step(case, "reassign", note=reason.strip(), by=by, at=at, frm=held.pk, to=post_id)
    case.awaited_post_id = post_id
    case.save(update_fields=["awaited_post"])
    return case


def _refuse_others(department_id: int, *, by: Actor) -> None:
    if not directs(department_id, viewer=by):
        raise NotYourPost("只有本单位的负责人或者监督人员可以改派。", remedy="请联系本单位负责人。")


def _check(department_id: int, duty: str, now: int, to: int, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing("请写明为什么改派。", faults={"reason": "请写明原因，会留在办理记录里。"})
    offered = {post.pk for post in organisations.posts_of(department_id) if post.duty == duty} - {now}
    if to not in offered:
        raise NotReassignable("只能改派给本单位做同样工作的另一个岗位。")
