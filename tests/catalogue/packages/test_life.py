"""A package's life: drafted, published, overtaken by its items, withdrawn."""

import msgspec
import pytest
from django.db import DatabaseError, transaction

from citong.catalogue import facade as catalogue
from citong.catalogue.models import PackageVersion
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.models import AuditEntry
from tests.factories.actors import brought_by, everywhere
from tests.factories.catalogue import MONDAY, TopicFactory
from tests.factories.packages import BOARD, FIRE, FOOD, ITEMS, SHOP, package, publish_items

pytestmark = pytest.mark.django_db

ANA = Actor(id="account:1", channel="desk", name="Ana", grants=everywhere("business"))
BEN = Actor(id="account:2", channel="desk", name="Ben", grants=brought_by("review", "approval", department=1))


@pytest.fixture
def items():
    return publish_items()


@pytest.fixture
def shop(items):
    return catalogue.introduce_package(package(), code="shop", by=ANA, at=MONDAY)


def test_a_package_is_published_and_found(shop):
    assert catalogue.package("shop") == shop
    assert catalogue.package_definition(shop.pk) == package()
    assert [each.name for each in catalogue.packages()] == ["开餐饮店"]
    assert catalogue.package_troubles("shop") == []
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {
        "catalogue.package_created", "catalogue.package_drafted", "catalogue.package_published",
    }  # fmt: skip


def test_an_item_knows_its_packages(shop):
    assert list(catalogue.packages_of_item("FIRE")) == [shop]
    assert list(catalogue.packages_of_item("NONE")) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [("餐饮", 1), ("开餐饮店", 1), ("我想开个餐饮店", 1), ("火箭", 0), ("护照申请", 0), ("", 0), ("\x00'", 0)],
)
def test_a_package_is_found_by_what_people_type(shop, text, count):
    assert len(catalogue.packages_found(text)) == count


def test_the_same_words_again_change_nothing(shop):
    again = catalogue.introduce_package(package(), code="shop", by=ANA, at=MONDAY)

    assert (again.pk, PackageVersion.objects.count()) == (shop.pk, 1)


def test_a_new_version_takes_the_place_of_the_old(shop):
    new = catalogue.introduce_package(package(promised_days=20), code="shop", by=ANA, at=MONDAY)

    shop.refresh_from_db()
    assert (shop.status, new.number, catalogue.package("shop").promised_days) == ("superseded", 2, 20)


def test_a_draft_is_written_over_until_it_is_published(shop):
    first = catalogue.draft_package(shop.package_id, definition=package(name="甲"), by=ANA, at=MONDAY)
    second = catalogue.draft_package(shop.package_id, definition=package(name="乙"), by=ANA, at=MONDAY)

    assert (first.pk, second.name, catalogue.package("shop").name) == (second.pk, "乙", "开餐饮店")


def test_a_draft_may_be_wrong_but_must_be_keepable(shop):
    wrong = package(
        name="长" * 201,
        promised_days=-1,
        topics=["t" * 41],
        members=[{"key": "food", "item": "F" * 65}],
    )

    with pytest.raises(InvalidInput) as refusal:
        catalogue.draft_package(shop.package_id, definition=wrong, by=ANA, at=MONDAY)

    assert set(refusal.value.faults) == {"name", "promised_days", f"topics.{'t' * 41}", "members.food.item"}


def test_faults_stop_the_publication_and_say_where(items):
    with pytest.raises(catalogue.CannotBePublished) as refusal:
        catalogue.introduce_package(package(promised_days=3, topics=["none"]), code="shop", by=ANA, at=MONDAY)

    assert set(refusal.value.faults) == {"promised_days", "topics.none"}


def test_a_published_version_is_not_published_again(shop):
    with pytest.raises(catalogue.NotADraft):
        catalogue.publish_package(shop.pk, by=ANA, at=MONDAY)


def test_a_published_version_never_changes(shop):
    with pytest.raises(DatabaseError), transaction.atomic():
        PackageVersion.objects.filter(pk=shop.pk).update(name="别的")


