"""After the decision: the certificate is made out, the case closes, the applicant has the result (arts 39 and 44)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.turns import take_turns

from ..errors import NotYourPost, ReasonMissing
from ..facts import CaseClosed, CaseDelivered
from ..models import Case, Certificate
from ..rules.confirmation import Issued, issuing_words
from ..rules.permissions import P
from .confirming import confirmed
from .moves import held_by, held_by_department, locked, own, step, window_of

ARTICLE_39 = "《行政许可法》第三十九条"


@transaction.atomic
def begin_issuing(case_id: int, *, by: Actor, at: datetime) -> Case:
    """The decision's letter is out and a certificate is to be made: the window does it, within ten working days."""
    case = locked(case_id)
    step(case, "begin_issuing", by=by, at=at)
    case.awaited_post_id = window_of(case)
    case.save(update_fields=["state", "awaited_post"])
    return case


@transaction.atomic
def issue(
    case_id: int, *, certificates: Sequence[Issued], signed: identity.Signed | None = None, by: Actor, at: datetime
) -> Case:
    """The certificates are made out, each under its number; the case is closed.

    `signed` is the signature of whoever issues over `confirmation.issuing_words`, kept with each of them.
    """
    case = locked(case_id)
    by = held_by(case, may=P.ISSUE, by=by)
    for name in sorted({each.name.strip() for each in certificates}):
        # Two windows that give the same number at the same moment: one after the other.
        take_turns("cases.certificates", name)
    _check(certificates)
    step(case, "close", by=by, at=at, certificates=[each.number for each in certificates])
    words = issuing_words(case.number, certificates)
    signature = confirmed(case, signed, what="登记证照", words=words, by=by, at=at)
    Certificate.objects.bulk_create(
        Certificate(
            case=case,
            name=each.name.strip(),
            number=each.number.strip(),
            valid_from=each.valid_from,
            valid_to=each.valid_to,
            issued_at=at,
            issued_by=by.id,
            signature=signature,
        )
        for each in certificates
    )
    return _closed(case, at=at)


def _check(certificates: Sequence[Issued]) -> None:
    faults = {} if certificates else {"certificates": "请至少填写一个证照。"}
    given = Counter((each.name.strip(), each.number.strip()) for each in certificates)
    for place, each in enumerate(certificates):
        if not each.name.strip() or not each.number.strip():
            faults[f"certificates.{place}"] = "请填写证照名称和编号。"
        elif each.valid_to and each.valid_to < each.valid_from:
            faults[f"certificates.{place}"] = "有效期的截止日要在起始日之后。"
        elif given[each.name.strip(), each.number.strip()] > 1:
            faults[f"certificates.{place}"] = f"“{each.number}”这个编号写了两次。"
        elif Certificate.objects.filter(name=each.name.strip(), number=each.number.strip()).exists():
            faults[f"certificates.{place}"] = f"“{each.number}”这个编号已经用过了。"
    if faults:
        raise ReasonMissing("证照的内容还不对。", faults=faults, rule=ARTICLE_39)


@transaction.atomic
def close(case_id: int, *, by: Actor, at: datetime) -> Case:
    """The decision's letter is out and nothing else is to be made: close. Closing a closed case changes nothing."""
    case = locked(case_id)
    if case.closed_at is not None:
        return case
    step(case, "close", by=by, at=at)
    return _closed(case, at=at)


def _closed(case: Case, *, at: datetime) -> Case:
    case.closed_at = at
    case.awaited_post = None
    case.save(update_fields=["state", "closed_at", "awaited_post"])
    publish(CaseClosed(case_id=case.pk))
    return case


@transaction.atomic
def deliver(case_id: int, *, how: str, by: Actor, at: datetime) -> Case:
    """Record that the applicant has the result, and how it reached them."""
    case = locked(case_id)
    if case.joint_id is not None:
        raise NotYourPost(
            "这是一件事里的一项，结果由牵头单位统一送达。",
            rule="《行政许可法》第二十六条",
            remedy="请把结果交给牵头单位。",
        )
    if by.stands_for == case.applicant:
        own(case, by=by, at=at)
    else:
        held_by_department(case, by=by)
    step(case, "deliver", note=how, by=by, at=at)
    case.due_on = None
    case.save(update_fields=["state", "due_on"])
    publish(CaseDelivered(case_id=case.pk))
    return case
