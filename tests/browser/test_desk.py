"""The desk with a case to which everything happened: read, heard, walked with keys."""

from datetime import date

import pytest
from django.utils import timezone

from tests.browser.errands import sit_down
from tests.browser.people import PHONE
from tests.factories.busy import busy_case, made_out
from tests.factories.cases import submitted
from tests.factories.catalogue import publish_configured

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def test_a_case_to_which_everything_happened_breaks_no_rule(visit, people, today):
    case = busy_case(today=today)
    approver = visit("busy")

    sit_down(approver, people.approver)
    approver.opens(f"/desk/cases/{case.pk}/")
    approver.page.locator(".clock summary").first.click()
    approver.page.get_by_text("这些日期是怎么算的").click()
    approver.looks()
    for tail in ("refusal", "hearing/offer", "inspectors", "parties", "termination", "pause"):
        approver.opens(f"/desk/cases/{case.pk}/{tail}/")
        approver.looks()

    made_out(case, today=today)
    window = visit("busy-window", width=PHONE)
    sit_down(window, people.window)
    window.opens(f"/desk/cases/{case.pk}/")
    window.looks()
    window.opens(f"/desk/cases/{case.pk}/delivery/")
    window.looks()


def test_the_same_case_can_be_read_in_large_letters(visit, people, today):
    case = busy_case(today=today)
    elder = visit("busy-elder", width=PHONE, elder=True)

    sit_down(elder, people.approver)
    elder.opens(f"/desk/cases/{case.pk}/")

    elder.looks()


def test_the_calendar_and_the_batch_break_no_rule_and_are_walked_with_keys(visit, people, today):
    version = publish_configured(code="HEALTH-2")
    now = timezone.now()
    for number in range(3):
        submitted(version, key=f"key-0000000{number}", at=now)
    window = visit("desk-keys")
    sit_down(window, people.window)
    keys = window.page.keyboard

    keys.press("g")
    keys.press("d")
    window.page.wait_for_url("**/desk/due/")
    window.looks()
    window.page.set_viewport_size({"width": PHONE, "height": 900})
    window.photographs()
    window.page.set_viewport_size({"width": 1280, "height": 900})
    keys.press("?")
    assert window.page.locator("[data-keys-help]").get_attribute("open") is not None
    window.looks()
    keys.press("g")
    keys.press("w")
    window.page.wait_for_url("**/desk/")
    window.page.fill("#desk_q", "")
    window.page.locator("#desk_q").press("g")
    window.page.locator("#desk_q").press("d")
    assert window.page.input_value("#desk_q") == "gd"
    window.opens(f"/desk/batch/{version.pk}/?all=1")
    window.looks()
    window.presses("受理选中的")
    window.looks()
    assert "办好 3 件" in window.text
