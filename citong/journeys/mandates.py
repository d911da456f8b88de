"""What follows when somebody may act for another, or no longer: both are told."""

from django.conf import settings
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import on
from citong.kernel.refs import ref
from citong.notices import facade as notices

PAGE = "/my/mandates/"
DESK = "/desk/help/"


@on(identity.MandateOffered)
def ask_for_the_answer(fact: identity.MandateOffered) -> None:
    """Whoever was named is told, if they have an account; a telephone that belongs to none gets nothing from us."""
    mandate = identity.mandate(fact.mandate_id)
    awaited = identity.awaited_account(mandate)
    if awaited is None or mandate.state != identity.MandateState.OFFERED:
        return
    other = identity.names_of([mandate.offered_by]).get(mandate.offered_by, "有人")
    wording = notices.mandate_offered(settings.HALL_NAME, other=other, kind=_kind(mandate))
    _tell(awaited, mandate, wording)


@on(identity.MandateGiven)
def tell_both_of_the_mandate(fact: identity.MandateGiven) -> None:
    """Nobody is represented without knowing it."""
    mandate = identity.mandate(fact.mandate_id)
    until = f"到 {mandate.valid_to} 为止" if mandate.valid_to else "没有期限"
    agent, principal = _names(mandate)
    wording = notices.mandate_given(
        settings.HALL_NAME, agent=agent, principal=principal, kind=_kind(mandate), until=until
    )
    for account in identity.holders_told(mandate):
        _tell(account, mandate, wording)


@on(identity.MandateEnded)
def tell_both_of_the_end(fact: identity.MandateEnded) -> None:
    """Both know that it is over, and why."""
    mandate = identity.mandate(fact.mandate_id)
    agent, principal = _names(mandate)
    why = next((words for each, words in identity.ENDED_WORDS.items() if each == mandate.ended_why), "")
    wording = notices.mandate_ended(settings.HALL_NAME, agent=agent, principal=principal, why=why)
    for account in identity.holders_told(mandate):
        _tell(account, mandate, wording)


def _tell(account: identity.Account, mandate: identity.Mandate, wording: notices.Wording) -> None:
    notices.send(
        wording,
        to=identity.account_ref(account),
        phone=account.phone,
        subject=ref("mandate", mandate.pk),
        link=DESK if identity.is_staff(account) else f"{PAGE}{mandate.pk}/",
        occasion=str(wording.kind),
        by=SYSTEM,
        at=timezone.now(),
    )


def _kind(mandate: identity.Mandate) -> str:
    return identity.MANDATE_KIND_NAMES[identity.MandateKind(mandate.kind)]


def _names(mandate: identity.Mandate) -> tuple[str, str]:
    agent = identity.display_name(mandate.worker) if mandate.worker else mandate.agent.name if mandate.agent else "对方"
    return agent, identity.display_name(mandate.principal) if mandate.principal else "对方"
