"""What follows when a case moves: letters go out, people are told, a decided case is closed.

Every handler asks for the case as it stands, may be called twice, and dates what it does by the act that it follows,
not by the moment at which the worker came to it.
"""

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.journeys import letters
from citong.journeys.telling import about, instant, issue, standing_step, tell
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import on
from citong.kernel.refs import id_of, ref
from citong.notices import facade as notices


@on(cases.CaseSubmitted)
def acknowledge_receipt(fact: cases.CaseSubmitted) -> None:
    """The applicant gets a numbered receipt."""
    case = cases.case(fact.case_id)
    if case.joint_id or standing_step(case, "submit") is None:  # one receipt for the whole, see joint.py
        return
    issue(case, Kind.RECEIPT, occasion="submitted", values=letters.receipt(case), at=case.submitted_at)
    tell(case, notices.received(about(case)), occasion="submitted", at=case.submitted_at)


@on(cases.CorrectionsAsked)
def ask_for_corrections(fact: cases.CorrectionsAsked) -> None:
    """The one notice of everything that is missing."""
    case = cases.case(fact.case_id)
    asked = case.corrections.get(round=fact.round)
    if standing_step(case, "ask_to_correct", at=asked.asked_at) is None:
        return
    occasion = f"round-{fact.round}"
    issue(case, Kind.CORRECTION, occasion=occasion, values=letters.correction(case, asked), at=asked.asked_at)
    wording = notices.corrections_asked(about(case), gaps=len(asked.gaps), until=asked.due_on)
    tell(case, wording, occasion=occasion, at=asked.asked_at)


@on(cases.CaseTurnedAway)
def explain_turning_away(fact: cases.CaseTurnedAway) -> None:
    """A written decision not to accept, with its reason."""
    case = cases.case(fact.case_id)
    if step := standing_step(case, "turn_away"):
        occasion = ref("step", step.pk)
        issue(case, Kind.TURNED_AWAY, occasion=occasion, values=letters.turned_away(case, step), at=step.at)
        tell(case, notices.not_accepted(about(case)), occasion=occasion, at=step.at)


@on(cases.CaseAccepted)
def confirm_acceptance(fact: cases.CaseAccepted) -> None:
    """The acceptance letter names the last day; where nobody said so in time, from which day it counts and why."""
    case = cases.case(fact.case_id)
    if case.joint_id and not any(step.move == "release" for step in case.steps.all()):
        return  # one letter for all that begin together, see joint.py
    at = instant(case.accepted_at)
    values = letters.acceptance(case)
    issue(case, Kind.ACCEPTANCE, occasion="accepted", values=values, at=at)
    due = cases.first_due_on(case)
    wording = notices.accepted(about(case), due=due)
    if case.is_deemed_accepted:
        wording = notices.deemed_accepted(about(case), since=case.received_on, due=due)
    tell(case, wording, occasion="accepted", at=at)


@on(cases.ClockPaused)
def announce_special_procedure(fact: cases.ClockPaused) -> None:
    """The days that a special procedure takes are told in writing (Licensing Act, art. 45)."""
    case = cases.case(fact.case_id)
    event = case.clock_events.get(pk=fact.event_id)
    if standing_step(case, "suspend", at=event.at) is None:
        return
    occasion = ref("pause", event.pk)
    values = letters.special_procedure(case, event)
    issue(case, Kind.SPECIAL_PROCEDURE, occasion=occasion, values=values, at=event.at)
    wording = notices.paused(about(case), procedure=event.get_procedure_display(), days=event.announced_days or 0)
    tell(case, wording, occasion=occasion, at=event.at)


@on(cases.ClockResumed)
def announce_end_of_pause(fact: cases.ClockResumed) -> None:
    """The applicant learns the new last day."""
    case = cases.case(fact.case_id)
    event = case.clock_events.get(pk=fact.event_id)
    due = event.promised_due_on or event.on
    tell(case, notices.resumed(about(case), due=due), occasion=ref("resume", event.pk), at=event.at)


@on(cases.CaseDecided)
def write_decision(fact: cases.CaseDecided) -> None:
    """The decision's letter; once it is issued, the case closes."""
    case = cases.case(fact.case_id)
    kind = Kind.GRANT if fact.granted else Kind.REFUSAL
    issue(
        case,
        kind,
        occasion="decided",
        title=letters.decision_title(case),
        values=letters.decision(case),
        at=instant(case.decided_at),
    )


@on(documents.LetterIssued)
def close_decided_case(fact: documents.LetterIssued) -> None:
    """The decision is out: the applicant is told, and the case closes, unless a certificate is to be made first."""
    if fact.kind not in {Kind.GRANT, Kind.REFUSAL}:
        return
    case = cases.case(id_of("case", fact.subject))
    at = instant(case.decided_at)
    if case.state == cases.State.GRANTED and catalogue.definition(case.item_version_id).makes_certificate:
        cases.begin_issuing(case.pk, by=SYSTEM, at=at)
    elif case.state != cases.State.ISSUING:
        cases.close(case.pk, by=SYSTEM, at=at)
    tell(case, _outcome(case), occasion="decided", at=at)


@on(cases.CaseWithdrawn)
def confirm_withdrawal(fact: cases.CaseWithdrawn) -> None:
    """The applicant has it in writing that nothing more happens."""
    case = cases.case(fact.case_id)
    if case.joint and case.joint.state == cases.JointState.WITHDRAWN:  # told once for the whole, see joint.py
        return
    tell(case, notices.withdrawn(about(case)), occasion="withdrawn", at=instant(case.closed_at))


def _outcome(case: cases.Case) -> notices.Wording:
    if not case.decision.granted:
        return notices.refused(about(case))
    if case.decision.is_deemed:
        return notices.renewed(about(case))
    results = catalogue.definition(case.item_version_id).results
    return notices.granted(about(case), results=tuple(result.name for result in results))
