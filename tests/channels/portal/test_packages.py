"""Packages 一件事 in the portal: found where people look, and read before anything is filled in."""

import msgspec
import pytest

from citong.catalogue import facade as catalogue
from citong.kernel.actors import SYSTEM
from tests.factories.catalogue import MONDAY, TopicFactory
from tests.factories.packages import BOARD, publish_shop

pytestmark = pytest.mark.django_db

LARGE = "size=large&board=yes&board__position=roof"


@pytest.fixture
def shop():
    TopicFactory(code="biz-food", name="开饭店")
    return publish_shop(topics=["biz-food"])


def test_a_hall_without_packages_says_so(client):
    assert "还没有可以一次办的事" in client.get("/packages/").text


@pytest.mark.parametrize(
    "address", ["/", "/packages/", "/items/?topic=biz-food", "/search/?q=开餐饮店", "/items/FIRE/"]
)
def test_a_package_is_found_wherever_people_look(client, shop, address):
    assert 'href="/packages/shop/"' in client.get(address).text


def test_a_package_is_not_offered_for_what_it_is_not(client, shop):
    assert 'href="/packages/shop/"' not in client.get("/search/?q=护照").text


def test_the_guide_asks_before_it_lists(client, shop):
    page = client.get("/packages/shop/").text

    assert "最多会有这 3 项" in page
    assert "答完上面的问题，这里会列出您用得上的材料" in page
    assert "整件事多久" in page


def test_answers_lead_to_exactly_what_is_needed(client, shop):
    context = client.get("/packages/shop/?size=small&board=no").context

    assert [part.name for part in context["parts"]] == ["消防安全检查", "食品经营许可"]
    assert context["is_settled"]


def test_what_a_member_leaves_open_is_asked_as_well(client, shop):
    context = client.get("/packages/shop/?size=large&board=yes").context

    assert [question.name for question in context["questions"]] == ["size", "board", "board__position"]
    assert not context["is_settled"]


def test_every_item_leads_to_its_own_guide_and_says_what_it_waits_for(client, shop):
    page = client.get(f"/packages/shop/?{LARGE}").text

    assert 'href="/items/FOOD/"' in page
    assert "等“消防安全检查”办好再办" in page


def test_the_same_paper_is_listed_once(client, shop):
    answer = client.get(f"/packages/shop/?{LARGE}")

    needs = {need.title: need.text for need in answer.context["needs"]}
    assert list(needs) == ["一张申请表", "营业执照（副本）", "平面 布局图"]
    assert "消防安全检查、食品经营许可都用它" in needs["营业执照（副本）"]
    assert answer.context["needs_in_words"] == "您需要准备 2 样，另有 1 样在网上填写"


def test_what_it_costs_is_told_when_it_is_known(client, shop):
    costs = [
        client.get(f"/packages/shop/?{query}").context["facts"][2].value for query in ("", LARGE, "size=small&board=no")
    ]

    assert costs == ["看情况", "¥\xa050.00", "不收费"]


def test_the_order_is_drawn_and_told(client, shop):
    answer = client.get(f"/packages/shop/?{LARGE}")

    tasks = {task.label: (task.begins, task.ends, task.after) for task in answer.context["schedule"].tasks}
    assert tasks == {
        "消防安全检查": (0, 5, ()),
        "户外广告": (0, 7, ()),
        "食品经营许可": (5, 10, ("消防安全检查",)),
    }
    assert "最长 10 个工作日" in answer.text


@pytest.mark.parametrize(
    "query", ["size=<b>", "size=large&size=small", "%00", "board__position=roof", "q=" + "x" * 3000]
)
def test_nonsense_in_the_address_counts_as_not_said(client, shop, query):
    assert client.get(f"/packages/shop/?{query}").status_code == 200


def test_a_package_whose_items_have_changed_is_closed_and_leads_to_the_items(client, shop):
    slow = msgspec.structs.replace(BOARD, promised=catalogue.Term(days=19))
    catalogue.introduce(slow, code="BOARD", by=SYSTEM, at=MONDAY)

    page = client.get("/packages/shop/").text

    assert "现在不能一次办" in page
    assert 'href="/items/BOARD/"' in page


def test_a_package_with_an_item_that_is_gone_is_closed(client, shop):
    catalogue.withdraw_item(catalogue.published("FIRE").item_id, reason="不再办理", by=SYSTEM, at=MONDAY)

    page = client.get("/packages/shop/").text

    assert "现在不能一次办" in page
    assert 'href="/items/FIRE/"' not in page


def test_a_package_that_is_not_there_is_not_found(client):
    assert client.get("/packages/none/").status_code == 404


def test_a_guide_of_a_package_asks_the_database_little(client, shop, django_assert_max_num_queries):
    client.get(f"/packages/shop/?{LARGE}")

    with django_assert_max_num_queries(8):
        client.get(f"/packages/shop/?{LARGE}")
