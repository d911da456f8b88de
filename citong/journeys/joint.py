"""What follows when a whole 一件事 moves: one receipt, one notice, one acceptance for all; and how members bear on it.

Decisions are told member by member, in permit.py. Every handler asks for the whole as it stands, may be called twice,
and dates what it does by the act that it follows.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.journeys import letters
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import on
from citong.kernel.refs import ref
from citong.notices import facade as notices

GOVERNMENT_HEAD = "本级人民政府负责人"
BASIS = "《中华人民共和国行政许可法》第二十六条、第四十二条"


@on(cases.JointSubmitted)
def acknowledge_all(fact: cases.JointSubmitted) -> None:
    """One numbered receipt, with all items and all materials, from the lead."""
    joint = cases.joint_case(fact.joint_id)
    values = _receipt(joint, received_on=timezone.localdate(joint.submitted_at))
    _issue(joint, Kind.RECEIPT, occasion="submitted", values=values, at=joint.submitted_at)
    _tell(joint, notices.received(_about(joint)), occasion="submitted", at=joint.submitted_at)


@on(cases.JointOriginalsAwaited)
def ask_for_originals(fact: cases.JointOriginalsAwaited) -> None:
    """The originals go to one window, once."""
    joint = cases.joint_case(fact.joint_id)
    passed = next(step for step in joint.steps.all() if step.move == "pass_pre_review")
    if joint.due_on and joint.originals_received_on is None:
        wording = notices.originals_awaited(_about(joint), until=joint.due_on)
        _tell(joint, wording, occasion="originals", at=passed.at)


@on(cases.JointOriginalsReceived)
def acknowledge_originals_of_all(fact: cases.JointOriginalsReceived) -> None:
    """A receipt for what came on paper: the term of acceptance counts from this day (Licensing Act, art. 32)."""
    joint = cases.joint_case(fact.joint_id)
    received = next(step for step in joint.steps.all() if step.move == "receive")
    values = _receipt(joint, received_on=timezone.localdate(received.at))
    _issue(joint, Kind.RECEIPT, occasion="originals", values=values, at=received.at)
    _tell(joint, notices.originals_received(_about(joint)), occasion="originals_received", at=received.at)


@on(cases.JointCorrectionsAsked)
def ask_once_for_corrections(fact: cases.JointCorrectionsAsked) -> None:
    """One notice of everything that is missing, for all members."""
    joint = cases.joint_case(fact.joint_id)
    asked = joint.corrections.get(round=fact.round)
    occasion = f"round-{fact.round}"
    values = {
        **_named(joint),
        "received_on": joint.received_on.isoformat(),
        "gaps": [{"material": gap["title"], "problem": _problem(gap)} for gap in asked.gaps],
        "until": asked.due_on.isoformat(),
    }
    _issue(joint, Kind.CORRECTION, occasion=occasion, values=values, at=asked.asked_at)
    wording = notices.corrections_asked(_about(joint), gaps=len(asked.gaps), until=asked.due_on)
    _tell(joint, wording, occasion=occasion, at=asked.asked_at)


@on(cases.JointAccepted)
def confirm_acceptance_of_all(fact: cases.JointAccepted) -> None:
    """One acceptance letter, which names the last day of the whole."""
    joint = cases.joint_case(fact.joint_id)
    at = _instant(joint.accepted_at)
    if joint.accepted_on is None or joint.due_on is None:
        return  # all members have ended since: what became of them is told by what ended them
    values = {
        **_named(joint),
        "accepted_on": joint.accepted_on.isoformat(),
        "statutory_days": cases.terms.JOINT_DECISION.days,
        "statutory_unit": "个工作日",
        "promised_days": str(joint.package_version.promised_days),
        "promised_unit": "个工作日",
        "on_the_spot": "",
        "due_on": joint.due_on.isoformat(),
        "basis": BASIS,
        **_deemed(joint),
    }
    _issue(joint, Kind.ACCEPTANCE, occasion="accepted", values=values, at=at)
    _tell(joint, notices.accepted(_about(joint), due=joint.due_on), occasion="accepted", at=at)


def _deemed(joint: cases.JointCase) -> dict[str, str]:
    if not joint.is_deemed_accepted:
        return {}
    return {"deemed": "视为受理", "basis": f"{letters.silence(joint.received_on)}；{BASIS}"}


@on(cases.MemberBlocked)
def tell_what_stands_still(fact: cases.MemberBlocked) -> None:
    """The applicant learns which member stands still, and what can be done."""
    joint, case = cases.joint_case(fact.joint_id), cases.case(fact.case_id)
    blocked = next(step for step in case.steps.order_by("-id") if step.move == "block")
    wording = notices.blocked(_about(joint), item=case.item_version.name)
    _tell(joint, wording, occasion=ref("blocked", blocked.pk), at=blocked.at)


@on(cases.JointExtended)
def tell_extension_of_all(fact: cases.JointExtended) -> None:
    """The applicant learns how many days more the whole takes, why, and who approved it."""
    joint = cases.joint_case(fact.joint_id)
    asked = joint.extensions.get(pk=fact.extension_id)
    at = _instant(asked.answered_at)
    if joint.accepted_on is None or joint.due_on is None:
        return
    values = {
        **_named(joint),
        "accepted_on": joint.accepted_on.isoformat(),
        "extended_days": str(asked.days),
        "reason": asked.reason,
        "due_on": joint.due_on.isoformat(),
        "approved_by": GOVERNMENT_HEAD,
    }
    _issue(joint, Kind.EXTENSION, occasion=ref("extension", asked.pk), values=values, at=at)
    wording = notices.whole_extended(_about(joint), days=asked.days, due=joint.due_on)
    _tell(joint, wording, occasion=ref("extension", asked.pk), at=at)


@on(cases.JointDecided)
def tell_all_outcomes(fact: cases.JointDecided) -> None:
    """Everything has ended: the applicant learns every outcome, and that all is handed out at once."""
    joint = cases.joint_case(fact.joint_id)
    outcomes = [f"{each.item_version.name}{each.get_result_display()}" for each in joint.members.all()]
    wording = notices.all_decided(_about(joint), outcomes=tuple(outcomes))
    _tell(joint, wording, occasion="decided", at=_instant(joint.closed_at))


@on(cases.JointDelivered)
def confirm_delivery_of_all(fact: cases.JointDelivered) -> None:
    """All results were handed over: each decision's letter has its proof of service, and the applicant is told."""
    joint = cases.joint_case(fact.joint_id)
    delivered = next(step for step in joint.steps.all() if step.move == "deliver")
    for member in joint.members.all():
        for letter in documents.letters_of(ref("case", member.pk)):
            if letter.kind in {Kind.GRANT, Kind.REFUSAL}:
                documents.record_service(
                    letter.pk,
                    recipient=joint.party_name,
                    how=documents.Way(delivered.details["how"]),
                    delivered_on=timezone.localdate(delivered.at),
                    received_by=delivered.details["received_by"],
                    relation=delivered.details["relation"],
                    note=f"由{joint.lead.name}统一送达",
                    by=SYSTEM,
                    at=delivered.at,
                )
    _tell(joint, notices.all_delivered(_about(joint)), occasion="delivered", at=delivered.at)


