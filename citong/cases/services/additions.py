"""审查补正: a post that reviews finds something missing, asks the applicant, and gives its opinion on what comes.

After acceptance no article stops the term of the law for that (see `rules/additions.py`); the office's own promise
waits where the item says so. The other posts go on; silence ends nothing but the waiting.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish

from ..errors import ApplicantAsked, ApplicationIncomplete, NothingAsked, NotYourPost, ReasonMissing, TooSoon
from ..facts import AdditionsAsked, AdditionsMissed, CaseAddedTo, MoveTakenBack
from ..models import Case, ClockEvent, Correction, Review
from ..queries.additions import addition_due_on, awaiting, reviews_that_may_ask
from ..queries.routes import route_definition, stages_after, stages_of
from ..rules.clock import Procedure, Stops
from .acceptance import renews_until
from .clocks import DATES, enter, move_reviews
from .corrections import (
    Gap,
    check_gaps,
    refuse_again,
    refuse_asking_from_above,
    refuse_asking_members,
    take_in,
    write_down,
)
from .moves import acting, is_head, locked, own, step
from .review import ask

# Art. 31: nothing may be asked for that has nothing to do with what is applied for.
ARTICLE_31 = "《行政许可法》第三十一条"


@transaction.atomic
def ask_to_add(case_id: int, *, gaps: Sequence[Gap], why_again: str = "", by: Actor, at: datetime) -> Correction:
    """Ask the applicant, once, for everything that this post misses; the opinion waits for it, the other posts do not.

    Only a step may that its route lets; and one post at a time, so that nobody has two lists to work off.
    """
    case = locked(case_id)
    refuse_asking_members(case)
    refuse_asking_from_above(case)
    review, by = _asking(case, by=by)
    check_gaps(gaps, rule=ARTICLE_31)
    refuse_again(case, Correction.Kind.ADDITION, why_again, rule=ARTICLE_31)
    due_on = addition_due_on(case, today=timezone.localdate(at))
    again = bool(why_again.strip())
    step(case, "ask_to_add", note=review.name, by=by, at=at, gaps=len(gaps), again=again, review=review.pk)
    asked = write_down(case, Correction.Kind.ADDITION, gaps, why_again, due_on=due_on, at=at)
    review.awaits = asked
    review.save(update_fields=["awaits"])
    _stop_promise(case, by=by, at=at)
    case.save(update_fields=["rounds", *DATES])
    publish(AdditionsAsked(case_id=case.pk, round=asked.round))
    return asked


def _asking(case: Case, *, by: Actor) -> tuple[Review, Actor]:
    """The opinion by whose step the applicant is asked, and the person under the name of its post."""
    found = reviews_that_may_ask(case, viewer=by)
    if not found:
        raise NotYourPost(
            "您现在没有可以请申请人补正的审查。",
            remedy="按流程不能请求补正的，请在意见里写明；意见已经提交的，先撤回意见。",
        )
    if awaiting(case) is not None:
        raise ApplicantAsked(
            "已经通知申请人补正，等他补来再说。", remedy="补来、到期或者撤回通知以后，才能再通知；请和提出的岗位商量。"
        )
    return found[0], acting(by, [found[0].post_id])


def _stop_promise(case: Case, *, by: Actor, at: datetime) -> None:
    """Waiting for the applicant is not the office's time, if the item says so; the law's clock runs on."""
    definition = catalogue.definition(case.item_version_id)
    if definition.addition_stops_promise:
        enter(
            case,
            ClockEvent.Kind.PAUSE,
            by=by,
            at=at,
            stops=Stops.PROMISED,
            procedure=Procedure.ADDITION,
            announced_days=definition.addition_days,
            reason="等申请人补正",
        )


@transaction.atomic
def add(
    case_id: int, *, answers: Mapping[str, Any], materials: Sequence[tuple[str, str]], by: Actor, at: datetime
) -> Case:  # Any: JSON values
    """Bring what the reviewing post asked for, and nothing else; its review goes on, and the promise runs again."""
    case = locked(case_id)
    own(case, by=by, at=at)
    review, asked = _question(case)
    _refuse_unasked(case, asked, answers=answers, brought={code for code, _ in materials})
    take_in(case, "add", answers=answers, materials=materials, by=by, at=at)
    case.renews_until = renews_until(case)
    _run_on(case, review, reason="申请人已经补来", by=by, at=at)
    _ask_whom_it_brings_in(case, at=at)
    case.save(update_fields=["answers", "renews_until", *DATES])
    publish(CaseAddedTo(case_id=case.pk, round=asked.round))
    return case


def _refuse_unasked(
    case: Case,
    asked: Correction,
    *,
    answers: Mapping[str, Any],  # Any: JSON values
    brought: set[str],
) -> None:
    """What others are reviewing already stays as it is; only what a new answer calls for may come besides."""
    wanted = {gap["target"] for gap in asked.gaps}
    kept = set(case.materials.filter(replaced_in=None, code__in=brought).values_list("code", flat=True))
    changed = {name for name, said in answers.items() if name in case.answers and case.answers[name] != said}
    touched = {*(f"answers.{name}" for name in changed), *(f"materials.{code}" for code in kept)} - wanted
    if touched:
        faults = dict.fromkeys(sorted(touched), "这一项没有请您补正，请保持原样。")
        raise ApplicationIncomplete("只能改通知里写明的内容。", faults=faults)


def _ask_whom_it_brings_in(case: Case, *, at: datetime) -> None:
    """By what was corrected, a post may have to be heard that was passed over: it is asked now, beside the others."""
    ahead = {stage.code for stage in stages_after(case)}
    asked = set(case.reviews.filter(superseded_at=None).values_list("step", flat=True))
    due = [each for stage in stages_of(case) if stage.code not in ahead for each in stage.steps]
    missed = [each for each in due if each.code not in asked and each.kind is catalogue.StepKind.OPINION]
    route = route_definition(case).route
    if missed and route is not None:
        ask(case, next(stage for stage in route.stages if stage.code == case.stage), missed, at=at)


@transaction.atomic
def go_on_without(case_id: int, *, by: Actor, at: datetime) -> Case:
    """It did not come in time: nothing is closed for that, the post gives its opinion on what there is."""
    case = locked(case_id)
    review, asked = _question(case)
    if timezone.localdate(at) <= asked.due_on:
        raise TooSoon("申请人补正的期限还没有过。", remedy="急着往下审的，可以撤回补正通知。")
    waited_until = asked.due_on.isoformat()
    step(case, "go_on_without", note=review.name, by=by, at=at, waited_until=waited_until, review=review.pk)
    asked.lapsed_at = at
    asked.save(update_fields=["lapsed_at"])
    _run_on(case, review, reason="到期没有补来", by=by, at=at)
    case.save(update_fields=DATES)
    publish(AdditionsMissed(case_id=case.pk, round=asked.round))
    return case


@transaction.atomic
def annul_addition(case_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """Take back what was asked of the applicant: by the post that asked, or the head; the clocks never waited for it.

    The notice stays on record; its letter is revoked by a later one.
    """
    case = locked(case_id)
    review, asked = _question(case)
    by = _taking_back(case, review, by=by)
    if not reason.strip():
        raise ReasonMissing(
            "请写明为什么撤回。", faults={"reason": "请写明为什么不用补了，会告诉申请人，也留在记录里。"}
        )
    mistake = case.steps.filter(move="ask_to_add").latest("id")
    step(case, "annul_addition", note=reason.strip(), by=by, at=at, undone=mistake.pk)
    asked.taken_back_at = at
    asked.save(update_fields=["taken_back_at"])
    _wait_no_longer(review)
    if catalogue.definition(case.item_version_id).addition_stops_promise:
        enter(case, ClockEvent.Kind.ANNUL, by=by, at=at, procedure=Procedure.ADDITION, reason=reason.strip())
    case.save(update_fields=DATES)
    publish(MoveTakenBack(case_id=case.pk, step_id=mistake.pk, move=mistake.move))
    return case


def _taking_back(case: Case, review: Review, *, by: Actor) -> Actor:
    if review.post_id in by.posts:
        return acting(by, [review.post_id])
    if is_head(case, by=by):
        return by
    raise NotYourPost("只有提出补正的岗位或者单位负责人可以撤回通知。", remedy="请联系提出补正的岗位。")


def _question(case: Case) -> tuple[Review, Correction]:
    """The opinion that waits, and what was asked of the applicant for it."""
    review = awaiting(case)
    if review is None or review.awaits is None:
        raise NothingAsked("现在没有等申请人补正的审查。", remedy="请刷新页面看办件现在的情况。")
    return review, review.awaits


def _wait_no_longer(review: Review) -> None:
    review.awaits = None
    review.save(update_fields=["awaits"])


def _run_on(case: Case, review: Review, *, reason: str, by: Actor, at: datetime) -> None:
    """The opinion can be given; where the promise waited, it and the opinions still owed are due so much later."""
    _wait_no_longer(review)
    if catalogue.definition(case.item_version_id).addition_stops_promise:
        enter(case, ClockEvent.Kind.RESUME, by=by, at=at, procedure=Procedure.ADDITION, reason=reason)
        move_reviews(case)
