"""Bytes that are no certificates are refused, and never believed or crashed on."""

import pytest
from cryptography import x509 as parts
from hypothesis import given, settings
from hypothesis import strategies as st

from citong.kernel.crypto import der, x509
from citong.kernel.crypto.x509.lists import LARGEST_LIST
from citong.kernel.crypto.x509.reading import LARGEST
from citong.kernel.crypto.x509.signing import WRITTEN
from tests.kernel.authorities import NOON, YEAR, good, holder_extensions, issuer_extensions, new_key, party, usage

ROOT = party("Root", extensions=issuer_extensions())
ANA = party("Ana", by=ROOT, extensions=holder_extensions())
CONTENT = ANA.certificate.content


def written(**changed) -> bytes:
    """A certificate of Ana's with something else in it."""
    usual = {
        "serial": 4711,
        "issuer": ROOT.certificate.subject,
        "subject": x509.name(common_name="Ana"),
        "not_before": NOON - YEAR,
        "not_after": NOON + YEAR,
        "public_key": ANA.key.public_key,
        "extensions": holder_extensions(),
        "signer": ROOT.key,
    }
    return x509.certificate(**{**usual, **changed})


def test_what_was_written_is_read_again():
    read = x509.Certificate.from_text(ANA.certificate.to_pem().encode())

    assert read == ANA.certificate
    assert read.serial == 4711
    assert read.named(parts.NameOID.COMMON_NAME) == "Ana"
    assert (read.not_before, read.not_after) == (NOON - YEAR, NOON + YEAR)


def test_years_after_2049_are_written_as_the_standard_says():
    far = x509.Certificate.from_der(written(not_after=NOON.replace(year=2051)))

    assert far.not_after == NOON.replace(year=2051)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"\x30\x80\x00\x00",
        b"\x30\x84\xff\xff\xff\xff",
        CONTENT[:-1],
        CONTENT + b"\x00",
        b"\x30" * 5000,
        b"\x30\x82\x40\x00" + bytes(LARGEST),
        b"-----BEGIN CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----",
        ANA.certificate.to_pem().encode() * 2,
        ANA.key.public_key,
    ],
    ids=[
        "nothing", "garbage", "no length", "a length beyond the end", "cut off", "one byte more", "nested without end",
        "too large", "no end", "no base64", "two of them", "a key",
    ],
)  # fmt: skip
def test_what_is_no_certificate_is_refused(content):
    with pytest.raises(x509.NotACertificate):
        x509.Certificate.from_text(content)


def test_an_extension_that_stands_there_twice_is_refused():
    with pytest.raises(x509.NotACertificate):
        x509.Certificate.from_der(written(extensions=[*holder_extensions(), usage("key_cert_sign")]))


def test_two_ways_of_signing_in_one_certificate_are_refused():
    envelope = ANA.certificate.envelope
    swapped = der.sequence(envelope.signed, WRITTEN[x509.Scheme.EC], der.bits(envelope.signature))

    with pytest.raises(x509.NotACertificate):
        x509.Certificate.from_der(swapped)


def test_a_way_of_signing_that_is_not_that_of_the_key_is_refused():
    class Pretender:
        scheme = x509.Scheme.EC
        public_key = ROOT.key.public_key
        sign = ROOT.key.sign

    pretended = x509.Certificate.from_der(written(signer=Pretender()))

    with pytest.raises(x509.CertificateRefused, match="unfit_key"):
        x509.check(pretended, anchors=[ROOT.certificate], purpose=x509.Purpose(), at=NOON, standing=good)


def test_the_first_version_of_certificates_is_refused():
    signed = der.sequence(
        der.integer(1),
        WRITTEN[x509.Scheme.SM2],
        ROOT.certificate.subject,
        der.sequence(der.element(0x17, b"250101000000Z"), der.element(0x17, b"270101000000Z")),
        ROOT.certificate.subject,
        ROOT.key.public_key,
    )
    first = der.sequence(signed, WRITTEN[x509.Scheme.SM2], der.bits(ROOT.key.sign(signed)))

    with pytest.raises(x509.NotACertificate):
        x509.Certificate.from_der(first)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed_without_being_noticed(place, change):
    changed = bytearray(CONTENT)
    changed[place] ^= change

    try:
        read = x509.Certificate.from_der(bytes(changed))
        x509.check(read, anchors=[ROOT.certificate], purpose=x509.Purpose(), at=NOON, standing=good)
    except (x509.NotACertificate, x509.CertificateRefused):
        return
    pytest.fail(f"byte {place} was changed and nobody noticed")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused(content):
    for reader in (x509.Certificate.from_text, x509.Request.from_text, x509.RevocationList.from_text):
        with pytest.raises(x509.NotACertificate):
            reader(content)
    with pytest.raises(x509.NotACertificate):
        x509.StatusRequest.from_der(content)


@pytest.mark.parametrize("scheme", list(x509.Scheme))
def test_a_request_proves_that_its_key_is_had(scheme):
    key = new_key(scheme)
    content = x509.request(x509.name(common_name="Ana"), signer=key)

    request = x509.Request.from_text(content)

    assert request.public_key == key.public_key
    assert request.proves_possession()


def test_a_request_for_somebody_elses_key_proves_nothing():
    class Thief:
        scheme = x509.Scheme.SM2
        public_key = ANA.key.public_key
        sign = new_key().sign

    stolen = x509.Request.from_text(x509.request(x509.name(common_name="Ben"), signer=Thief()))

    assert not stolen.proves_possession()


def a_list(**changed) -> x509.RevocationList:
    usual = {
        "number": 7,
        "issuer": ROOT.certificate.subject,
        "issued_at": NOON,
        "next_at": NOON + YEAR,
        "revoked": [x509.Revoked(4711, NOON, parts.ReasonFlags.key_compromise)],
        "signer": ROOT.key,
    }
    return x509.RevocationList.from_text(x509.revocation_list(**{**usual, **changed}))


def test_a_list_is_believed_while_it_holds_and_names_what_was_revoked():
    read = a_list()

    assert read.is_of(ROOT.certificate, at=NOON)
    assert read.serials == {4711}
    assert a_list(revoked=[]).serials == frozenset()


@pytest.mark.parametrize(
    ("changed", "at"),
    [
        ({}, NOON + YEAR),
        ({}, NOON - YEAR),
        ({"signer": ANA.key}, NOON),
        ({"issuer": ANA.certificate.subject}, NOON),
    ],
    ids=["out of date", "of the future", "signed by another", "in another name"],
)
def test_a_list_that_does_not_hold_is_not_believed(changed, at):
    assert not a_list(**changed).is_of(ROOT.certificate, at=at)


def test_a_list_of_somebody_who_may_not_sign_lists_is_not_believed():
    issuer = party("Issuer", extensions=[issuer_extensions()[0], usage("key_cert_sign")])

    assert not a_list(issuer=issuer.certificate.subject, signer=issuer.key).is_of(issuer.certificate, at=NOON)


def test_a_list_that_is_too_large_is_refused():
    with pytest.raises(x509.NotACertificate):
        x509.RevocationList.from_text(bytes(LARGEST_LIST + 1))