@on(cases.JointWithdrawn)
def confirm_withdrawal_of_all(fact: cases.JointWithdrawn) -> None:
    """The applicant has it in writing that nothing more happens."""
    joint = cases.joint_case(fact.joint_id)
    _tell(joint, notices.withdrawn(_about(joint)), occasion="withdrawn", at=_instant(joint.closed_at))


@on(cases.JointClosed)
def tell_end_of_all(fact: cases.JointClosed) -> None:
    """All has ended without a decision."""
    joint = cases.joint_case(fact.joint_id)
    _tell(joint, notices.all_ended(_about(joint)), occasion="closed", at=_instant(joint.closed_at))


@on(cases.CaseDecided)
def go_on_after_decision(fact: cases.CaseDecided) -> None:
    """Who waited for a grant begins; who waits for what was refused stands still."""
    _advance(fact.case_id)


@on(cases.CaseClosed)
def go_on_after_closing(fact: cases.CaseClosed) -> None:
    """The last member that ends, ends the whole."""
    _advance(fact.case_id)


@on(cases.CaseWithdrawn)
def go_on_after_withdrawal(fact: cases.CaseWithdrawn) -> None:
    """A member was taken back; the others go on."""
    _advance(fact.case_id)


@on(cases.CaseTerminated)
def go_on_after_termination(fact: cases.CaseTerminated) -> None:
    """A member was terminated; the others go on."""
    _advance(fact.case_id)


