"""Digests and secrets, against the vectors of the standard."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.kernel import crypto


# GB/T 32905-2016, appendix A.
@pytest.mark.parametrize(
    ("content", "digest"),
    [
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
    ids=["A.1", "A.2"],
)
def test_sm3_agrees_with_the_standard(content: bytes, digest: str):
    assert crypto.sm3_hex(content) == digest
    assert crypto.sm3(content).hex() == digest


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="this Python's OpenSSL has no SM3 to compare")
@given(st.binary(max_size=300))
def test_sm3_agrees_with_openssl(content: bytes):
    assert crypto.sm3(content) == hashlib.new("sm3", content).digest()


def test_tokens_are_long_and_never_the_same():
    tokens = {crypto.new_token() for _ in range(50)}

    assert len(tokens) == 50
    assert all(len(token) >= 43 for token in tokens)


def test_what_is_stored_of_a_token_is_its_digest():
    assert crypto.token_digest("abc") == crypto.sm3_hex(b"abc")


def test_equality_in_constant_time_is_equality():
    assert crypto.same("查询码", "查询码")
    assert not crypto.same("查询码", "查询吗")
