"""A permit, from the question in somebody's own words to the sealed decision, as everybody on the way sees it."""

import re

import pytest
from django.urls import reverse

from tests.browser.errands import (
    WRONG_CODE,
    bring_a_plan,
    fill_in_the_people,
    fill_in_the_place,
    number_and_code,
    open_the_only_case,
    sit_down,
)
from tests.browser.people import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def find_and_begin(ana, account):
    """Search in own words, read the guide, say one's situation, sign in."""
    ana.opens("/")
    ana.looks()
    ana.page.fill("#q", "我想开个旅馆")
    ana.page.press("#q", "Enter")
    ana.page.wait_for_load_state("networkidle")
    ana.looks()
    ana.presses("公共场所卫生许可")
    ana.page.get_by_label("第一次办").check()
    ana.page.get_by_label("住宿场所").check()
    ana.page.get_by_text("场所平面图").first.wait_for()
    ana.looks()
    ana.presses("在线办理")
    ana.looks()
    ana.signs_in(account)
    ana.looks()
    assert ana.page.get_by_label("住宿场所").is_checked()
    ana.presses("开始填写")


def fill_in_with_a_mistake(ana):
    """A credit code that cannot be; the page says so, and takes one there."""
    fill_in_the_place(ana, code=WRONG_CODE)
    ana.presses("保存，下一步")
    ana.looks()
    focused = ana.page.evaluate("document.activeElement.className")
    ana.page.click('.summary a[href="#id_uscc"]')
    assert focused == "summary"
    assert ana.page.evaluate("document.activeElement.id") == "id_uscc"
    assert ana.page.input_value("#id_place_name") == "刺桐客栈"
    fill_in_the_place(ana)
    ana.presses("保存，下一步")
    ana.looks()
    fill_in_the_people(ana)
    ana.presses("保存，下一步")


def bring_files_and_hand_in(ana):
    ana.looks()
    bring_a_plan(ana)
    ana.looks()
    ana.presses("下一步")
    ana.looks()
    ana.page.locator("#id_declared").check()
    ana.presses("提交申请")
    ana.looks()
    ana.page.emulate_media(media="print")
    assert not ana.page.is_visible(".top nav")
    assert ana.page.is_visible(".summary-list")
    ana.page.emulate_media(media="screen")
    return number_and_code(ana)


def ask_for_a_correction(window, account):
    sit_down(window, account)
    window.looks()
    open_the_only_case(window)
    window.looks()
    window.presses("通知补正")
    window.looks()
    window.page.get_by_label("场所名称", exact=True).check()
    window.page.get_by_label("“场所名称”哪里不对").fill("和招牌不一致")
    window.presses("看看通知写得怎么样")
    window.looks()
    window.presses("发出补正通知")
    window.looks()


def correct_on_a_phone(ana, account, number):
    ana.opens(reverse("portal:case", args=[number]))
    ana.signs_in(account)
    ana.looks()
    ana.presses("去补正")
    ana.looks()
    ana.page.locator("#id_place_name").fill("刺桐红民宿")
    ana.presses("提交补正")
    assert "补正材料已经交上去了" in ana.page.inner_text("body")


def accept(window):
    window.opens(reverse("desk:work"))
    open_the_only_case(window)
    window.page.get_by_label("标明了面积").check()
    window.presses("受理")
    window.looks()


def give_an_opinion(official, account):
    sit_down(official, account)
    open_the_only_case(official)
    official.looks()
    official.page.get_by_label("同意", exact=True).check()
    official.presses("提交意见")
    assert "意见已经提交" in official.page.inner_text("body")


def grant(approver, account):
    sit_down(approver, account)
    open_the_only_case(approver)
    approver.looks()
    approver.presses("准予")
    assert "已经准予" in approver.page.inner_text("body")


def read_the_result(ana, number):
    ana.opens(reverse("portal:space"))
    ana.looks()
    ana.opens(reverse("portal:case", args=[number]))
    ana.looks()
    assert "已批准" in ana.text
    with ana.page.expect_download() as coming:
        ana.page.get_by_role("link", name=re.compile("下载 PDF.*准予行政许可决定书")).click()
    assert coming.value.path().read_bytes().startswith(b"%PDF-")


def ask_without_an_account(stranger, number, code):
    stranger.opens(reverse("portal:progress"))
    stranger.looks()
    stranger.page.locator("main [name=number]").fill(number)
    stranger.page.locator("main [name=code]").fill(code)
    stranger.presses("查进度")
    stranger.looks()
    assert "已批准" in stranger.text
    assert "刺桐红民宿" not in stranger.text
    assert code not in stranger.page.url


def test_a_permit_is_applied_for_corrected_reviewed_granted_and_read(visit, people, worker_catches_up):
    ana, window = visit("1-citizen"), visit("2-window")

    find_and_begin(ana, people.ana)
    fill_in_with_a_mistake(ana)
    number, code = bring_files_and_hand_in(ana)
    worker_catches_up()
    ask_for_a_correction(window, people.window)
    worker_catches_up()
    correct_on_a_phone(visit("3-citizen-phone", width=PHONE, has_touch=True), people.ana, number)
    worker_catches_up()
    accept(window)
    for name, account in (("4-site", people.site), ("5-fire", people.fire), ("6-market", people.market)):
        worker_catches_up()
        give_an_opinion(visit(name), account)
    grant(visit("7-approver"), people.approver)
    worker_catches_up()

    read_the_result(ana, number)
    ask_without_an_account(visit("8-stranger", width=PHONE), number, code)
