"""Hashes of passwords: right and wrong, with a key that the database does not have, and hashed anew in time."""

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password

from citong.kernel import keys, rotation
from citong.kernel.crypto import keyed_digest
from citong.kernel.keys import PASSWORDS
from citong.kernel.passwords import KeyedSM3PasswordHasher, _stretched
from tests.kernel.conftest import ANA, MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    """What makes guessing dear makes tests slow."""
    monkeypatch.setattr(KeyedSM3PasswordHasher, "iterations", 10)
    settings.KEYS_REMEMBERED_SECONDS = 0


@pytest.mark.parametrize("password", ["xiexie-nin", "口令", "", " " * 200, "a$b$c"])
def test_a_password_is_known_again(password: str):
    encoded = make_password(password)

    assert encoded.startswith("pbkdf2_sm3_keyed$10$")
    assert len(encoded) <= 128
    assert check_password(password, encoded)
    assert not check_password(f"{password}!", encoded)


def test_equal_passwords_do_not_look_alike():
    assert make_password("xiexie-nin") != make_password("xiexie-nin")


@pytest.mark.parametrize("rounds", [1, 2, 7])
def test_rounds_are_those_of_pbkdf2(rounds: int):
    """RFC 8018, 5.2, with one block."""
    block = total = keyed_digest(b"xiexie-nin", b"salt" + (1).to_bytes(4, "big"))
    for _ in range(rounds - 1):
        block = keyed_digest(b"xiexie-nin", block)
        total = bytes(a ^ b for a, b in zip(total, block, strict=True))

    assert _stretched("xiexie-nin", "salt", rounds) == total


def test_without_the_key_the_hash_is_worth_nothing():
    encoded = make_password("xiexie-nin")
    stored = keys.key(PASSWORDS, 1)

    assert KeyedSM3PasswordHasher()._encoded("xiexie-nin", encoded.split("$")[2], 10, stored) == encoded
    other = keys.Key(PASSWORDS, 1, stored.algorithm, b"another key", stored.active_from)
    assert KeyedSM3PasswordHasher()._encoded("xiexie-nin", encoded.split("$")[2], 10, other) != encoded


def test_a_new_key_or_more_rounds_are_taken_at_the_next_sign_in(monkeypatch: pytest.MonkeyPatch):
    encoded, kept = make_password("xiexie-nin"), list[str]()
    rotation.rotate(PASSWORDS, by=ANA, at=MONDAY)
    monkeypatch.setattr(KeyedSM3PasswordHasher, "iterations", 20)

    assert not check_password("wrong-one", encoded, kept.append)
    assert check_password("xiexie-nin", encoded, lambda right: kept.append(make_password(right)))
    assert [hashed.split("$")[1:4:2] for hashed in kept] == [["20", "2"]]
    assert check_password("xiexie-nin", kept[0])


def test_hashes_of_before_are_still_known_and_taken_over():
    encoded, kept = make_password("xiexie-nin", hasher="pbkdf2_sha256"), list[str]()

    assert check_password("xiexie-nin", encoded, kept.append)
    assert kept == ["xiexie-nin"]


def test_what_is_shown_of_a_hash_gives_nothing_away():
    encoded = make_password("xiexie-nin")

    shown = identify_hasher(encoded).safe_summary(encoded)

    assert shown["iterations"] == 10
    assert encoded.split("$")[4] not in shown.values()
