"""The application in other ways: without scripts, with the keyboard alone, in large letters."""

import pytest

from tests.browser.errands import (
    RIGHT_CODE,
    WRONG_CODE,
    bring_a_plan,
    fill_in_the_people,
    fill_in_the_place,
    number_and_code,
)
from tests.browser.people import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

START = "/apply/HEALTH-1/start/"
SMALL_LETTERS = """() => [...document.querySelectorAll("main *")]
    .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .filter(e => parseFloat(getComputedStyle(e).fontSize) < 18)
    .map(e => e.outerHTML.slice(0, 80))"""
ELDER_PAGES = ["/", "/search/?q=开旅馆", "/items/", "/items/HEALTH-1/", "/progress/", "/sign-in/", "/sign-up/"]


def begins(visitor, account, *, situation="?kind=first&place=hotel"):
    """Sign in on the way to the application, with what one said in the guide."""
    visitor.opens(START + situation)
    visitor.signs_in(account)


def test_without_scripts_an_application_is_handed_in(visit, people):
    ana = visit("without-scripts", java_script_enabled=False)

    begins(ana, people.ana, situation="")
    ana.page.get_by_label("第一次办").check()
    ana.presses("开始填写")
    ana.photographs()
    ana.page.get_by_label("住宿场所").check()
    ana.presses("开始填写")
    ana.photographs()
    ana.fills(场所名称="刺桐客栈", 统一社会信用代码=WRONG_CODE, 联系手机="13800001234", 经营面积="120.5")
    ana.page.get_by_label("集中空调").check()
    ana.page.get_by_label("开业日期").fill("2026-10-01")
    ana.presses("保存，下一步")
    ana.photographs()
    told = ana.page.locator(".summary").inner_text()
    fill_in_the_place(ana)
    ana.presses("保存，下一步")
    fill_in_the_people(ana)
    ana.presses("再添加一项")
    ana.presses("删除第 2 项")
    ana.presses("保存，下一步")
    bring_a_plan(ana)
    ana.presses("下一步")
    ana.page.locator("#id_declared").check()
    ana.presses("提交申请")
    ana.photographs()
    number, code = number_and_code(ana)

    assert "统一社会信用代码" in told
    assert (len(number), len(code)) == (21, 6)


def test_the_form_is_filled_in_with_the_keyboard_alone(visit, people):
    ana = visit("keyboard")
    begins(ana, people.ana)
    ana.presses("开始填写")
    keys = ana.page.keyboard

    for name, answer in (("place_name", "刺桐客栈"), ("uscc", RIGHT_CODE), ("contact_phone", "13800001234")):
        tab_to(ana, f"id_{name}")
        keys.press("Control+A")
        keys.insert_text(answer)
    tab_to(ana, "id_area")
    keys.insert_text("120.5")
    tab_to_the_question(ana, "air_conditioning")
    keys.press("Space")
    ana.page.wait_for_load_state("networkidle")
    tab_to_the_button(ana, "保存，下一步")
    ana.photographs()
    keys.press("Enter")
    ana.page.wait_for_url("**/form/people/")
    tab_to(ana, "id_staff-0-name")

    assert ana.page.locator("h1").inner_text() == "人员"


@pytest.mark.parametrize("address", ELDER_PAGES)
def test_pages_in_large_letters_break_no_rule(visit, people, address):
    elder = visit("elder", width=PHONE, elder=True)

    elder.opens(address)

    elder.looks()
    assert elder.page.evaluate(SMALL_LETTERS) == []


def test_large_letters_are_turned_on_and_stay_on_through_the_form(visit, people):
    ana = visit("elder-form", width=PHONE)
    ana.opens("/")

    ana.page.get_by_role("button", name="长辈版").click()
    begins(ana, people.ana)
    ana.presses("开始填写")

    ana.looks()
    assert ana.page.get_by_role("button", name="标准版").is_visible()


def tab_to(visitor, identifier):
    """Press Tab until this field has the focus."""
    _tab_until(visitor, f"document.activeElement.id === '{identifier}'")


def tab_to_the_question(visitor, name):
    """Press Tab until one of this question's choices has the focus."""
    _tab_until(visitor, f"document.activeElement.name === '{name}'")


def tab_to_the_button(visitor, words):
    """Press Tab until the button that says this has the focus."""
    _tab_until(
        visitor, f"document.activeElement.matches('main button') && document.activeElement.innerText === '{words}'"
    )


def _tab_until(visitor, come):
    for _ in range(60):
        if visitor.page.evaluate(come):
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"Not reached with the keyboard: {come}")
