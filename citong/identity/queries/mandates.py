"""Questions about mandates: who may act for whom, what waits for an answer, and as whom somebody acts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.kernel.permissions import has_permission
from citong.kernel.refs import id_of, ref

from ..errors import MandateIsOver, NoSuchMandate
from ..lifecycle import MandateState
from ..models import Account, Assurance, Awaits, Mandate, Person
from ..rules.mandates import ARTICLE_173, MandateScope, Power, holds, name_for_history
from ..rules.permissions import P
from .accounts import account_ref, actor_for, display_name
from .parties import Party, party_of

_OPEN = (MandateState.OFFERED.value, MandateState.TO_VERIFY.value)


def mandate(mandate_id: int) -> Mandate:
    """A mandate with whom it is between, for journeys."""
    found = _joined().filter(pk=mandate_id).first()
    if found is None:
        raise NoSuchMandate("找不到这项授权。")
    return found


def mandate_seen(mandate_id: int, *, viewer: Actor) -> Mandate:
    """A mandate as one of the two sees it, or whoever it was proposed to; to others it is not there."""
    found = _joined().filter(_seen_by(viewer), pk=mandate_id).first()
    if found is None:
        raise NoSuchMandate("找不到这项授权。", remedy="请从“代办与授权”里重新打开。")
    return found


def mandates_seen(viewer: Actor) -> list[Mandate]:
    """Everything between the viewer and others, what is open first, then the newest."""
    found = list(_joined().filter(_seen_by(viewer)).order_by("-pk"))
    return sorted(found, key=lambda each: each.state == MandateState.ENDED)


def mandates_held(an_account: Account, *, on: date) -> list[Mandate]:
    """For whom the account's holder may act on this day."""
    found = _joined().filter(_held_by(an_account), _on(on), state=MandateState.IN_FORCE).order_by("pk")
    return [each for each in found if each.principal is not None and each.principal.is_active]


def is_holder(a_mandate: Mandate, *, account: Account) -> bool:
    """Whether this is who may act under it."""
    is_own = account.enterprise_id is None and account.person_id is not None
    return a_mandate.worker_id == account.pk or (is_own and a_mandate.agent_id == account.person_id)


def is_awaited(a_mandate: Mandate, *, account: Account) -> bool:
    """Whether it was proposed to this account's holder: by name, document and telephone, all three."""
    person = account.person
    if a_mandate.awaits not in {Awaits.AGENT, Awaits.PRINCIPAL} or person is None or account.enterprise_id:
        return False
    named = (a_mandate.named_name, a_mandate.named_id_type, a_mandate.named_number, a_mandate.named_phone)
    return named == (person.name, person.id_type, person.id_number, account.phone)


def is_principal(a_mandate: Mandate, *, viewer: Actor) -> bool:
    """Whether it is the viewer for whom somebody acts, or the enterprise whose handlers the viewer keeps."""
    return a_mandate.principal_id is not None and viewer.stands_for == ref("account", a_mandate.principal_id)


def actor_under(mandate_id: int, *, account: Account, channel: str, at: datetime) -> Actor:
    """As whom somebody acts for another; refused as soon as the mandate does not hold, whoever is late to say so."""
    found = _joined().filter(_held_by(account), pk=mandate_id).first()
    if found is None or found.principal is None or not is_in_force(found, on=timezone.localdate(at)):
        raise mandate_is_over()
    if (
        not found.principal.is_active
        or not account.is_active
        or not _may_still_help(account, on=timezone.localdate(at))
    ):
        raise mandate_is_over()
    principal = found.principal
    return Actor(
        id=account_ref(account),
        channel=channel,
        name=name_for_history(
            display_name(account), principal=display_name(principal), is_person=principal.enterprise_id is None
        ),
        on_behalf_of=account_ref(principal),
        authority=ref("mandate", found.pk),
    )


def is_in_force(a_mandate: Mandate, *, on: date) -> bool:
    """Whether it counts on a day."""
    return holds(state=a_mandate.state, begins=a_mandate.valid_from, ends=a_mandate.valid_to, on=on)


def mandate_is_over() -> MandateIsOver:
    """One refusal for all reasons."""
    return MandateIsOver(
        "这项授权已经结束，不能再代对方办事。",
        rule=ARTICLE_173,
        remedy="已经交的申请还是对方的，由对方自己接着办。要继续代办的，请对方重新授权。",
    )


def scope_of(viewer: Actor) -> MandateScope | None:
    """In what the viewer acts for another; None when they act for themselves."""
    if not viewer.on_behalf_of:
        return None
    found = Mandate.objects.filter(pk=id_of("mandate", viewer.authority), state=MandateState.IN_FORCE).first()
    if found is None:
        raise mandate_is_over()
    return found.scope


