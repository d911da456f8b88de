"""开餐饮店: one form, one hand, three departments; as the owner and each department see it, on phone and desk."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from citong.cases import facade as cases
from tests.browser.errands import number_and_code, open_the_only_case, sit_down
from tests.browser.people import PASSWORD, PHONE
from tests.channels.desk.conftest import holder_of
from tests.factories.identity import AccountFactory
from tests.factories.joint import member
from tests.factories.packages import publish_shop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPER = Path(settings.BASE_DIR) / "demo" / "simulator" / "samples" / "plan.png"
PAGES = (
    {"招牌上的名字": "刺桐红饭店", "手机": "13800001234"},
    {"几层": "2", "几个出口": "3"},
    {"面积": "90"},
    {"宽": "8"},
)


@pytest.fixture
def street(transactional_db):
    """Ana who opens a shop, the window of the lead, and those who decide in the three departments."""
    publish_shop()
    people = {
        "ana": AccountFactory(),
        "lead": holder_of("market", "window", name="Li"),
        **{code: holder_of(code, "approve", name=code.title()) for code in ("market", "fire", "city")},
    }
    for account in people.values():
        account.set_password(PASSWORD)
        account.save()
    return people


def begin_from_the_guide(ana, account):
    ana.opens("/packages/shop/")
    for choice in ("大店", "要", "楼顶"):
        with ana.page.expect_response(lambda answer: "/packages/shop/?" in answer.url):
            ana.page.get_by_label(choice, exact=True).check()
        ana.page.wait_for_load_state("networkidle")
    ana.page.get_by_text("您要办这 3 项").wait_for()
    ana.looks()
    ana.presses("一次申请")
    ana.signs_in(account)
    ana.looks()
    assert ana.page.get_by_label("楼顶").is_checked()
    ana.presses("开始填写")


def fill_in_the_one_form(ana):
    for answers in PAGES:
        ana.looks()
        for label, answer in answers.items():
            ana.fills(**{label: answer})
            ana.page.keyboard.press("Tab")  # what is kept while typing may ask for more
            ana.page.wait_for_load_state("networkidle")
        ana.presses("保存，下一步")


def bring_each_paper_once(ana):
    for code in ("fire__licence", "fire__drawing", "fire__report"):
        material = ana.page.locator(f"#material-{code}")
        material.locator("input[type=file]").set_input_files(PAPER)
        material.get_by_role("button", name="上传").click()
        material.get_by_text("已经传了").wait_for()
    ana.looks()
    assert "传一份就够，用于：消防安全检查、食品经营许可" in ana.text


def hand_in_once(ana):
    ana.presses("下一步")
    ana.looks()
    ana.page.locator("#id_declared").check()
    ana.presses("提交申请")
    ana.looks()
    assert "3 项申请，一次提交好了" in ana.text
    return number_and_code(ana)


def ask_once_for_all(lead, account):
    sit_down(lead, account)
    lead.opens(reverse("desk:joints"))
    lead.looks()
    lead.page.locator("[data-stop]").first.click()
    lead.page.wait_for_load_state("networkidle")
    lead.looks()
    lead.presses("通知补正")
    lead.page.get_by_label("营业执照（副本）", exact=True).check()
    lead.page.get_by_label("“营业执照（副本）”哪里不对").fill("看不清")
    lead.looks()
    lead.presses("看看通知写得怎么样")
    lead.looks()
    lead.presses("发出补正通知")


def correct_once(ana, number):
    ana.opens(reverse("portal:joint", args=[number]))
    ana.looks()
    ana.presses("去补正")
    ana.looks()
    ana.page.locator("#id_file-fire__licence").set_input_files(PAPER)
    ana.presses("提交补正")
    assert "补正材料已经交上去了" in ana.page.inner_text("body")


def grant(official, account):
    sit_down(official, account)
    open_the_only_case(official)
    official.looks()
    official.presses("准予")
    assert "已经准予" in official.page.inner_text("body")


@pytest.mark.parametrize("elder", [False, True], ids=["as it is", "elder mode"])
def test_a_restaurant_is_opened_by_three_departments_as_one(visit, street, worker_catches_up, elder):
    ana = visit("owner", width=PHONE, elder=elder)
    begin_from_the_guide(ana, street["ana"])
    fill_in_the_one_form(ana)
    bring_each_paper_once(ana)
    number, code = hand_in_once(ana)
    worker_catches_up()

    lead = visit("lead", elder=False)
    ask_once_for_all(lead, street["lead"])
    worker_catches_up()
    correct_once(ana, number)
    joint = cases.JointCase.objects.get(number=number)
    lead.opens(reverse("desk:joint", args=[joint.pk]))
    lead.presses("统一受理")
    lead.looks()
    worker_catches_up()
    ana.opens(reverse("portal:joint", args=[number]))
    ana.looks()

    for code_of_department in ("fire", "city", "market"):
        official = visit(f"decider-{code_of_department}")
        grant(official, street[code_of_department])
        worker_catches_up()
    ana.opens(reverse("portal:joint", args=[number]))
    ana.looks()
    assert "都结束了，办好了 3 项" in ana.text

    lead.opens(reverse("desk:joint", args=[joint.pk]))
    lead.looks()
    lead.presses("统一送达")
    lead.page.get_by_label("当面送达").check()
    lead.page.get_by_label("由谁签收").fill("Ana")
    lead.looks()
    lead.presses("统一送达")
    worker_catches_up()
    assert member(joint, "FOOD").state == cases.State.DELIVERED

    stranger = visit("stranger", width=PHONE)
    stranger.opens(reverse("portal:progress"))
    stranger.fills(办件编号=number, 查询码=code)
    stranger.presses("查进度")
    stranger.looks()
    assert "结果已经一次交给您" in stranger.text
