"""What happens at somebody's door is told: to them, wherever they are, and to sites that were entered through it."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import on
from citong.notices import facade as notices

PLACE = "/me/security/"
PLACE_OF_STAFF = "/desk/me/security/"


@on(identity.SignedInElsewhere)
def tell_of_new_device(fact: identity.SignedInElsewhere) -> None:
    """So that whoever finds somebody else in their account finds out today."""
    line = identity.sign_in_line(fact.sign_in_id)
    wording = notices.signed_in_elsewhere(
        hall=settings.HALL_NAME, browser=line.browser, address=line.address, at=timezone.localtime(line.at)
    )
    _tell(fact.account_id, wording, occasion=f"sign-in {line.pk}", at=line.at)


@on(identity.SessionEnded)
def sign_out_elsewhere(fact: identity.SessionEnded) -> None:
    """However a session ended, what was entered from it at other sites ends too."""
    at = identity.session_ended_at(fact.session_id)
    if at is not None:
        identity.end_visits(fact.session_id, by=SYSTEM, at=at)


@on(identity.SecondFactorChanged)
def tell_of_changed_factor(fact: identity.SecondFactorChanged) -> None:
    """Whoever adds a key of their own to somebody else's account is not alone in knowing it."""
    at = datetime.fromisoformat(fact.changed_at)
    wording = notices.second_factor_changed(hall=settings.HALL_NAME, change=fact.change, at=timezone.localtime(at))
    _tell(fact.account_id, wording, occasion=f"{at:%Y%m%dT%H%M%S.%f}", at=at)


def _tell(account_id: int, wording: notices.Wording, *, occasion: str, at: datetime) -> None:
    account = identity.account(account_id)
    subject = identity.account_ref(account)
    notices.send(
        wording,
        to=subject,
        phone=account.phone,
        subject=subject,
        link=PLACE_OF_STAFF if identity.is_staff(account) else PLACE,
        occasion=occasion,
        by=SYSTEM,
        at=at,
    )
