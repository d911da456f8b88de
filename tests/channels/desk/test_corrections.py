"""The correction notice: everything at once, looked at before it goes out."""

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from tests.factories.cases import ANA, MONDAY, office, submitted, upload

pytestmark = pytest.mark.django_db

PLAN = {"tick-0": "on", "problem-0": "没有标出消毒间", "remedy-0": "重新画一张"}
NAME = {"tick-2": "on", "problem-2": "与招牌不一致"}


def address(case) -> str:
    return f"/desk/cases/{case.pk}/correction/"


def test_the_composer_offers_materials_answers_and_phrases(window):
    text = window.get(address(submitted())).content.decode()

    assert "场所平面图" in text
    assert "场所名称" in text
    assert '<option value="看不清，请重新拍照或者扫描上传">' in text
    assert "没有做到：标明了面积" in text
    assert "为什么上次" not in text


def test_the_notice_is_shown_before_it_goes_out(window):
    case = submitted()

    page = window.post(address(case), {**PLAN, **NAME, "step": "look"})

    text = page.content.decode()
    assert page.status_code == 200
    assert "有 2 处要补正" in text
    assert "没有标出消毒间。怎么补：重新画一张" in text
    assert 'name="problem-2" value="与招牌不一致"' in text
    assert cases.case(case.pk).state == cases.State.SUBMITTED


def test_going_back_keeps_what_was_typed(window):
    page = window.post(address(submitted()), {**PLAN, "step": "edit"})

    assert page.status_code == 200
    assert 'value="没有标出消毒间"' in page.content.decode()


def test_corrections_go_out_come_back_and_the_case_is_accepted(window):
    case = submitted(at=timezone.now())

    window.post(address(case), {**PLAN, **NAME, "step": "send"})
    asked = case.corrections.get()
    cases.correct(
        case.pk, answers={"place_name": "刺桐红民宿"}, materials=[("floor_plan", upload())], by=ANA, at=timezone.now()
    )
    text = window.get(f"/desk/cases/{case.pk}/").content.decode()
    window.post(f"/desk/cases/{case.pk}/intake/", {"move": "accept"})

    assert [gap["target"] for gap in asked.gaps] == ["materials.floor_plan", "answers.place_name"]
    assert "补正前交的（1）" in text
    assert "没有标出消毒间。怎么补：重新画一张" in text
    assert cases.case(case.pk).state == cases.State.IN_REVIEW


def test_nothing_chosen_is_said(window):
    page = window.post(address(submitted()), {"step": "look"})

    assert page.status_code == 422
    assert "请至少选一处" in page.content.decode()


def test_a_gap_without_its_problem_is_named_and_the_rest_is_kept(window):
    page = window.post(address(submitted()), {**NAME, "tick-0": "on", "step": "send"})

    text = page.content.decode()
    assert page.status_code == 422
    assert "请写明哪里不对" in text
    assert 'value="与招牌不一致"' in text


def test_a_problem_counts_even_when_its_tick_was_forgotten(window):
    case = submitted(at=timezone.now())

    window.post(address(case), {"problem-0": "没有标出消毒间", "step": "send"})

    assert len(case.corrections.get().gaps) == 1


def test_a_second_notice_asks_why_it_was_not_told_the_first_time(window):
    case = submitted(at=timezone.now())
    gap = cases.Gap(target="answers.place_name", title="场所名称", problem="与招牌不一致")
    cases.ask_to_correct(case.pk, gaps=[gap], by=office().window, at=timezone.now())
    cases.correct(case.pk, answers={"place_name": "刺桐红民宿"}, materials=[], by=ANA, at=timezone.now())

    refused = window.post(address(case), {**PLAN, "step": "look"})
    window.post(address(case), {**PLAN, "why_again": "新交的图有新问题", "step": "send"})

    assert refused.status_code == 422
    assert "请写明上次没有一并告知的原因" in refused.content.decode()
    assert case.corrections.get(round=2).why_again == "新交的图有新问题"


def test_a_case_in_review_is_not_corrected(seat):
    case = submitted()
    cases.accept(case.pk, by=office().window, at=MONDAY)

    assert seat("health", "window").get(address(case)).status_code == 403
