"""SM4 in Galois/counter mode: the vectors of the standards, and everything that must make it unreadable."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from citong.kernel.crypto import sm4

KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


def test_a_block_is_that_of_the_standard():
    """GB/T 32907-2016, appendix A.1, by the library that we build on."""
    encryptor = Cipher(algorithms.SM4(KEY), modes.ECB()).encryptor()  # noqa: S305 - one block, to compare

    assert encryptor.update(KEY).hex() == "681edf34d206965e86b3e94f536e4246"


def test_a_text_is_encrypted_as_in_the_standard():
    """RFC 8998, appendix A.1."""
    text = bytes.fromhex("aa" * 8 + "bb" * 8 + "cc" * 8 + "dd" * 8 + "ee" * 8 + "ff" * 8 + "ee" * 8 + "aa" * 8)
    nonce, place = bytes.fromhex("00001234567800000000abcd"), bytes.fromhex("feedfacedeadbeef" * 2 + "abaddad2")

    made = sm4.encrypt_with_nonce(KEY, nonce, text, bound_to=place)

    assert made.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    assert sm4.decrypt(KEY, nonce + made, bound_to=place) == text


@given(key=st.binary(min_size=16, max_size=16), text=st.binary(max_size=300), place=st.binary(max_size=50))
def test_every_text_comes_back(key: bytes, text: bytes, place: bytes):
    blob = sm4.encrypt(key, text, bound_to=place)

    assert sm4.decrypt(key, blob, bound_to=place) == text
    assert len(blob) == len(text) + 28


def test_no_two_ciphertexts_are_alike():
    assert len({sm4.encrypt(KEY, b"yes", bound_to=b"") for _ in range(100)}) == 100


@pytest.mark.parametrize("size", range(0, 31, 5))
def test_what_is_cut_short_is_not_read(size: int):
    with pytest.raises(sm4.CannotDecrypt):
        sm4.decrypt(KEY, sm4.encrypt(KEY, b"yes", bound_to=b"")[:size], bound_to=b"")


@given(position=st.integers(0, 30), bit=st.integers(0, 7))
def test_what_is_changed_is_not_read(position: int, bit: int):
    blob = bytearray(sm4.encrypt(KEY, b"yes", bound_to=b""))
    blob[position] ^= 1 << bit

    with pytest.raises(sm4.CannotDecrypt):
        sm4.decrypt(KEY, bytes(blob), bound_to=b"")


def test_another_key_or_another_place_does_not_read_it():
    blob = sm4.encrypt(KEY, b"yes", bound_to=b"here")

    with pytest.raises(sm4.CannotDecrypt):
        sm4.decrypt(sm4.new_key(), blob, bound_to=b"here")
    with pytest.raises(sm4.CannotDecrypt):
        sm4.decrypt(KEY, blob, bound_to=b"there")