@on(cases.CaseLapsed)
def go_on_after_lapse(fact: cases.CaseLapsed) -> None:
    """A member lapsed, such as over a fee; the others go on."""
    _advance(fact.case_id)


@on(cases.ClockPaused)
def move_last_day_on(fact: cases.ClockPaused) -> None:
    """A special procedure of one member lengthens the term of the whole (Licensing Act, art. 45)."""
    _move_last_day(fact.case_id, fact.event_id)


@on(cases.ClockResumed)
def settle_last_day(fact: cases.ClockResumed) -> None:
    """It has ended: by the days that it took, no longer by those that were announced."""
    _move_last_day(fact.case_id, fact.event_id)


@on(cases.MoveTakenBack)
def move_last_day_back(fact: cases.MoveTakenBack) -> None:
    """It never was."""
    if fact.move == "suspend":
        _advance(fact.case_id)


@on(cases.UpperResultTaken)
def go_on_after_upper_result(fact: cases.UpperResultTaken) -> None:
    """What the upper level decided counts here."""
    _advance(fact.case_id)


def _move_last_day(case_id: int, event_id: int) -> None:
    case = cases.case(case_id)
    if case.joint_id:
        cases.advance_joint(case.joint_id, by=SYSTEM, at=case.clock_events.get(pk=event_id).at)


def _advance(case_id: int) -> None:
    case = cases.case(case_id)
    if case.joint_id:
        cases.advance_joint(case.joint_id, by=SYSTEM, at=case.closed_at or case.decided_at or timezone.now())


def _receipt(joint: cases.JointCase, *, received_on: date) -> dict[str, object]:
    return {
        **_named(joint),
        "received_on": received_on.isoformat(),
        "materials": _materials(joint),
        "query_code": cases.joint_query_code_of(joint),
    }


def _materials(joint: cases.JointCase) -> list[dict[str, str]]:
    listed = [
        {"name": shared.material.name, "count": f"{len(files)} 个文件" if files else "网上填写"}
        for shared, files in cases.joint_materials(joint)
        if files or shared.material.collect is catalogue.Collect.FORM
    ]
    return listed or [{"name": "申请表", "count": "网上填写"}]


def _problem(gap: dict[str, str]) -> str:
    remedy = gap.get("remedy")
    return f"{gap['problem']}；{remedy}" if remedy else gap["problem"]


def _issue(joint: cases.JointCase, kind: Kind, *, occasion: str, values: dict[str, object], at: datetime) -> None:
    documents.issue(
        kind,
        subject=ref("joint", joint.pk),
        occasion=occasion,
        department_id=joint.lead_id,
        recipient=joint.applicant,
        title=documents.title_of(kind),
        values=values,
        by=SYSTEM,
        at=at,
    )


def _tell(joint: cases.JointCase, wording: notices.Wording, *, occasion: str, at: datetime) -> None:
    notices.send(
        wording,
        to=joint.applicant,
        phone=joint.contact_phone,
        subject=ref("joint", joint.pk),
        link=f"/my/joint/{joint.number}/",
        occasion=occasion,
        by=SYSTEM,
        at=at,
    )


def _named(joint: cases.JointCase) -> dict[str, object]:
    """What every letter of a whole says: to whom, about which items, under which number."""
    items = _names(joint.members.all())
    item = f"{joint.package_version.name}（一件事：{items}）"
    return {"applicant": joint.party_name, "item": item, "case_number": joint.number}


def _names(members: Iterable[cases.Case]) -> str:
    return "、".join(member.item_version.name for member in members)


def _about(joint: cases.JointCase) -> notices.About:
    return notices.About(
        hall=settings.HALL_NAME,
        applicant=joint.party_name,
        item=joint.package_version.name,
        case_number=joint.number,
    )


def _instant(at: datetime | None) -> datetime:
    assert at is not None  # noqa: S101 - the fact was published with this instant set
    return at
