"""What follows from what comes in between acceptance and decision: more days, interested parties, hearings, fees."""

from django.utils import timezone

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.journeys import letters
from citong.journeys.telling import about, instant, issue, standing_step, tell, tell_party
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import on
from citong.kernel.refs import ref
from citong.notices import facade as notices


@on(cases.TermExtended)
def announce_extension(fact: cases.TermExtended) -> None:
    """How many days more, why, by whose approval, and the new last day (Licensing Act, art. 42)."""
    case = cases.case(fact.case_id)
    extension = case.extensions.get(pk=fact.extension_id)
    due, at = cases.extended_due_on(case), instant(extension.answered_at)
    values = letters.extension(
        case,
        days=extension.days,
        reason=extension.reason,
        new_due=due,
        approved_by=f"本机关负责人{extension.answered_by_name}",
    )
    issue(case, Kind.EXTENSION, occasion=ref("extension", extension.pk), values=values, at=at)
    wording = notices.extended(about(case), days=extension.days, due=due)
    tell(case, wording, occasion=ref("extension", extension.pk), at=at)


@on(cases.AdditionsAsked)
def ask_for_additions(fact: cases.AdditionsAsked) -> None:
    """What a reviewing post misses, all at once, and that the review goes on without it if nothing comes."""
    case = cases.case(fact.case_id)
    asked = case.corrections.get(round=fact.round)
    if standing_step(case, "ask_to_add", at=asked.asked_at) is None:
        return
    occasion = f"round-{fact.round}"
    issue(case, Kind.ADDITION, occasion=occasion, values=letters.addition(case, asked), at=asked.asked_at)
    wording = notices.additions_asked(about(case), gaps=len(asked.gaps), until=asked.due_on)
    tell(case, wording, occasion=occasion, at=asked.asked_at)


@on(cases.AdditionsMissed)
def tell_that_the_review_goes_on(fact: cases.AdditionsMissed) -> None:
    """The applicant learns that nothing has ended by what did not come."""
    case = cases.case(fact.case_id)
    missed = case.corrections.get(round=fact.round)
    tell(case, notices.additions_missed(about(case)), occasion=f"round-{fact.round}", at=instant(missed.lapsed_at))


@on(cases.InterestedPartyTold)
def write_to_interested_party(fact: cases.InterestedPartyTold) -> None:
    """Whom it touches learns how, and until when they are heard (Licensing Act, art. 36)."""
    case = cases.case(fact.case_id)
    party = case.parties.get(pk=fact.party_id)
    values = letters.interested_party(case, name=party.name, reason=party.interest, statement_by=party.statement_by)
    occasion = ref("party", party.pk)
    issue(case, Kind.INTERESTED_PARTY, occasion=occasion, values=values, at=party.told_at)
    wording = notices.party_told(about(case), party=party.name, until=party.statement_by)
    tell_party(case, party, wording, occasion=occasion, at=party.told_at)


@on(cases.HearingOffered)
def tell_of_right_to_a_hearing(fact: cases.HearingOffered) -> None:
    """The applicant and the interested parties may ask for a hearing within five working days (art. 47)."""
    case = cases.case(fact.case_id)
    hearing = case.hearings.get(pk=fact.hearing_id)
    occasion, at = ref("hearing", hearing.pk), hearing.offered_at
    values = letters.hearing_right(case, reason=hearing.reason, apply_by=hearing.ask_by)
    issue(case, Kind.HEARING_RIGHT, occasion=occasion, values=values, at=at)
    tell(case, notices.hearing_offered(about(case), until=hearing.ask_by), occasion=occasion, at=at)
    for party in case.parties.order_by("id"):
        wording = notices.hearing_offered(about(case), until=hearing.ask_by, party=party.name)
        tell_party(case, party, wording, occasion=occasion, at=at)


@on(cases.HearingCalled)
def call_to_hearing(fact: cases.HearingCalled) -> None:
    """Time, place and chair, seven working days before; called again, the later letter replaces the earlier one."""
    case = cases.case(fact.case_id)
    hearing = case.hearings.get(pk=fact.hearing_id)
    at, held_at = instant(hearing.called_at), instant(hearing.held_at)
    occasion = f"{ref('hearing', hearing.pk)}@{at:%Y%m%d%H%M%S}"
    values = letters.hearing_notice(
        case, held_at=held_at, place=hearing.place, chair=hearing.chair, reason=hearing.reason
    )
    letter = issue(case, Kind.HEARING_NOTICE, occasion=occasion, values=values, at=at)
    _replace_earlier(letter)
    held_on = timezone.localdate(held_at)
    tell(case, notices.hearing_called(about(case), held_on=held_on, place=hearing.place), occasion=occasion, at=at)
    for party in case.parties.order_by("id"):
        wording = notices.hearing_called(about(case), held_on=held_on, place=hearing.place, party=party.name)
        tell_party(case, party, wording, occasion=occasion, at=at)


def _replace_earlier(letter: documents.Letter) -> None:
    earlier = documents.letters_of(letter.subject).filter(kind=letter.kind, revoked_by=None, pk__lt=letter.pk)
    for replaced in earlier:
        documents.revoke(replaced.pk, by_letter_id=letter.pk, by=SYSTEM, at=letter.issued_at)


@on(cases.HearingHeld)
def file_hearing_record(fact: cases.HearingHeld) -> None:
    """The record that the decision has to follow (Licensing Act, art. 48)."""
    case = cases.case(fact.case_id)
    hearing = case.hearings.get(pk=fact.hearing_id)
    step = case.steps.filter(move="hold_hearing", details__hearing=hearing.pk).get()
    values = letters.hearing_record(
        case,
        held_at=instant(hearing.held_at),
        place=hearing.place,
        chair=hearing.chair,
        attendants=letters.names_in(hearing.participants),
        record=hearing.record,
        recorder=step.actor_name,
    )
    issue(case, Kind.HEARING_RECORD, occasion=ref("hearing", hearing.pk), values=values, at=step.at)


@on(cases.InspectionRecorded)
def file_inspection_record(fact: cases.InspectionRecorded) -> None:
    """What two officers or more found at the place (Licensing Act, arts 34 and 55)."""
    case = cases.case(fact.case_id)
    inspection = case.inspections.get(pk=fact.inspection_id)
    values = letters.inspection(case, inspection)
    at = instant(inspection.recorded_at)
    issue(case, Kind.INSPECTION_RECORD, occasion=ref("inspection", inspection.pk), values=values, at=at)


@on(cases.FeeAsked)
def ask_for_payment(fact: cases.FeeAsked) -> None:
    """What to pay, by which basis, until when (Licensing Act, arts 58 and 59)."""
    case = cases.case(fact.case_id)
    notice = case.fee_notice
    values = letters.fee_asked(case, notice)
    issue(case, Kind.FEE_NOTICE, occasion="fee", values=values, at=notice.asked_at)
    wording = notices.fee_asked(about(case), cents=notice.cents, until=notice.pay_by)
    tell(case, wording, occasion="fee", at=notice.asked_at)


@on(cases.FeePaid)
def confirm_payment(fact: cases.FeePaid) -> None:
    """The payment has arrived, and the case goes on."""
    case = cases.case(fact.case_id)
    tell(case, notices.fee_paid(about(case)), occasion="fee", at=instant(case.fee_notice.paid_at))
