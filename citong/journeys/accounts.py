"""What follows when something happens to an account: codes go out, holders are told, what was begun is thrown away."""

from django.conf import settings
from django.utils import timezone

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.facts import on
from citong.kernel.refs import ref
from citong.notices import facade as notices

MINUTES = 5
ACCOUNT_PAGE = "/my/account/"


@on(identity.CodeAsked)
def send_the_code(fact: identity.CodeAsked) -> None:
    """The code goes to the telephone, without being written down anywhere; a code that goes nowhere is not sent."""
    to_send = identity.code_to_send(fact.challenge_id)
    if to_send is None:
        return
    challenge = ref("challenge", to_send.challenge_id)
    wording = notices.phone_code(settings.HALL_NAME, purpose=identity.PURPOSE_WORDS[to_send.purpose], minutes=MINUTES)
    notices.send(
        wording,
        to=challenge,
        phone=to_send.phone,
        subject=challenge,
        link="",
        occasion="asked",
        secret=challenge,
        by=SYSTEM,
        at=to_send.asked_at,
    )


@on(identity.PasswordRecovered)
def tell_of_recovery(fact: identity.PasswordRecovered) -> None:
    """Whoever did not do it themselves has to know at once."""
    account = identity.account(fact.account_id)
    wording = notices.password_recovered(settings.HALL_NAME, name=identity.display_name(account))
    _tell(account, wording, occasion=fact.occasion, phone=account.phone)


@on(identity.PhoneChanged)
def tell_the_old_telephone(fact: identity.PhoneChanged) -> None:
    """The message goes to the number that the account had before: the new one is in the hands of whoever changed it."""
    account = identity.account(fact.account_id)
    wording = notices.phone_changed(settings.HALL_NAME, name=identity.display_name(account))
    _tell(account, wording, occasion=fact.occasion, phone=account.former_phone or "")


@on(identity.AssuranceRaised)
def tell_of_higher_level(fact: identity.AssuranceRaised) -> None:
    """What they can do online now."""
    account = identity.account(fact.account_id)
    level = identity.Assurance(fact.level).label
    wording = notices.assurance_raised(settings.HALL_NAME, name=identity.display_name(account), level=level)
    _tell(account, wording, occasion=ref("proof", fact.proof_id), phone="")


@on(identity.AssuranceFell)
def tell_of_lower_level(fact: identity.AssuranceFell) -> None:
    """A proof has run out, and how to renew it."""
    account = identity.account(fact.account_id)
    level = identity.Assurance(fact.level).label
    wording = notices.assurance_fell(settings.HALL_NAME, name=identity.display_name(account), level=level)
    _tell(account, wording, occasion=fact.occasion, phone=account.phone)


@on(identity.AccountClosed)
def throw_drafts_away(fact: identity.AccountClosed) -> None:
    """What was begun and never handed in goes with the account; what was handed in stays, as the law keeps it."""
    holder = Actor(id=ref("account", fact.account_id), channel="journeys")
    for draft in cases.drafts_of(holder):
        cases.discard(draft.pk, by=holder, at=timezone.now())


def _tell(account: identity.Account, wording: notices.Wording, *, occasion: str, phone: str) -> None:
    if not account.is_active:
        return
    about = identity.account_ref(account)
    notices.send(
        wording,
        to=about,
        phone=phone,
        subject=about,
        link=ACCOUNT_PAGE,
        occasion=occasion,
        by=SYSTEM,
        at=timezone.now(),
    )
