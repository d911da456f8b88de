"""What strangers may send in place of keys, signatures and ciphertexts: refused in words, never a crash."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from citong.kernel.crypto import curve, der, sm2
from citong.kernel.crypto.sm2 import CannotDecrypt, NotAKey, PrivateKey, PublicKey
from citong.kernel.crypto.sm2_keys import ALGORITHM

KEY, MESSAGE = sm2.generate(), b"a message"
SIGNATURE, CIPHERTEXT = sm2.sign(KEY, MESSAGE), sm2.encrypt(KEY.public, MESSAGE)
R, S = sm2.signature_from_der(SIGNATURE)
POINT, DIGEST, HIDDEN = sm2.parts_from_der(CIPHERTEXT)
P256 = der.sequence(der.oid("1.2.840.10045.2.1"), der.oid("1.2.840.10045.3.1.7"))


@pytest.mark.parametrize(
    "pair", [(0, S), (R, 0), (curve.N, S), (R, curve.N), (R + curve.N, S), (R, S + curve.N), (R, curve.N - R), (S, R)]
)
def test_numbers_out_of_range_are_no_signature(pair: tuple[int, int]):
    assert not sm2.verify(KEY.public, MESSAGE, sm2.signature_to_der(pair))


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        b"\x30",
        b"\x30\x80",
        b"\x30\x00",
        b"\x30\x84\xff\xff\xff\xff",
        b"\x30\x89" + b"\xff" * 9,
        SIGNATURE[:-1],
        SIGNATURE + b"\x00",
        b"\x31" + SIGNATURE[1:],
        der.sequence(der.integer(R)),
        der.sequence(der.integer(R), der.integer(S), der.integer(S)),
        der.sequence(b"\x02\x21\x00" + (R >> 1).to_bytes(32, "big"), der.integer(S)),
        der.sequence(b"\x02\x01\xff", der.integer(S)),
        der.sequence(b"\x02\x00", der.integer(S)),
        der.sequence(der.octets(b"r"), der.octets(b"s")),
        b"\x30\x81" + SIGNATURE[1:],
        bytes(64),
    ],
)
def test_what_is_written_in_another_way_is_no_signature(signature: bytes):
    assert not sm2.verify(KEY.public, MESSAGE, signature)


@hypothesis_settings(max_examples=200, deadline=None)
@given(position=st.integers(0, len(SIGNATURE) - 1), bit=st.integers(0, 7))
def test_a_signature_of_which_a_bit_is_changed_is_none(position: int, bit: int):
    changed = bytearray(SIGNATURE)
    changed[position] ^= 1 << bit

    assert not sm2.verify(KEY.public, MESSAGE, bytes(changed))


@hypothesis_settings(max_examples=200, deadline=None)
@given(position=st.integers(0, len(CIPHERTEXT) - 1), bit=st.integers(0, 7))
def test_a_ciphertext_of_which_a_bit_is_changed_is_not_read(position: int, bit: int):
    changed = bytearray(CIPHERTEXT)
    changed[position] ^= 1 << bit

    with pytest.raises(CannotDecrypt):
        sm2.decrypt(KEY, bytes(changed))


@pytest.mark.parametrize("size", range(0, len(CIPHERTEXT), 7))
def test_a_ciphertext_that_is_cut_short_is_not_read(size: int):
    with pytest.raises(CannotDecrypt):
        sm2.decrypt(KEY, CIPHERTEXT[:size])


@pytest.mark.parametrize(
    "parts",
    [
        ((1, 1), DIGEST, HIDDEN),
        ((0, 0), DIGEST, HIDDEN),
        ((POINT[0] + curve.P, POINT[1]), DIGEST, HIDDEN),
        ((POINT[0], curve.P - POINT[1]), DIGEST[:-1], HIDDEN),
        (POINT, DIGEST + b"\0", HIDDEN),
        (POINT, DIGEST, b""),
    ],
)
def test_parts_that_do_not_fit_are_not_read(parts):
    with pytest.raises(CannotDecrypt):
        sm2.decrypt(KEY, sm2.parts_to_der(parts))


def test_a_ciphertext_for_somebody_else_is_not_read():
    with pytest.raises(CannotDecrypt):
        sm2.decrypt(sm2.generate(), CIPHERTEXT)


@pytest.mark.parametrize(("x", "y"), [(0, 0), (1, 1), (curve.P, curve.P), (-1, 1), (KEY.public.x, KEY.public.y + 1)])
def test_a_point_off_the_curve_is_no_key(x: int, y: int):
    with pytest.raises(NotAKey, match="not on the curve"):
        PublicKey(x, y)


@pytest.mark.parametrize("scalar", [0, -1, curve.N - 1, curve.N, 1 << 300])
def test_a_scalar_out_of_range_is_no_key(scalar: int):
    with pytest.raises(NotAKey, match="from 1 to n - 2"):
        PrivateKey(scalar)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x30\x00",
        KEY.public.to_der()[:-1],
        KEY.public.to_der() + b"\0",
        KEY.to_der(),
        KEY.public.to_der().replace(ALGORITHM, P256),
        der.sequence(ALGORITHM, der.bits(b"\x02" + KEY.public.octets[1:33])),
        der.sequence(ALGORITHM, der.bits(b"\x04" + bytes(64))),
        der.sequence(ALGORITHM, der.element(der.BITS, b"\x01" + KEY.public.octets)),
        der.sequence(ALGORITHM, der.element(der.BITS, b"")),
        der.sequence(ALGORITHM, der.octets(KEY.public.octets)),
    ],
)
def test_what_is_no_public_key_is_refused_in_words(content: bytes):
    with pytest.raises(NotAKey):
        PublicKey.from_der(content)


@pytest.mark.parametrize("scalar", [b"", bytes(32), b"\xff" * 32, b"\x01" * 31, b"\x01" * 33])
def test_what_is_no_private_key_is_refused_in_words(scalar: bytes):
    inside = der.sequence(der.integer(1), der.octets(scalar))

    with pytest.raises(NotAKey):
        PrivateKey.from_der(der.sequence(der.integer(0), ALGORITHM, der.octets(inside)))


def test_a_private_key_with_the_public_key_of_another_is_refused():
    foreign = KEY.to_der().replace(KEY.public.octets, sm2.generate().public.octets)

    with pytest.raises(NotAKey, match="another private key"):
        PrivateKey.from_der(foreign)


def test_a_private_key_may_come_without_its_public_key():
    inside = der.sequence(der.integer(1), der.octets(KEY.scalar.to_bytes(32, "big")))

    assert PrivateKey.from_der(der.sequence(der.integer(0), ALGORITHM, der.octets(inside))) == KEY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        KEY.public.to_pem(),
        KEY.to_pem().replace("PRIVATE", "EC PRIVATE"),
        KEY.to_pem()[:-30],
        KEY.to_pem().replace("MIG", "M!G"),
        KEY.to_pem().replace("MIG", "M钥G"),
        "note\n" + KEY.to_pem(),
        KEY.to_pem() * 2,
    ],
)
def test_a_damaged_pem_is_refused_in_words(text: str):
    with pytest.raises(NotAKey):
        PrivateKey.from_pem(text)


@hypothesis_settings(max_examples=300, deadline=None)
@given(content=st.binary(max_size=200))
def test_no_bytes_at_all_do_harm(content: bytes):
    assert not sm2.verify(KEY.public, MESSAGE, content)
    for read in (PublicKey.from_der, PrivateKey.from_der, PublicKey.from_octets):
        with pytest.raises(NotAKey):
            read(content)
    with pytest.raises(CannotDecrypt):
        sm2.decrypt(KEY, content)
