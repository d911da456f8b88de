"""Review: the stages of the route, one after the other; the posts of a stage, all at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..errors import NoSuchCase, NotYourPost, ReasonMissing, ReviewAlreadyGiven
from ..lifecycle import CASE
from ..models import Case, Review
from .moves import locked, step


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
    case_id = Review.objects.filter(pk=review_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NoSuchCase("找不到这项审查。")
    case = locked(case_id)
    review = Review.objects.get(pk=review_id)
    if review.post_id not in by.posts:
        raise NotYourPost("这项审查不在您的岗位上。")
    if review.ended_at is not None:
        raise ReviewAlreadyGiven("这项意见已经提交过了。", remedy="请刷新页面看现在的情况。")
    if not favourable and not opinion.strip():
        raise ReasonMissing("不同意要写明理由和依据。", faults={"opinion": "请写明不同意的理由和依据。"})
    CASE.after("open_stage", case.state)
    _give(review, favourable=favourable, opinion=opinion, points=points or {}, by=by, at=at)
    if not case.reviews.filter(stage=case.stage, ended_at=None).exists():
        open_next_stage(case, by=by, at=at)
        case.save(update_fields=["state", "stage", "awaited_post", "due_on"])
    return case


def _give(
    review: Review, *, favourable: bool, opinion: str, points: Mapping[str, Sequence[int]], by: Actor, at: datetime
) -> None:
    review.favourable = favourable
    review.opinion = opinion.strip()
    review.points = {code: list(ticked) for code, ticked in points.items()}
    review.given_at = review.ended_at = at
    review.given_by, review.given_by_name = by.id, by.name
    review.save()
    audit.record("cases.give_opinion", subject=ref("case", review.case_id), by=by, at=at, review=review.pk)


def open_next_stage(case: Case, *, by: Actor, at: datetime) -> None:
    """Ask the posts of the next stage for their opinions, or, after the last stage, the deciding post; caller saves."""
    definition = catalogue.definition(case.item_version_id)
    stages = catalogue.stages_for(definition, situation=case.situation, answers=case.answers)
    codes = [stage.code for stage in stages]
    following = stages[codes.index(case.stage) + 1 :] if case.stage in codes else stages
    if following:
        _open(case, following[0], by=by, at=at)
    else:
        _await_decision(case, definition, by=by, at=at)


def _open(case: Case, stage: catalogue.Stage, *, by: Actor, at: datetime) -> None:
    posts = organisations.posts_by_keys((s.department, s.post) for s in stage.steps)
    calendar, today = organisations.work_calendar(), timezone.localdate(at)
    Review.objects.bulk_create(
        Review(
            case=case,
            stage=stage.code,
            step=asked.code,
            name=asked.name,
            post=posts[asked.department, asked.post],
            department_id=posts[asked.department, asked.post].department_id,
            opened_at=at,
            due_on=add_working_days(today, asked.days, calendar),
        )
        for asked in stage.steps
    )
    step(case, "open_stage", note=stage.name, by=by, at=at, stage=stage.code)
    case.stage = stage.code
    case.awaited_post = None
    case.due_on = case.promised_due_on


def _await_decision(case: Case, definition: catalogue.Definition, *, by: Actor, at: datetime) -> None:
    assert definition.route is not None  # noqa: S101 - only items with a route are filed
    step(case, "finish_review", by=by, at=at)
    case.stage = ""
    case.awaited_post = organisations.post(definition.route.decision.department, definition.route.decision.post)
    case.due_on = case.promised_due_on
