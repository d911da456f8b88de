"""The desk with a case to which everything happened: read, heard, walked with keys."""

from datetime import date

import pytest
from django.utils import timezone

from tests.browser.errands import sit_down
from tests.browser.people import PHONE
from tests.factories.busy import busy_case, made_out

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
