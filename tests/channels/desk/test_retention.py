"""What was kept long enough, at the desk: one prepares, another approves, and it is gone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from citong.cases import facade as cases
from citong.cases.models import Draft
from tests.channels.desk.conftest import holder_of, signed_in_as
from tests.factories.cases import ANA
from tests.factories.catalogue import FIRST, publish_configured
from tests.factories.identity import granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_draft(db) -> Draft:
    then = timezone.now() - cases.DRAFTS.term - timedelta(days=1)
    return cases.start(publish_configured().item.code, situation=FIRST, by=ANA, at=then)


@pytest.fixture
def officer(db) -> Client:
    return signed_in_as(granted(holder_of("health", "officer", name="Dai"), "security_administrator"))


def test_one_prepares_and_another_approves(operator, officer, old_draft):
    seen = operator.get("/desk/retention/").content.decode()
    assert "没有提交的草稿" in seen
    assert "1 条" in seen
    assert Draft.objects.exists()

    operator.post("/desk/retention/draft/prepare/", follow=True)
    own = operator.get("/desk/retention/").content.decode()
    assert "等另一位管理员批准" in own
    assert "批准，删除" not in own
    address = _address_of_approval(officer.get("/desk/retention/").content.decode())

    answer = officer.post(address, follow=True).content.decode()

    assert "已经删除 1 条" in answer
    assert not Draft.objects.exists()


def test_whoever_prepared_it_is_refused(operator, officer, old_draft):
    operator.post("/desk/retention/draft/prepare/")
    address = _address_of_approval(officer.get("/desk/retention/").content.decode())

    answer = operator.post(address)

    assert answer.status_code == 409
    assert "另一个人" in answer.content.decode()
    assert Draft.objects.exists()


def _address_of_approval(page: str) -> str:
    return next(part.split('"')[0] for part in page.split('action="') if "/approve/" in part.split('"')[0])
