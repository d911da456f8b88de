"""What the people of a case have got: their letters and their messages, after everything that waited was delivered."""

from django.utils import timezone

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.documents.models import Letter
from citong.documents.queries.letters import sheet_of
from citong.kernel.models import Delivery
from citong.kernel.outbox import deliver_waiting
from citong.kernel.refs import ref
from citong.notices.models import Notice


def deliver_all() -> None:
    """Until nothing waits; whatever a handler could not do rises here."""
    while deliver_waiting(now=timezone.now()):
        pass
    assert not [delivery.error for delivery in Delivery.objects.filter(done_at=None).order_by("id")]


def letters_of(pk: int) -> list[Letter]:
    return list(documents.letters_of(ref("case", pk)).order_by("id"))


def titles_of(pk: int) -> list[str]:
    return [letter.title for letter in letters_of(pk)]


def text_of(letter: Letter) -> str:
    return "\n".join(sheet_of(letter).lines())


def told(pk: int, *, to: str | None = None) -> list[str]:
    """The kinds of what somebody was told, in order."""
    recipient = to or cases.case(pk).applicant
    found = Notice.objects.filter(subject=ref("case", pk), recipient=recipient).order_by("id")
    return list(found.values_list("kind", flat=True))
