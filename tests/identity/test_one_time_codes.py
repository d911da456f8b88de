"""Codes of an authenticator, against the vectors of RFC 4226 and RFC 6238."""

import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.identity.rules import one_time_codes as codes
from citong.identity.rules import recovery

SECRET = base64.b32encode(b"12345678901234567890").decode()
AT = datetime(2026, 11, 23, 1, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("step", "code"),
    list(
        enumerate(["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"])
    ),
)
def test_a_code_is_that_of_rfc_4226_appendix_d(step, code):
    assert codes.code_at(step, secret=SECRET) == code


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_a_code_is_that_of_rfc_6238_appendix_b(seconds, code):
    step = codes.step_at(datetime.fromtimestamp(seconds, tz=UTC))

    assert codes.code_at(step, secret=SECRET, digits=8) == code


@pytest.mark.parametrize(
    ("off_by", "is_taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)], ids=str
)
def test_a_telephone_may_be_wrong_by_half_a_minute(off_by, is_taken):
    shown = codes.code_at(codes.step_at(AT + timedelta(seconds=off_by)), secret=SECRET)

    assert (codes.step_of(shown, secret=SECRET, at=AT) is not None) == is_taken


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２", "000 000", "😀", "-12345"])
def test_what_is_no_code_fits_no_half_minute(typed):
    assert codes.step_of(codes.tidy_code(typed), secret=SECRET, at=AT) is None


def test_a_code_is_read_as_people_type_it():
    assert codes.tidy_code(" １２3 456") == "123456"


def test_every_secret_is_new_and_long():
    secrets = {codes.new_secret() for _ in range(50)}

    assert len(secrets) == 50
    assert {len(base64.b32decode(secret)) for secret in secrets} == {20}


def test_the_address_for_the_app_names_hall_and_account():
    address = urlparse(codes.address_of(SECRET, issuer="鲤城区大厅", account="lc0064"))

    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert parse_qs(address.query) == {"secret": [SECRET], "issuer": ["鲤城区大厅"]}


def test_recovery_codes_are_ten_and_different_and_told_from_other_codes():
    made = recovery.new_codes()

    assert len(set(made)) == 10
    assert all(recovery.looks_like_one(code) for code in made)
    assert not recovery.looks_like_one("123456")


@given(st.sampled_from(recovery.new_codes()), st.integers(0, 10))
def test_a_recovery_code_is_the_same_however_it_is_written(code, cut):
    written = f" {code[:cut].lower()} {code[cut:]} ".replace("-", " ")

    assert recovery.digest_of(written, account_id=1, key="k") == recovery.digest_of(code, account_id=1, key="k")
    assert recovery.digest_of(code, account_id=2, key="k") != recovery.digest_of(code, account_id=1, key="k")
