"""We become surer of who somebody is, and less sure when a proof runs out."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.refs import ref

from ..errors import AssuranceNotRaised, NoSuchProof
from ..facts import AssuranceFell, AssuranceRaised
from ..models import Account, Proof
from ..rules.levels import WORTH, Assurance, Method, level_of
from ..rules.permissions import P
from .permission import refuse_unless_somewhere
from .rows import locked


@transaction.atomic
def raise_assurance(
    account_id: int,
    *,
    method: Method,
    source: str,
    reference: str = "",
    valid_until: date | None = None,
    by: Actor,
    at: datetime,
) -> Account:
    """There is a new proof of who somebody is: by this method, answered for by this source, until this day."""
    refuse_unless_somewhere(P.VOUCH, by=by)
    account = locked(account_id)
    add_proof(account, method=method, source=source, reference=reference, valid_until=valid_until, by=by, at=at)
    return account


def add_proof(
    account: Account,
    *,
    method: Method,
    source: str,
    reference: str = "",
    valid_until: date | None = None,
    worth: Assurance | None = None,
    by: Actor,
    at: datetime,
) -> Proof:
    """Note a proof for a locked account; the level follows from all proofs that count.

    What a partner's word is worth was agreed with it; everything else is always worth the same.
    """
    if account.staff_id is not None or not account.is_active:
        raise AssuranceNotRaised("这个账号不用提高实名等级。", account=account.pk)
    if valid_until is not None and valid_until < timezone.localdate(at):
        raise AssuranceNotRaised(
            "证件已经过了有效期，不能用来核验。", remedy="请带有效的证件再来。", account=account.pk
        )
    proof = Proof.objects.create(
        account=account,
        method=method,
        level=WORTH[method] if worth is None else worth,
        source=source,
        reference=reference,
        proved_at=at,
        proved_by=by.id,
        valid_until=valid_until,
    )
    before = account.assurance
    _settle(account, at=at)
    subject = ref("account", account.pk)
    audit.record("identity.proved", subject=subject, by=by, at=at, proof=proof.pk, method=method, to=account.assurance)
    if account.assurance > before:
        publish(AssuranceRaised(account_id=account.pk, level=account.assurance, proof_id=proof.pk))
    return proof


@transaction.atomic
def end_proof(proof_id: int, *, by: Actor, at: datetime) -> Account:
    """A proof counts no more: a certificate was revoked, a document was found to be false."""
    refuse_unless_somewhere(P.VOUCH, by=by)
    holder = Proof.objects.filter(pk=proof_id).values_list("account_id", flat=True).first()
    if holder is None:
        raise NoSuchProof("找不到这项证明。")
    account = locked(holder)
    _end(account, [proof_id], by=by, at=at)
    return account


@transaction.atomic
def let_proofs_run_out(account_id: int, *, by: Actor, at: datetime) -> Account:
    """The days until which proofs hold are over; the level falls to what is left."""
    account = locked(account_id)
    over = account.proofs.filter(ended_at=None, valid_until__lt=timezone.localdate(at)).order_by("pk")
    _end(account, list(over.values_list("pk", flat=True)), by=by, at=at)
    return account


def _end(account: Account, proofs: list[int], *, by: Actor, at: datetime) -> None:
    if not Proof.objects.filter(pk__in=proofs, ended_at=None).update(ended_at=at):
        return
    before = account.assurance
    _settle(account, at=at)
    subject = ref("account", account.pk)
    audit.record("identity.proofs_ended", subject=subject, by=by, at=at, proofs=proofs, to=account.assurance)
    if account.assurance < before:
        occasion = ref("proof", max(proofs))
        publish(AssuranceFell(account_id=account.pk, level=account.assurance, occasion=occasion))


def _settle(account: Account, *, at: datetime) -> None:
    account.assurance = level_of(account.proofs.filter(ended_at=None).order_by("pk"), on=timezone.localdate(at))
    account.save(update_fields=["assurance"])
