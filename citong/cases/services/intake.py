"""Pre-review on the net, and the receipt of originals at the window."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..errors import ReasonMissing, TooLate
from ..facts import CaseSentBack, OriginalsReceived, PreReviewFailed
from ..lifecycle import State
from ..models import Case
from ..rules.terms import ARTICLE_32, is_deemed_accepted
from .moves import ended, held_by, locked, step, window_of


@transaction.atomic
def pass_pre_review(case_id: int, *, note: str = "", by: Actor, at: datetime) -> Case:
    """Nothing is missing; the applicant has to bring the paper originals to the window, within the item's limit."""
    case = locked(case_id)
    held_by(case, by=by)
    step(case, "pass_pre_review", note=note, by=by, at=at)
    days = catalogue.definition(case.item_version_id).originals_days
    case.due_on = add_working_days(timezone.localdate(at), days, organisations.work_calendar())
    case.save(update_fields=["state", "due_on"])
    return case


@transaction.atomic
def fail_pre_review(case_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """The application cannot be taken up as it is, and asking for more would not help; the applicant may file anew."""
    case = locked(case_id)
    held_by(case, by=by)
    _refuse_without(reason, "请写明预审不通过的理由。")
    step(case, "fail_pre_review", note=reason, by=by, at=at)
    ended(case, Case.Result.PRE_REVIEW_FAILED, at=at)
    publish(PreReviewFailed(case_id=case.pk))
    return case


@transaction.atomic
def receive(case_id: int, *, note: str = "", by: Actor, at: datetime) -> Case:
    """The originals are handed in: from this day the law counts five working days to accept (art. 32)."""
    case = locked(case_id)
    held_by(case, by=by)
    if case.originals_received_on is not None:  # else the five days of art. 32 would begin anew
        raise TooLate(f"原件 {case.originals_received_on} 已经收过了。", rule=ARTICLE_32)
    step(case, "receive", note=note, by=by, at=at)
    case.originals_received_on = case.received_on = timezone.localdate(at)
    days = catalogue.definition(case.item_version_id).receive_days
    case.due_on = add_working_days(case.received_on, days, organisations.work_calendar())
    case.save(update_fields=["originals_received_on", "received_on", "due_on"])
    publish(OriginalsReceived(case_id=case.pk))
    return case


@transaction.atomic
def send_back(case_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """Give the application back 退件: filed twice, or at the applicant's own request at the window."""
    case = locked(case_id)
    held_by(case, by=by)
    _refuse_without(reason, "请写明为什么退件。")
    step(case, "send_back", note=reason, by=by, at=at)
    ended(case, Case.Result.RETURNED, at=at)
    publish(CaseSentBack(case_id=case.pk))
    return case


def await_window(case: Case, *, at: datetime) -> None:
    """Back on the receiving desk with new materials: the term of acceptance counts from the day they came."""
    definition = catalogue.definition(case.item_version_id)
    case.received_on = timezone.localdate(at)
    case.due_on = add_working_days(case.received_on, definition.pre_review_days, organisations.work_calendar())
    case.awaited_post_id = window_of(case)


def counts_as_accepted(case: Case, *, at: datetime) -> bool:
    """Whether the office kept silent so long that the case is accepted by law (art. 32(1) no. 4).

    While the originals are still to be brought, nothing has been received that the office could be silent about.
    """
    if case.state == State.TO_RECEIVE and case.originals_received_on is None:
        return False
    return is_deemed_accepted(case.received_on, today=timezone.localdate(at), calendar=organisations.work_calendar())


def _refuse_without(reason: str, words: str) -> None:
    if not reason.strip():
        raise ReasonMissing(words, faults={"reason": words})
