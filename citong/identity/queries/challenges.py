"""Questions about codes that were sent to telephones."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from ..models import Account, PhoneChallenge
from ..rules import codes
from ..rules.codes import Asked, Purpose


@dataclass(frozen=True)
class CodeToSend:
    """A code on its way: where to, what for; the code itself is asked for when it is handed to the carrier."""

    challenge_id: int
    phone: str
    purpose: Purpose
    asked_at: datetime


def code_to_send(challenge_id: int) -> CodeToSend | None:
    """Where this code goes; None when it goes nowhere: nobody is known by what was typed, or it was used already."""
    found = PhoneChallenge.objects.filter(pk=challenge_id, used_at=None).exclude(phone="").first()
    return CodeToSend(found.pk, found.phone, Purpose(found.purpose), found.asked_at) if found else None


def code_of(challenge_id: int, *, at: datetime) -> str | None:
    """The six digits, for the carrier; None when they are worth nothing any more."""
    found = PhoneChallenge.objects.filter(pk=challenge_id, used_at=None).first()
    return None if found is None or codes.is_stale(found.asked_at, at=at) else derived_for(found)


def derived_for(challenge: PhoneChallenge) -> str:
    """The digits that answer a challenge."""
    held = (challenge.pk, challenge.purpose, challenge.subject, challenge.browser, challenge.salt)
    return codes.derived_code(settings.SECRET_KEY, held)


def asked_before(subject: str, *, sender: str, at: datetime) -> Asked:
    """What limits the next code for this subject and this sender."""
    today = PhoneChallenge.objects.filter(asked_at__gt=at - codes.DAY, asked_at__lte=at)
    return Asked(
        by_subject=list(today.filter(subject=subject).order_by("asked_at").values_list("asked_at", flat=True)),
        by_sender=today.filter(sender=sender, asked_at__gt=at - codes.HOUR).count(),
        is_known_here=PhoneChallenge.objects.filter(subject=subject, sender=sender, used_at__isnull=False).exists(),
    )


def phones_of(login: str) -> list[str]:
    """The telephone of the citizen or enterprise that signs in like this; of officials none is told anything."""
    open_ones = Account.objects.filter(Q(login=login), is_active=True, staff=None).exclude(phone="")
    return list(open_ones.order_by("pk").values_list("phone", flat=True)[:1])


def sent_to(phone: str, *, at: datetime) -> int:
    """How many codes went to this telephone in a day, whoever asked for them."""
    return PhoneChallenge.objects.filter(phone=phone, asked_at__gt=at - codes.DAY).exclude(phone="").count()
