"""Entering and confirming by certificate, and everything that is wrong, stale, swapped, or somebody else's."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from cryptography.x509 import ReasonFlags
from django.db import connection

from citong.identity import facade as identity
from citong.identity.models import Assurance
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.crypto import x509
from citong.kernel.errors import InvalidInput, Refusal
from tests.factories.certificates import certified
from tests.factories.identity import AccountFactory
from tests.kernel.authorities import holder_extensions, issuer_extensions, new_key, party

AT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SESSION, ORIGIN = "a" * 32, "https://hall.example"
ACT = "办件编号：350502\n决定：准予"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return certified(AccountFactory(for_staff=True), at=AT)


@pytest.fixture
def shop():
    return certified(AccountFactory(for_enterprise=True), at=AT)


def asked(*, at=AT) -> identity.Challenge:
    return identity.ask_to_sign_in(session=SESSION, origin=ORIGIN, at=at)


def enters(signed: identity.Signed, *, session=SESSION, at=AT):
    return identity.sign_in_by_certificate(signed, session=session, at=at)


def actor(holder) -> Actor:
    return Actor(id=identity.account_ref(holder.account), channel="desk")


def confirms(signed, holder, *, act=ACT, subject="case:1", at=AT):
    return identity.take_signature(signed, act=act, subject=subject, by=actor(holder), at=at)


def asked_to_confirm(holder, *, act=ACT, subject="case:1", at=AT) -> identity.Challenge:
    return identity.ask_to_sign(act, subject=subject, session=SESSION, by=actor(holder), at=at)


def test_whoever_signs_the_text_enters(ana, shop):
    assert enters(ana.signs(asked())) == ana.account
    assert enters(shop.signs(asked())).assurance == Assurance.CERTIFICATE


def test_the_text_names_the_address_and_the_moment(ana):
    text = asked().text

    assert ORIGIN in text
    assert "2026-11-24T12:00:00+08:00" in text


@pytest.mark.parametrize("scheme", [x509.Scheme.EC, x509.Scheme.RSA])
def test_keys_that_are_not_sm2_enter_too(scheme):
    ben = certified(AccountFactory(for_staff=True), at=AT, scheme=scheme)

    assert enters(ben.signs(asked())) == ben.account


def test_a_signature_serves_once(ana):
    signed = ana.signs(asked())
    enters(signed)

    with pytest.raises(identity.SignInRefused):
        enters(signed)


def test_of_two_who_show_one_signature_at_once_one_enters(transactional_db):
    holder = certified(AccountFactory(for_staff=True), at=AT)
    signed, start = holder.signs(asked()), Barrier(4)

    def enter(_number):
        start.wait()
        try:
            return enters(signed)
        except Refusal:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        entered = [one for one in pool.map(enter, range(4)) if one]

    assert entered == [holder.account]


def test_a_failed_try_uses_the_text_up(ana):
    challenge = asked()
    with pytest.raises(identity.SignInRefused):
        enters(replace(ana.signs(challenge), signature=b"wrong"))

    with pytest.raises(identity.SignInRefused):
        enters(ana.signs(challenge))


@pytest.mark.parametrize(
    ("session", "at"),
    [("b" * 32, AT), ("", AT), (SESSION, AT + 5 * MINUTE)],
    ids=["another browser", "no session", "too late"],
)
def test_elsewhere_and_later_a_signature_is_worth_nothing(ana, session, at):
    signed = ana.signs(asked())

    with pytest.raises(identity.SignInRefused):
        enters(signed, session=session, at=at)


def test_what_was_signed_to_confirm_does_not_open_the_door(ana):
    with pytest.raises(identity.SignInRefused):
        enters(ana.signs(asked_to_confirm(ana)))


def test_a_signature_over_another_text_is_refused(ana):
    first, second = asked(), asked()

    with pytest.raises(identity.SignInRefused):
        enters(replace(ana.signs(first), code=second.code))


def test_somebody_elses_certificate_is_refused(ana, shop):
    challenge = asked()

    with pytest.raises(identity.SignInRefused):
        enters(replace(ana.signs(challenge), certificate=shop.pem))


@pytest.mark.parametrize("junk", [b"", b"junk", b"\x30" * 40_000, b"-----BEGIN CERTIFICATE-----"])
def test_junk_is_refused(ana, junk):
    with pytest.raises(identity.SignInRefused):
        enters(replace(ana.signs(asked()), certificate=junk))
    with pytest.raises(identity.SignInRefused):
        enters(replace(ana.signs(asked()), signature=junk))


def test_a_closed_account_is_not_entered(ana):
    ana.account.is_active = False
    ana.account.save()

    with pytest.raises(identity.SignInRefused):
        enters(ana.signs(asked()))


@pytest.mark.parametrize(
    ("verb", "options", "word"),
    [
        (identity.revoke_certificate, {"reason": "key_compromise"}, "注销"),
        (identity.suspend_certificate, {}, "挂失"),
    ],
)
def test_a_certificate_that_is_not_stood_by_opens_nothing(ana, verb, options, word):
    verb(ana.row.pk, **options, by=SYSTEM, at=AT)

    with pytest.raises(identity.SignInRefused, match=word):
        enters(ana.signs(asked()))


def test_an_expired_certificate_opens_nothing(ana):
    later = ana.row.not_after + MINUTE

    with pytest.raises(identity.SignInRefused, match="过期"):
        enters(ana.signs(asked(at=later)), at=later)


def test_whoever_has_not_the_key_does_not_learn_how_a_certificate_stands(ana):
    identity.revoke_certificate(ana.row.pk, reason="key_compromise", by=SYSTEM, at=AT)

    with pytest.raises(identity.SignInRefused) as refused:
        enters(replace(ana.signs(asked()), signature=new_key().sign(b"guess")))

    assert "注销" not in str(refused.value)


def test_a_certificate_of_a_strangers_root_opens_nothing(ana):
    root = party("Root", extensions=issuer_extensions())
    stranger = party("Ana", by=root, extensions=holder_extensions())
    challenge = asked()

    with pytest.raises(identity.SignInRefused):
        enters(
            identity.Signed(
                challenge.code,
                stranger.certificate.to_pem().encode(),
                stranger.key.sign(challenge.text.encode()),
            )
        )


def foreign(account, *, key, root, serial=4711):
    """A certificate of another body for an enterprise that we know."""
    return x509.certificate(
        serial=serial,
        issuer=root.certificate.subject,
        subject=x509.name(common_name="x", organisation_code=account.enterprise.uscc),
        not_before=AT - MINUTE,
        not_after=AT + timedelta(days=30),
        public_key=key.public_key,
        extensions=holder_extensions(),
        signer=root.key,
    )


def foreign_list(root, *, revoked=()):
    return x509.revocation_list(
        number=1,
        issuer=root.certificate.subject,
        issued_at=AT,
        next_at=AT + timedelta(days=1),
        revoked=revoked,
        signer=root.key,
    )


def enters_from_abroad(certificate, key, *, at=AT):
    challenge = asked(at=at)
    return enters(identity.Signed(challenge.code, certificate, key.sign(challenge.text.encode())), at=at)


def test_an_enterprise_enters_with_the_certificate_of_a_body_that_is_trusted():
    account, root, key = (
        AccountFactory(for_enterprise=True),
        party("Elsewhere", extensions=issuer_extensions()),
        new_key(),
    )
    certificate = foreign(account, key=key, root=root)
    anchor = identity.trust_anchor(
        "省级机构", certificate=root.certificate.content, for_staff=False, for_enterprises=True, by=SYSTEM, at=AT
    )

    with pytest.raises(identity.SignInRefused, match="查不到"):
        enters_from_abroad(certificate, key)
    identity.take_list(anchor.pk, issuer=root.certificate.content, content=foreign_list(root), by=SYSTEM, at=AT)
    assert enters_from_abroad(certificate, key) == account
    revoked = foreign_list(root, revoked=[x509.Revoked(4711, AT, x509_reason())])
    identity.take_list(anchor.pk, issuer=root.certificate.content, content=revoked, by=SYSTEM, at=AT)
    with pytest.raises(identity.SignInRefused, match="注销"):
        enters_from_abroad(certificate, key)
    with pytest.raises(identity.SignInRefused, match="查不到"):
        enters_from_abroad(certificate, key, at=AT + timedelta(days=2))

    identity.distrust_anchor(anchor.pk, by=SYSTEM, at=AT)
    with pytest.raises(identity.SignInRefused):
        enters_from_abroad(foreign(account, key=key, root=root, serial=5), key)


def x509_reason():
    return ReasonFlags.key_compromise


def test_a_body_that_is_trusted_for_staff_alone_lets_no_enterprise_in():
    account, root, key = (
        AccountFactory(for_enterprise=True),
        party("Elsewhere", extensions=issuer_extensions()),
        new_key(),
    )
    anchor = identity.trust_anchor(
        "省级机构", certificate=root.certificate.content, for_staff=True, for_enterprises=False, by=SYSTEM, at=AT
    )
    identity.take_list(anchor.pk, issuer=root.certificate.content, content=foreign_list(root), by=SYSTEM, at=AT)

    with pytest.raises(identity.SignInRefused):
        enters_from_abroad(foreign(account, key=key, root=root), key)


def test_what_is_no_issuer_and_no_list_is_not_taken():
    root = party("Elsewhere", extensions=issuer_extensions())
    holder = party("Ana", by=root, extensions=holder_extensions())
    trust = {"for_staff": True, "for_enterprises": True, "by": SYSTEM, "at": AT}
    anchor = identity.trust_anchor("省级机构", certificate=root.certificate.content, **trust)

    for wrong in (b"junk", holder.certificate.content):
        with pytest.raises(InvalidInput):
            identity.trust_anchor("省级机构", certificate=wrong, **trust)
    for wrong in (b"junk", foreign_list(holder)):
        with pytest.raises(InvalidInput):
            identity.take_list(anchor.pk, issuer=root.certificate.content, content=wrong, by=SYSTEM, at=AT)


def test_what_was_confirmed_can_be_verified_for_ever(ana):
    kept = confirms(ana.signs(asked_to_confirm(ana)), ana)

    (found,) = identity.signatures_about("case:1")
    assert found == kept
    assert ACT in found.text
    assert identity.is_still_right(found)
    found.text += "。"
    assert not identity.is_still_right(found)


def test_a_confirmation_serves_once(ana):
    signed = ana.signs(asked_to_confirm(ana))
    confirms(signed, ana)

    with pytest.raises(identity.SignatureRefused):
        confirms(signed, ana)


@pytest.mark.parametrize(
    "changed",
    [{"subject": "case:2"}, {"act": ACT.replace("准予", "不予")}, {"at": AT + 5 * MINUTE}],
    ids=["for another case", "for other words", "too late"],
)
def test_a_confirmation_for_something_else_is_refused(ana, changed):
    signed = ana.signs(asked_to_confirm(ana))

    with pytest.raises(identity.SignatureRefused):
        confirms(signed, ana, **changed)


def test_nobody_confirms_for_somebody_else(ana, shop):
    challenge = asked_to_confirm(ana)

    with pytest.raises(identity.SignatureRefused):
        confirms(ana.signs(challenge), shop)
    with pytest.raises(identity.SignatureRefused, match="本人"):
        confirms(shop.signs(challenge), ana)


def test_what_was_signed_to_enter_confirms_nothing(ana):
    with pytest.raises(identity.SignatureRefused):
        confirms(ana.signs(asked()), ana)


def test_wrong_signatures_slow_down_whoever_sends_them_and_nobody_else():
    shop = certified(AccountFactory(for_enterprise=True), at=AT)
    stranger, owner = identity.Sender(network="10.0.0.1"), identity.Sender(network="10.0.0.2")

    def shows(content: bytes | None, *, sender: identity.Sender) -> identity.Account:
        signed = shop.signs(asked())
        wrong = signed if content is None else replace(signed, signature=content)
        return identity.sign_in_by_certificate(wrong, session=SESSION, sender=sender, at=AT)

    for _ in range(5):
        with pytest.raises(identity.SignInRefused, match="对不上"):
            shows(b"wrong", sender=stranger)
    with pytest.raises(identity.TooManyTries):
        shows(None, sender=stranger)

    assert shows(None, sender=owner) == shop.account
    outcomes = [each.outcome for each in identity.sign_ins_of(shop.account.pk)]
    assert outcomes == ["slowed", *["wrong"] * 5]


def test_a_level_that_rests_on_a_certificate_falls_with_it():
    shop = certified(AccountFactory(for_enterprise=True), at=AT)
    before = shop.account.assurance
    assert enters(shop.signs(asked())).assurance == Assurance.CERTIFICATE
    enters(shop.signs(asked()))

    assert [each.method for each in identity.proofs_of(shop.account.pk)].count("certificate") == 1
    identity.suspend_certificate(shop.row.pk, by=SYSTEM, at=AT)
    assert identity.account(shop.account.pk).assurance < Assurance.CERTIFICATE
    assert identity.account(shop.account.pk).assurance <= max(before, Assurance.REGISTERED)
