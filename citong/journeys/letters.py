"""What the letters of a case say: values for each kind, read from the case as it stands."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.documents import facade as documents

Values = dict[str, object]
PROMISE_ONLY = "本机关的服务承诺：这段时间不计入承诺的期限，法定期限照常计算"


def about(case: cases.Case) -> Values:
    """What every letter of a case says: to whom, about which item, under which number."""
    return {"applicant": case.party_name, "item": case.item_version.name, "case_number": case.number}


def supplement(case: cases.Case, correction_asked: cases.Correction) -> Values:
    """预审补件通知书: every gap at once, before the application is received."""
    return correction(case, correction_asked)


def pre_review_failed(case: cases.Case, *, reason: str) -> Values:
    """预审不通过告知书: why, so that it can be filed again."""
    return {**about(case), "received_on": _day(case.received_on), "reason": reason}


def receipt(case: cases.Case) -> Values:
    """收件通知书: what was received, and how to ask."""
    first = [material.code for material in case.materials.filter(round=0)]
    return {
        **about(case),
        "received_on": _day(timezone.localdate(case.submitted_at)),
        "materials": _listed(case, codes=first),
        "query_code": cases.query_code_of(case),
    }


def originals(case: cases.Case) -> Values:
    """收件通知书 for what came on paper: from this day the term of acceptance counts."""
    present = [material.code for material in case.materials.filter(replaced_in=None)]
    received_on = case.originals_received_on or case.received_on
    return {**receipt(case), "received_on": _day(received_on), "materials": _listed(case, codes=present)}


def _listed(case: cases.Case, *, codes: Iterable[str]) -> list[dict[str, str]]:
    """The item's materials that are there: as so many files, one code for each, or as answers given online."""
    definition = catalogue.definition(case.item_version_id)
    asked = catalogue.materials_for(definition, situation=case.situation, answers=case.answers)
    files = Counter(codes)
    listed = [
        {"name": m.name, "count": f"{files[m.code]} 个文件" if m.code in files else "网上填写"}
        for m in asked
        if m.code in files or m.collect is catalogue.Collect.FORM
    ]
    return listed or [{"name": "申请表", "count": "网上填写"}]


def acceptance(case: cases.Case) -> Values:
    """受理通知书: from when the terms run, and when they end."""
    definition = catalogue.definition(case.item_version_id)
    statutory, promised = definition.statutory, definition.promised or definition.statutory
    return {
        **about(case),
        **_deemed(case),
        "accepted_on": _day(_accepted_on(case)),
        "statutory_days": statutory.days if statutory else None,
        "statutory_unit": _unit(statutory),
        "promised_days": str(promised.days if promised else cases.STATUTORY_DAYS),
        "promised_unit": _unit(promised),
        "on_the_spot": "当场办结" if promised and promised.days == 0 else "",
        "due_on": _day(cases.first_due_on(case)),
    }


def _deemed(case: cases.Case) -> Values:
    """Why it counts as accepted although nobody said so in time (art. 32(1) no. 4)."""
    if not case.is_deemed_accepted:
        return {}
    return {"deemed": "视为受理", "basis": silence(case.received_on)}


def silence(received_on: date) -> str:
    """Why silence accepts: neither that all is complete nor that anybody looked is claimed."""
    return (
        f"本机关{_words(received_on)}收到材料后五个工作日内没有告知是否受理，"
        "依照《中华人民共和国行政许可法》第三十二条第一款第四项，自收到材料之日起即为受理"
    )


def _unit(term: catalogue.Term | None) -> str:
    """Some laws count calendar days; what is promised on top counts as the item says."""
    return "日" if term and term.unit is catalogue.TermUnit.NATURAL_DAYS else "个工作日"


def correction(case: cases.Case, correction: cases.Correction) -> Values:
    """补正告知书: every gap at once."""
    return {
        **about(case),
        "received_on": _day(case.received_on),
        "gaps": [{"material": gap["title"], "problem": _gap_words(gap)} for gap in correction.gaps],
        "until": _day(correction.due_on),
    }


def _gap_words(gap: dict[str, str]) -> str:
    remedy = gap.get("remedy")
    return f"{gap['problem']}；{remedy}" if remedy else gap["problem"]


def lapsed(case: cases.Case) -> Values:
    """逾期未补正告知书: by when the corrections should have come."""
    last = max(case.corrections.all(), key=lambda asked: asked.round)
    return {**about(case), "received_on": _day(case.received_on), "until": _day(last.due_on)}


