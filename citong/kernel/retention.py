"""How long what is kept stays, and how it goes: shown first, approved by a second person, counted and audited.

Personal Information Protection Law, art. 19 (the shortest time that the purpose needs) and 47 (then it is deleted).
A module says for each kind of its rows which are due and how they go; nothing else deletes them. What somebody prepared
is approved by somebody else; then rows go that were due when it was prepared and still are, and that nobody holds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput, NotFound, NotPermitted, Refusal
from citong.kernel.models import Disposal, LegalHold
from citong.kernel.permissions import P, refuse_without
from citong.kernel.refs import id_of, ref
from citong.kernel.scopes import EVERYWHERE
from citong.kernel.turns import take_turns

BATCH = 500
# What was prepared is looked at while it is fresh.
PREPARED_FOR = timedelta(days=7)
SHORTEST_REASON = 5


@dataclass(frozen=True)
class Kept:
    """A kind of rows: what people call it, for how long, under which law, which are due, how they go."""

    name: str
    label: str
    term: timedelta
    law: str
    due: Callable[[datetime], Iterable[int]]  # of ids, given the moment before which they ended
    forget: Callable[[Sequence[int]], int]  # returns how many went


class NotDisposable(Refusal):
    """It cannot go: it was prepared by the same person, too long ago, or has gone already."""

    code = "kernel.not_disposable"


_KINDS: dict[str, Kept] = {}


def kept(kind: Kept) -> Kept:
    """Say, when a module is loaded, how long a kind of its rows stays."""
    _KINDS[kind.name] = kind
    return kind


def kinds() -> Sequence[Kept]:
    """Every kind that goes, by name."""
    return [_KINDS[name] for name in sorted(_KINDS)]


def would_go(kind: Kept, *, at: datetime) -> list[int]:
    """The ids of what is due now and not held; nothing is changed."""
    held = _held(kind.name)
    return sorted(set(kind.due(at - kind.term)) - held)


def disposals(*, size: int = 50) -> QuerySet[Disposal]:
    """What was prepared and what has gone, the last first."""
    return Disposal.objects.order_by("-id")[:size]


def holds() -> QuerySet[LegalHold]:
    """What is held now, the last first."""
    return LegalHold.objects.filter(lifted_at=None).order_by("-id")


@transaction.atomic
def prepare(name: str, *, by: Actor, at: datetime) -> Disposal:
    """Somebody looks what would go, and asks for it; nothing goes yet."""
    _refuse_others(by)
    kind = _kind(name)
    going = would_go(kind, at=at)
    if not going:
        raise NotDisposable("现在没有到期要删的。", remedy="不用做什么。")
    disposal = Disposal.objects.create(kind=name, ids=going, prepared_by=by.id, prepared_by_name=by.name, at=at)
    audit.record("kernel.prepare_disposal", subject=ref("disposal", disposal.pk), by=by, at=at, count=len(going))
    return disposal


@transaction.atomic
def approve(disposal_id: int, *, by: Actor, at: datetime) -> Disposal:
    """A second person approves; what was due then, is due still, and is not held goes, and is counted."""
    _refuse_others(by)
    disposal = Disposal.objects.select_for_update().filter(pk=disposal_id).first()
    if disposal is None:
        raise NotFound("找不到这份清单。")
    if disposal.gone_at is not None:
        return disposal
    if disposal.prepared_by == by.id:
        raise NotDisposable("自己准备的清单要由另一个人批准。", remedy="请另一位管理员打开这一页批准。")
    if at - disposal.at > PREPARED_FOR:
        raise NotDisposable("这份清单是 7 天以前准备的，不能再批准。", remedy="请重新准备一份。")
    take_turns("kernel.retention", disposal.kind)
    kind = _kind(disposal.kind)
    going = sorted(set(disposal.ids) & set(would_go(kind, at=at)))
    disposal.gone = sum(kind.forget(going[start : start + BATCH]) for start in range(0, len(going), BATCH))
    disposal.approved_by, disposal.approved_by_name, disposal.gone_at = by.id, by.name, at
    disposal.save()
    audit.record("kernel.dispose", subject=ref("disposal", disposal.pk), by=by, at=at, count=disposal.gone)
    return disposal


@transaction.atomic
def hold(subject: str, *, reason: str, by: Actor, at: datetime) -> LegalHold:
    """Something is needed, by a court for instance: it does not go, however long it has been kept."""
    _refuse_others(by)
    name, _, number = subject.partition(":")
    if name not in _KINDS or not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise InvalidInput("没有这样东西。", faults={"subject": f"请这样写：{'、'.join(f'{n}:12' for n in _KINDS)}。"})
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidInput("请写明为什么要留。", faults={"reason": f"至少 {SHORTEST_REASON} 个字。"})
    take_turns("kernel.retention", name)
    found, is_new = LegalHold.objects.get_or_create(
        subject=subject, lifted_at=None, defaults={"reason": reason.strip()[:200], "by": by.id, "at": at}
    )
    if is_new:
        audit.record("kernel.hold", subject=subject, by=by, at=at)
    return found


@transaction.atomic
def lift(hold_id: int, *, by: Actor, at: datetime) -> None:
    """It is needed no more, and goes when its time has come."""
    _refuse_others(by)
    found = LegalHold.objects.select_for_update().filter(pk=hold_id, lifted_at=None).first()
    if found is None:
        raise NotFound("找不到这一条，或者已经解除。")
    found.lifted_at = at
    found.save(update_fields=["lifted_at"])
    audit.record("kernel.lift_hold", subject=found.subject, by=by, at=at)


def _held(name: str) -> set[int]:
    held = LegalHold.objects.filter(Q(subject__startswith=f"{name}:"), lifted_at=None).values_list("subject", flat=True)
    return {id_of(name, subject) for subject in held}


def _kind(name: str) -> Kept:
    if name not in _KINDS:
        raise NotFound("没有这一类。")
    return _KINDS[name]


def _refuse_others(by: Actor) -> None:
    refuse_without(
        P.DISPOSE,
        by=by,
        on=EVERYWHERE,
        refusal=NotPermitted,
        words="您的角色不能做这件事。",
        remedy="请联系系统管理员或者安全管理员。",
    )
