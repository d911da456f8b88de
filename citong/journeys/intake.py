"""What follows before a case is accepted: supplements, originals, and the ends that need no decision.

A letter is dated by the act that it follows. What was taken back before its letter went out is not written of.
"""

from citong.cases import facade as cases
from citong.documents.facade import Kind
from citong.journeys import letters
from citong.journeys.telling import about, issue, standing_step, tell
from citong.kernel.facts import on
from citong.kernel.refs import ref
from citong.notices import facade as notices


@on(cases.SupplementsAsked)
def ask_for_supplements(fact: cases.SupplementsAsked) -> None:
    """What the pre-review wants besides, all at once."""
    case = cases.case(fact.case_id)
    asked = case.corrections.get(round=fact.round)
    if standing_step(case, "ask_to_supplement", at=asked.asked_at) is None:
        return
    occasion = f"round-{fact.round}"
    issue(case, Kind.SUPPLEMENT, occasion=occasion, values=letters.supplement(case, asked), at=asked.asked_at)
    wording = notices.supplements_asked(about(case), gaps=len(asked.gaps), until=asked.due_on)
    tell(case, wording, occasion=occasion, at=asked.asked_at)


@on(cases.PreReviewPassed)
def ask_for_originals(fact: cases.PreReviewPassed) -> None:
    """The applicant learns until when the paper originals have to be brought."""
    case = cases.case(fact.case_id)
    step = standing_step(case, "pass_pre_review")
    if step is None or case.state != cases.State.TO_RECEIVE or case.due_on is None:
        return
    if case.originals_received_on is None:
        wording = notices.originals_wanted(about(case), until=case.due_on)
        tell(case, wording, occasion=ref("step", step.pk), at=step.at)


@on(cases.PreReviewFailed)
def explain_failed_pre_review(fact: cases.PreReviewFailed) -> None:
    """Why the pre-review ended against it, so that it can be filed better."""
    case = cases.case(fact.case_id)
    if step := standing_step(case, "fail_pre_review"):
        values = letters.pre_review_failed(case, reason=step.note)
        issue(case, Kind.PRE_REVIEW_FAILED, occasion=ref("step", step.pk), values=values, at=step.at)
        tell(case, notices.pre_review_failed(about(case)), occasion=ref("step", step.pk), at=step.at)


@on(cases.OriginalsReceived)
def acknowledge_originals(fact: cases.OriginalsReceived) -> None:
    """A receipt for what came on paper: the term of acceptance counts from this day (Licensing Act, art. 32)."""
    case = cases.case(fact.case_id)
    if step := standing_step(case, "receive"):
        occasion = ref("step", step.pk)
        issue(case, Kind.RECEIPT, occasion=occasion, values=letters.originals(case), at=step.at)
        tell(case, notices.originals_received(about(case)), occasion=occasion, at=step.at)


@on(cases.NoLicenceNeeded)
def explain_that_no_licence_is_needed(fact: cases.NoLicenceNeeded) -> None:
    """It can be done without a licence, told at once (Licensing Act, art. 32(1) no. 1)."""
    case = cases.case(fact.case_id)
    if step := standing_step(case, "need_no_licence"):
        values = letters.no_licence_needed(case, reason=step.note)
        issue(case, Kind.NO_LICENCE_NEEDED, occasion=ref("step", step.pk), values=values, at=step.at)
        tell(case, notices.no_licence_needed(about(case)), occasion=ref("step", step.pk), at=step.at)


@on(cases.CaseSentBack)
def explain_sending_back(fact: cases.CaseSentBack) -> None:
    """Why the application was given back."""
    case = cases.case(fact.case_id)
    if step := standing_step(case, "send_back"):
        values = letters.returned(case, reason=step.note)
        issue(case, Kind.RETURNED, occasion=ref("step", step.pk), values=values, at=step.at)
        tell(case, notices.sent_back(about(case)), occasion=ref("step", step.pk), at=step.at)
