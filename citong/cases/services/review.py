"""Review: the stages of the route, one after the other; the posts of a stage, all at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.permissions import has_permission
from citong.kernel.refs import ref
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from .. import sql
from ..errors import ApplicantAsked, NoSuchCase, NotYourPost, PointsUnticked, ReasonMissing, ReviewAlreadyGiven
from ..lifecycle import CASE
from ..models import Case, Review
from ..queries.routes import posts_asked, route_version, stages_after, step_of
from ..rules.permissions import P
from .forwarding import forward
from .moves import acting, decider_of, is_head, refuse_who_handed_in, step

GIVEN = ["favourable", "opinion", "points", "given_at", "ended_at", "given_by", "given_by_name"]


@transaction.atomic
def give_opinion(
    review_id: int,
    *,
    favourable: bool,
    opinion: str,
    points: Mapping[str, Sequence[int]] | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """Say what this post thinks. The last opinion of a stage opens the next; the last of all leads to the decision.

    The case is locked first: two who close a stage at the same instant move it once.
    """
    case, review = locked_with_review(review_id)
    if review.post_id not in by.posts or not has_permission(by, P.EXAMINE):
        raise NotYourPost("这项审查不在您的岗位上。")
    refuse_who_handed_in(case, by=by)
    by = acting(by, [review.post_id])
    if review.ended_at is not None:
        raise ReviewAlreadyGiven("这项意见已经提交过了。", remedy="请刷新页面看现在的情况。")
    if review.awaits_id is not None:
        raise ApplicantAsked(
            "您请申请人补正的还没有补来，现在不能提交意见。",
            remedy="等补来或者到期以后再提；不用补了的，先撤回补正通知。",
        )
    if not favourable and not opinion.strip():
        raise ReasonMissing("不同意要写明理由和依据。", faults={"opinion": "请写明不同意的理由和依据。"})
    if favourable:
        _refuse_unticked(case, review, points or {})
    CASE.after("open_stage", case.state)
    _give(review, favourable=favourable, opinion=opinion, points=points or {}, by=by, at=at)
    if not sql.is_stage_owing(case.pk, stage=case.stage):
        open_next_stage(case, by=by, at=at)
        case.save(update_fields=["state", "stage", "awaited_post", "due_on"])
    return case


def locked_with_review(review_id: int) -> tuple[Case, Review]:
    """The case of this review, locked, and then the review as it stands."""
    case = next(iter(Case.objects.raw(sql.LOCK_WITH_REVIEW, [review_id])), None)
    if case is None:
        raise NoSuchCase("找不到这项审查。")
    return case, Review.objects.get(pk=review_id)


def _refuse_unticked(case: Case, review: Review, points: Mapping[str, Sequence[int]]) -> None:
    """Where the route says so, nobody agrees without having looked at every point."""
    asked = step_of(case, review)
    if asked is None or not asked.required_points:
        return
    ticked = set(points.get(f"step.{asked.code}", ()))
    missing = [words for number, words in enumerate(asked.points) if number not in ticked]
    if missing:
        raise PointsUnticked(
            f"这一步要逐项看过才能同意，还有 {len(missing)} 项没有勾选。",
            faults={"points": f"没有勾选：{'；'.join(missing)}。"},
            remedy="逐项核对后勾选；有一项不符合的，请选不同意并写明理由。",
        )


def _give(
    review: Review, *, favourable: bool, opinion: str, points: Mapping[str, Sequence[int]], by: Actor, at: datetime
) -> None:
    review.favourable = favourable
    review.opinion = opinion.strip()
    review.points = {code: list(ticked) for code, ticked in points.items()}
    review.given_at = review.ended_at = at
    review.given_by, review.given_by_name = by.id, by.name
    review.save(update_fields=GIVEN)
    audit.record("cases.give_opinion", subject=ref("case", review.case_id), by=by, at=at, review=review.pk)


@transaction.atomic
def reopen_review(review_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """Take an opinion back that was given by mistake, while its stage is still open; what it said stays in history."""
    case, review = locked_with_review(review_id)
    is_own = by.id == review.given_by and has_permission(by, P.EXAMINE)
    if not is_own and not is_head(case, by=by):
        raise NotYourPost("只有出具意见的本人或者单位负责人可以撤回这项意见。")
    if review.given_at is None or review.stage != case.stage or review.superseded_at is not None:
        raise ReviewAlreadyGiven("这项意见现在不能撤回。", remedy="这个阶段已经结束的，请在后面的环节说明。")
    if not reason.strip():
        raise ReasonMissing("请写明为什么撤回意见。", faults={"reason": "请写明哪里有误，会留在办理记录里。"})
    said = {"favourable": review.favourable, "opinion": review.opinion, "by": review.given_by_name}
    step(case, "reopen_review", note=reason.strip(), by=by, at=at, review=review.pk, said=said)
    review.favourable, review.opinion, review.points = None, "", {}
    review.given_at = review.ended_at = None
    review.given_by = review.given_by_name = ""
    review.save()
    return case


def open_next_stage(case: Case, *, by: Actor, at: datetime) -> None:
    """Ask the posts of the next stage for their opinions, or, after the last stage, the deciding post; caller saves."""
    open_first_of(case, stages_after(case), by=by, at=at)


def open_first_of(case: Case, stages: Sequence[catalogue.Stage], *, by: Actor, at: datetime) -> None:
    """Open the first of these stages in which somebody still owes something; after the last comes the decision."""
    heard = _heard(case)
    for stage in stages:
        owed = [each for each in stage.steps if each.code not in heard]
        if owed and owed[0].kind is catalogue.StepKind.FORWARD:
            return forward(case, stage, owed[0], by=by, at=at)
        if owed:
            return _open(case, stage, owed, by=by, at=at)
    return _await_decision(case, by=by, at=at)


def _heard(case: Case) -> set[str]:
    """The steps whose opinions count on although the case goes another way now than when they were asked."""
    if case.route_version_id is None:
        return set()
    given = case.reviews.filter(given_at__isnull=False, superseded_at=None)
    return set(given.order_by("id").values_list("step", flat=True))


def _open(case: Case, stage: catalogue.Stage, steps: Sequence[catalogue.RouteStep], *, by: Actor, at: datetime) -> None:
    ask(case, stage, steps, at=at)
    step(case, "open_stage", note=stage.name, by=by, at=at, stage=stage.code)
    case.stage = stage.code
    case.awaited_post = None
    case.due_on = case.promised_due_on or case.statutory_due_on


def ask(case: Case, stage: catalogue.Stage, steps: Sequence[catalogue.RouteStep], *, at: datetime) -> None:
    """Ask the posts of these steps for their opinions, each within its days."""
    posts = posts_asked(route_version(case))
    calendar, today = organisations.work_calendar(), timezone.localdate(at)
    Review.objects.bulk_create(
        Review(
            case=case,
            stage=stage.code,
            step=asked.code,
            name=asked.name,
            post=posts[asked.code],
            department_id=posts[asked.code].department_id,
            opened_at=at,
            due_on=add_working_days(today, asked.days, calendar),
        )
        for asked in steps
    )


def _await_decision(case: Case, *, by: Actor, at: datetime) -> None:
    step(case, "finish_review", by=by, at=at)
    case.stage = ""
    case.awaited_post_id = decider_of(case)
    case.due_on = case.promised_due_on or case.statutory_due_on
