"""Pre-review on the net, and the receipt of originals at the window."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..errors import AlreadyReceived, DeemedAccepted, ReasonMissing
from ..facts import CaseSentBack, OriginalsReceived, PreReviewFailed, PreReviewPassed
from ..lifecycle import State
from ..models import Case
from ..rules.permissions import P
from ..rules.terms import ARTICLE_32, is_deemed_accepted
from .moves import ended, held_by, locked, step, window_of


@transaction.atomic
def pass_pre_review(case_id: int, *, note: str = "", by: Actor, at: datetime) -> Case:
    """Nothing is missing; the applicant has to bring the paper originals to the window, within the item's limit."""
    case = locked(case_id)
    by = held_by(case, may=P.RECEIVE, by=by)
    refuse_deemed_accepted(case, "要求交原件", at=at)
    step(case, "pass_pre_review", note=note, by=by, at=at)
    case.due_on = receipt_due_on(case, since=timezone.localdate(at))
    case.save(update_fields=["state", "due_on"])
    publish(PreReviewPassed(case_id=case.pk))
    return case


@transaction.atomic
def fail_pre_review(case_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """The application cannot be taken up as it is, and asking for more would not help; the applicant may file anew."""
    case = locked(case_id)
    by = held_by(case, may=P.RECEIVE, by=by)
    refuse_deemed_accepted(case, "作预审不通过处理", at=at)
    _refuse_without(reason, "请写明预审不通过的理由。")
    step(case, "fail_pre_review", note=reason, by=by, at=at)
    ended(case, Case.Result.PRE_REVIEW_FAILED, at=at)
    publish(PreReviewFailed(case_id=case.pk))
    return case


@transaction.atomic
def receive(case_id: int, *, note: str = "", by: Actor, at: datetime) -> Case:
    """The originals are handed in: from this day the law counts five working days to accept (art. 32)."""
    case = locked(case_id)
    by = held_by(case, may=P.RECEIVE, by=by)
    if case.originals_received_on is not None:
        # Else receiving again and again would put off the day on which the case counts as accepted.
        raise AlreadyReceived(f"原件在 {case.originals_received_on} 已经收到了。", rule=ARTICLE_32)
    step(case, "receive", note=note, by=by, at=at)
    case.originals_received_on = case.received_on = timezone.localdate(at)
    case.due_on = receipt_due_on(case, since=case.received_on)
    case.save(update_fields=["originals_received_on", "received_on", "due_on"])
    publish(OriginalsReceived(case_id=case.pk))
    return case


@transaction.atomic
def send_back(case_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """Give the application back 退件: filed twice, or at the applicant's own request at the window."""
    case = locked(case_id)
    by = held_by(case, may=P.RECEIVE, by=by)
    refuse_deemed_accepted(case, "退件", at=at)
    _refuse_without(reason, "请写明为什么退件。")
    step(case, "send_back", note=reason, by=by, at=at)
    ended(case, Case.Result.RETURNED, at=at)
    publish(CaseSentBack(case_id=case.pk))
    return case


def await_window(case: Case, *, at: datetime) -> None:
    """Back on the receiving desk with new materials: the term of acceptance counts from the day they came."""
    case.received_on = timezone.localdate(at)
    case.due_on = pre_review_due_on(case)
    case.awaited_post_id = window_of(case)


def pre_review_due_on(case: Case) -> date:
    """By when the office looks at what came on the net."""
    days = catalogue.definition(case.item_version_id).pre_review_days
    return add_working_days(case.received_on, days, organisations.work_calendar())


def receipt_due_on(case: Case, *, since: date) -> date:
    """While the originals are to be brought, the applicant's limit from that day; once they are there, the office's."""
    definition, calendar = catalogue.definition(case.item_version_id), organisations.work_calendar()
    if case.originals_received_on is not None:
        return add_working_days(case.received_on, definition.receive_days, calendar)
    return add_working_days(since, definition.originals_days, calendar)


def refuse_deemed_accepted(case: Case, what: str, *, at: datetime) -> None:
    """Once the law has accepted the case, the office can only say so."""
    if counts_as_accepted(case, at=at):
        raise DeemedAccepted(
            f"收到材料已经超过 5 个工作日没有告知，依法视为受理，不能再{what}。",
            rule=ARTICLE_32,
            remedy="请直接受理；材料有问题、不符合条件的，在审查中核实，再依法作出决定。",
        )


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
