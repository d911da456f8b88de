"""Somebody gets a copy of what the hall keeps of them: only they, only after showing that it is they, for a week."""

import html
import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from citong.cases import facade as cases
from citong.channels.portal.copies import page
from citong.identity import facade as identity
from citong.identity.models import Account, Export
from citong.kernel.actors import SYSTEM
from citong.kernel.outbox import deliver_waiting
from citong.kernel.refs import ref
from tests.factories.cases import MONDAY, application, office
from tests.factories.catalogue import publish_configured
from tests.factories.identity import AccountFactory
from tests.personal import plain_finds

pytestmark = pytest.mark.django_db
PASSWORD = "a-good-password"
WEEK = timedelta(days=7)


@pytest.fixture
def ana(db) -> Account:
    account = AccountFactory()
    account.set_password(PASSWORD)
    account.save()
    return identity.account(account.pk)


def actor(account: Account):
    return identity.actor_for(account, channel="portal", on=MONDAY.date())


def filed_by(account: Account) -> cases.Filed:
    by = actor(account)
    handed_in = application(publish_configured(), by=by, party=identity.party_of(account))
    return cases.submit(handed_in, key="key-00000001", declared=True, by=by, at=MONDAY)


def made_for(account: Account) -> None:
    identity.ask_for_export(account.pk, by=actor(account), at=MONDAY)
    deliver_waiting(now=timezone.now())


def test_the_copy_says_all_that_is_kept(ana):
    filed = filed_by(ana)
    cases.open_as_official(filed.case_id, by=office().window, at=MONDAY)
    made_for(ana)

    copy = identity.fetch_export(ana.pk, by=actor(ana), at=MONDAY)

    assert copy["账号"]["证件号码"] == ana.person.id_number
    (case,) = copy["办件"]
    assert (case["编号"], case["证件号码"]) == (filed.number, ana.person.id_number)
    assert case["填写的内容"]["place_name"] == "刺桐客栈"
    assert [look["编号"] for look in copy["谁查看过"]] == [filed.number]
    assert plain_finds() == []


def test_fetching_it_stands_among_the_looks(ana):
    made_for(ana)

    identity.fetch_export(ana.pk, by=actor(ana), at=MONDAY)

    assert [look.seen for look in identity.looks_at(ana)] == ["exported"]


def test_nothing_of_others_is_in_it(ana):
    ben = identity.account(AccountFactory().pk)
    filed_by(ben)
    made_for(ana)

    said = json.dumps(identity.fetch_export(ana.pk, by=actor(ana), at=MONDAY), ensure_ascii=False)

    assert ben.phone not in said
    assert ben.person.id_number not in said


def test_nobody_asks_for_or_fetches_the_copy_of_others(ana):
    ben = identity.account(AccountFactory().pk)
    made_for(ana)

    with pytest.raises(identity.NotYourAccount):
        identity.ask_for_export(ana.pk, by=actor(ben), at=MONDAY)
    with pytest.raises(identity.NoSuchExport):
        identity.fetch_export(ana.pk, by=actor(ben), at=MONDAY)


def test_asked_twice_and_told_twice_it_is_one(ana):
    made_for(ana)
    first = Export.objects.get().content

    made_for(ana)
    identity.complete_export(Export.objects.get().pk, content={"other": 1}, by=SYSTEM, at=MONDAY)

    assert Export.objects.get().content == first


def test_after_a_week_it_has_gone(ana):
    made_for(ana)

    with pytest.raises(identity.NoSuchExport):
        identity.fetch_export(ana.pk, by=actor(ana), at=MONDAY + WEEK)
    assert identity.forget_exports(by=SYSTEM, at=MONDAY + WEEK) == 1
    assert identity.forget_exports(by=SYSTEM, at=MONDAY + WEEK) == 0

    assert Export.objects.get().content is None


def test_it_is_fetched_from_the_portal_as_a_file_that_people_and_machines_read(ana):
    client = Client()
    client.force_login(Account.objects.get(pk=ana.pk))

    sent = client.post("/my/copy/", {"confirm_password": PASSWORD})
    assert sent.status_code == 302
    assert "正在做" in client.get("/my/copy/").content.decode()
    deliver_waiting(now=timezone.now())
    answer = client.get("/my/copy/file/")

    with zipfile.ZipFile(_file_of(answer)) as copy:
        assert json.loads(copy.read("我的个人信息.json"))["账号"]["手机号"] == ana.phone
        assert ana.phone in copy.read("我的个人信息.html").decode()
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("shown", ["", "wrong", "x" * 500])
def test_whoever_came_a_while_ago_and_does_not_show_anew_who_they_are_gets_none(ana, shown, monkeypatch):
    client, later = Client(), timezone.now() + timedelta(minutes=16)
    client.force_login(Account.objects.get(pk=ana.pk))
    monkeypatch.setattr(timezone, "now", lambda: later)

    client.post("/my/copy/", {"confirm_password": shown})

    assert not Export.objects.exists()
    assert client.get("/my/copy/file/").status_code == 404


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "</dd><img src=x onerror=alert(1)>", '"&'])
def test_what_was_typed_stays_text_in_the_copy(typed: str):
    shown = page({"账号": {typed: [typed, None, {"x": typed}]}})

    assert typed not in shown
    assert shown.count(html.escape(typed)) == 3


def test_the_page_of_looks_tells_who_and_why_with_the_name_masked(ana):
    filed, client = filed_by(ana), Client()
    client.force_login(Account.objects.get(pk=ana.pk))
    by = office().window
    allowed = cases.reveal(filed.case_id, purpose="contact", session="s", by=by, at=MONDAY)
    cases.open_revealed(filed.case_id, allowed=allowed, by=by, at=MONDAY)

    text = client.get("/my/looks/").content.decode()

    assert "查看完整信息" in text
    assert "联系申请人" in text
    assert "W**" in text
    assert "Wei" not in text
    assert "《个人信息保护法》第三十四条" in text
    assert ref("case", filed.case_id) not in text


def _file_of(answer):
    return BytesIO(b"".join(answer.streaming_content))
