"""The door in a real browser, with an authenticator that the browser plays."""

from datetime import date

import pytest
from django.utils import timezone

from citong.identity.models import Session
from citong.identity.rules import one_time_codes

pytestmark = [pytest.mark.browser]
# An authenticator in the machine itself, whose owner has just shown their finger.
IN_THE_MACHINE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_authenticator(visitor):
    tools = visitor.context.new_cdp_session(visitor.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": IN_THE_MACHINE})


def leaves_the_hall(visitor):
    visitor.page.get_by_role("button", name="退出", exact=True).first.click()
    visitor.page.wait_for_load_state("networkidle")


def test_the_door_in_a_browser(people, visit):
    ana = visit("ana", width=390)
    give_authenticator(ana)
    ana.opens("/sign-in/?next=/me/security/")
    ana.fills(密码="half a password")
    ana.page.get_by_role("button", name="显示密码").click()
    assert ana.page.locator("[name=password]").get_attribute("type") == "text"
    ana.looks()
    ana.signs_in(people.ana)
    assert "就是这一台" in ana.text
    ana.looks()

    ana.presses("添加通行密钥")
    ana.looks()
    ana.fills(给它起个名字="我的手机")
    ana.page.get_by_role("button", name="添加", exact=True).click()
    ana.page.wait_for_selector("text=请记下恢复码")
    ana.looks()
    ana.presses("我记下来了，继续")
    assert "我的手机" in ana.text
    ana.looks()

    leaves_the_hall(ana)
    ana.opens("/sign-in/")
    ana.page.get_by_role("button", name="用通行密钥登录").click()
    ana.page.wait_for_url("**/my/")
    assert Session.objects.filter(account=people.ana, means="passkey", ended_at=None).count() == 1


def test_an_officials_first_day_and_the_next(people, visit, settings):
    settings.SECOND_FACTOR_FROM = date(2026, 1, 1)
    fay = visit("fay")
    fay.opens("/desk/")
    fay.signs_in(people.approver)
    assert "先设置第二重验证" in fay.text
    fay.looks()

    fay.presses("用手机上的验证器")
    fay.looks()
    secret = fay.page.locator("code.num").inner_text().replace(" ", "")
    now = one_time_codes.step_at(timezone.now())
    fay.fills(验证码=one_time_codes.code_at(now, secret=secret))
    fay.presses("设置好了")
    assert "请记下恢复码" in fay.text
    code = fay.page.locator(".recovery-codes code").first.inner_text()
    fay.presses("我记下来了，继续")
    assert fay.page.url.endswith("/desk/")

    leaves_the_hall(fay)
    fay.opens("/desk/")
    fay.signs_in(people.approver)
    assert "再验证一步" in fay.text
    fay.looks()
    fay.fills(验证码=code)
    fay.presses("验证")
    assert fay.page.url.endswith("/desk/")


def test_an_official_confirms_with_a_passkey_and_nothing_is_lost(people, visit, settings):
    fay = visit("fay")
    give_authenticator(fay)
    fay.opens("/desk/sign-in/?next=/desk/me/second/passkey/")
    fay.signs_in(people.approver)
    fay.page.get_by_role("button", name="添加", exact=True).click()
    fay.page.wait_for_selector("text=请记下恢复码")
    Session.objects.filter(account=people.approver).update(confirmed_at=timezone.now().replace(year=2020))

    fay.opens("/desk/me/security/")
    fay.presses("换一批恢复码")
    assert "请确认是您本人" in fay.text
    fay.looks()
    fay.page.get_by_role("button", name="用通行密钥确认").click()
    fay.page.wait_for_selector("text=请记下恢复码")
