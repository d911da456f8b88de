"""What people do in the hall, in pieces that several stories use."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse

from citong.identity.models import Account
from tests.browser.people import Visitor
from tests.factories.catalogue import good_answers

PLAN = Path(settings.BASE_DIR) / "demo" / "simulator" / "samples" / "plan.png"
ANSWERS = good_answers()
WRONG_CODE, RIGHT_CODE = "91350502MA00000018", str(ANSWERS["uscc"])


def fill_in_the_place(visitor: Visitor, *, code: str = RIGHT_CODE) -> None:
    """The first page of the form; some questions depend on others."""
    visitor.fills(场所名称="刺桐客栈", 统一社会信用代码=code, 联系手机="13800001234", 经营面积="120.5")
    visitor.page.get_by_label("集中空调").check()
    visitor.page.get_by_label("风管清洗日期").fill("2026-08-01")
    visitor.page.get_by_label("开业日期").fill("2026-10-01")


def fill_in_the_people(visitor: Visitor) -> None:
    """The second page: a group of questions about each person."""
    visitor.fills(姓名="Ana", 身份证号="11010519491231002X")
    visitor.page.get_by_label("有健康证明").check()
    visitor.page.get_by_label("以上内容属实").check()


def bring_a_plan(visitor: Visitor) -> None:
    """A picture for the material that is wanted."""
    material = visitor.page.locator("#material-floor_plan")
    material.locator("input[type=file]").set_input_files(PLAN)
    material.get_by_role("button", name="上传").click()
    material.get_by_text("已经传了").wait_for()


def number_and_code(visitor: Visitor) -> tuple[str, str]:
    """What the receipt says."""
    told = visitor.page.locator(".summary-list dd.num").all_inner_texts()
    return told[0].replace(" ", ""), told[1].strip()


def sit_down(official: Visitor, account: Account) -> None:
    """An official comes to the desk."""
    official.opens(reverse("desk:sign_in"))
    official.signs_in(account)


def open_the_only_case(official: Visitor) -> None:
    """The case that waits."""
    official.page.locator("[data-stop]").first.click()
    official.page.wait_for_load_state("networkidle")
