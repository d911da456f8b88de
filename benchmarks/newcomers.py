"""People with accounts, for benchmarks/signin; runs inside the hall's environment."""

import json

from django.contrib.auth.hashers import get_hasher, make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from stdnum.cn import ric

from citong.identity.models import Account, Person

PASSWORD = "a password of ours"  # noqa: S105
HOST = "127.0.0.1"


def come(*, people: int) -> None:
    """Give them accounts, and say how passwords are hashed."""
    hashed = make_password(PASSWORD)
    logins = [_arrived(number, hashed) for number in range(people)]
    hashing = get_hasher()
    rounds = getattr(hashing, "iterations", 0)
    told = {
        "logins": logins,
        "password": PASSWORD,
        "hash": f"{hashing.algorithm}, {rounds} rounds",
        "rounds_of_hash": rounds,
        "statements": _statements(logins[0]),
    }
    print(json.dumps(told))


def _arrived(number: int, hashed: str) -> str:
    phone, digits = f"139{number:08d}", f"35050219900307{number:03d}"
    person = Person.objects.create(name="陈美珍", id_number=digits + str(ric.calc_check_digit(digits + "0")))
    Account.objects.create(login=phone, phone=phone, password=hashed, person=person, created_at=timezone.now())
    return phone


def _statements(login: str) -> int:
    """How many statements a sign-in takes, in a warm process."""
    said = {"login": login, "password": PASSWORD}
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer = Client(SERVER_NAME=HOST).post("/sign-in/", said)
    if answer.status_code != 302:
        raise SystemExit(f"The sign-in was answered {answer.status_code}.")
    return len(captured)