def nothing_came(case: cases.Case, step: cases.Step) -> Values:
    """终止办理告知书: the originals were not brought, or the fee was not paid, by the day that was told."""
    until = _words(date.fromisoformat(step.details["waited_until"]))
    if step.from_state == cases.State.FEE_PENDING:
        bases = "、".join(dict.fromkeys(line["basis"] for line in case.fee_notice.lines))
        return termination(case, reason=f"应当缴纳的费用最迟于{until}缴清，到期没有缴纳。", basis=bases)
    reason = f"纸质原件应当最迟于{until}交到办理窗口，到期没有交来。"
    return termination(case, reason=reason, basis="《中华人民共和国行政许可法》第三十一条、第三十二条")


def no_licence_needed(case: cases.Case, *, reason: str) -> Values:
    """不受理告知书: nobody needs a licence for this (Licensing Act, art. 32(1)(1))."""
    return {**about(case), "received_on": _day(case.received_on), "reason": reason}


def turned_away(case: cases.Case, step: cases.Step) -> Values:
    """不予受理决定书: why, and who is competent."""
    return {
        **about(case),
        "received_on": _day(case.received_on),
        "reason": step.note,
        "competent_body": step.details.get("competent_body", ""),
        "basis": "《中华人民共和国行政许可法》第三十二条",
        "review_body": settings.REVIEW_BODY,
        "court": settings.COURT,
    }


def decision(case: cases.Case) -> Values:
    """准予或者不予决定书."""
    definition = catalogue.definition(case.item_version_id)
    return {
        **about(case),
        "accepted_on": _day(_accepted_on(case)),
        "decision_noun": _noun(definition),
        "basis": case.decision.basis or _basis(definition),
        "reason": case.decision.reasons,
        "results": [_result_words(result) for result in definition.results],
        "review_body": settings.REVIEW_BODY,
        "court": settings.COURT,
    }


def decision_title(case: cases.Case) -> str:
    """The title of the decision's letter; an item that is no permit has its own noun."""
    kind = documents.Kind.GRANT if case.decision.granted else documents.Kind.REFUSAL
    return documents.title_of(kind, decision_noun=_noun(catalogue.definition(case.item_version_id)))


def addition(case: cases.Case, asked: cases.Correction) -> Values:
    """审查补正通知书: every gap that a reviewing post found, and which of the terms wait for it."""
    stops = catalogue.definition(case.item_version_id).addition_stops_promise
    told = correction(case, asked)
    del told["received_on"]
    return {**told, "accepted_on": _day(_accepted_on(case)), **({"basis": PROMISE_ONLY} if stops else {})}


def interested_party(case: cases.Case, *, name: str, reason: str, statement_by: date) -> Values:
    """利害关系人告知书: whom it affects and how, and by when they are heard (art. 36)."""
    return {**about(case), "interested_party": name, "reason": reason, "statement_by": _day(statement_by)}


def hearing_right(case: cases.Case, *, reason: str, apply_by: date) -> Values:
    """听证告知书: that a hearing may be asked for, and by when (art. 47)."""
    return {**about(case), "reason": reason, "apply_by": _day(apply_by)}


def hearing_notice(case: cases.Case, *, held_at: datetime, place: str, chair: str, reason: str = "") -> Values:
    """听证通知书: when, where, who presides (art. 48)."""
    return {**about(case), "held_at": held_at.isoformat(), "place": place, "chair": chair, "reason": reason}


def hearing_record(
    case: cases.Case,
    *,
    held_at: datetime,
    place: str,
    chair: str,
    attendants: Sequence[str],
    record: str,
    recorder: str = "",
) -> Values:
    """听证笔录: who was there and what was said, to be signed (art. 48)."""
    said = hearing_notice(case, held_at=held_at, place=place, chair=chair)
    return {**said, "attendants": list(attendants), "record": record, "recorder": recorder}


def inspection(case: cases.Case, inspection: cases.Inspection) -> Values:
    """现场核查记录, by what is on record of the visit."""
    assert inspection.inspected_on is not None  # noqa: S101 - it is on record
    return inspection_record(
        case,
        held_at=inspection.inspected_on,
        place=inspection.place or "申请事项所在的场所",
        inspectors=[f"{officer['name']}（工号 {officer['number']}）" for officer in inspection.officers],
        record=f"{inspection.findings}\n核查结论：{'符合要求' if inspection.passed else '不符合要求'}。",
    )


def names_in(text: str) -> list[str]:
    """The names in a text that separates them by lines, commas or 、."""
    return [name for name in re.split(r"[\n、，,；;]+", text) if name.strip()]


def inspection_record(
    case: cases.Case, *, held_at: datetime | date, place: str, inspectors: Sequence[str], record: str, present: str = ""
) -> Values:
    """现场核查记录: what two officers or more found (arts 34 and 55)."""
    return {
        **about(case),
        "held_at": held_at.isoformat(),
        "place": place,
        "inspectors": list(inspectors),
        "record": record,
        "present": present,
    }