def test_a_code_is_given_once_and_well_formed(shop):
    with pytest.raises(catalogue.PackageExists):
        catalogue.create_package("shop", lead_id=shop.package.lead_id, by=ANA, at=MONDAY)
    with pytest.raises(InvalidInput):
        catalogue.create_package("店", lead_id=shop.package.lead_id, by=ANA, at=MONDAY)


def test_a_package_stays_with_its_lead(shop):
    with pytest.raises(InvalidInput) as refusal:
        catalogue.draft_package(shop.package_id, definition=package(lead="fire"), by=ANA, at=MONDAY)

    assert set(refusal.value.faults) == {"lead"}


def test_only_keepers_change_packages(shop):
    for act in (
        lambda: catalogue.create_package("other", lead_id=shop.package.lead_id, by=BEN, at=MONDAY),
        lambda: catalogue.draft_package(shop.package_id, definition=package(), by=BEN, at=MONDAY),
        lambda: catalogue.publish_package(shop.pk, by=BEN, at=MONDAY),
        lambda: catalogue.withdraw_package(shop.package_id, reason="不再办理", by=BEN, at=MONDAY),
        lambda: catalogue.introduce_package(package(), code="shop", by=BEN, at=MONDAY),
    ):
        with pytest.raises(catalogue.NotACatalogueKeeper):
            act()


def test_a_withdrawn_package_is_gone_for_good(shop):
    with pytest.raises(InvalidInput):
        catalogue.withdraw_package(shop.package_id, reason=" ", by=ANA, at=MONDAY)

    catalogue.withdraw_package(shop.package_id, reason="不再一次办", by=ANA, at=MONDAY)

    with pytest.raises(catalogue.NoSuchPackage):
        catalogue.package("shop")
    with pytest.raises(catalogue.PackageIsWithdrawn):
        catalogue.introduce_package(package(name="又来"), code="shop", by=ANA, at=MONDAY)


def test_what_is_not_there_is_not_found(db):
    with pytest.raises(catalogue.NoSuchPackage):
        catalogue.package_definition(1)
    with pytest.raises(catalogue.NoSuchPackage):
        catalogue.publish_package(1, by=ANA, at=MONDAY)
    with pytest.raises(catalogue.NoSuchPackage):
        catalogue.withdraw_package(1, reason="没有", by=ANA, at=MONDAY)


def test_an_item_that_is_withdrawn_closes_the_package(shop, items):
    catalogue.withdraw_item(items["FIRE"].item_id, reason="不再办理", by=ANA, at=MONDAY)

    troubles = catalogue.package_troubles("shop")

    assert [fault.path for fault in troubles] == ["members.fire.item"]


def test_a_new_version_of_an_item_can_close_the_package_and_open_it_again(shop):
    slow = msgspec.structs.replace(BOARD, promised=catalogue.Term(days=19))
    catalogue.introduce(slow, code="BOARD", by=ANA, at=MONDAY)
    definition = catalogue.package_definition(shop.pk)
    now = catalogue.definitions_in_force(catalogue.members_in_force(definition).values())

    with pytest.raises(catalogue.PackageUnavailable):
        catalogue.refuse_troubled(definition, items=now)

    catalogue.introduce(BOARD, code="BOARD", by=ANA, at=MONDAY)
    catalogue.refuse_troubled(definition, items={"FIRE": FIRE, "FOOD": FOOD, "BOARD": BOARD})
    assert catalogue.package_troubles("shop") == []


def test_a_package_stands_under_its_topics(items):
    TopicFactory(code="biz-food")
    catalogue.introduce_package(package(topics=["biz-food"]), code="shop", by=ANA, at=MONDAY)

    assert [each.name for each in catalogue.packages_of_topic("biz-food")] == [SHOP["name"]]


def test_a_lead_that_is_no_department_is_told(items, shop):
    definition = package(lead="nobody")

    with pytest.raises(catalogue.PackageUnavailable, match="没有编码为“nobody”的部门"):
        catalogue.refuse_troubled(definition, items=ITEMS)
