"""What comes in between, as the applicant sees it: supplements, hearings, fees, acceptance by law, certificates."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from citong.cases import facade as cases
from citong.cases.lifecycle import State
from citong.kernel.actors import SYSTEM
from tests.factories.cases import MONDAY, PNG, accepted, give_all, office, submitted
from tests.factories.catalogue import asking_route, publish_configured

from .conftest import actor_of

pytestmark = pytest.mark.django_db

FEES = [{"name": "工本费", "cents": 1000, "basis": "闽价费〔2012〕1 号"}]


def address(case, tail: str = "") -> str:
    return f"/my/cases/{case.number}/{tail}"


def page_of(client, case) -> str:
    answer = client.get(address(case))
    assert answer.status_code == 200
    return answer.text


def state_of(case) -> str:
    return cases.case(case.pk).state


@pytest.fixture
def with_hearing(ana, item):
    """A case of Ana's in which she was told today that she may ask for a hearing."""
    now = timezone.now()
    case = submitted(item, by=actor_of(ana), at=now)
    cases.accept(case.pk, by=office().window, at=now)
    cases.offer_hearing(case.pk, reason="重大利益", by=office().site, at=now)
    return case


def test_a_supplement_is_answered_like_a_correction(as_ana, ana, item):
    case = submitted(item, by=actor_of(ana))
    gap = cases.Gap(target="answers.place_name", title="场所名称", problem="与招牌不一致")
    cases.ask_to_supplement(case.pk, gaps=[gap], by=office().window, at=MONDAY)

    told = page_of(as_ana, case)
    shown = as_ana.get(address(case, "correct/")).text
    answer = as_ana.post(address(case, "correct/"), {"place_name": "刺桐红民宿"})

    assert "等您补件" in told
    assert "去补件" in told
    assert "<h1>补件：" in shown
    assert answer.status_code == 302
    assert state_of(case) == State.SUBMITTED


@pytest.fixture
def asked_in_review(ana):
    """A case of Ana's in which a reviewing post has asked for a plan and for the right name, today."""
    now, version = timezone.now(), publish_configured(route=asking_route())
    case = submitted(version, by=actor_of(ana), at=now)
    cases.accept(case.pk, by=office().window, at=now)
    gaps = [
        cases.Gap("materials.floor_plan", "场所平面图", "没有标出消毒间"),
        cases.Gap("answers.place_name", "场所名称", "与招牌不一致"),
    ]
    cases.ask_to_add(case.pk, gaps=gaps, by=office().site, at=now)
    return case


def test_what_a_review_misses_is_told_and_brought_like_a_correction(as_ana, asked_in_review):
    told = page_of(as_ana, asked_in_review)
    listed = as_ana.get("/my/").text
    shown = as_ana.get(address(asked_in_review, "correct/")).text
    with_plan = {
        "_asked": "place_name",
        "place_name": "刺桐红民宿",
        "file-floor_plan": SimpleUploadedFile("新图.png", PNG),
    }
    answer = as_ana.post(address(asked_in_review, "correct/"), with_plan)
    after = page_of(as_ana, asked_in_review)

    assert "等您补正" in told
    assert "等您补正" in listed
    assert "去补正" in told
    assert "这件不会因此结束" in told
    assert "<h1>补正：" in shown
    assert "没有标出消毒间" in shown
    assert answer.status_code == 302
    assert state_of(asked_in_review) == State.IN_REVIEW
    assert asked_in_review.corrections.get().answered_at is not None
    assert cases.case(asked_in_review.pk).answers["place_name"] == "刺桐红民宿"
    assert "您交来了审查中要补的内容" in after
    assert "去补正" not in after


def test_of_what_a_review_misses_nothing_typed_or_brought_is_lost_when_something_is_wrong(as_ana, asked_in_review):
    with_plan = {"_asked": "place_name", "place_name": "", "file-floor_plan": SimpleUploadedFile("新图.png", PNG)}

    page = as_ana.post(address(asked_in_review, "correct/"), with_plan)

    assert page.status_code == 422
    assert "新图.png" in page.text
    assert 'name="kept-floor_plan"' in page.text
    assert asked_in_review.corrections.get().answered_at is None


