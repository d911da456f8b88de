"""How a journey writes to the people of a case: a letter with its number, a notice in the inbox and on the phone."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.identity import facade as identity
from citong.journeys import letters
from citong.kernel.actors import SYSTEM
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns
from citong.notices import facade as notices


def issue(
    case: cases.Case, kind: Kind, *, occasion: str, values: letters.Values, at: datetime, title: str = ""
) -> documents.Letter:
    """A letter about this case; asked again for the same occasion, it is the same letter."""
    return documents.issue(
        kind,
        subject=ref("case", case.pk),
        occasion=occasion,
        department_id=case.department_id,
        recipient=case.applicant,
        title=title or documents.title_of(kind),
        values=values,
        by=SYSTEM,
        at=at,
    )


def tell(case: cases.Case, wording: notices.Wording, *, occasion: str, at: datetime) -> None:
    """The applicant is told, and whoever acted for them and still may follow it; once for each occasion."""
    to = {case.applicant: case.contact_phone}
    authorities = {step.details["under"] for step in case.steps.all() if "under" in step.details}
    if authorities:
        agents = identity.agents_told(case.applicant, authorities=sorted(authorities), on=timezone.localdate(at))
        # One message to one telephone: a handler is the contact of the case already.
        told = ((identity.account_ref(each), each.phone) for each in agents)
        to |= {each: "" if phone == case.contact_phone else phone for each, phone in told}
    for recipient, phone in to.items():
        notices.send(
            wording,
            to=recipient,
            phone=phone,
            subject=ref("case", case.pk),
            link=f"/my/cases/{case.number}/",
            occasion=occasion,
            by=SYSTEM,
            at=at,
        )


def tell_party(
    case: cases.Case, party: cases.InterestedParty, wording: notices.Wording, *, occasion: str, at: datetime
) -> None:
    """An interested party is told by phone; the case's page is not theirs to see."""
    notices.send(
        wording,
        to=ref("party", party.pk),
        phone=party.phone,
        subject=ref("case", case.pk),
        link="",
        occasion=occasion,
        by=SYSTEM,
        at=at,
    )


def about(case: cases.Case) -> notices.About:
    """What every notice about this case names."""
    return notices.About(
        hall=settings.HALL_NAME,
        applicant=case.party_name,
        item=case.item_version.name,
        case_number=case.number,
    )


def instant(at: datetime | None) -> datetime:
    """The instant of what happened."""
    assert at is not None  # noqa: S101 - the fact was published with this instant set
    return at


def standing_step(case: cases.Case, move: str, *, at: datetime | None = None) -> cases.Step | None:
    """The last step by this move (made at this instant), unless it was taken back: then nothing more is told of it.

    Of a case that is void nothing is told any more but that.

    One journey at a time about a case: a letter is issued before its step is taken back, or not at all.
    """
    take_turns("journeys.case", case.pk)
    steps = list(case.steps.order_by("id"))
    if move != "void" and any(step.move == "void" for step in steps):
        return None
    undone = {step.details.get("undone") for step in steps}
    last = next((step for step in reversed(steps) if step.move == move and at in (None, step.at)), None)
    return last if last is not None and last.pk not in undone else None
