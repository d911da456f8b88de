"""The front, browsing, searching, guides."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from citong.catalogue.models import QuestionAsked, Topic
from citong.kernel.models import Allowance
from tests.factories.catalogue import ItemVersionFactory, TopicFactory, publish_configured
from tests.factories.identity import AccountFactory
from tests.factories.organisations import HallFactory

from .conftest import client_of

pytestmark = pytest.mark.django_db


def published(count, **says):
    """Some published guides."""
    return [ItemVersionFactory(says={"name": f"事项{number:03d}", **says}) for number in range(count)]


def test_the_front_is_there_when_nothing_is_published_yet(client):
    answer = client.get("/")

    assert answer.status_code == 200
    assert "您要办什么事？" in answer.text
    assert "12345" in answer.text


def test_the_front_shows_events_halls_and_how_many_items_there_are(client):
    TopicFactory(code="birth", kind=Topic.Kind.LIFE_EVENT, name="生孩子")
    TopicFactory(code="empty", kind=Topic.Kind.LIFE_EVENT, name="没有事项的")
    HallFactory(name="行政服务中心")
    HallFactory(name="街道便民中心")
    published(3, topics=["birth"], audience=["person"])

    page = client.get("/").text

    assert "生孩子" in page
    assert "没有事项的" not in page
    assert "另外 1 个地方" in page
    assert '个人全部 <span class="num">3</span> 项' in page


@pytest.mark.parametrize("rows", [1, 30])
def test_the_front_asks_the_database_little_however_much_there_is(rows, django_assert_max_num_queries):
    TopicFactory(code="birth", kind=Topic.Kind.LIFE_EVENT)
    published(rows, topics=["birth"])
    client = client_of(AccountFactory())

    with django_assert_max_num_queries(9):
        client.get("/")


def test_items_are_browsed_page_by_page_without_losing_one(client):
    published(45, audience=["person"])
    address, seen = "/items/", []

    while address:
        answer = client.get(address)
        seen += [row.name for row in answer.context["page"].rows]
        address = answer.context["next"]

    assert seen == [f"事项{number:03d}" for number in range(45)]


def test_the_page_before_is_the_page_one_came_from(client):
    published(45, audience=["person"])
    second = client.get("/items/").context["next"]

    back = client.get(client.get(second).context["previous"])

    assert [row.name for row in back.context["page"].rows][:1] == ["事项000"]


def test_items_are_narrowed_by_topic_department_and_online(client):
    online = publish_configured()
    TopicFactory(code="shop", name="开店")
    guide = ItemVersionFactory(item__department=online.item.department, says={"name": "到窗口的", "topics": ["shop"]})

    of_topic = client.get("/items/?topic=shop").context["page"].rows
    of_department = client.get("/items/?who=enterprise&department=health").context["page"].rows
    only_online = client.get("/items/?who=enterprise&online=1").context["page"].rows

    assert [row.pk for row in of_topic] == [guide.pk]
    assert {row.pk for row in of_department} == {online.pk, guide.pk}
    assert [row.pk for row in only_online] == [online.pk]


def test_nothing_fitting_says_what_to_do(client):
    ItemVersionFactory()

    assert "没有符合条件的事项" in client.get("/items/?online=1").text


@pytest.mark.parametrize(
    "address",
    [
        "/items/?topic=nowhere",
        "/items/?department=nowhere",
        "/items/NO-SUCH/",
        "/items/NO-SUCH/materials/x/sample/",
        "/items/%E4%BA%8B/",
        "/apply/%00/start/",
    ],
)
def test_what_does_not_exist_is_not_found(client, address):
    ItemVersionFactory()

    assert client.get(address).status_code in {302, 404}


@pytest.mark.parametrize(
    "query", ["after=x", "after=99999999999999999999-a", "before=-1", "who=cat", "after=1-%00", "start=9e9"]
)
def test_an_odd_address_shows_the_list(client, query):
    ItemVersionFactory()

    assert client.get(f"/items/?{query}").status_code == 200
    assert client.get(f"/search/?q=津贴&{query}").status_code == 200


@pytest.mark.parametrize("words", ["高龄津贴", "老人补贴", "gaolingjintie", "gljt"])
def test_items_are_found_by_words_and_by_pinyin(client, words):
    ItemVersionFactory()
    call_command("load_everyday_words", stdout=StringIO())

    answer = client.get("/search/", {"q": words})

    assert [hit.version.name for hit in answer.context["found"].hits] == ["高龄津贴申领"]
    assert f'value="{words}"' in answer.text


def test_finding_nothing_keeps_the_words_and_gives_advice(client):
    answer = client.get("/search/", {"q": "<b>火星签证</b>"})

    assert "可以这样试试" in answer.text
    assert "&lt;b&gt;火星签证" in answer.text


def test_hits_go_on_to_another_page(client):
    published(25, keywords=["津贴"])

    first = client.get("/search/", {"q": "事项"})
    second = client.get(first.context["next"])

    assert (len(first.context["found"].hits), len(second.context["found"].hits)) == (20, 5)
    assert second.context["first"]
    assert not second.context["next"]


def test_a_search_is_narrowed_without_scripts(client):
    ItemVersionFactory(says={"name": "经营许可甲", "audience": ["person"]})
    ItemVersionFactory(says={"name": "经营许可乙", "audience": ["enterprise"]})

    everything = client.get("/search/", {"q": "经营许可"})
    chip = next(each for group in everything.context["groups"] for each in group.chips if each.label == "企业")
    narrowed = client.get(chip.address)

    assert (chip.count, len(everything.context["found"].hits)) == (1, 2)
    assert [hit.version.name for hit in narrowed.context["found"].hits] == ["经营许可乙"]
    assert "去掉全部筛选" in narrowed.text
    assert len(client.get(narrowed.context["without_filters"]).context["found"].hits) == 2


@pytest.mark.parametrize(
    "query",
    ["who=cat", "online=perhaps", "level='", "area=%00", "topic=%3Cb%3E", "department=x'--", "after=1-x", "after=-"],
)
def test_odd_filters_count_as_not_said(client, query):
    ItemVersionFactory()

    assert client.get(f"/search/?q=津贴&{query}").status_code == 200


def test_a_word_that_is_nearly_right_leads_to_what_was_meant(client):
    ItemVersionFactory(says={"name": "居住证办理"})

    answer = client.get("/search/", {"q": "剧住正"})

    assert "您是不是要找" in answer.text
    assert [hit.version.name for hit in answer.context["found"].near] == ["居住证办理"]


def test_suggestions_are_links_and_show_text_as_text(client):
    ItemVersionFactory(says={"name": "<i>居住证</i>办理"})

    answer = client.get("/search/suggest/", {"q": "居住证"})

    assert "&lt;i&gt;<mark>居住证</mark>" in answer.text
    assert client.get("/search/suggest/", {"q": ""}).text.strip() == ""


def test_what_is_looked_for_is_counted_once_a_day_for_each_network(client):
    ItemVersionFactory()
    for _ in range(3):
        client.get("/search/", {"q": "津贴"}, REMOTE_ADDR="203.0.113.7")
    client.get("/search/", {"q": "津贴"}, REMOTE_ADDR="198.51.100.7")

    assert QuestionAsked.objects.get().asked == 2


def test_whoever_searches_without_end_is_asked_to_wait(client):
    client.get("/search/suggest/", {"q": "津贴"}, REMOTE_ADDR="203.0.113.7")
    Allowance.objects.update(free_at=timezone.now() + timedelta(hours=1))

    assert client.get("/search/suggest/", {"q": "津贴"}, REMOTE_ADDR="203.0.113.7").status_code == 429


def test_a_search_asks_the_database_little(client, django_assert_max_num_queries):
    published(25)
    client.force_login(AccountFactory())

    with django_assert_max_num_queries(14):  # the account, the limit, the count, the page, the filters and their names
        client.get("/search/", {"q": "事项"})


def test_a_guide_asks_the_database_little(item, as_ana, django_assert_max_num_queries):
    as_ana.get("/items/HEALTH-1/")

    with django_assert_max_num_queries(5):
        as_ana.get("/items/HEALTH-1/")


def test_a_guide_says_who_how_long_how_much_and_how_often(item, client):
    page = client.get("/items/HEALTH-1/").text

    assert "8 个工作日" in page
    assert "今天交齐并受理，最迟" in page
    assert "看情况" in page
    assert "0 趟" in page
    assert "五星" in page
    assert "示例数据" in page
    assert "不服决定的" in page


def test_materials_and_fees_follow_the_situation(item, client):
    renewal = client.get("/items/HEALTH-1/?kind=renewal").text
    first = client.get("/items/HEALTH-1/?kind=first&place=hotel").text

    assert "场所平面图" not in renewal
    assert "您需要准备 1 样，另有 1 样在网上填写" in renewal
    assert "场所平面图" in first
    assert "¥\xa0120.00" in first


def test_the_situation_goes_along_to_the_application(item, client):
    page = client.get("/items/HEALTH-1/?kind=renewal&evil=1").text

    assert 'href="/apply/HEALTH-1/start/?kind=renewal"' in page


def test_a_guide_says_when_an_agent_needs_a_signed_paper(client):
    asks = ItemVersionFactory(says={"wants_signed_mandate": True}).item.code
    does_not = ItemVersionFactory().item.code

    page = client.get(f"/items/{asks}/").text

    assert "请人代办：要上传本人签字的授权书" in page
    assert f'href="/my/mandates/new/appoint/?item={asks}"' in page
    assert "授权书" not in client.get(f"/items/{does_not}/").text


def test_an_item_for_the_window_says_where(client):
    venue = {"place": "打锡街 88 号", "hours": "周一至周五", "phone": "0595-1"}
    version = ItemVersionFactory(says={"venues": [venue]})

    page = client.get(f"/items/{version.item.code}/").text

    assert "在线办理" not in page
    assert "看在哪里办" in page
    assert "打锡街 88 号" in page


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ({"case_type": "immediate"}, "当场办好"),
        ({"statutory": {"days": 30, "unit": "N"}}, "30 天"),
        ({}, "受理时告诉您"),
    ],
)
def test_every_kind_of_term_is_said_in_words(client, says, words):
    version = ItemVersionFactory(says=says)

    assert words in client.get(f"/items/{version.item.code}/").text


def test_a_sample_is_marked_as_one(client):
    publish_configured(
        materials=[
            {"code": "form", "name": "申请表", "collect": "form", "sample": [{"label": "名称", "value": "刺桐红"}]},
            {"code": "none", "name": "没有样本的", "collect": "paper"},
        ]
    )

    page = client.get("/items/HEALTH-1/materials/form/sample/")

    assert "样本" in page.text
    assert "刺桐红" in page.text
    assert client.get("/items/HEALTH-1/materials/none/sample/").status_code == 404


@pytest.mark.parametrize("address", ["/about/accessibility/", "/about/privacy/", "/robots.txt", "/progress/"])
def test_the_hall_speaks_about_itself(address):
    assert Client().get(address).status_code == 200
