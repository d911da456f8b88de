"""Passkeys: made and shown rightly, and wrongly in one point each."""

from datetime import UTC, datetime

import pytest

from citong.identity import facade as identity
from citong.identity.models import Passkey, SignIn
from citong.kernel.actors import Actor
from tests.factories.authenticators import PRESENT, VERIFIED, Authenticator
from tests.factories.identity import AccountFactory

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PLACE = identity.Place(name="示例大厅", host="testserver", origin="http://testserver")

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return AccountFactory()


def self_of(account):
    return Actor(id=f"account:{account.pk}", channel="sign_in")


def adds(account, authenticator, *, name="手机", **wrong):
    asked, state = identity.passkey_asked_for(account, place=PLACE)
    answer = authenticator.makes(asked, **wrong)
    return identity.add_passkey(
        account.pk, place=PLACE, state=state, answer=answer, name=name, by=self_of(account), at=AT
    )


def shows(authenticator, account=None, **wrong):
    asked, state = identity.passkey_question(account and account.pk, place=PLACE)
    return identity.use_passkey(place=PLACE, state=state, answer=authenticator.shows(asked, **wrong), at=AT)


WRONG = {
    "another site": {"origin": "http://testserver.evil.example"},
    "the same host on another port": {"origin": "http://testserver:8443"},
    "another host's key": {"host": "evil.example"},
    "another challenge": {"challenge": "AAAAAAAAAAAAAAAAAAAAAA"},
    "nobody was there": {"flags": VERIFIED},
    "nobody was verified": {"flags": PRESENT},
}


def test_whoever_shows_the_passkey_is_known_without_saying_who_they_are(account):
    phone = Authenticator()
    adds(account, phone)

    assert shows(phone) == account
    assert Passkey.objects.get().used_at == AT


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_passkey_that_was_made_wrongly_is_not_taken(account, wrong):
    with pytest.raises(identity.PasskeyRefused):
        adds(account, Authenticator(), **wrong)

    assert not Passkey.objects.exists()


@pytest.mark.parametrize("wrong", [*WRONG.values(), {"kind": "webauthn.create"}], ids=[*WRONG, "another ceremony"])
def test_a_passkey_that_is_shown_wrongly_lets_nobody_in(account, wrong):
    phone = Authenticator()
    adds(account, phone)

    with pytest.raises(identity.PasskeyRefused):
        shows(phone, **wrong)

    assert SignIn.objects.get().outcome == "wrong"


def test_a_copy_of_an_authenticator_is_found_out_by_its_counter(account):
    phone = Authenticator()
    adds(account, phone)
    copy = Authenticator(count=phone.count, key=phone.key, credential_id=phone.credential_id)
    shows(phone)
    shows(phone)

    with pytest.raises(identity.PasskeyRefused):
        shows(copy)


def test_an_authenticator_that_does_not_count_is_taken_again_and_again(account):
    phone = Authenticator(counts=False)
    adds(account, phone)

    assert [shows(phone), shows(phone)] == [account, account]


def test_a_signature_by_another_key_is_no_signature(account):
    phone = Authenticator()
    adds(account, phone)
    thief = Authenticator(count=9, credential_id=phone.credential_id)

    with pytest.raises(identity.PasskeyRefused):
        shows(thief)


@pytest.mark.parametrize(
    "answer", [{}, {"id": "x"}, {"id": "x", "rawId": "y"}, {"rawId": 7, "response": None}], ids=str
)
def test_what_is_no_answer_at_all_is_refused(account, answer):
    _, state = identity.passkey_question(None, place=PLACE)

    with pytest.raises(identity.PasskeyRefused):
        identity.use_passkey(place=PLACE, state=state, answer=answer, at=AT)
    with pytest.raises(identity.PasskeyRefused):
        identity.add_passkey(account.pk, place=PLACE, state=state, answer=answer, name="x", by=self_of(account), at=AT)


def test_one_key_belongs_to_one_account(account):
    phone = Authenticator()
    adds(account, phone)

    with pytest.raises(identity.PasskeyRefused):
        adds(AccountFactory(), phone)

    assert shows(phone) == account


def test_a_closed_account_has_no_passkeys(account):
    phone = Authenticator()
    adds(account, phone)
    account.is_active = False
    account.save()

    with pytest.raises(identity.PasskeyRefused):
        shows(phone)


def test_only_the_owner_gives_up_a_passkey(account):
    passkey = adds(account, Authenticator())

    with pytest.raises(identity.NoSuchFactor):
        identity.drop_passkey(passkey.pk, by=self_of(AccountFactory()), at=AT)
    identity.drop_passkey(passkey.pk, by=self_of(account), at=AT)

    assert not Passkey.objects.exists()
