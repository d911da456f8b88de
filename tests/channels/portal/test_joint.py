"""Applying once for several items, from the guide to the receipt and on, as a browser without scripts goes it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.kernel.actors import SYSTEM
from citong.kernel.outbox import deliver_waiting
from tests.factories.cases import PNG
from tests.factories.catalogue import MONDAY
from tests.factories.joint import lead
from tests.factories.packages import LARGE, SHOP, package, publish_shop

from .conftest import actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return publish_shop()


def picture(name="plan.png"):
    return SimpleUploadedFile(name, PNG)


def asked(**answers):
    """A page of the form as it is sent."""
    return {"_asked": list(answers), **answers}


PAGES = {
    "operator": asked(shop="刺桐红饭店", phone="13800001234"),
    "fire__all": asked(fire__floors="2", fire__exits="3"),
    "food__all": asked(food__area="90"),
    "board__all": asked(board__width="8"),
}


def filled(client):
    """A draft of the package that can be handed in; its id."""
    draft = int(client.post("/packages/shop/apply/", LARGE).url.split("/")[2])
    for page, answers in PAGES.items():
        assert client.post(f"/apply/{draft}/form/{page}/", answers).status_code == 302
    for material in ("fire__licence", "fire__drawing", "fire__report"):
        client.post(f"/apply/{draft}/materials/{material}/upload/", {"file": picture(f"{material}.png")})
    return draft


def handed_in(client, account):
    """A whole that waits for its lead, with its letters."""
    draft = filled(client)
    client.post(f"/apply/{draft}/check/", {"declared": "on"})
    while deliver_waiting(now=timezone.now()):
        pass
    return cases.joints_of(actor_of(account))[0]


def test_the_guide_leads_on_with_what_was_answered(client, shop):
    page = client.get("/packages/shop/?size=large&board=yes&board__position=roof").text

    assert 'action="/packages/shop/apply/"' in page
    assert '<input type="hidden" name="board__position" value="roof">' in page
    assert "一次申请" in page


def test_the_whole_way_from_the_questions_to_one_receipt(shop, as_ana, ana):
    first = as_ana.post("/packages/shop/apply/", LARGE)
    assert first.url.endswith("/form/operator/")
    draft = filled(as_ana)
    materials = as_ana.get(f"/apply/{draft}/materials/").text
    assert "传一份就够，用于：消防安全检查、食品经营许可。" in materials
    check = f"/apply/{draft}/check/"

    once, twice = as_ana.post(check, {"declared": "on"}), as_ana.post(check, {"declared": "on"})

    assert once.url == twice.url == f"/apply/{draft}/done/"
    (joint,) = cases.joints_of(actor_of(ana))
    receipt = as_ana.get(once.url).text
    assert "3 项申请，一次提交好了" in receipt
    assert cases.joint_query_code_of(joint) in receipt
    assert receipt.count("fire__licence.png") == 1


def test_a_question_left_blank_is_named_and_what_is_new_is_asked(shop, as_ana):
    blank = as_ana.post("/packages/shop/apply/", {"_asked": ["size", "board"], "size": "large"})
    longer = as_ana.post("/packages/shop/apply/", {"_asked": ["size", "board"], "size": "large", "board": "yes"})

    assert blank.status_code == 422
    assert longer.status_code == 200
    assert "按您刚才的选择，还有几个问题" in longer.text


def test_changing_the_situation_changes_what_is_asked(shop, as_ana):
    draft = filled(as_ana)

    as_ana.post(f"/apply/{draft}/situation/", {"_asked": ["size", "board"], "size": "small", "board": "no"})

    check = as_ana.get(f"/apply/{draft}/check/").text
    assert "户外广告" not in check
    assert as_ana.get(f"/apply/{draft}/form/board__all/").status_code == 404


def test_what_is_missing_leads_to_where_it_is_put_right(shop, as_ana):
    draft = int(as_ana.post("/packages/shop/apply/", LARGE).url.split("/")[2])

    page = as_ana.post(f"/apply/{draft}/check/", {"declared": "on"})

    assert page.status_code == 422
    assert f"/apply/{draft}/materials/#material-fire__licence" in page.text
    assert f"/apply/{draft}/form/food__all/#id_food__area" in page.text


def test_an_open_draft_is_in_my_space_and_can_be_thrown_away(shop, as_ana):
    draft = filled(as_ana)

    assert "开餐饮店" in as_ana.get("/my/").text
    as_ana.post(f"/apply/{draft}/discard/")

    assert f"/apply/{draft}/" not in as_ana.get("/my/").text


def test_a_package_that_changed_is_gone_over_again(shop, as_ana):
    draft = filled(as_ana)
    catalogue.introduce_package(package(**{**SHOP, "promised_days": 16}), code="shop", by=SYSTEM, at=MONDAY)

    outdated = as_ana.post(f"/apply/{draft}/check/", {"declared": "on"})
    assert outdated.status_code == 409
    as_ana.post(f"/apply/{draft}/renew/")

    assert as_ana.post(f"/apply/{draft}/check/", {"declared": "on"}).status_code == 302


def test_the_progress_page_tells_every_item_and_draws_its_branches(shop, as_ana, ana):
    joint = handed_in(as_ana, ana)
    cases.accept_joint(joint.pk, by=lead(), at=timezone.now())

    page = as_ana.get(f"/my/joint/{joint.number}/")

    assert "3 项里办好了 0 项" in page.text
    assert "等“消防安全检查”办好了才能开始" in page.text
    assert [branch.label for branch in page.context["branches"].branches][1:] == [
        "消防安全检查", "食品经营许可", "户外广告",
    ]  # fmt: skip
    assert "收件通知书" in page.text
    assert "一件事" in as_ana.get("/my/").text


def test_a_letter_and_a_paper_are_opened_by_their_owner_alone(shop, as_ana, as_ben, ana):
    joint = handed_in(as_ana, ana)

    assert as_ben.get(f"/my/joint/{joint.number}/").status_code == 404
    assert as_ben.get(f"/my/joint/{joint.number}/withdraw/").status_code == 404


def test_corrections_are_answered_once_for_all(shop, as_ana, ana):
    joint = handed_in(as_ana, ana)
    gaps = [cases.Gap("materials.fire__licence", "营业执照", "看不清"), cases.Gap("answers.phone", "手机", "打不通")]
    cases.ask_to_correct_joint(joint.pk, gaps=gaps, by=lead(), at=timezone.now())
    address = f"/my/joint/{joint.number}/correct/"
    assert "看不清" in as_ana.get(address).text

    wrong = as_ana.post(address, asked(phone="13900001234"))
    right = as_ana.post(address, {**asked(phone="13900001234"), "file-fire__licence": picture("b.png")})

    assert wrong.status_code == 422
    assert right.status_code == 302
    assert {each.answers.get("phone") for each in cases.joint_case(joint.pk).members.all()} == {"13900001234", None}


def test_everything_is_taken_back_after_one_more_question(shop, as_ana, ana):
    joint = handed_in(as_ana, ana)

    assert "要全部撤回吗" in as_ana.get(f"/my/joint/{joint.number}/withdraw/").text
    as_ana.post(f"/my/joint/{joint.number}/withdraw/", {"reason": "不开了"})

    assert "已经全部撤回" in as_ana.get(f"/my/joint/{joint.number}/").text
    assert "现在不能撤回" in as_ana.get(f"/my/joint/{joint.number}/withdraw/").text


def test_number_and_code_show_the_whole_without_a_name(client, shop, as_ana, ana):
    joint = handed_in(as_ana, ana)
    code = cases.joint_query_code_of(joint)

    shown = client.post("/progress/", {"number": joint.number, "code": code})
    wrong = client.post("/progress/", {"number": joint.number, "code": "000000" if code != "000000" else "111111"})

    assert "消防安全检查" in shown.text
    assert "fire__licence" not in shown.text
    assert wrong.status_code == 404


def test_pages_of_a_whole_ask_the_database_a_fixed_number_of_times(shop, as_ana, ana, django_assert_max_num_queries):
    joint = handed_in(as_ana, ana)
    as_ana.get(f"/my/joint/{joint.number}/")

    with django_assert_max_num_queries(20):
        as_ana.get(f"/my/joint/{joint.number}/")
