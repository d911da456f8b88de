"""审查补正 at the desk: composed like corrections, waited for, answered or not, taken back."""

from datetime import date, timedelta

import pytest

from citong.cases import facade as cases
from citong.kernel.actors import SYSTEM
from tests.factories.cases import ANA, MONDAY, accepted, office, upload
from tests.factories.catalogue import asking_route, publish_configured

pytestmark = pytest.mark.django_db

PLAN = {"tick-0": "on", "problem-0": "没有标出消毒间", "remedy-0": "重新画一张"}
WAITED = MONDAY + timedelta(days=15)


@pytest.fixture
def site(seat):
    return seat("health", "site")


@pytest.fixture
def case(site) -> cases.Case:
    return accepted(version=publish_configured(route=asking_route(), addition_stops_promise=True))


def address(case: cases.Case, tail: str = "") -> str:
    return f"/desk/cases/{case.pk}/{tail}"


def told(client, answer) -> str:
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.headers["Location"]).content.decode()


def asked(case: cases.Case) -> None:
    gap = cases.Gap("materials.floor_plan", "场所平面图", "没有标出消毒间")
    cases.ask_to_add(case.pk, gaps=[gap], by=office().site, at=MONDAY)


def test_a_notice_is_composed_looked_at_and_sent_and_the_opinion_waits(site, case):
    page = site.get(address(case)).content.decode()
    shown = site.get(address(case, "addition/")).content.decode()
    preview = site.post(address(case, "addition/"), {**PLAN, "step": "look"}).content.decode()
    text = told(site, site.post(address(case, "addition/"), {**PLAN, "step": "send"}))

    assert "请申请人补正" in page
    assert "承诺期限停止计时，法定期限照常" in page
    assert "法定期限照常计算，不因为等补正停下来" in shown
    assert "为什么上次" not in shown
    assert "审查补正通知书" in preview
    assert "请在 10 月 5 日（星期一）前补正" in preview
    assert "到期没有补来的，按现有材料提意见" in preview
    assert "补正通知已经发出，《审查补正通知书》马上送到申请人手上" in text
    assert "<h2>等申请人补正</h2>" in text
    assert "已经请申请人补正 1 处，最迟 10 月 5 日（星期一）补来" in text
    assert "撤回补正通知" in text
    assert "提交意见" not in text
    assert "等申请人补正）" in text  # who has it now
    assert cases.case(case.pk).state == cases.State.IN_REVIEW


def test_what_was_typed_is_kept_when_something_is_wrong(site, case):
    page = site.post(address(case, "addition/"), {"tick-0": "on", "remedy-0": "重新画一张", "step": "send"})

    assert page.status_code == 422
    assert 'value="重新画一张"' in page.content.decode()
    assert not case.corrections.exists()


def test_an_opinion_sent_from_a_page_that_is_out_of_date_says_why_it_waits(site, case):
    asked(case)
    review = case.reviews.get()

    text = told(site, site.post(address(case, f"opinions/{review.pk}/"), {"favourable": "yes", "opinion": "同意"}))

    assert "您请申请人补正的还没有补来" in text
    assert case.reviews.get().given_at is None


def test_the_row_of_the_work_list_says_whom_it_waits_for(site, case):
    asked(case)

    assert "卫生查看（等申请人补正）" in site.get("/desk/").content.decode()


def test_what_came_is_told_to_whoever_gives_the_opinion(site, case):
    asked(case)
    cases.add(case.pk, answers={}, materials=[("floor_plan", upload())], by=ANA, at=MONDAY)

    text = site.get(address(case)).content.decode()

    assert "已经补来，请看新的材料和答案" in text
    assert "提交意见" in text


def test_what_did_not_come_is_told_to_whoever_gives_the_opinion(site, case):
    asked(case)
    cases.go_on_without(case.pk, by=SYSTEM, at=WAITED)

    text = site.get(address(case)).content.decode()

    assert "到期没有补来，请按现有材料提意见" in text
    assert "到期没有补来，按现有材料审查" in text
    assert "还没有补来" not in text


def test_the_notice_is_taken_back_with_its_reason(site, case):
    asked(case)

    shown = site.get(address(case, "addition/recall/")).content.decode()
    silent = site.post(address(case, "addition/recall/"), {"reason": " "})
    text = told(site, site.post(address(case, "addition/recall/"), {"reason": "图上有，看漏了"}))

    assert "要撤回的是：Sun 为“卫生查看”发的补正通知" in shown
    assert "为什么不用补了" in shown
    assert silent.status_code == 422
    assert "补正通知已经撤回" in text
    assert "提交意见" in text
    assert case.corrections.get().taken_back_at is not None


def test_the_head_takes_it_back_but_does_not_ask(head, site, case):
    asked(case)

    page = head.get(address(case)).content.decode()

    assert "撤回补正通知" in page
    assert address(case, "addition/") + '"' not in page


def test_shortly_before_the_term_of_the_law_ends_the_desk_says_that_it_is_too_late(site, case, it_is):
    cases.Case.objects.filter(pk=case.pk).update(statutory_due_on=date(2026, 9, 22))

    text = told(site, site.post(address(case, "addition/"), {**PLAN, "step": "look"}))

    assert "法定期限快到了，来不及再等申请人补正" in text


def test_a_step_that_may_not_ask_is_offered_nothing(site):
    case = accepted(version=publish_configured())

    assert "请申请人补正" not in site.get(address(case)).content.decode()
    assert site.get(address(case, "addition/")).status_code == 403
