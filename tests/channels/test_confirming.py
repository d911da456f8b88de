"""Before what cannot be taken back: is it still the same person, and is nothing lost that they sent?"""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.identity.models import Session
from citong.kernel.actors import Actor
from tests.channels.desk.conftest import holder_of
from tests.channels.door_steps import PASSWORD, code_now, signed_in, with_password
from tests.factories.authenticators import Authenticator
from tests.factories.cases import accepted, give_all
from tests.factories.identity import AccountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("renderer")]
A_WHILE = timedelta(minutes=16)


@pytest.fixture
def case():
    return give_all(accepted())


@pytest.fixture
def approver(case):
    return with_password(holder_of("health", "approve"))


@pytest.fixture
def stale(approver, monkeypatch):
    """The approver signed in a while ago."""
    client, later = signed_in(approver), timezone.now() + A_WHILE
    monkeypatch.setattr(timezone, "now", lambda: later)
    return client


def grants(client, case, **shown):
    return client.post(f"/desk/cases/{case.pk}/grant/", {"note": "同意，材料齐全。", **shown})


def state(case):
    return cases.case(case.pk).state


def test_whoever_has_just_signed_in_is_not_asked(approver, case):
    grants(signed_in(approver), case)

    assert state(case) != cases.State.TO_DECIDE


def test_after_a_while_the_password_is_asked_and_what_was_sent_goes_on(stale, case):
    page = grants(stale, case)
    asked = state(case)

    answer = grants(stale, case, confirm_password=PASSWORD)

    assert page.status_code == 401
    assert 'name="note" value="同意，材料齐全。"' in page.content.decode()
    assert asked == cases.State.TO_DECIDE
    assert answer.status_code == 302
    assert state(case) != cases.State.TO_DECIDE


def test_a_wrong_password_confirms_nothing_and_is_not_shown_again(stale, case):
    page = grants(stale, case, confirm_password="wrong horse")

    assert page.status_code == 401
    assert "密码不对" in page.content.decode()
    assert "wrong horse" not in page.content.decode()
    assert state(case) == cases.State.TO_DECIDE


def test_it_is_asked_once_in_a_quarter_of_an_hour(stale, approver, monkeypatch):
    def ends_others():
        return stale.post("/desk/me/security/others/end/").status_code

    asked = ends_others()
    stale.post("/desk/me/security/others/end/", {"confirm_password": PASSWORD})
    soon = timezone.now() + timedelta(minutes=14)
    monkeypatch.setattr(timezone, "now", lambda: soon)

    assert [asked, ends_others()] == [401, 302]


def test_confirming_changes_the_key_and_not_the_name_of_the_session(stale, approver):
    before, key = Session.objects.get(account=approver).pk, stale.cookies["sessionid"].value

    stale.post("/desk/me/security/others/end/", {"confirm_password": PASSWORD})

    assert Session.objects.get(account=approver).pk == before
    assert stale.cookies["sessionid"].value != key
    assert stale.get("/desk/").status_code == 200


def test_a_code_confirms_too(stale, approver, case, monkeypatch):
    by = Actor(id=f"account:{approver.pk}", channel="sign_in")
    secret = identity.begin_one_time_codes(approver.pk, by=by, at=timezone.now())
    identity.confirm_one_time_codes(approver.pk, code=code_now(secret, at=timezone.now()), by=by, at=timezone.now())
    later = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    grants(stale, case, confirm_code=code_now(secret, at=later))

    assert state(case) != cases.State.TO_DECIDE


def test_only_ones_own_passkey_confirms(stale, approver, case):
    phone, thief, other = Authenticator(), Authenticator(), AccountFactory()
    for account, device in ((approver, phone), (other, thief)):
        place = identity.Place(name="x", host="testserver", origin="http://testserver")
        asked, kept = identity.passkey_asked_for(account, place=place)
        by = Actor(id=f"account:{account.pk}", channel="sign_in")
        identity.add_passkey(
            account.pk, place=place, state=kept, answer=device.makes(asked), name="x", by=by, at=timezone.now()
        )

    def confirms(device):
        asked = stale.post("/desk/me/passkey/ask/use/").json()
        return grants(stale, case, confirm_passkey=json.dumps(device.shows(asked))).status_code

    assert [confirms(thief), confirms(phone)] == [401, 302]


@pytest.mark.parametrize("move", ["refusal", "certificates", "grant"])
def test_decisions_and_certificates_ask(stale, case, move):
    assert stale.post(f"/desk/cases/{case.pk}/{move}/", {}).status_code == 401


def test_a_hall_may_choose_not_to_ask(stale, case, settings):
    settings.CONFIRM_MINUTES = 0

    grants(stale, case)

    assert state(case) != cases.State.TO_DECIDE


def test_a_page_is_looked_at_without_confirming(stale, case):
    assert stale.get(f"/desk/cases/{case.pk}/").status_code == 200


def test_too_many_wrong_passwords_have_to_wait(stale, case):
    pages = [grants(stale, case, confirm_password="wrong").content.decode() for _ in range(6)]

    assert "试得太多了" in pages[-1]
    assert not re.search("试得太多了", pages[0])
