"""Finding items and reading guides, without a token."""

import base64

import pytest
from django.test import Client

from tests.factories.catalogue import ItemVersionFactory, TopicFactory, publish_configured

pytestmark = pytest.mark.django_db


def get(path: str, **query: str):
    return Client().get(f"/api/v1/{path}", query)


def test_every_published_item_is_on_one_page_and_once():
    names = [f"事项{number:02d}" for number in range(45)]
    for name in names:
        ItemVersionFactory(says={"name": name})
    ItemVersionFactory(says={"name": "草稿"}, status="draft")

    found, after = [], ""
    while after is not None:
        page = get("items", after=after).json() if after else get("items").json()
        found += [item["name"] for item in page["items"]]
        after = page["next_after"]

    assert found == names


def test_items_are_found_by_what_people_say():
    ItemVersionFactory(says={"name": "高龄津贴申领"})
    ItemVersionFactory(says={"name": "公共场所卫生许可"})

    answer = get("items", q="高龄津贴")

    assert [item["name"] for item in answer.json()["items"]] == ["高龄津贴申领"]


def test_what_is_found_comes_in_pages_too():
    for number in range(25):
        ItemVersionFactory(says={"name": f"高龄津贴申领{number:02d}"})

    first = get("items", q="高龄津贴").json()
    second = get("items", q="高龄津贴", after=first["next_after"]).json()

    assert len(first["items"]) == 20
    assert len(second["items"]) == 5
    assert second["next_after"] is None


def test_items_are_narrowed_by_audience_topic_and_department():
    wanted = ItemVersionFactory(says={"audience": ["person"], "topics": ["old-age"]})
    ItemVersionFactory(item__department=wanted.item.department, says={"audience": ["enterprise"]})
    ItemVersionFactory(says={"audience": ["person"], "topics": ["old-age"]})

    answer = get("items", audience="person", topic="old-age", department=wanted.item.department.code)

    assert [item["code"] for item in answer.json()["items"]] == [wanted.item.code]


def test_a_search_can_be_narrowed():
    TopicFactory(code="old-age")
    wanted = ItemVersionFactory(says={"topics": ["old-age"]})
    ItemVersionFactory()

    answer = get("items", q="津贴", topic="old-age")

    assert [item["code"] for item in answer.json()["items"]] == [wanted.item.code]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"audience": "robots"}, "audience"),
        ({"topic": "a\x00b"}, "topic"),
        ({"q": "x" * 101}, "q"),
        ({"after": "%%%"}, "after"),
        ({"after": base64.urlsafe_b64encode(b'["\\u0000", 1]').decode()}, "after"),
        ({"after": base64.urlsafe_b64encode(b'["a", 99999999999999999999]').decode()}, "after"),
        ({"q": "津贴", "after": "-1"}, "after"),
        ({"q": "津贴", "after": "²"}, "after"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(query, field):
    answer = get("items", **query)

    assert (answer.status_code, list(answer.json()["faults"])) == (422, [field])


def test_a_department_that_is_not_there_is_told_so():
    answer = get("items", department="nowhere")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_guide_holds_the_definition_with_its_form_and_version():
    version = publish_configured()

    answer = get(f"items/{version.item.code}").json()

    assert (answer["version"], answer["is_online"]) == (version.number, True)
    assert answer["definition"]["form"]["schema"]["properties"]["area"]["title"] == "经营面积"
    assert [material["code"] for material in answer["definition"]["materials"]][:2] == ["application", "floor_plan"]


@pytest.mark.parametrize("code", ["NO-SUCH", "a%00b", "a%0Ab", "x" * 65])
def test_a_guide_that_is_not_there_is_told_so(code):
    answer = Client().get(f"/api/v1/items/{code}")

    assert answer.status_code in {404, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_list_of_items_asks_two_questions_at_most(django_assert_max_num_queries):
    for _ in range(5):
        ItemVersionFactory()

    with django_assert_max_num_queries(1):
        get("items")
