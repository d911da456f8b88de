"""Step: people who act for others, so that it can be tried: a grandson for his grandmother, and a second handler."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import Actor

from .accounts import CITIZENS, COMPANIES, Citizen

Progress = Callable[[int, int], None]
GRANDMOTHER, GRANDSON, SECOND_HANDLER = CITIZENS
TERM = timedelta(days=3 * 365)


def load_mandates(*, by: Actor, at: datetime, progress: Progress) -> None:
    """Each is proposed by the one and accepted by the other, as in the portal.

    Now, and not when the demonstration is said to have opened: that is longer ago than any mandate may last.
    """
    at = timezone.now()
    company = _account(COMPANIES[0].login)
    for done, (agent, kind) in enumerate(
        [(GRANDSON, identity.MandateKind.FAMILY), (SECOND_HANDLER, identity.MandateKind.HANDLER)], start=1
    ):
        account = _account(agent.login)
        if not identity.mandates_held(account, on=timezone.localdate(at)):
            _let_act(account, agent, kind, company=company, channel=by.channel, at=at)
        progress(done, 2)


def _let_act(
    account: identity.Account,
    agent: Citizen,
    kind: identity.MandateKind,
    *,
    company: identity.Account,
    channel: str,
    at: datetime,
) -> None:
    last_day, scope = timezone.localdate(at) + TERM, identity.MandateScope()
    own = _self(account, channel=channel, at=at)
    if kind is identity.MandateKind.HANDLER:
        inviting = _self(company, channel=channel, at=at)
        proposal = identity.invite_handler(
            company.pk, handler=_named(agent), scope=scope, last_day=last_day, by=inviting, at=at
        )
        identity.accept_mandate(proposal.pk, by=own, at=at)
        return
    proposal = identity.ask_to_act(
        kind=kind, principal=_named(GRANDMOTHER), scope=scope, last_day=last_day, by=own, at=at
    )
    agreeing = _self(_account(GRANDMOTHER.login), channel=channel, at=at)
    identity.accept_mandate(proposal.pk, by=agreeing, at=at)


def _named(citizen: Citizen) -> identity.Named:
    return identity.Named(citizen.name, citizen.id_number, citizen.phone)


def _self(account: identity.Account, *, channel: str, at: datetime) -> Actor:
    return identity.actor_for(account, channel=channel, on=timezone.localdate(at))


def _account(login: str) -> identity.Account:
    found = identity.account_by_login(login.lower())
    assert found is not None  # noqa: S101 - the step before has opened it
    return found