def test_after_the_last_day_there_is_nothing_to_bring(as_ana, asked_in_review):
    cases.go_on_without(asked_in_review.pk, by=SYSTEM, at=timezone.now() + timedelta(days=60))

    answer = as_ana.get(address(asked_in_review, "correct/"))

    assert answer.status_code == 302
    assert "到期没有补来，按现有材料接着审查" in page_of(as_ana, asked_in_review)


def test_the_offer_of_a_hearing_is_told_and_taken_up(as_ana, with_hearing):
    told = page_of(as_ana, with_hearing)
    silent = as_ana.post(address(with_hearing, "hearing/"), {})
    as_ana.post(address(with_hearing, "hearing/"), {"wish": "ask"})

    assert "您可以要求听证" in told
    assert "答复要不要听证" in told
    assert silent.status_code == 422
    assert with_hearing.hearings.get().state == "asked"
    assert state_of(with_hearing) == State.SUSPENDED
    assert "已经要求听证" in page_of(as_ana, with_hearing)


def test_the_applicant_can_do_without_the_hearing(as_ana, with_hearing):
    as_ana.post(address(with_hearing, "hearing/"), {"wish": "waive"})

    assert with_hearing.hearings.get().state == "waived"
    assert as_ana.get(address(with_hearing, "hearing/")).status_code == 302


def test_the_hearing_of_somebody_else_is_not_there(as_ben, with_hearing):
    assert as_ben.get(address(with_hearing, "hearing/")).status_code == 404
    assert as_ben.post(address(with_hearing, "hearing/"), {"wish": "waive"}).status_code == 404
    assert with_hearing.hearings.get().state == "offered"


def test_what_is_to_be_paid_is_told_with_its_basis_and_its_last_day(as_ana, ana):
    case = give_all(accepted(version=publish_configured(fees=FEES), by=actor_of(ana)))
    cases.ask_for_fee(case.pk, by=office().approver, at=MONDAY)

    told = page_of(as_ana, case)

    assert "工本费：¥\xa010.00（依据：闽价费〔2012〕1 号）" in told
    assert "带上《缴费通知书》到" in told
    assert "等您缴费" in told


def test_acceptance_by_law_is_told_with_its_reason(as_ana, ana, item):
    case = submitted(item, by=actor_of(ana))
    cases.deem_accepted(case.pk, by=SYSTEM, at=MONDAY + timedelta(days=30))

    told = page_of(as_ana, case)

    assert "依法视为受理" in told
    assert "第三十二条" in told


def test_certificates_stand_on_the_page(as_ana, ana):
    case = give_all(accepted(version=publish_configured(makes_certificate=True), by=actor_of(ana)))
    cases.grant(case.pk, by=office().approver, at=MONDAY)
    cases.begin_issuing(case.pk, by=SYSTEM, at=MONDAY)
    issued = cases.Issued("卫生许可证", "泉卫 001", timezone.localdate(MONDAY))

    making = page_of(as_ana, case)
    cases.issue(case.pk, certificates=[issued], by=office().window, at=MONDAY)

    assert "正在制证" in making
    assert "泉卫 001" in page_of(as_ana, case)


def test_what_officials_do_among_themselves_is_no_news(as_ana, ana, item):
    case = accepted(version=item, by=actor_of(ana))
    cases.ask_to_extend(case.pk, days=5, reason="人手不够", by=office().site, at=MONDAY)

    told = page_of(as_ana, case)

    assert "人手不够" not in told
    assert "申请延长期限" not in told


def test_a_note_for_colleagues_is_not_shown_to_the_applicant(as_ana, ana, item):
    case = submitted(item, by=actor_of(ana))
    cases.pass_pre_review(case.pk, note="电话打不通", by=office().window, at=MONDAY)

    assert "电话打不通" not in page_of(as_ana, case)
