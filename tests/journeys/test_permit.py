"""The story of a permit, told once from end to end, through facades only."""

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.journeys import permit
from citong.kernel.outbox import deliver_waiting, stuck_deliveries
from citong.kernel.refs import ref
from citong.notices import facade as notices
from tests.factories.cases import ANA, MONDAY, accepted, give_all, office, submitted

pytestmark = pytest.mark.django_db


def deliver_all() -> None:
    while deliver_waiting(now=timezone.now()):
        pass
    assert not stuck_deliveries()


def letters_of(case: cases.Case) -> list[str]:
    return [letter.title for letter in documents.letters_of(ref("case", case.pk))]


def test_a_permit_is_granted_and_everything_follows():
    case = give_all(accepted())
    cases.grant(case.pk, by=office().approver, at=MONDAY)

    deliver_all()

    case = cases.applicants_case(case.number, viewer=ANA)
    assert case.state == cases.State.CLOSED
    assert [step.move for step in case.steps.all()] == [
        "submit", "accept", "open_stage", "open_stage", "finish_review", "grant", "close",
    ]  # fmt: skip
    assert letters_of(case) == ["收件通知书", "受理通知书", "准予行政许可决定书"]
    assert [notice.kind for notice in notices.inbox(ANA.id)][::-1] == ["received", "accepted", "granted"]


def test_a_refused_permit_is_closed_with_its_reasons():
    case = give_all(accepted(), favourable=False)
    cases.refuse(
        case.pk, reasons="卫生设施不全", basis="《公共场所卫生管理条例》第四条", remedies="可申请复议",
        by=office().approver, at=MONDAY,
    )  # fmt: skip

    deliver_all()

    case = cases.case(case.pk)
    assert (case.state, case.result) == (cases.State.CLOSED, "refused")
    assert letters_of(case)[-1] == "不予行政许可决定书"


def test_corrections_are_asked_once_and_the_case_goes_on():
    case = submitted()
    people = office()
    gap = cases.Gap(target="answers.place_name", title="场所名称", problem="与招牌不一致")
    cases.ask_to_correct(case.pk, gaps=[gap], by=people.window, at=MONDAY)
    deliver_all()
    cases.correct(case.pk, answers={"place_name": "刺桐红民宿"}, materials=[], by=ANA, at=MONDAY)

    cases.accept(case.pk, by=people.window, at=MONDAY)
    deliver_all()

    case = cases.case(case.pk)
    assert case.answers["place_name"] == "刺桐红民宿"
    assert case.state == cases.State.IN_REVIEW
    assert letters_of(case) == ["收件通知书", "补正告知书", "受理通知书"]


def test_turning_away_is_told_in_writing():
    case = submitted()
    cases.turn_away(
        case.pk, reason="不属于本机关职权", competent_body="泉州市卫生健康委员会", by=office().window, at=MONDAY
    )

    deliver_all()

    assert letters_of(case) == ["收件通知书", "不予受理决定书"]


def test_a_special_procedure_stops_the_clock_and_is_announced():
    case = accepted()
    people = office()
    cases.suspend(
        case.pk, procedure=cases.Procedure.TESTING, announced_days=10, reason="空气质量检测", by=people.site, at=MONDAY
    )
    assert cases.case(case.pk).promised_due_on is None

    cases.resume(case.pk, outcome="检测合格", by=people.site, at=MONDAY)
    deliver_all()

    assert letters_of(case) == ["收件通知书", "受理通知书", "特别程序告知书"]
    assert cases.case(case.pk).promised_due_on is not None


def test_handlers_that_are_called_again_change_nothing():
    case = give_all(accepted())
    cases.grant(case.pk, by=office().approver, at=MONDAY)
    deliver_all()
    before = letters_of(case)

    permit.acknowledge_receipt(cases.CaseSubmitted(case_id=case.pk))
    permit.write_decision(cases.CaseDecided(case_id=case.pk, granted=True))
    deliver_all()

    assert letters_of(case) == before
    assert len(notices.inbox(ANA.id)) == 3
