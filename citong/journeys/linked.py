"""What goes on between the levels of government 联动: a case is sent up, and its result comes back.

Every handler may be called twice and takes from the fact nothing but ids and plain values: what a federation of halls
carries from one to another is the same.
"""

from datetime import datetime

from django.conf import settings

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.journeys import letters
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import on
from citong.kernel.refs import ref
from citong.notices import facade as notices
from citong.organisations import facade as organisations


@on(cases.CaseForwarded)
def open_case_above(fact: cases.CaseForwarded) -> None:
    """The upper level has its own case, accepted at once with all that was handed in (Licensing Act, art. 35)."""
    lower = cases.case(fact.case_id)
    cases.receive_from_below(lower.pk, item=fact.item, by=SYSTEM, at=_at(lower, "forward"))


@on(cases.CaseForwarded)
def send_opinion_up(fact: cases.CaseForwarded) -> None:
    """The letter to the upper body, with the opinion of the first review and the materials; the applicant is told."""
    lower = cases.case(fact.case_id)
    upper, at = organisations.department(fact.department).name, _at(lower, "forward")
    documents.issue(
        documents.Kind.FORWARDING,
        subject=ref("case", lower.pk),
        occasion="forwarded",
        department_id=lower.department_id,
        recipient=lower.applicant,
        title=documents.title_of(documents.Kind.FORWARDING),
        values=letters.forwarding(lower, to_department=upper, opinion=fact.opinion or "材料齐全，请审查。"),
        by=SYSTEM,
        at=at,
    )
    _tell(lower, notices.forwarded(_about(lower), to=upper), occasion="forwarded", at=at)


@on(cases.CaseDecided)
def report_decision_below(fact: cases.CaseDecided) -> None:
    """What the upper level decided is known below at once."""
    upper = cases.case(fact.case_id)
    if upper.origin_id is not None:
        note = f"{upper.department.name}{'准予' if fact.granted else '不予许可'}（办件 {upper.number}）"
        _report(upper.origin_id, granted=fact.granted, note=note, at=_instant(upper.decided_at))


@on(cases.CaseWithdrawn)
def report_withdrawal_below(fact: cases.CaseWithdrawn) -> None:
    """The applicant took it back from the upper level; the lower one need not wait any longer."""
    _report_end(fact.case_id)


@on(cases.CaseTerminated)
def report_termination_below(fact: cases.CaseTerminated) -> None:
    """The upper level found nothing left to decide."""
    _report_end(fact.case_id)


@on(cases.CaseLapsed)
def report_lapse_below(fact: cases.CaseLapsed) -> None:
    """The applicant kept silent towards the upper level, and the case was closed."""
    _report_end(fact.case_id)


def _report_end(upper_id: int) -> None:
    upper = cases.case(upper_id)
    if upper.origin_id is not None:
        note = f"{upper.department.name}：{upper.get_result_display()}（办件 {upper.number}）"
        _report(upper.origin_id, granted=None, note=note, at=_instant(upper.closed_at))


@on(cases.UpperResultTaken)
def pass_result_on(fact: cases.UpperResultTaken) -> None:
    """The applicant is told; and of a case that had come up from further below, that level is told, too."""
    case = cases.case(fact.case_id)
    at, note = _instant(case.closed_at), _note(case)
    _tell(case, notices.upper_result(_about(case), granted=fact.granted), occasion="upper_result", at=at)
    if case.origin_id is not None:
        _report(case.origin_id, granted=fact.granted, note=note, at=at)


def _report(lower_id: int, *, granted: bool | None, note: str, at: datetime) -> None:
    cases.take_upper_result(lower_id, granted=granted, note=note, by=SYSTEM, at=at)


def _note(case: cases.Case) -> str:
    told = cases.step_of_move(case, move="take_upper_result")
    return told.note if told else ""


def _at(case: cases.Case, move: str) -> datetime:
    made = cases.step_of_move(case, move=move)
    return _instant(made.at if made else None)


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
        hall=settings.HALL_NAME, applicant=case.party_name, item=case.item_version.name, case_number=case.number
    )


def _instant(at: datetime | None) -> datetime:
    assert at is not None  # noqa: S101 - the fact was published with this instant set
    return at
