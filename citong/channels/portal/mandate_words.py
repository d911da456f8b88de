"""A mandate as one of the two sees it: who for whom, in what, until when, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.identity.facade import MandateState
from citong.kernel.actors import Actor
from citong.kernel.errors import NotFound

TONES = {MandateState.IN_FORCE: "ok", MandateState.OFFERED: "warn", MandateState.TO_VERIFY: "warn"}


@dataclass(frozen=True)
class Row:
    """One mandate, in words."""

    mandate: identity.Mandate
    agent: str
    principal: str
    kind: str
    state: str
    tone: str
    scope: str
    powers: str
    last_day: date | None
    ended: str
    deeds: tuple[tuple[str, str], ...]
    can_act: bool


def told_all(mandates: Sequence[identity.Mandate], *, viewer: Actor, account: identity.Account) -> list[Row]:
    """Each of them."""
    return [told(each, viewer=viewer, account=account) for each in mandates]


def told(mandate: identity.Mandate, *, viewer: Actor, account: identity.Account) -> Row:
    """One of them."""
    state = MandateState(mandate.state)
    return Row(
        mandate=mandate,
        agent=_agent(mandate),
        principal=_principal(mandate),
        kind=identity.MANDATE_KIND_NAMES[identity.MandateKind(mandate.kind)],
        state=identity.MANDATE_STATES[state],
        tone=TONES.get(state, "plain"),
        scope=_scope(mandate),
        powers="、".join(name for power, name in identity.POWER_NAMES.items() if power in mandate.powers),
        last_day=mandate.valid_to - timedelta(days=1) if mandate.valid_to else None,
        ended=next((words for why, words in identity.ENDED_WORDS.items() if why == mandate.ended_why), ""),
        deeds=_deeds(mandate, viewer=viewer, account=account),
        can_act=state is MandateState.IN_FORCE
        and not viewer.on_behalf_of
        and identity.is_holder(mandate, account=account),
    )


def _can_act(mandate: identity.Mandate, *, viewer: Actor, account: identity.Account) -> bool:
    is_open = mandate.state == MandateState.IN_FORCE and not viewer.on_behalf_of
    return is_open and identity.is_holder(mandate, account=account)


def _agent(mandate: identity.Mandate) -> str:
    if mandate.worker is not None:
        return identity.display_name(mandate.worker)
    return mandate.agent.name if mandate.agent is not None else identity.masked_name(mandate.named_name or "")


def _principal(mandate: identity.Mandate) -> str:
    if mandate.principal is not None:
        return identity.display_name(mandate.principal)
    return identity.masked_name(mandate.named_name or "")


def _scope(mandate: identity.Mandate) -> str:
    if mandate.scope.is_everything:
        return "所有事项"
    topics = [_topic(code) for code in mandate.topics]
    names = "、".join([*topics, *(_item(code) for code in mandate.items)])
    return f"{names}（只办一件）" if mandate.is_single else names


def _topic(code: str) -> str:
    try:
        return f"{catalogue.topic(code).name}类"
    except NotFound:
        return code


def _item(code: str) -> str:
    try:
        return catalogue.published(code).name
    except NotFound:
        return code


def _deeds(mandate: identity.Mandate, *, viewer: Actor, account: identity.Account) -> tuple[tuple[str, str], ...]:
    state = MandateState(mandate.state)
    if state is MandateState.ENDED:
        return ()
    if not viewer.on_behalf_of and identity.is_awaited(mandate, account=account):
        return (("accept", "同意"), ("decline", "不同意"))
    if state is not MandateState.IN_FORCE:
        return (("end", "撤回"),) if mandate.offered_by == viewer.stands_for else ()
    confirm = (("confirm", "确认继续"),) if mandate.to_confirm_since and not viewer.on_behalf_of else ()
    if identity.is_principal(mandate, viewer=viewer):
        return () if mandate.kind == identity.MandateKind.GUARDIAN else (*confirm, ("end", "收回授权"))
    if not viewer.on_behalf_of and identity.is_holder(mandate, account=account):
        return (("end", "不再代办"),)
    return ()
