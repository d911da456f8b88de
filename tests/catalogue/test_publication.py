import pytest
from django.db import DatabaseError, transaction

from citong.catalogue import facade as catalogue
from citong.catalogue.models import ItemVersion, SearchEntry
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.models import AuditEntry, FactRecord
from tests.factories.actors import brought_by, everywhere
from tests.factories.catalogue import (
    MONDAY,
    ItemFactory,
    ItemVersionFactory,
    configured_definition,
    establish_departments,
    guide_definition,
    publish_configured,
)
from tests.factories.organisations import DepartmentFactory

pytestmark = pytest.mark.django_db

ANA = Actor(id="account:1", channel="desk", name="Ana", grants=everywhere("business"))
BEN = Actor(id="account:2", channel="desk", name="Ben", grants=brought_by("review", "approval", department=1))


def facts():
    return list(FactRecord.objects.order_by("id").values_list("name", "values"))


def drafted(item, **says):
    definition = guide_definition(department=item.department.code, **says)
    return catalogue.draft_version(item.pk, definition=definition, by=ANA, at=MONDAY)


def published(item, **says):
    return catalogue.publish(drafted(item, **says).pk, by=ANA, at=MONDAY)


def test_an_item_is_created_under_its_code():
    department = DepartmentFactory()

    item = catalogue.create_item("LOCAL-1", scheme="local", department_id=department.pk, by=ANA, at=MONDAY)

    assert (item.code, item.department, item.withdrawn_at) == ("LOCAL-1", department, None)
    assert AuditEntry.objects.get().action == "catalogue.item_created"


def test_a_code_is_given_once():
    item = ItemFactory(code="LOCAL-1")

    with pytest.raises(catalogue.ItemExists):
        catalogue.create_item("LOCAL-1", scheme="local", department_id=item.department_id, by=ANA, at=MONDAY)


def test_a_code_must_follow_its_scheme():
    department = DepartmentFactory()

    with pytest.raises(InvalidInput) as refusal:
        catalogue.create_item("LOCAL-1", scheme="gbt39554", department_id=department.pk, by=ANA, at=MONDAY)

    assert "实施编码" in refusal.value.faults["code"]


def test_a_draft_is_written_over_until_it_is_published():
    item = ItemFactory()
    first = drafted(item, name="旧名")

    second = drafted(item, name="新名")

    assert (second.pk, second.number, second.name) == (first.pk, 1, "新名")


def test_a_draft_belongs_to_the_department_of_its_item():
    item = ItemFactory()

    with pytest.raises(InvalidInput) as refusal:
        catalogue.draft_version(item.pk, definition=guide_definition(department="other"), by=ANA, at=MONDAY)

    assert set(refusal.value.faults) == {"department"}


def test_a_publication_puts_a_version_in_force_and_tells_it():
    item = ItemFactory()

    version = published(item, name="高龄津贴申领", promised={"days": 5})

    found = catalogue.published(item.code)
    assert (found.pk, found.number, found.promised_days, found.published_by) == (version.pk, 1, 5, ANA.id)
    assert [hit.version.pk for hit in catalogue.find("高龄津贴").hits] == [version.pk]
    values = {"item_id": item.pk, "version_id": version.pk, "previous_version_id": None}
    assert facts() == [("citong.catalogue.facts.ItemPublished", values)]


def test_a_new_version_supersedes_the_one_before_and_is_found_instead_of_it():
    item = ItemFactory()
    first = published(item, name="老人补贴发放")

    second = published(item, name="高龄津贴申领")

    first.refresh_from_db()
    assert (first.status, second.number) == (ItemVersion.Status.SUPERSEDED, 2)
    assert facts()[-1][1] == {"item_id": item.pk, "version_id": second.pk, "previous_version_id": first.pk}
    assert SearchEntry.objects.get().pinyin.startswith("gaoling")
    assert catalogue.definition(first.pk).name == "老人补贴发放"


def test_only_a_draft_can_be_published():
    version = published(ItemFactory())

    with pytest.raises(catalogue.NotADraft):
        catalogue.publish(version.pk, by=ANA, at=MONDAY)


def test_obstacles_stop_a_publication_and_are_all_named():
    item = ItemFactory(department=establish_departments()["health"])
    definition = configured_definition(results=[], legal_basis=[])
    draft = catalogue.draft_version(item.pk, definition=definition, by=ANA, at=MONDAY)

    with pytest.raises(catalogue.CannotBePublished) as refusal:
        catalogue.publish(draft.pk, by=ANA, at=MONDAY)

    assert set(refusal.value.faults) == {"results", "legal_basis"}
    assert ItemVersion.objects.get().status == ItemVersion.Status.DRAFT


def test_a_route_goes_only_through_posts_that_exist():
    item = ItemFactory(department=DepartmentFactory(code="health"))
    draft = catalogue.draft_version(item.pk, definition=configured_definition(), by=ANA, at=MONDAY)

    with pytest.raises(catalogue.CannotBePublished) as refusal:
        catalogue.publish(draft.pk, by=ANA, at=MONDAY)

    assert set(refusal.value.faults) == {
        "route.window", "route.decision.post",
        *(f"route.steps.{step}.post" for step in ("site", "fire", "market")),
    }  # fmt: skip


def test_a_topic_must_exist():
    with pytest.raises(catalogue.CannotBePublished) as refusal:
        published(ItemFactory(), topics=["nowhere"])

    assert set(refusal.value.faults) == {"topics.nowhere"}