def special_procedure(case: cases.Case, event: cases.ClockEvent) -> Values:
    """特别程序告知书: which procedure, from when, for how long."""
    return {
        **about(case),
        "procedure": event.get_procedure_display(),
        "paused_on": _day(event.on),
        "expected_days": str(event.announced_days),
        "reason": event.reason,
        # What art. 45 does not name stops the promise at most; the letter does not claim the law for it.
        **({"basis": PROMISE_ONLY} if event.stops == cases.Stops.PROMISED else {}),
    }


def extension(case: cases.Case, *, days: int, reason: str, new_due: date, approved_by: str = "") -> Values:
    """延长办理期限告知书: by how many days, why, who allowed it (art. 42)."""
    return {
        **about(case),
        "accepted_on": _day(_accepted_on(case)),
        "extended_days": str(days),
        "reason": reason,
        "due_on": _day(new_due),
        "approved_by": approved_by,
    }


def forwarding(case: cases.Case, *, to_department: str, opinion: str) -> Values:
    """转报函: the opinion of the first review, with all the materials (arts 35 and 43)."""
    present = [material.code for material in case.materials.filter(replaced_in=None)]
    listed = _listed(case, codes=present)
    return {**about(case), "to_department": to_department, "opinion": opinion, "materials": listed}


def fee_notice(case: cases.Case, *, fees: Sequence[catalogue.Fee], pay_by: date, pay_at: str = "") -> Values:
    """缴费通知书: each fee, the sum, and the law that allows it (arts 58 and 59)."""
    bases = dict.fromkeys(fee.basis for fee in fees)
    return {
        **about(case),
        "fees": [{"name": fee.name, "amount": _amount(fee.cents)} for fee in fees],
        "total": _amount(sum(fee.cents for fee in fees)),
        "basis": "、".join(bases),
        "pay_by": _day(pay_by),
        "pay_at": pay_at,
    }


def fee_asked(case: cases.Case, notice: cases.FeeNotice) -> Values:
    """缴费通知书, by what the applicant was asked for."""
    fees = [catalogue.Fee(name=line["name"], cents=line["cents"], basis=line["basis"]) for line in notice.lines]
    return fee_notice(case, fees=fees, pay_by=notice.pay_by, pay_at="到办理窗口缴费")


def returned(case: cases.Case, *, reason: str) -> Values:
    """退件通知书: why the application goes back."""
    return {**about(case), "received_on": _day(case.received_on), "reason": reason}


def termination(case: cases.Case, *, reason: str, basis: str) -> Values:
    """终止办理告知书: why it cannot go on, by which rule, and where to turn."""
    remedies = {"review_body": settings.REVIEW_BODY, "court": settings.COURT}
    return {**about(case), "reason": reason, "basis": basis, **remedies}


def voiding(case: cases.Case, step: cases.Step, *, basis: str, wrong: Sequence[documents.Letter]) -> Values:
    """终止办理告知书 of a case that is void: why it should never have been, and which letters have no force."""
    named = "、".join(f"《{letter.title}》（{letter.number}）" for letter in wrong)
    void = f"这次登记自始作废{f'，此前出具的{named}不再有效' if named else ''}。"
    return termination(case, reason=f"{step.note}\n{void}", basis=basis)


def proof_of_service(case: cases.Case, *, letter: documents.Letter, service: documents.Service) -> Values:
    """送达回证: which letter reached whom, how and when."""
    return {
        **about(case),
        "served_title": letter.title,
        "served_number": letter.number,
        "served_to": service.recipient,
        "how": service.get_how_display(),
        "delivered_on": _day(service.delivered_on),
        "served_on": _day(service.served_on),
        "received_by": service.received_by,
        "relation": service.relation,
        "witnesses": list(service.witnesses),
        "note": service.note,
    }


def _amount(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02d} 元"


def _noun(definition: catalogue.Definition) -> str:
    if definition.item_type is catalogue.ItemType.PUBLIC_SERVICE:
        return ""
    return catalogue.ITEM_TYPE_NAMES[definition.item_type]


def _basis(definition: catalogue.Definition) -> str:
    return "、".join(f"《{law.law.strip('《》')}》{law.article}" for law in definition.legal_basis)


def _result_words(result: catalogue.Result) -> str:
    return f"{result.name}（{result.validity}）" if result.validity else result.name


def _accepted_on(case: cases.Case) -> date:
    assert case.accepted_on is not None  # noqa: S101 - these letters follow acceptance
    return case.accepted_on


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _day(day: date) -> str:
    return day.isoformat()
