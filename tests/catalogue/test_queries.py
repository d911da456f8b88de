from io import StringIO

import pytest
from django.core.management import call_command

from citong.catalogue import facade as catalogue
from tests.factories.catalogue import ItemFactory, ItemVersionFactory, TopicFactory, publish_configured
from tests.factories.organisations import DepartmentFactory

pytestmark = pytest.mark.django_db


def names(versions):
    return [version.name for version in versions]


def some(*wanted, **says):
    return [ItemVersionFactory(says={"name": name, **says}) for name in wanted]


def test_a_published_version_comes_with_its_item_and_department(django_assert_num_queries):
    code = publish_configured().item.code

    with django_assert_num_queries(1):
        version = catalogue.published(code)
        assert version.item.department.code == "health"


@pytest.mark.parametrize("status", ["draft", "superseded", "withdrawn"])
def test_only_what_is_published_is_found_under_a_code(status):
    version = ItemVersionFactory(status=status)

    with pytest.raises(catalogue.NoSuchItem):
        catalogue.published(version.item.code)
    assert catalogue.version(version.pk) == version


@pytest.mark.parametrize("ask", [catalogue.version, catalogue.definition])
def test_a_version_that_is_not_there_is_not_found(ask):
    with pytest.raises(catalogue.NoSuchItem):
        ask(0)


def test_a_topic_that_is_not_there_is_not_found():
    with pytest.raises(catalogue.NoSuchItem):
        catalogue.topic("nowhere")


def test_a_published_definition_is_read_once(django_assert_num_queries):
    version = ItemVersionFactory()

    with django_assert_num_queries(1):
        first = catalogue.definition(version.pk)
        second = catalogue.definition(version.pk)

    assert first is second


def test_a_definition_at_hand_costs_no_query(django_assert_num_queries):
    version = ItemVersionFactory(says={"name": "临时救助"})

    with django_assert_num_queries(0):
        assert catalogue.definition_of(version).name == "临时救助"


def test_a_draft_is_read_afresh():
    version = ItemVersionFactory(status="draft", says={"name": "旧名"})
    catalogue.definition_of(version)

    version.definition["name"] = "新名"

    assert catalogue.definition_of(version).name == "新名"


def test_a_form_can_tell_that_it_has_been_overtaken():
    version = ItemVersionFactory(number=3)

    assert catalogue.published_number(version.item_id) == 3
    assert catalogue.published_number(ItemFactory().pk) is None


def test_versions_of_an_item_are_listed_newest_first():
    item = ItemFactory()
    ItemVersionFactory(item=item, number=1, status="superseded")
    ItemVersionFactory(item=item, number=2)

    assert [version.number for version in catalogue.versions_of(item.pk)] == [2, 1]


def test_items_are_listed_by_topic_and_department(django_assert_num_queries):
    department = DepartmentFactory()
    mine = ItemVersionFactory(item__department=department, says={"name": "甲", "topics": ["birth", "home"]})
    ItemVersionFactory(says={"name": "乙", "topics": ["home"]})

    with django_assert_num_queries(2):
        assert list(catalogue.items_of_topic("birth")) == [mine]
        assert list(catalogue.items_of_department(department.pk)) == [mine]


def test_topics_come_in_their_order_with_their_numbers(django_assert_num_queries):
    TopicFactory(code="home", position=2)
    TopicFactory(code="birth", position=1)
    TopicFactory(code="trade", position=0, kind="enterprise")
    ItemVersionFactory(says={"topics": ["home", "trade"]})
    ItemVersionFactory(says={"topics": ["home"]})
    ItemVersionFactory(status="draft", says={"topics": ["home"]})

    with django_assert_num_queries(2):
        found = catalogue.topics("person")

    assert [(each.topic.code, each.items) for each in found] == [("birth", 0), ("home", 2)]


def test_departments_with_something_published_are_listed(django_assert_num_queries):
    busy, idle = DepartmentFactory(name="甲局"), DepartmentFactory(name="乙局")
    ItemVersionFactory.create_batch(2, item__department=busy)
    ItemVersionFactory(item__department=idle, status="withdrawn")

    with django_assert_num_queries(1):
        found = catalogue.departments_with_items()

    assert [(each.name, each.items) for each in found] == [("甲局", 2)]


def test_popular_items_keep_the_order_given(django_assert_num_queries):
    first, second, gone = some("甲", "乙", "丙")
    gone.status = "withdrawn"
    gone.save(update_fields=["status"])

    with django_assert_num_queries(1):
        found = catalogue.popular([second.item.code, gone.item.code, first.item.code, "no such"])

    assert found == [second, first]


