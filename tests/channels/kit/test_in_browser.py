"""The pieces as people see, hear and press them."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.channels.kit.hall_urls"),
]

PAGES = ["/kit/", "/kit/desk/"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "elder"), [(390, False), (1280, False), (390, True), (1280, True)])
def test_no_rule_of_accessibility_is_broken(open_page, address, width, elder):
    page = open_page(address, width=width, elder=elder)

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "elder"), [(320, False), (390, True), (1280, False)])
def test_no_page_is_wider_than_its_window(open_page, address, width, elder):
    page = open_page(address, width=width, elder=elder)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", PAGES)
def test_whatever_is_pressed_is_large_enough_for_a_finger(open_page, address):
    page = open_page(address, width=390, has_touch=True)

    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .button, nav a, summary, input, select, textarea, .choice")]
            .filter(e => e.checkVisibility() && e.type !== "hidden" && !e.closest(".crumbs"))
            .filter(e => !["radio", "checkbox"].includes(e.type) && e.getBoundingClientRect().height < 44)
            .map(e => e.outerHTML.slice(0, 80))"""
    )

    assert small == []


def test_the_list_of_errors_takes_the_focus_and_leads_to_the_question(open_page):
    page = open_page("/kit/")

    focused = page.evaluate("document.activeElement.className")
    page.click('.summary a[href="#id_uscc"]')

    assert focused == "summary"
    assert page.evaluate("document.activeElement.id") == "id_uscc"


def test_a_second_click_sends_nothing(open_page):
    page = open_page("/kit/desk/")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.route("**/kit/desk/", lambda _route: None)

    page.evaluate("const f = document.querySelector('form[data-main]'); f.requestSubmit(); f.requestSubmit()")
    page.wait_for_timeout(300)

    assert len(sent) == 1


def test_the_list_is_walked_with_j_and_k(open_page):
    page = open_page("/kit/desk/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("k")
    first = page.evaluate("document.activeElement.textContent")

    assert second == "食品经营许可"
    assert first.startswith("公共场所卫生许可")


def test_single_letters_are_silent_while_one_types(open_page):
    page = open_page("/kit/desk/")

    page.fill("#op", "")
    page.type("#op", "jk")

    assert page.input_value("#op") == "jk"


def test_single_letters_can_be_turned_off(open_page):
    page = open_page("/kit/desk/")

    page.click("[data-keys-switch]")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")

    assert page.inner_text("[data-keys-switch]") == "快捷键：已关闭"
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_on_paper_there_is_no_navigation(open_page):
    page = open_page("/kit/")

    page.emulate_media(media="print")

    assert not page.is_visible(".top nav")
    assert not page.is_visible(".foot")
    assert page.is_visible(".summary-list")


def test_without_scripts_everything_can_be_read_and_sent(open_page):
    page = open_page("/kit/", java_script_enabled=False)

    assert page.is_visible("text=保存，下一步")
    assert not page.is_visible("[data-print]")


def test_an_answer_is_checked_as_soon_as_it_is_given(open_page):
    page = open_page("/questions/")

    page.fill("#id_name", "店")
    page.locator("#id_name").blur()

    page.wait_for_selector("text=名称太短")
    assert page.input_value("#id_name") == "店"
    assert page.get_attribute("#id_name", "aria-invalid") == "true"


def test_a_refusal_of_a_check_is_said_on_the_page_and_nothing_typed_is_lost(open_page):
    page = open_page("/questions/", complains=True)

    page.fill("#id_name", "刺桐红民宿")
    page.fill("#id_place", "西街 116 号")
    page.locator("#id_place").blur()

    page.wait_for_selector("#trouble >> text=补正期限已过")
    assert page.input_value("#id_place") == "西街 116 号"


def test_a_check_that_fails_says_so(open_page):
    page = open_page("/questions/", complains=True)

    page.fill("#id_plot", "3505020001")
    page.locator("#id_plot").blur()

    page.wait_for_selector("#trouble >> text=刚才没有成功")
    assert page.input_value("#id_plot") == "3505020001"


def test_an_upload_shows_how_far_it_has_come(open_page):
    page = open_page("/questions/")

    page.set_input_files("#id_plan", {"name": "图.pdf", "mimeType": "application/pdf", "buffer": b"x" * 3_000_000})
    page.click("text=上传")

    page.wait_for_selector("text=已传完，正在检查")
    assert page.evaluate("document.querySelector('[data-upload] progress').value") == 100
