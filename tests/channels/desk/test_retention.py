"""What was kept long enough, at the desk: one prepares, another approves, and it is gone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from citong.cases import facade as cases
from citong.cases.models import Draft
from tests.factories.cases import ANA
from tests.factories.catalogue import FIRST, publish_configured

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_draft(db) -> Draft:
    then = timezone.now() - cases.DRAFTS.term - timedelta(days=1)
    return cases.start(publish_configured().item.code, situation=FIRST, by=ANA, at=then)


@pytest.fixture
def other_administrator(administrator, seat) -> Client:
    return seat("health", "admin", name="Dai")


def test_one_prepares_and_another_approves(administrator, other_administrator, old_draft):
    seen = administrator.get("/desk/retention/").content.decode()
    assert "没有提交的草稿" in seen
    assert "1 条" in seen
    assert Draft.objects.exists()

    administrator.post("/desk/retention/draft/prepare/", follow=True)
    own = administrator.get("/desk/retention/").content.decode()
    assert "等另一位管理员批准" in own
    assert "批准，删除" not in own
    address = _address_of_approval(other_administrator.get("/desk/retention/").content.decode())

    answer = other_administrator.post(address, follow=True).content.decode()

    assert "已经删除 1 条" in answer
    assert not Draft.objects.exists()


def test_whoever_prepared_it_is_refused(administrator, other_administrator, old_draft):
    administrator.post("/desk/retention/draft/prepare/")
    address = _address_of_approval(other_administrator.get("/desk/retention/").content.decode())

    answer = administrator.post(address)

    assert answer.status_code == 409
    assert "另一个人" in answer.content.decode()
    assert Draft.objects.exists()


def _address_of_approval(page: str) -> str:
    return next(part.split('"')[0] for part in page.split('action="') if "/approve/" in part.split('"')[0])
