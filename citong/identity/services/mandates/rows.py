"""Mandates as verbs begin with them, and the moves that every verb makes."""

from collections.abc import Iterable
from datetime import datetime

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.refs import id_of, ref

from ...errors import NoSuchMandate, NotYourAccount
from ...facts import MandateEnded, MandateGiven
from ...lifecycle import MANDATE
from ...models import Account, Mandate
from ...rules.mandates import Ended
from ..rows import own


def locked_mandate(mandate_id: int) -> Mandate:
    """The mandate, locked until the verb is done."""
    found = Mandate.objects.select_for_update(of=("self",)).filter(pk=mandate_id).first()
    if found is None:
        raise no_such_mandate()
    return found


def no_such_mandate() -> NoSuchMandate:
    """To whom it does not concern, it is not there."""
    return NoSuchMandate("找不到这项授权。", remedy="请从“代办与授权”里重新打开。")


def own_person(*, by: Actor) -> Account:
    """The own account of the person who acts, as themselves; locked, so that it is not closed meanwhile."""
    if by.on_behalf_of or not by.id.startswith("account:"):
        raise NotYourAccount("这件事要您本人、用自己的账号办。", remedy="请先切换回“为自己办事”。")
    own(id_of("account", by.id), by=by)
    account = Account.objects.select_for_update(of=("self",)).filter(pk=id_of("account", by.id)).first()
    if account is None or not account.is_active or account.enterprise_id is not None or account.person is None:
        raise NotYourAccount("单位账号不能代别人办事。", remedy="请用您个人的账号登录。")
    return account


def begin(mandate: Mandate, *, move: str, by: Actor, at: datetime) -> Mandate:
    """From now on it holds."""
    mandate.state = MANDATE.after(move, mandate.state)
    mandate.awaits, mandate.agreed_at = "", at
    mandate.save()
    audit.record(f"identity.mandate_{move}", subject=ref("mandate", mandate.pk), by=by, at=at, kind=mandate.kind)
    publish(MandateGiven(mandate_id=mandate.pk))
    return mandate


def end(mandate: Mandate, *, move: str, why: Ended, by: Actor, at: datetime) -> Mandate:
    """It does not hold any more, or never will."""
    mandate.state = MANDATE.after(move, mandate.state)
    mandate.awaits, mandate.ended_at, mandate.ended_by, mandate.ended_why = "", at, by.id, why
    mandate.save(update_fields=["state", "awaits", "ended_at", "ended_by", "ended_why"])
    audit.record("identity.mandate_ended", subject=ref("mandate", mandate.pk), by=by, at=at, why=why)
    publish(MandateEnded(mandate_id=mandate.pk))
    return mandate


def end_all(mandates: Iterable[Mandate], *, why: Ended, by: Actor, at: datetime) -> None:
    """All of these, locked, in the way that each can end."""
    for each in mandates:
        move = "revoke" if "revoke" in MANDATE.moves_from(each.state) else "lapse"
        end(each, move=move, why=why, by=by, at=at)
