"""The decision and what ends a case: closing, delivering, withdrawing."""

from datetime import datetime

from django.db import transaction

from citong.kernel.actors import Actor
from citong.kernel.outbox import publish

from ..errors import ReasonMissing
from ..facts import CaseClosed, CaseDecided, CaseDelivered, CaseWithdrawn
from ..models import Case, Decision
from .moves import held_by, locked, own, step

ARTICLE_38 = "《行政许可法》第三十八条"
NEEDED = {
    "reasons": "请写明不予许可的理由。",
    "basis": "请写明法律依据（哪部法、第几条）。",
    "remedies": "请告知复议、诉讼的途径和期限。",
}


@transaction.atomic
def grant(case_id: int, *, reasons: str = "", by: Actor, at: datetime) -> Case:
    """Decide in the applicant's favour."""
    case = _deciding(case_id, by=by)
    step(case, "grant", note=reasons, by=by, at=at)
    return _decided(case, Case.Result.GRANTED, reasons=reasons, by=by, at=at)


@transaction.atomic
def refuse(case_id: int, *, reasons: str, basis: str, remedies: str, by: Actor, at: datetime) -> Case:
    """Decide against it: with reasons, the legal basis, and the remedies open to the applicant (art. 38)."""
    given = {"reasons": reasons, "basis": basis, "remedies": remedies}
    faults = {name: NEEDED[name] for name, text in given.items() if not text.strip()}
    if faults:
        raise ReasonMissing("不予许可必须写明理由、依据和救济途径。", faults=faults, rule=ARTICLE_38)
    case = _deciding(case_id, by=by)
    step(case, "refuse", note=reasons, by=by, at=at)
    return _decided(case, Case.Result.REFUSED, reasons=reasons, basis=basis, remedies=remedies, by=by, at=at)


def _deciding(case_id: int, *, by: Actor) -> Case:
    case = locked(case_id)
    held_by(case, by=by)
    return case


def _decided(
    case: Case, result: Case.Result, *, reasons: str, basis: str = "", remedies: str = "", by: Actor, at: datetime
) -> Case:
    granted = result == Case.Result.GRANTED
    Decision.objects.create(
        case=case,
        granted=granted,
        reasons=reasons,
        basis=basis,
        remedies=remedies,
        decided_at=at,
        decided_by=by.id,
        decided_by_name=by.name,
    )
    case.result = result
    case.decided_at = at
    case.awaited_post = None
    case.due_on = None
    case.save(update_fields=["state", "result", "decided_at", "awaited_post", "due_on"])
    publish(CaseDecided(case_id=case.pk, granted=granted))
    return case


@transaction.atomic
def close(case_id: int, *, by: Actor, at: datetime) -> Case:
    """The decision's letter is out: close. Closing a closed case changes nothing."""
    case = locked(case_id)
    if case.closed_at is not None:
        return case
    step(case, "close", by=by, at=at)
    case.closed_at = at
    case.save(update_fields=["state", "closed_at"])
    publish(CaseClosed(case_id=case.pk))
    return case


@transaction.atomic
def deliver(case_id: int, *, how: str, by: Actor, at: datetime) -> Case:
    """Record that the applicant has the result, and how it reached them."""
    case = locked(case_id)
    if by.department != case.department_id:
        own(case, by=by)
    step(case, "deliver", note=how, by=by, at=at)
    case.save(update_fields=["state"])
    publish(CaseDelivered(case_id=case.pk))
    return case


@transaction.atomic
def withdraw(case_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """Take the application back, at the applicant's own wish; opinions still owed are no longer needed."""
    case = locked(case_id)
    own(case, by=by)
    step(case, "withdraw", note=reason, by=by, at=at)
    case.reviews.filter(ended_at=None).update(ended_at=at)
    case.awaited_post = None
    case.due_on = None
    case.closed_at = at
    case.save(update_fields=["state", "awaited_post", "due_on", "closed_at"])
    publish(CaseWithdrawn(case_id=case.pk))
    return case
