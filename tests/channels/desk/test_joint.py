"""Wholes 一件事 at the desk: the lead's window collects, accepts and delivers; the departments see their part."""

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from citong.organisations.models import Post
from tests.factories.joint import filed, granted, mayor, member, refused
from tests.factories.organisations import PostFactory
from tests.factories.packages import publish_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def leads_window(seat):
    publish_shop()
    return seat("market", "window", name="Li")


@pytest.fixture
def joint(leads_window):
    return filed(at=timezone.now())


def at(joint, step=""):
    return f"/desk/joint/{joint.pk}/{step}"


def test_the_list_shows_what_the_department_leads(leads_window, joint, seat):
    assert "开餐饮店" in leads_window.get("/desk/joint/").text
    assert "没有要牵头办的一件事" in seat("fire", "window").get("/desk/joint/").text


def test_the_page_shows_members_shared_papers_and_answers(leads_window, joint):
    page = leads_window.get(at(joint)).text

    for words in (
        "消防安全检查",
        "食品经营许可",
        "户外广告",
        "营业执照（副本）",
        "用于：消防安全检查、食品经营许可",
        "统一受理",
    ):
        assert words in page


def test_a_department_sees_its_own_member_with_a_banner_and_cannot_lead(joint, seat):
    fire = seat("fire", "window")

    assert "里的一项" in fire.get(f"/desk/cases/{member(joint, 'FIRE').pk}/").text
    page = fire.get(at(joint)).text
    assert f"/desk/cases/{member(joint, 'FIRE').pk}/" in page
    assert f"/desk/cases/{member(joint, 'BOARD').pk}/" not in page
    assert fire.post(at(joint, "accept/")).status_code == 403
    assert fire.get(at(joint, "correction/")).status_code == 403


def test_a_stranger_department_sees_nothing(joint, seat):
    assert seat("health", "window").get(at(joint)).status_code == 404


def test_accepting_sends_each_member_to_its_department(leads_window, joint):
    leads_window.post(at(joint, "accept/"), {"move": "accept", "note": "齐了"})

    assert cases.joint_case(joint.pk).state == cases.JointState.ACCEPTED
    assert "等“消防安全检查”办好了才能开始" in leads_window.get(at(joint)).text


def test_originals_can_be_waited_for(leads_window, joint):
    leads_window.post(at(joint, "accept/"), {"move": "pass_pre_review"})

    assert cases.joint_case(joint.pk).state == cases.JointState.TO_RECEIVE


def test_originals_can_be_taken_before_anybody_has_looked(leads_window, joint):
    leads_window.post(at(joint, "accept/"), {"move": "pass_pre_review"})
    assert "先收下原件" in leads_window.get(at(joint)).text

    leads_window.post(at(joint, "accept/"), {"move": "receive"})

    assert cases.joint_case(joint.pk).originals_received_on == timezone.localdate()
    assert "先收下原件" not in leads_window.get(at(joint)).text


def test_a_notice_is_composed_looked_at_and_sent(leads_window, joint):
    page = leads_window.get(at(joint, "correction/"))
    number = next(p.tick.name for p in page.context["places"] if p.target.target == "materials.fire__licence")
    index = number.rpartition("-")[2]
    typed = {number: "on", f"problem-{index}": "看不清", f"remedy-{index}": "重拍"}

    assert leads_window.post(at(joint, "correction/"), {"step": "look"}).status_code == 422
    assert "申请人会看到这样的通知" in leads_window.post(at(joint, "correction/"), {**typed, "step": "look"}).text
    leads_window.post(at(joint, "correction/"), {**typed, "step": "send"})

    assert cases.joint_case(joint.pk).state == cases.JointState.CORRECTION


def test_one_member_is_turned_away_with_a_reason(leads_window, joint):
    address = at(joint, f"members/{member(joint, 'BOARD').pk}/turn-away/")

    assert leads_window.post(address, {"reason": ""}).status_code == 422
    leads_window.post(address, {"reason": "不归城管", "competent_body": "住建局"})

    assert member(joint, "BOARD").state == cases.State.NOT_ACCEPTED


def test_a_blocked_member_is_released_or_ended_by_the_lead(leads_window, joint):
    leads_window.post(at(joint, "accept/"), {"move": "accept"})
    refused(joint, "FIRE", at=timezone.now())
    cases.advance_joint(joint.pk, by=mayor(), at=timezone.now())
    food = member(joint, "FOOD").pk
    assert "没有办成" in leads_window.get(at(joint)).text

    assert leads_window.get(at(joint, f"members/{food}/release/")).status_code == 200
    assert leads_window.post(at(joint, f"members/{food}/release/")).status_code == 409
    assert leads_window.post(at(joint, f"members/{food}/terminate/"), {"reason": ""}).status_code == 422
    leads_window.post(at(joint, f"members/{food}/terminate/"), {"reason": "申请人不办了"})

    assert member(joint, "FOOD").state == cases.State.TERMINATED


def test_more_days_are_asked_for_and_answered_by_the_head_of_the_government(leads_window, joint, seat):
    mayor()
    leads_window.post(at(joint, "accept/"), {"move": "accept"})
    head = seat("government", "head", name="Zhang")
    assert leads_window.post(at(joint, "extension/"), {"days": "16", "reason": "核查"}).status_code == 422
    leads_window.post(at(joint, "extension/"), {"days": "10", "reason": "要现场核查"})
    assert "要现场核查" in head.get(at(joint)).text
    assert "开餐饮店" in head.get("/desk/joint/").text

    assert head.post(at(joint, "extension/answer/"), {"move": "decline", "answer": ""}).status_code == 422
    head.post(at(joint, "extension/answer/"), {"move": "extend", "answer": "同意"})

    assert cases.joint_case(joint.pk).extensions.get().approved is True


def test_a_declined_extension_is_answered(leads_window, joint, seat):
    mayor()
    leads_window.post(at(joint, "accept/"), {"move": "accept"})
    leads_window.post(at(joint, "extension/"), {"days": "10", "reason": "要现场核查"})

    seat("government", "head").post(at(joint, "extension/answer/"), {"move": "decline", "answer": "来得及"})

    assert cases.joint_case(joint.pk).extensions.get().approved is False


def test_all_results_are_handed_over_at_once(leads_window, joint):
    leads_window.post(at(joint, "accept/"), {"move": "accept"})
    for item in ("FIRE", "FOOD", "BOARD"):
        granted(joint, item, at=timezone.now())
        cases.close(member(joint, item).pk, by=mayor(), at=timezone.now())
        cases.advance_joint(joint.pk, by=mayor(), at=timezone.now())
    assert leads_window.post(at(joint, "delivery/"), {"how": "in_person"}).status_code == 422

    leads_window.post(at(joint, "delivery/"), {"how": "in_person", "received_by": "Ana"})

    assert cases.joint_case(joint.pk).state == cases.JointState.DELIVERED
    assert leads_window.get(at(joint, "delivery/")).status_code == 403


def test_an_administrator_of_the_lead_takes_no_steps(leads_window, joint, seat):
    market = Post.objects.filter(department__code="market").first().department
    PostFactory(department=market, code="admin", duty=Post.Duty.ADMINISTRATION)

    assert seat("market", "admin").post(at(joint, "accept/")).status_code == 403


def test_the_page_asks_the_database_a_fixed_number_of_times(leads_window, joint, django_assert_max_num_queries):
    leads_window.get(at(joint))

    with django_assert_max_num_queries(26):
        leads_window.get(at(joint))
