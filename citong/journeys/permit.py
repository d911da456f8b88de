"""What follows when a case moves: letters go out, people are told, a decided case is closed.

Every handler asks for the case as it stands, may be called twice, and dates what it does by the act that it follows,
not by the moment at which the worker came to it.
"""

from datetime import datetime

from django.conf import settings

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.journeys import letters
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import on
from citong.kernel.refs import id_of, ref
from citong.notices import facade as notices


@on(cases.CaseSubmitted)
def acknowledge_receipt(fact: cases.CaseSubmitted) -> None:
    """The applicant gets a numbered receipt."""
    case = cases.case(fact.case_id)
    if case.joint_id:  # one receipt for the whole, see joint.py
        return
    _issue(case, Kind.RECEIPT, occasion="submitted", values=letters.receipt(case), at=case.submitted_at)
    _tell(case, notices.received(_about(case)), occasion="submitted", at=case.submitted_at)


@on(cases.CorrectionsAsked)
def ask_for_corrections(fact: cases.CorrectionsAsked) -> None:
    """The one notice of everything that is missing."""
    case = cases.case(fact.case_id)
    asked = case.corrections.get(round=fact.round)
    occasion = f"round-{fact.round}"
    _issue(case, Kind.CORRECTION, occasion=occasion, values=letters.correction(case, asked), at=asked.asked_at)
    wording = notices.corrections_asked(_about(case), gaps=len(asked.gaps), until=asked.due_on)
    _tell(case, wording, occasion=occasion, at=asked.asked_at)


@on(cases.CaseTurnedAway)
def explain_turning_away(fact: cases.CaseTurnedAway) -> None:
    """A written decision not to accept, with its reason."""
    case = cases.case(fact.case_id)
    at = _instant(case.closed_at)
    _issue(case, Kind.TURNED_AWAY, occasion="turned_away", values=letters.turned_away(case), at=at)
    _tell(case, notices.not_accepted(_about(case)), occasion="turned_away", at=at)


@on(cases.CaseAccepted)
def confirm_acceptance(fact: cases.CaseAccepted) -> None:
    """The acceptance letter names the last day."""
    case = cases.case(fact.case_id)
    if case.joint_id and not any(step.move == "release" for step in case.steps.all()):
        return  # one letter for all that begin together, see joint.py
    at = _instant(case.accepted_at)
    values = letters.acceptance(case)
    _issue(case, Kind.ACCEPTANCE, occasion="accepted", values=values, at=at)
    _tell(case, notices.accepted(_about(case), due=cases.first_due_on(case)), occasion="accepted", at=at)


@on(cases.ClockPaused)
def announce_special_procedure(fact: cases.ClockPaused) -> None:
    """The days that a special procedure takes are told in writing (Licensing Act, art. 45)."""
    case = cases.case(fact.case_id)
    event = case.clock_events.get(pk=fact.event_id)
    occasion = ref("pause", event.pk)
    values = letters.special_procedure(case, event)
    _issue(case, Kind.SPECIAL_PROCEDURE, occasion=occasion, values=values, at=event.at)
    wording = notices.paused(_about(case), procedure=event.get_procedure_display(), days=event.announced_days or 0)
    _tell(case, wording, occasion=occasion, at=event.at)


@on(cases.ClockResumed)
def announce_end_of_pause(fact: cases.ClockResumed) -> None:
    """The applicant learns the new last day."""
    case = cases.case(fact.case_id)
    event = case.clock_events.get(pk=fact.event_id)
    due = event.promised_due_on or event.on
    _tell(case, notices.resumed(_about(case), due=due), occasion=ref("resume", event.pk), at=event.at)


@on(cases.CaseDecided)
def write_decision(fact: cases.CaseDecided) -> None:
    """The decision's letter; once it is issued, the case closes."""
    case = cases.case(fact.case_id)
    kind = Kind.GRANT if fact.granted else Kind.REFUSAL
    _issue(
        case,
        kind,
        occasion="decided",
        title=letters.decision_title(case),
        values=letters.decision(case),
        at=_instant(case.decided_at),
    )


@on(documents.LetterIssued)
def close_decided_case(fact: documents.LetterIssued) -> None:
    """The decision is out: close the case and tell the applicant."""
    if fact.kind not in {Kind.GRANT, Kind.REFUSAL}:
        return
    case = cases.case(id_of("case", fact.subject))
    at = _instant(case.decided_at)
    cases.close(case.pk, by=SYSTEM, at=at)
    _tell(case, _outcome(case), occasion="decided", at=at)


@on(cases.CaseWithdrawn)
def confirm_withdrawal(fact: cases.CaseWithdrawn) -> None:
    """The applicant has it in writing that nothing more happens."""
    case = cases.case(fact.case_id)
    if case.joint and case.joint.state == cases.JointState.WITHDRAWN:  # told once for the whole, see joint.py
        return
    _tell(case, notices.withdrawn(_about(case)), occasion="withdrawn", at=_instant(case.closed_at))


def _outcome(case: cases.Case) -> notices.Wording:
    if not case.decision.granted:
        return notices.refused(_about(case))
    results = catalogue.definition(case.item_version_id).results
    return notices.granted(_about(case), results=tuple(result.name for result in results))


def _issue(
    case: cases.Case, kind: Kind, *, occasion: str, values: letters.Values, at: datetime, title: str = ""
) -> None:
    documents.issue(
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


def _tell(case: cases.Case, wording: notices.Wording, *, occasion: str, at: datetime) -> None:
    notices.send(
        wording,
        to=case.applicant,
        phone=case.contact_phone,
        subject=ref("case", case.pk),
        link=f"/my/cases/{case.number}/",
        occasion=occasion,
        by=SYSTEM,
        at=at,
    )


def _about(case: cases.Case) -> notices.About:
    return notices.About(
        hall=settings.HALL_NAME,
        applicant=case.party_name,
        item=case.item_version.name,
        case_number=case.number,
    )


def _instant(at: datetime | None) -> datetime:
    assert at is not None  # noqa: S101 - the fact was published with this instant set
    return at
