"""What follows at the end: certificates, proof of service, lapses, terminations, and what was undone."""

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.journeys import letters
from citong.journeys.telling import about, instant, issue, standing_step, tell
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import on
from citong.kernel.refs import id_of, ref
from citong.kernel.turns import take_turns
from citong.notices import facade as notices

LETTERS_OF_MOVES = {
    "ask_to_supplement": Kind.SUPPLEMENT,
    "fail_pre_review": Kind.PRE_REVIEW_FAILED,
    "ask_to_correct": Kind.CORRECTION,
    "turn_away": Kind.TURNED_AWAY,
    "need_no_licence": Kind.NO_LICENCE_NEEDED,
    "send_back": Kind.RETURNED,
    "ask_to_add": Kind.ADDITION,
    "suspend": Kind.SPECIAL_PROCEDURE,
    "deliver": Kind.PROOF_OF_SERVICE,
}
# They state what happened: that a letter was served, that another one has no force.
STAYING = frozenset({Kind.PROOF_OF_SERVICE, Kind.REVOCATION})


@on(cases.CaseClosed)
def tell_of_certificates(fact: cases.CaseClosed) -> None:
    """The licences are made out (Licensing Act, arts 39 and 44)."""
    case = cases.case(fact.case_id)
    names = tuple(certificate.name for certificate in case.certificates.order_by("id"))
    if names:
        wording = notices.certificates_ready(about(case), names=names)
        tell(case, wording, occasion="closed", at=instant(case.closed_at))


@on(cases.CaseLapsed)
def explain_lapse(fact: cases.CaseLapsed) -> None:
    """What did not come in time; it may be filed anew."""
    case = cases.case(fact.case_id)
    step = standing_step(case, "lapse")
    if step is None:
        return
    if step.from_state in {cases.State.PRE_SUPPLEMENT, cases.State.CORRECTION}:
        issue(case, Kind.LAPSED, occasion="lapsed", values=letters.lapsed(case), at=step.at)
    else:
        issue(case, Kind.TERMINATION, occasion="lapsed", values=letters.nothing_came(case, step), at=step.at)
    tell(case, notices.lapsed(about(case)), occasion="lapsed", at=step.at)


@on(cases.CaseTerminated)
def explain_termination(fact: cases.CaseTerminated) -> None:
    """Why there is nothing left to decide, and where to turn."""
    case = cases.case(fact.case_id)
    if step := standing_step(case, "terminate"):
        values = letters.termination(case, reason=step.note, basis=cases.GROUNDS[step.details["ground"]])
        issue(case, Kind.TERMINATION, occasion="terminated", values=values, at=step.at)
        tell(case, notices.terminated(about(case)), occasion="terminated", at=step.at)


@on(cases.CaseVoided)
def explain_voiding(fact: cases.CaseVoided) -> None:
    """Why it should never have been on record; by the same letter all that was written for it loses its force."""
    case = cases.case(fact.case_id)
    if step := standing_step(case, "void"):
        standing = documents.letters_of(ref("case", case.pk)).filter(revoked_by=None).exclude(kind__in=STAYING)
        wrong = list(standing.order_by("id"))
        values = letters.voiding(case, step, basis=cases.VOID_GROUNDS[step.details["ground"]], wrong=wrong)
        letter = issue(case, Kind.TERMINATION, occasion="voided", values=values, at=step.at)
        for each in wrong:
            if each.pk != letter.pk:
                documents.revoke(each.pk, by_letter_id=letter.pk, by=SYSTEM, at=step.at)
        tell(case, notices.voided(about(case)), occasion="voided", at=step.at)


@on(cases.MoveTakenBack)
def revoke_what_was_told(fact: cases.MoveTakenBack) -> None:
    """The letter of the step that was undone loses its force by another letter, and the applicant is told.

    One journey at a time about a case: a letter that has not gone out yet will not go out any more.
    """
    case = cases.case(fact.case_id)
    take_turns("journeys.case", case.pk)
    mistake = case.steps.get(pk=fact.step_id)
    undoing = case.steps.get(details__undone=mistake.pk)
    if kind := LETTERS_OF_MOVES.get(fact.move):
        # Every letter is dated by the act that it follows.
        sent = documents.letters_of(ref("case", case.pk)).filter(kind=kind, issued_at=mistake.at, revoked_by=None)
        for letter in sent:
            documents.revoke_with_letter(letter.pk, reason=undoing.note, by=SYSTEM, at=undoing.at)
    wording = notices.taken_back(about(case), what=cases.move_name(fact.move))
    tell(case, wording, occasion=ref("step", mistake.pk), at=undoing.at)


@on(documents.LetterServed)
def file_proof_of_service(fact: documents.LetterServed) -> None:
    """送达回证: which letter reached whom, how and when."""
    if not fact.subject.startswith("case:"):
        return
    case = cases.case(id_of("case", fact.subject))
    letter = documents.letter(fact.letter_id)
    services = documents.services_of([letter.pk])[letter.pk]
    service = next(each for each in services if each.pk == fact.service_id)
    values = letters.proof_of_service(case, letter=letter, service=service)
    issue(case, Kind.PROOF_OF_SERVICE, occasion=ref("service", service.pk), values=values, at=service.recorded_at)
