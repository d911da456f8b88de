"""What the letters of a case say: values for each kind, read from the case as it stands."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.documents import facade as documents

Values = dict[str, object]


def about(case: cases.Case) -> Values:
    """What every letter of a case says: to whom, about which item, under which number."""
    return {"applicant": case.party_name, "item": case.item_version.name, "case_number": case.number}


def receipt(case: cases.Case) -> Values:
    """收件通知书: what was received, and how to ask."""
    definition = catalogue.definition(case.item_version_id)
    asked = catalogue.materials_for(definition, situation=case.situation, answers=case.answers)
    files: dict[str, int] = {}
    for material in case.materials.filter(round=0):
        files[material.code] = files.get(material.code, 0) + 1
    listed = [
        {"name": m.name, "count": f"{files[m.code]} 个文件" if m.code in files else "网上填写"}
        for m in asked
        if m.code in files or m.collect is catalogue.Collect.FORM
    ]
    return {
        **about(case),
        "received_on": _day(timezone.localdate(case.submitted_at)),
        "materials": listed or [{"name": "申请表", "count": "网上填写"}],
        "query_code": cases.query_code_of(case),
    }


def acceptance(case: cases.Case) -> Values:
    """受理通知书: from when the terms run, and when they end."""
    definition = catalogue.definition(case.item_version_id)
    statutory, promised = definition.statutory, definition.promised or definition.statutory
    return {
        **about(case),
        "accepted_on": _day(_accepted_on(case)),
        "statutory_days": statutory.days if statutory else None,
        "statutory_unit": _unit(statutory),
        "promised_days": str(promised.days if promised else cases.STATUTORY_DAYS),
        "promised_unit": _unit(promised),
        "on_the_spot": "当场办结" if promised and promised.days == 0 else "",
        "due_on": _day(cases.first_due_on(case)),
    }


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


def turned_away(case: cases.Case) -> Values:
    """不予受理决定书: why, and who is competent."""
    step = next(step for step in case.steps.all() if step.move == "turn_away")
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


def special_procedure(case: cases.Case, event: cases.ClockEvent) -> Values:
    """特别程序告知书: which procedure, from when, for how long."""
    return {
        **about(case),
        "procedure": event.get_procedure_display(),
        "paused_on": _day(event.on),
        "expected_days": str(event.announced_days),
        "reason": event.reason,
    }


def _noun(definition: catalogue.Definition) -> str:
    if definition.item_type is catalogue.ItemType.PUBLIC_SERVICE:
        return ""
    return catalogue.ITEM_TYPE_NAMES[definition.item_type]


def _basis(definition: catalogue.Definition) -> str:
    return "、".join(f"《{law.law.strip('《》')}》{law.article}" for law in definition.legal_basis)


def _result_words(result: catalogue.Result) -> str:
    return f"{result.name}（{result.validity}）" if result.validity else result.name


def _accepted_on(case: cases.Case) -> date:
    assert case.accepted_at is not None  # noqa: S101 - these letters follow acceptance
    return timezone.localdate(case.accepted_at)


def _day(day: date) -> str:
    return day.isoformat()
