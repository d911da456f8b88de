"""Two people at the same item at the same instant."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from citong.catalogue import facade as catalogue
from citong.catalogue.models import Item, ItemVersion, PackageVersion
from citong.kernel.actors import SYSTEM
from tests.factories.catalogue import MONDAY, ItemFactory, drafted_guide
from tests.factories.organisations import DivisionFactory
from tests.factories.packages import package, publish_shop

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls):
    start = Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            return call()
        except catalogue.NotADraft as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_a_draft_is_published_once():
    draft = drafted_guide(ItemFactory())

    outcomes = together(*[lambda: catalogue.publish(draft.pk, by=SYSTEM, at=MONDAY)] * 4)

    assert sum(isinstance(outcome, ItemVersion) for outcome in outcomes) == 1
    assert ItemVersion.objects.get().status == ItemVersion.Status.PUBLISHED


def test_a_draft_of_a_package_is_published_once():
    shop = publish_shop()
    draft = catalogue.draft_package(shop.package_id, definition=package(promised_days=20), by=SYSTEM, at=MONDAY)

    outcomes = together(*[lambda: catalogue.publish_package(draft.pk, by=SYSTEM, at=MONDAY)] * 4)

    assert sum(isinstance(outcome, PackageVersion) for outcome in outcomes) == 1
    assert catalogue.package("shop").pk == draft.pk


def test_the_same_file_imported_twice_at_once_is_taken_once():
    DivisionFactory(code="511602000000", name="广安区")
    cells = {
        "item_code": "A-1",
        "name": "临时救助",
        "item_type": "5",
        "department": "区民政局",
        "department_code": "11511301008778298W",
        "area_code": "511602000000",
    }

    reports = together(*[lambda: catalogue.import_guides([catalogue.Line(1, cells)], by=SYSTEM, at=MONDAY)] * 3)

    assert sorted((report.added, report.unchanged) for report in reports) == [(0, 1), (0, 1), (1, 0)]
    assert Item.objects.count() == 1
