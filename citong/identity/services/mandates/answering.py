"""Whoever is named agrees, or does not; either of the two ends it; the clock ends it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ...errors import CannotRepresent, MandateIsOver, OfferedAlready
from ...lifecycle import MandateState
from ...models import Account, Assurance, Awaits, Mandate
from ...queries.mandates import is_awaited, is_holder, is_principal
from ...rules.mandates import ARTICLE_165, Ended, MandateKind, Power
from .offering import refuse_circle
from .rows import begin, end, end_all, locked_mandate, no_such_mandate, own_person
from .using import refuse_unmandated


@transaction.atomic
def accept_mandate(mandate_id: int, *, by: Actor, at: datetime) -> Mandate:
    """Whoever was named agrees, in their own account: from now on the one acts for the other."""
    own = own_person(by=by)
    mandate = locked_mandate(mandate_id)
    if mandate.state != MandateState.OFFERED or not is_awaited(mandate, account=own):
        raise no_such_mandate()
    if at >= mandate.offer_ends_at:
        raise MandateIsOver("过了答复的日子，这项授权不能再接受了。", remedy="请对方重新提出。")
    _refuse_unsure(own)
    if mandate.awaits == Awaits.AGENT:
        mandate.agent = own.person
    else:
        mandate.principal = own
    assert mandate.principal is not None  # noqa: S101 - one of the two proposed it, the other accepts it
    refuse_circle(mandate.principal, mandate.agent_id or 0)
    refuse_second_handler(mandate)
    return begin(mandate, move="accept", by=by, at=at)


@transaction.atomic
def decline_mandate(mandate_id: int, *, by: Actor, at: datetime) -> Mandate:
    """Whoever was named does not agree."""
    own = own_person(by=by)
    mandate = locked_mandate(mandate_id)
    if not is_awaited(mandate, account=own):
        raise no_such_mandate()
    return end(mandate, move="decline", why=Ended.DECLINED, by=by, at=at)


@transaction.atomic
def end_mandate(mandate_id: int, *, by: Actor, at: datetime) -> Mandate:
    """Either of the two ends it, at once and without a reason (Civil Code, arts 173 and 933); or whoever proposed it
    takes it back before it was answered. A child does not end the guardianship; a clerk does, who has seen why."""
    mandate = locked_mandate(mandate_id)
    if mandate.state != MandateState.IN_FORCE:
        if mandate.offered_by != by.stands_for:
            raise no_such_mandate()
        return end(mandate, move="lapse", why=Ended.REVOKED, by=by, at=at)
    if is_principal(mandate, viewer=by):
        if by.on_behalf_of:  # whoever keeps the handlers of a body
            refuse_unmandated(by=by, power=Power.MANAGE, items=(), topics=(), at=at)
            if Power.MANAGE in mandate.powers:
                raise CannotRepresent("管理经办人的人，只能由单位账号自己收回。", remedy="请用单位账号登录后再收回。")
        if mandate.kind == MandateKind.GUARDIAN:
            raise CannotRepresent("监护关系要在大厅窗口变更。", remedy="请带证明到大厅窗口。")
        return end(mandate, move="revoke", why=Ended.REVOKED, by=by, at=at)
    account = Account.objects.filter(pk=by.id.removeprefix("account:")).first() if _is_self(by) else None
    if account is None or not is_holder(mandate, account=account):
        raise no_such_mandate()
    return end(mandate, move="revoke", why=Ended.RENOUNCED, by=by, at=at)


@transaction.atomic
def confirm_handler(mandate_id: int, *, by: Actor, at: datetime) -> Mandate:
    """The body has another legal representative, and this handler goes on: nothing ends silently, nothing stays so."""
    mandate = locked_mandate(mandate_id)
    if not is_principal(mandate, viewer=by) or by.on_behalf_of or mandate.state != MandateState.IN_FORCE:
        raise no_such_mandate()
    mandate.to_confirm_since = None
    mandate.save(update_fields=["to_confirm_since"])
    audit.record("identity.mandate_confirmed", subject=ref("mandate", mandate_id), by=by, at=at)
    return mandate


@transaction.atomic
def let_mandate_run_out(mandate_id: int, *, by: Actor, at: datetime) -> None:
    """The last day of a mandate, or of a proposal, has passed; it did not count since, this tells the two."""
    mandate = locked_mandate(mandate_id)
    if mandate.state == MandateState.IN_FORCE:
        if mandate.valid_to is None or timezone.localdate(at) < mandate.valid_to:
            return
        why = Ended.OF_AGE if mandate.kind == MandateKind.GUARDIAN else Ended.RUN_OUT
        end(mandate, move="run_out", why=why, by=by, at=at)
    elif mandate.state != MandateState.ENDED and at >= mandate.offer_ends_at:
        end(mandate, move="lapse", why=Ended.LAPSED, by=by, at=at)


def end_mandates_of(account: Account, *, by: Actor, at: datetime) -> None:
    """An account is closed: nobody acts for it any more, and whoever had it for themselves for nobody else."""
    theirs = Q(principal=account) | Q(offered_by=ref("account", account.pk))
    if account.enterprise_id is None and account.person_id is not None:
        theirs |= Q(agent=account.person_id)
    found = Mandate.objects.select_for_update(of=("self",)).filter(theirs).exclude(state=MandateState.ENDED)
    end_all(found.order_by("pk"), why=Ended.CLOSED, by=by, at=at)


def refuse_second_handler(mandate: Mandate) -> None:
    """Once is enough."""
    held = Mandate.objects.filter(principal=mandate.principal, agent=mandate.agent, state=MandateState.IN_FORCE)
    if mandate.kind == MandateKind.HANDLER and held.filter(kind=MandateKind.HANDLER).exists():
        raise OfferedAlready("您已经是这个单位的经办人了。", remedy="要改授权范围的，请单位先收回原来的。")


def _refuse_unsure(account: Account) -> None:
    if account.assurance < Assurance.REAL_NAME:
        raise CannotRepresent(
            "代别人办事，或者请别人代办，先要核对您的姓名和证件。",
            rule=ARTICLE_165,
            remedy="请到“我的账号”提高实名等级，再回来同意。",
        )


def _is_self(by: Actor) -> bool:
    return not by.on_behalf_of and by.id.startswith("account:")
