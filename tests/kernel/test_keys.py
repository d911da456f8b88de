"""The keys of the hall: made once, announced before use, remembered for a while, told apart when they are wrong."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import load_der_private_key
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from citong.kernel import keys, ports, rotation
from citong.kernel.actors import SYSTEM
from citong.kernel.adapters.simulator import SimulatedHsm
from citong.kernel.crypto import sm2
from citong.kernel.errors import KeyMissing, Unavailable, WrongMasterKey
from citong.kernel.keys import DIGESTS, FIELDS, PASSWORDS, Algorithm, State
from citong.kernel.models import AuditEntry, StoredKey
from tests.kernel.conftest import ANA, MONDAY, at_once

pytestmark = pytest.mark.django_db
SOON, LATER = MONDAY + timedelta(minutes=1), MONDAY + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def remembered_for_a_minute(settings):
    """As in a hall; and nothing is known from the test before."""
    settings.KEYS_REMEMBERED_SECONDS = 60
    keys.forget()
    yield
    ports.adapter.cache_clear()
    keys.forget()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets what the clock on the wall says."""

    def put(now: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    put(MONDAY)
    return put


@pytest.fixture
def hsm(settings):
    """The master key is in a module of hardware, and no key has been made yet."""
    settings.ADAPTERS = {**settings.ADAPTERS, keys.PORT: "citong.kernel.adapters.simulator.SimulatedHsm"}
    ports.adapter.cache_clear()
    StoredKey.objects.all().delete()
    return settings.DATA_DIR / "hsm.txt"


def test_first_keys_are_made_once_for_every_purpose():
    StoredKey.objects.all().delete()

    made, again = (rotation.make_first_keys(by=ANA, at=MONDAY) for _ in range(2))

    assert {FIELDS, DIGESTS} <= {*made}
    assert again == []
    assert set(AuditEntry.objects.values_list("action", "actor")) == {("kernel.make_key", ANA.id)}


@pytest.mark.django_db(transaction=True)
def test_of_many_who_make_first_keys_one_does():
    StoredKey.objects.all().delete()

    at_once(lambda: _make_first_keys(), workers=4)

    assert StoredKey.objects.filter(purpose=FIELDS).count() == 1


def test_without_a_key_it_is_said_how_one_is_made():
    StoredKey.objects.all().delete()

    with pytest.raises(KeyMissing, match="keys make"):
        keys.active(FIELDS)
    with pytest.raises(KeyMissing, match="keys make"):
        keys.assert_usable()


def test_keys_lie_in_the_database_wrapped():
    assert keys.active(FIELDS).material not in bytes(StoredKey.objects.get(purpose=FIELDS).wrapped)
    assert keys.active(FIELDS).material.hex() not in repr(keys.active(FIELDS))


def test_a_new_key_is_announced_and_used_from_its_moment_on(clock):
    rotation.rotate(FIELDS, by=ANA, at=MONDAY)
    keys.forget()

    numbers = []
    for now in (MONDAY, SOON, LATER):
        clock(now)
        numbers.append(keys.active(FIELDS).number)

    assert numbers == [1, 1, 2]
    assert [key.number for key in keys.usable(FIELDS)] == [2, 1]
    assert keys.key(FIELDS, 1).material != keys.key(FIELDS, 2).material


def test_operators_see_the_life_of_every_key(clock):
    def states() -> list[State]:
        return [one.state for one in keys.overview(at=MONDAY if len(seen) < 2 else LATER) if one.purpose == FIELDS]

    seen: list[list[State]] = []
    seen.append(states())
    rotation.rotate(FIELDS, by=ANA, at=MONDAY)
    seen.append(states())
    seen.append(states())
    rotation.retire(FIELDS, 1, by=ANA, at=LATER)
    seen.append(states())

    assert seen == [
        [State.ACTIVE],
        [State.COMING, State.ACTIVE],
        [State.ACTIVE, State.READING],
        [State.ACTIVE, State.RETIRED],
    ]


def test_one_new_key_at_a_time():
    rotation.rotate(FIELDS, by=ANA, at=MONDAY)

    with pytest.raises(rotation.KeyInUse):
        rotation.rotate(FIELDS, by=ANA, at=SOON)


def test_a_purpose_that_nobody_has_is_named():
    with pytest.raises(KeyMissing, match=FIELDS):
        rotation.rotate("kernel.feilds", by=ANA, at=MONDAY)


@pytest.mark.parametrize("at", [MONDAY, LATER], ids=["coming", "active"])
def test_a_key_in_use_is_not_retired(at: datetime):
    number = rotation.rotate(FIELDS, by=ANA, at=MONDAY).number

    with pytest.raises(rotation.KeyInUse):
        rotation.retire(FIELDS, number, by=ANA, at=at)


def test_a_key_is_not_retired_while_a_slow_clock_may_still_write_with_it():
    begun = rotation.rotate(FIELDS, by=ANA, at=MONDAY).active_from

    with pytest.raises(rotation.KeyInUse, match="刚刚启用"):
        rotation.retire(FIELDS, 1, by=ANA, at=begun + timedelta(seconds=5))


def test_a_process_starts_although_the_database_is_away(monkeypatch: pytest.MonkeyPatch):
    closed: list[bool] = []

    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(keys, "assert_usable", away)
    monkeypatch.setattr(keys.connections, "close_all", lambda: closed.append(True))

    keys.look_at_the_start()

    assert closed == [True]


def test_a_key_is_retired_once_and_read_no_more():
    rotation.rotate(FIELDS, by=ANA, at=MONDAY)
    rotation.retire(FIELDS, 1, by=ANA, at=LATER)
    keys.forget()

    with pytest.raises(KeyMissing, match="retired or lost"):
        keys.key(FIELDS, 1)
    with pytest.raises(KeyMissing):
        rotation.retire(FIELDS, 1, by=ANA, at=LATER)


def test_a_key_of_passwords_is_never_retired():
    rotation.rotate(PASSWORDS, by=ANA, at=MONDAY)

    with pytest.raises(rotation.KeyInUse, match="口令"):
        rotation.retire(PASSWORDS, 1, by=ANA, at=LATER)


def test_keys_are_read_once_a_while(settings):
    keys.usable(FIELDS)
    with CaptureQueriesContext(connection) as remembered:
        keys.active(FIELDS)
        keys.key(FIELDS, 1)
    settings.KEYS_REMEMBERED_SECONDS = 0
    with CaptureQueriesContext(connection) as forgotten:
        keys.active(FIELDS)

    assert (len(remembered), len(forgotten)) == (0, 1)


def test_a_process_learns_of_a_key_that_another_has_just_made():
    keys.usable(FIELDS)
    rotation.rotate(FIELDS, by=ANA, at=MONDAY)

    assert keys.key(FIELDS, 2).number == 2
    assert [key.number for key in keys.usable(FIELDS)] == [2, 1]


def test_a_wrong_master_key_is_noticed_at_the_start(settings):
    settings.MASTER_KEYS = ["ab" * 32]
    ports.adapter.cache_clear()

    with pytest.raises(WrongMasterKey, match="Bring back the master key"):
        keys.assert_usable()


def test_keys_are_wrapped_anew_under_another_master_key(settings):
    before = keys.active(FIELDS).material
    settings.MASTER_KEYS = ["ab" * 32, *settings.MASTER_KEYS]
    ports.adapter.cache_clear()

    count = rotation.rewrap(by=ANA, at=MONDAY)
    settings.MASTER_KEYS = ["ab" * 32]
    ports.adapter.cache_clear()
    keys.forget()

    assert count == StoredKey.objects.count()
    assert keys.active(FIELDS).material == before


def test_rows_of_two_keys_cannot_change_places():
    fields, digests = (StoredKey.objects.get(purpose=purpose) for purpose in (FIELDS, DIGESTS))
    StoredKey.objects.filter(pk=fields.pk).update(wrapped=digests.wrapped)

    with pytest.raises(WrongMasterKey, match="has been changed"):
        keys.active(FIELDS)


def test_a_module_of_hardware_can_hold_the_master_key(hsm):
    rotation.make_first_keys(by=SYSTEM, at=MONDAY)

    assert len(keys.active(FIELDS).material) == 16


def test_what_is_at_hand_serves_while_the_module_is_away(hsm, settings, monkeypatch: pytest.MonkeyPatch):
    rotation.make_first_keys(by=SYSTEM, at=MONDAY)
    at_hand = keys.active(FIELDS)
    rotation.rotate(FIELDS, by=ANA, at=MONDAY)
    settings.KEYS_REMEMBERED_SECONDS = 0
    hsm.write_text("absent", encoding="utf-8")

    assert keys.active(FIELDS) == at_hand
    keys.forget()
    with pytest.raises(Unavailable):
        keys.active(FIELDS)


def test_a_module_is_asked_once_for_each_key(hsm, settings, monkeypatch: pytest.MonkeyPatch):
    rotation.make_first_keys(by=SYSTEM, at=MONDAY)
    asked: list[str] = []
    unwrap = SimulatedHsm.unwrap
    monkeypatch.setattr(SimulatedHsm, "unwrap", lambda *a, name: asked.append(name) or unwrap(*a, name=name))
    settings.KEYS_REMEMBERED_SECONDS = 0

    for _ in range(3):
        keys.active(FIELDS)

    assert asked == ["kernel.fields/1/sm4"]


@pytest.mark.parametrize("algorithm", Algorithm)
def test_every_algorithm_has_keys_that_work(algorithm: Algorithm):
    material = keys.new_material(algorithm)

    if algorithm is Algorithm.SM2:
        assert sm2.PrivateKey.from_der(material)
    elif algorithm in (Algorithm.RSA, Algorithm.EC):
        assert load_der_private_key(material, password=None).key_size in (3072, 256)
    else:
        assert len(material) in (16, 32)
        assert material != keys.new_material(algorithm)


def test_a_purpose_has_one_algorithm():
    with pytest.raises(ValueError, match="already"):
        keys.purpose(FIELDS, Algorithm.SM2)


def _make_first_keys() -> None:
    rotation.make_first_keys(by=SYSTEM, at=MONDAY)
