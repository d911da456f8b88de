"""Questions about notices; a person sees their own and nobody else's."""

from datetime import datetime

from django.db.models import QuerySet

from citong.kernel.ports import adapter

from .adapters.simulator import SimulatedCarrier
from .models import Notice


def inbox(recipient: str, *, after: int | None = None, size: int = 20) -> list[Notice]:
    """A page of this person's notices, newest first; `after` is the id of the last one on the page before."""
    own = Notice.objects.filter(recipient=recipient)
    if after is not None:
        own = own.filter(pk__lt=after)
    return list(own.order_by("-id")[:size])


def unread_count(recipient: str, *, cap: int = 99) -> int:
    """How many notices this person has not read, counted no further than `cap`."""
    return Notice.objects.filter(recipient=recipient, read_at=None)[:cap].count()


def notices_about(subject: str) -> QuerySet[Notice]:
    """For officials who handle the subject: what people were told about it, oldest first."""
    return Notice.objects.filter(subject=subject).order_by("id")


def waiting_to_be_carried(*, at: datetime, limit: int) -> list[Notice]:
    """Notices whose text message is to be carried now: first the codes somebody is waiting for, the newest of them
    first; then the others, those waiting longest first."""
    open_ones = Notice.objects.filter(carried_at=None, failed_at=None, due_at__lte=at, phone__isnull=False).exclude(
        sms=""
    )
    codes = list(open_ones.exclude(secret="").order_by("-due_at", "-id")[:limit])
    return codes + list(open_ones.filter(secret="").order_by("due_at", "id")[: limit - len(codes)])


def undeliverable_notices() -> QuerySet[Notice]:
    """For operators: text messages that nobody could carry, newest first."""
    return Notice.objects.filter(failed_at__isnull=False).order_by("-failed_at", "-id")


def carried_in_simulation(*, to: str = "", size: int = 20) -> list[dict[str, str]]:
    """For a demonstration: the messages that the simulated carrier took to a number or to all, newest first."""
    carrier = adapter("notices.carrier")
    carried = carrier.carried() if isinstance(carrier, SimulatedCarrier) else []
    return [message for message in carried if to in ("", message["to"])][: -size - 1 : -1]
