"""What the letters of special occasions say of a case: all that the law asks, and nothing that no template knows."""

from datetime import date, datetime

import pytest
from django.conf import settings

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.documents.queries.letters import sheet_of
from citong.journeys import letters
from citong.kernel.actors import SYSTEM
from tests.factories.cases import MONDAY, accepted, office, submitted

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 12)
HOUR = datetime.fromisoformat("2026-10-12T09:30:00+08:00")
FEES = (
    catalogue.Fee(name="工本费", cents=1050, basis="《甲办法》第三条"),
    catalogue.Fee(name="检验费", cents=123456, basis="《乙办法》第四条"),
    catalogue.Fee(name="登记费", cents=0, basis="《甲办法》第三条"),
)
HEARING = {"held_at": HOUR, "place": "三楼", "chair": "Lin"}
WRITTEN = [
    (Kind.PRE_REVIEW_FAILED, lambda case: letters.pre_review_failed(case, reason="图纸不全"), "图纸不全"),
    (Kind.NO_LICENCE_NEEDED, lambda case: letters.no_licence_needed(case, reason="家庭自用"), "家庭自用"),
    (Kind.RETURNED, lambda case: letters.returned(case, reason="重复申请"), "重复申请"),
    (
        Kind.INTERESTED_PARTY,
        lambda case: letters.interested_party(case, name="Ben", reason="排烟口相邻", statement_by=DAY),
        "请最迟于2026年10月12日",
    ),
    (Kind.HEARING_RIGHT, lambda case: letters.hearing_right(case, reason="涉及他人", apply_by=DAY), "2026年10月12日"),
    (Kind.HEARING_NOTICE, lambda case: letters.hearing_notice(case, **HEARING), "2026年10月12日9时30分"),
    (
        Kind.HEARING_RECORD,
        lambda case: letters.hearing_record(case, **HEARING, attendants=["Ana", "Wei"], record="各方陈述完毕"),
        "2.Wei",
    ),
    (
        Kind.INSPECTION_RECORD,
        lambda case: letters.inspection_record(
            case, held_at=HOUR, place="现场", inspectors=["Sun", "Fan"], record="与图纸一致"
        ),
        "与图纸一致",
    ),
    (
        Kind.EXTENSION,
        lambda case: letters.extension(case, days=10, reason="情况复杂", new_due=DAY, approved_by="局长"),
        "经局长批准，办理期限延长10个工作日，最迟于2026年10月12日",
    ),
    (
        Kind.FORWARDING,
        lambda case: letters.forwarding(case, to_department="市局", opinion="同意"),
        "场所平面图（1 个文件）",
    ),
    (Kind.FEE_NOTICE, lambda case: letters.fee_notice(case, fees=FEES, pay_by=DAY), "1,245.06 元"),
    (
        Kind.TERMINATION,
        lambda case: letters.termination(case, reason="申请人死亡", basis="《甲条例》第九条"),
        settings.REVIEW_BODY,
    ),
]


def written(case, kind, values):
    """The lines of the letter, issued as a journey does."""
    letter = documents.issue(
        kind,
        subject=f"case:{case.pk}",
        occasion="first",
        department_id=case.department_id,
        recipient=case.applicant,
        title=documents.title_of(kind),
        values=values,
        by=SYSTEM,
        at=MONDAY,
    )
    return "\n".join(sheet_of(letter).lines())


@pytest.mark.parametrize(("kind", "values_of", "said"), WRITTEN, ids=[kind for kind, _, _ in WRITTEN])
def test_a_letter_says_what_the_law_asks_and_what_it_was_told(kind, values_of, said):
    case = accepted()
    values = values_of(case)

    known = {field.name for field in documents.template_fields(kind)}
    assert values.keys() <= known
    assert said in written(case, kind, values)


def test_a_fee_notice_names_each_law_once():
    values = letters.fee_notice(accepted(), fees=FEES, pay_by=DAY)

    assert values["basis"] == "《甲办法》第三条、《乙办法》第四条"
    assert [fee["amount"] for fee in values["fees"]] == ["10.50 元", "1,234.56 元", "0.00 元"]


def asked():
    case = submitted()
    gap = cases.Gap(target="materials.floor_plan", title="场所平面图", problem="看不清")
    cases.ask_to_correct(case.pk, gaps=[gap], by=office().window, at=MONDAY)
    return cases.case(case.pk)


def test_a_supplement_and_a_lapse_name_the_day_until_which_the_office_waits():
    case = asked()
    correction = case.corrections.get()
    until = f"{correction.due_on.year}年{correction.due_on.month}月{correction.due_on.day}日"

    assert f"请最迟于{until}在网上补充提交" in written(case, Kind.SUPPLEMENT, letters.supplement(case, correction))
    assert f"告知最迟于{until}补正" in written(case, Kind.LAPSED, letters.lapsed(case))


def test_a_proof_of_service_says_how_the_letter_arrived():
    case = accepted()
    written(case, Kind.ACCEPTANCE, letters.acceptance(case))
    letter = documents.letters_of(f"case:{case.pk}").get()
    service = documents.record_service(
        letter.pk,
        recipient="Ana",
        how=documents.Way.ANNOUNCED,
        delivered_on=MONDAY.date(),
        by=office().window,
        at=MONDAY,
    )

    said = written(case, Kind.PROOF_OF_SERVICE, letters.proof_of_service(case, letter=letter, service=service))

    assert f"《受理通知书》{letter.number}" in said
    assert "公告送达" in said
    assert "2026年10月21日" in said