def test_a_withdrawn_item_is_neither_listed_nor_found_but_still_readable():
    item = ItemFactory()
    version = published(item)

    catalogue.withdraw_item(item.pk, reason="上级取消", by=ANA, at=MONDAY)

    assert catalogue.version(version.pk).status == ItemVersion.Status.WITHDRAWN
    assert catalogue.find("高龄津贴").hits == []
    assert facts()[-1][1] == {"item_id": item.pk, "version_id": version.pk, "reason": "上级取消"}
    with pytest.raises(catalogue.NoSuchItem):
        catalogue.published(item.code)


def test_a_withdrawal_needs_a_reason():
    item = ItemFactory()

    with pytest.raises(InvalidInput):
        catalogue.withdraw_item(item.pk, reason=" ", by=ANA, at=MONDAY)


def test_a_withdrawn_item_does_not_come_back():
    item = ItemFactory()
    draft = drafted(item)
    catalogue.withdraw_item(item.pk, reason="上级取消", by=ANA, at=MONDAY)

    with pytest.raises(catalogue.ItemIsWithdrawn):
        catalogue.publish(draft.pk, by=ANA, at=MONDAY)


@pytest.mark.parametrize("verb", ["draft", "publish", "withdraw"])
def test_what_is_not_there_cannot_be_changed(verb):
    calls = {
        "draft": lambda: catalogue.draft_version(0, definition=guide_definition(), by=ANA, at=MONDAY),
        "publish": lambda: catalogue.publish(0, by=ANA, at=MONDAY),
        "withdraw": lambda: catalogue.withdraw_item(0, reason="x", by=ANA, at=MONDAY),
    }

    with pytest.raises(catalogue.NoSuchItem):
        calls[verb]()


@pytest.mark.parametrize("verb", ["create", "draft", "publish", "withdraw", "introduce", "import", "topics"])
def test_only_keepers_change_the_catalogue(verb):
    version = ItemVersionFactory(status="draft")
    definition, item = guide_definition(), version.item
    DepartmentFactory(code=definition.department)
    calls = {
        "create": lambda: catalogue.create_item(
            "A1", scheme="local", department_id=item.department_id, by=BEN, at=MONDAY
        ),
        "draft": lambda: catalogue.draft_version(item.pk, definition=definition, by=BEN, at=MONDAY),
        "publish": lambda: catalogue.publish(version.pk, by=BEN, at=MONDAY),
        "withdraw": lambda: catalogue.withdraw_item(item.pk, reason="x", by=BEN, at=MONDAY),
        "introduce": lambda: catalogue.introduce(definition, code="A1", by=BEN, at=MONDAY),
        "import": lambda: catalogue.import_guides([], by=BEN, at=MONDAY),
        "topics": lambda: catalogue.arrange_topics([], by=BEN, at=MONDAY),
    }

    with pytest.raises(catalogue.NotACatalogueKeeper):
        calls[verb]()


def test_introducing_the_same_twice_changes_nothing():
    first = publish_configured()

    second = publish_configured()

    assert second.pk == first.pk
    assert len(facts()) == 1


def test_introducing_something_else_makes_a_new_version():
    publish_configured()

    version = publish_configured(name="公共场所卫生许可（新）")

    assert (version.number, version.is_online, version.star) == (2, True, 5)


@pytest.mark.parametrize(
    "change",
    [{"name": "改名"}, {"definition": {}}, {"number": 9}, {"published_at": None}, {"status": "draft"}],
    ids=lambda change: next(iter(change)),
)
def test_the_database_keeps_a_published_version_as_it_is(change):
    version = ItemVersionFactory()

    with pytest.raises(DatabaseError), transaction.atomic():
        ItemVersion.objects.filter(pk=version.pk).update(**change)


def test_the_database_keeps_a_superseded_version_superseded():
    version = ItemVersionFactory(status="superseded")

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ItemVersion.objects.filter(pk=version.pk).update(status="published")


def test_the_database_keeps_a_published_version_for_ever():
    version = ItemVersionFactory()

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ItemVersion.objects.filter(pk=version.pk).delete()


def test_a_draft_can_be_thrown_away():
    version = ItemVersionFactory(status="draft")

    ItemVersion.objects.filter(pk=version.pk).delete()

    assert not ItemVersion.objects.exists()


def test_topics_are_shown_in_the_order_given():
    entries = [catalogue.TopicEntry("b", "person", "婚姻登记"), catalogue.TopicEntry("a", "person", "户籍办理")]

    catalogue.arrange_topics(entries, by=SYSTEM, at=MONDAY)

    assert [each.topic.name for each in catalogue.topics("person")] == ["婚姻登记", "户籍办理"]


def test_topics_can_be_arranged_anew():
    catalogue.arrange_topics([catalogue.TopicEntry("a", "person", "旧名")], by=SYSTEM, at=MONDAY)

    catalogue.arrange_topics([catalogue.TopicEntry("a", "enterprise", "新名", "一句话")], by=SYSTEM, at=MONDAY)

    topic = catalogue.topic("a")
    assert (topic.kind, topic.name, topic.summary) == ("enterprise", "新名", "一句话")


def test_a_topic_is_of_a_known_kind():
    with pytest.raises(InvalidInput) as refusal:
        catalogue.arrange_topics([catalogue.TopicEntry("a", "animal", "猫")], by=SYSTEM, at=MONDAY)

    assert set(refusal.value.faults) == {"a"}
