"""Whatever process dies, and whenever: what was acknowledged is there once, and what follows from it happens once."""

from collections import Counter as Tally
from contextlib import ExitStack

import pytest
from django.db import connection, transaction

from citong.cases.models import Case
from citong.documents.facade import Kind
from citong.documents.models import Letter
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.models import Counter, Delivery
from citong.kernel.outbox import stuck_deliveries
from citong.kernel.refs import ref
from citong.notices.models import Notice
from tests.factories.cases import MONDAY
from tests.factories.catalogue import publish_configured
from tests.faults.programs import free_port, until, web, worker
from tests.faults.systems import Systems

pytestmark = pytest.mark.django_db(transaction=True)

WAITING_FOR_A_LOCK = """
    select count(*) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query ilike '%%kernel_counter%%'
"""


@pytest.fixture
def programs():
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def systems(db, port):
    _, token = identity.register_client("Ana 的系统", department_id=None, by=SYSTEM, at=MONDAY)
    # So many that they cannot all be through between two looks at how far they have come.
    return Systems(port, token=token, item=publish_configured(), clients=6, each=25)


def nothing_waits() -> bool:
    return not Delivery.objects.filter(done_at=None).exists()


def waiting_for_a_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_stat_clear_snapshot()")  # within a transaction, activity is seen as at its first look
        cursor.execute(WAITING_FOR_A_LOCK)
        return cursor.fetchone()[0]


def receipts() -> list[Letter]:
    return list(Letter.objects.filter(kind=Kind.RECEIPT).order_by("serial"))


def assert_each_once(systems: Systems) -> None:
    """Every acknowledged application is one case with one receipt and one notice; receipts are numbered on and on."""
    filed = dict(Case.objects.order_by("id").values_list("idempotency_key", "number"))
    subjects = Tally(ref("case", pk) for pk in Case.objects.order_by("id").values_list("pk", flat=True))
    assert filed == systems.acknowledged
    assert filed.keys() == set(systems.keys)
    assert Case.objects.count() == len(set(filed.values())) == len(systems.keys)
    assert Tally(letter.subject for letter in receipts()) == subjects
    assert [letter.serial for letter in receipts()] == list(range(1, len(systems.keys) + 1))
    assert Tally(Notice.objects.order_by("id").values_list("subject", flat=True)) == subjects
    assert not stuck_deliveries().exists()


def test_a_killed_web_server_loses_nothing_and_doubles_nothing(systems, port, programs, tmp_path):
    workers = [programs.enter_context(worker(data=tmp_path, name=f"worker-{n}")) for n in range(2)]
    server = programs.enter_context(web(port, data=tmp_path))
    systems.start()
    until(lambda: systems.have_come_to(8), of=server)

    server.kill()
    broken_off = len(systems.acknowledged)
    again = programs.enter_context(web(port, data=tmp_path))
    systems.finish()
    repeated = systems.hand_in(systems.keys)
    until(nothing_waits, of=workers[0])

    assert broken_off < len(systems.keys)
    assert systems.sent_again > 0
    assert again.process.poll() is None
    assert repeated == {key: (200, number) for key, number in systems.acknowledged.items()}
    assert_each_once(systems)


def test_what_a_killed_worker_had_begun_another_does(systems, port, programs, tmp_path):
    first, second = [programs.enter_context(worker(data=tmp_path, name=f"worker-{n}")) for n in range(2)]
    server = programs.enter_context(web(port, data=tmp_path))
    early, late = systems.keys[:1], systems.keys[1:]
    systems.acknowledged |= {key: number for key, (_, number) in systems.hand_in(early).items()}
    until(lambda: len(receipts()) == 1, of=first)

    with transaction.atomic():
        # While somebody holds the counter of receipts no handler comes to its end: both workers stand in one.
        list(Counter.objects.select_for_update().filter(series__contains=Kind.RECEIPT))
        systems.acknowledged |= {key: number for key, (_, number) in systems.hand_in(late).items()}
        until(lambda: waiting_for_a_number() == 2, of=server)
        first.kill()
    until(nothing_waits, of=second)

    assert first.process.returncode == -9
    assert second.process.poll() is None
    assert_each_once(systems)