def test_the_rates_of_online_items_are_counted():
    ItemVersionFactory()
    publish_configured()

    rates = catalogue.online_rates()

    assert (rates.published, rates.online, rates.wholly_online) == (2, 1, 1)


def test_pages_lead_to_the_end_and_back(django_assert_num_queries):
    some("戊", "甲", "甲", "丙", "丁")
    everything = list(catalogue.published_versions())

    with django_assert_num_queries(5):
        first = catalogue.page(size=2)
        second = catalogue.page(size=2, after=first.next_after)
        third = catalogue.page(size=2, after=second.next_after)
        back = catalogue.page(size=2, before=third.previous_before)
        start = catalogue.page(size=2, before=back.previous_before)

    assert first.rows + second.rows + third.rows == everything
    assert (first.previous_before, third.next_after) == (None, None)
    assert (back.rows, start.rows, start.previous_before) == (second.rows, first.rows, None)
    assert start.next_after == first.next_after


def test_an_empty_page_leads_nowhere():
    assert catalogue.page() == catalogue.Page([], None, None)


def test_a_page_is_narrowed_as_asked():
    department = DepartmentFactory()
    wanted = ItemVersionFactory(
        item__department=department, says={"name": "甲", "audience": ["person"], "topics": ["home"], "item_type": "01"}
    )
    ItemVersionFactory(says={"name": "乙", "audience": ["enterprise"]})

    for narrowing in (
        {"audience": "person"},
        {"department_id": department.pk},
        {"topic": "home"},
        {"item_type": "01"},
    ):
        assert catalogue.page(**narrowing).rows == [wanted]


def test_online_items_can_be_listed_alone():
    ItemVersionFactory()
    online = publish_configured()

    assert catalogue.page(online_only=True).rows == [online]


def test_the_very_name_comes_first(django_assert_num_queries):
    some("残疾人证新办及补办换领", "残疾人证新办", "残疾人证注销")

    with django_assert_num_queries(2):  # the everyday words, and the page
        found = catalogue.find("残疾人证新办").hits

    assert [hit.version.name for hit in found][:2] == ["残疾人证新办", "残疾人证新办及补办换领"]


def test_a_name_is_cut_into_what_was_asked_and_what_was_not():
    some("<b>临时救助</b>申领")

    (hit,) = catalogue.find("临时救助").hits

    assert [(piece.text, piece.is_match) for piece in hit.pieces] == [
        ("<b>", False),
        ("临时救助", True),
        ("</b>申领", False),
    ]


def test_results_go_on_where_they_stopped():
    some("临时救助一", "临时救助二", "临时救助三")

    everything = catalogue.find("临时救助").hits
    first = catalogue.find("临时救助", size=1)
    second = catalogue.find("临时救助", size=1, after=first.next_after)
    third = catalogue.find("临时救助", size=1, after=second.next_after)

    assert [*first.hits, *second.hits, *third.hits] == everything
    assert third.next_after is None


def test_a_search_can_be_for_persons_only():
    some("临时救助", audience=["enterprise"])

    assert catalogue.find("临时救助", narrowing=catalogue.Narrowing(audience="person")).hits == []


@pytest.mark.parametrize("letters", ["linshi", "LinShi Jiuzhu", "lsjz", "ls"])
def test_pinyin_and_initials_find_the_beginning_of_a_name(letters):
    some("临时救助", "高龄津贴")

    assert [hit.version.name for hit in catalogue.find(letters).hits] == ["临时救助"]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "' | '", "& !", "%", "_", "\\", "临'时\"救*助:&|!()<>", "\x00", "a" * 5000, "临" * 5000, "😀", "的"],
)
def test_whatever_is_typed_is_no_command(text):
    some("高龄津贴")

    assert catalogue.find(text).best == []


def test_words_that_people_say_find_what_the_catalogue_calls_it():
    some("高龄津贴申领", "食品经营许可核发")
    call_command("load_everyday_words", stdout=StringIO())

    assert [hit.version.name for hit in catalogue.find("老人补贴").hits] == ["高龄津贴申领"]
    assert [hit.version.name for hit in catalogue.find("我要开饭店").hits] == ["食品经营许可核发"]


def test_keywords_find_an_item_too():
    some("公共场所卫生许可", keywords=["美甲店"])

    assert names(hit.version for hit in catalogue.find("美甲店").hits) == ["公共场所卫生许可"]


def test_suggestions_are_few(django_assert_num_queries):
    some(*[f"临时救助{number}" for number in range(12)])

    with django_assert_num_queries(2):
        assert len(catalogue.suggestions("临时")) == 8