def party_under(mandate_id: int, *, account: Account) -> Party:
    """Whoever is acted for, represented by the account's holder, who can be called about it.

    How sure the hall is of them is no more than it is of either; of an official who helps, it is sure.
    """
    found = mandate(mandate_id)
    if found.principal is None:
        raise mandate_is_over()
    party, person = party_of(found.principal), account.person
    if person is None:
        return party
    is_body = found.principal.enterprise_id is not None
    return replace(
        party,
        phone=account.phone if is_body else party.phone or account.phone,
        handler_name=person.name,
        handler_id_type=person.id_type,
        handler_id_number=person.id_number,
        assurance=min(party.assurance, Assurance(account.assurance)),
    )


def holders_told(a_mandate: Mandate) -> list[Account]:
    """The accounts of the two, as far as they are known: the principal's and the agent's own, or the official's."""
    own = Account.objects.joined().filter(person=a_mandate.agent, enterprise=None) if a_mandate.agent_id else ()
    found = [a_mandate.principal, *own, a_mandate.worker]
    return [each for each in found if each is not None and each.is_active]


def awaited_account(a_mandate: Mandate) -> Account | None:
    """Whoever a proposal waits for, if they have an account here; never to be told to the one who proposed it."""
    person = Person.objects.filter(id_type=a_mandate.named_id_type, id_number=a_mandate.named_number).first()
    own = Account.objects.joined().filter(person=person, enterprise=None, is_active=True).first() if person else None
    return own if own is not None and is_awaited(a_mandate, account=own) else None


def agents_told(principal_ref: str, *, authorities: Iterable[str], on: date) -> list[Account]:
    """Of those who acted under these mandates, whoever still may follow what becomes of it."""
    ids = [id_of("mandate", each) for each in authorities]
    found = _joined().filter(_on(on), pk__in=ids, principal=id_of("account", principal_ref), state="in_force")
    follow = [each for each in found.order_by("pk") if each.scope.allows(Power.FOLLOW)]
    told = Account.objects.joined().filter(person__in=[each.agent_id for each in follow if each.agent_id])
    workers = [each.worker for each in follow if each.worker]
    return [*told.filter(enterprise=None, is_active=True).order_by("pk"), *workers]


def mandates_over(*, on: date, limit: int) -> list[int]:
    """Mandates whose last day has passed."""
    found = Mandate.objects.filter(state=MandateState.IN_FORCE, valid_to__lte=on).order_by("valid_to", "pk")
    return list(found.values_list("pk", flat=True)[:limit])


def offers_over(*, at: datetime, limit: int) -> list[int]:
    """Proposals that nobody answered in time."""
    found = Mandate.objects.filter(state__in=_OPEN, offer_ends_at__lte=at).order_by("offer_ends_at", "pk")
    return list(found.values_list("pk", flat=True)[:limit])


def help_given_by(an_account: Account, *, on: date) -> list[Mandate]:
    """For whom an official helps now, the newest first."""
    found = _joined().filter(_on(on), worker=an_account, state=MandateState.IN_FORCE)
    return list(found.order_by("-pk"))


def _joined() -> QuerySet[Mandate]:
    return Mandate.objects.select_related(
        *("principal__person", "principal__enterprise", "agent", "worker__staff__department", "paper__file"),
        "signature__file",
    )


def _may_still_help(an_account: Account, *, on: date) -> bool:
    """An official whose role has ended helps nobody any more; citizens need no role."""
    return an_account.staff_id is None or has_permission(actor_for(an_account, channel="desk", on=on), P.HELP)


def _held_by(an_account: Account) -> Q:
    if an_account.staff_id is not None:
        return Q(worker=an_account)
    if an_account.enterprise_id is not None:
        return Q(pk__in=[])
    return Q(agent=an_account.person_id)


def _on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))


def _seen_by(viewer: Actor) -> Q:
    """Between the viewer and others. Whoever acts for another sees the mandate under which they do, and no other,
    unless they keep the handlers of a body."""
    found = Q(principal=id_of("account", viewer.stands_for)) | Q(offered_by=viewer.stands_for)
    scope = scope_of(viewer)
    if scope is not None:
        return found if scope.allows(Power.MANAGE) else Q(pk=id_of("mandate", viewer.authority))
    own = Account.objects.joined().filter(pk=id_of("account", viewer.id)).first()
    if own is None:
        return Q(pk__in=[])
    if own.enterprise_id is None and own.person is not None:
        waiting = Mandate.objects.filter(named_number=own.person.id_number).exclude(awaits="").order_by("pk")
        found |= Q(pk__in=[each.pk for each in waiting if is_awaited(each, account=own)])
    return found | _held_by(own)
