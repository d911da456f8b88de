"""Proof of service 送达回证: how, when and to whom a letter was handed over."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import NotFound
from citong.kernel.models import Upload
from citong.kernel.outbox import publish

from ..errors import NotServed, ServiceIncomplete
from ..facts import LetterServed
from ..models import Letter, Service, ServiceEvidence
from ..rules.kinds import RECORDS, Kind
from ..rules.service import Handover, Way, handover_faults, served_on
from ..rules.wording import local_date
from .permission import refuse_all_but_officials


@transaction.atomic
def record_service(
    letter_id: int,
    *,
    recipient: str,
    how: Way,
    delivered_on: date,
    received_by: str = "",
    relation: str = "",
    witnesses: Sequence[str] = (),
    note: str = "",
    evidence: Sequence[Upload] = (),
    by: Actor,
    at: datetime,
) -> Service:
    """A letter reached its recipient, or counts as served from a day on. Told twice, it is the same service."""
    refuse_all_but_officials(by)
    letter = Letter.objects.select_for_update(of=("self",)).filter(pk=letter_id).first()
    if letter is None:
        raise NotFound("找不到这份文书。", remedy="请从办件详情里重新打开。")
    if Kind(letter.kind) in RECORDS:
        raise NotServed(f"《{letter.title}》是存档的记录，不用送达。")
    seen = [name.strip() for name in witnesses if name.strip()]
    handover = Handover(
        recipient.strip(), how, delivered_on, received_by.strip(), relation.strip(), seen, bool(evidence)
    )
    _refuse_incomplete(handover, letter, at=at)
    told_before = Service.objects.filter(
        letter=letter, recipient=handover.recipient, how=how, delivered_on=delivered_on
    ).first()
    return told_before or _record(handover, letter, note=note.strip(), evidence=evidence, by=by, at=at)


def _refuse_incomplete(handover: Handover, letter: Letter, *, at: datetime) -> None:
    faults = handover_faults(handover, issued_on=local_date(letter.issued_at), today=local_date(at))
    if faults:
        raise ServiceIncomplete("送达登记还缺内容，没有保存。", faults=faults, rule="民事诉讼法第八十七条至第九十五条")


def _record(
    handover: Handover, letter: Letter, *, note: str, evidence: Sequence[Upload], by: Actor, at: datetime
) -> Service:
    service = Service.objects.create(
        letter=letter,
        recipient=handover.recipient,
        how=handover.how,
        delivered_on=handover.delivered_on,
        served_on=served_on(handover.how, handover.delivered_on),
        received_by=handover.received_by,
        relation=handover.relation,
        witnesses=list(handover.witnesses),
        note=note,
        recorded_at=at,
        recorded_by=by.id,
    )
    ServiceEvidence.objects.bulk_create(ServiceEvidence(service=service, upload=upload) for upload in evidence)
    audit.record("letter.served", subject=letter.subject, by=by, at=at, letter=letter.pk, service=service.pk)
    day = service.served_on.isoformat()
    publish(
        LetterServed(
            letter_id=letter.pk, service_id=service.pk, subject=letter.subject, kind=letter.kind, served_on=day
        )
    )
    return service
