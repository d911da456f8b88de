"""Facts: published with the change that made them true, delivered once, tried again, never dropped."""

import logging
from datetime import timedelta

import pytest
from django.db import transaction

from citong.kernel.audit import entries_about
from citong.kernel.models import Counter, Delivery, FactRecord
from citong.kernel.numbering import next_in_series
from citong.kernel.outbox import (
    ATTEMPTS,
    deliver_waiting,
    publish,
    send_again,
    stuck_deliveries,
    waiting_count,
)
from tests.kernel.conftest import BEN, BellRung, at_once

pytestmark = pytest.mark.django_db


def now_of(delivery: Delivery):
    """A moment at which this delivery is due."""
    return Delivery.objects.get(pk=delivery.pk).due_at


def only_delivery() -> Delivery:
    return Delivery.objects.get()


def test_a_handler_gets_the_fact_as_it_was_published(hears):
    heard = []
    hears(heard.append)
    publish(BellRung("north", times=3))

    deliver_waiting(now=now_of(only_delivery()))

    assert heard == [BellRung("north", times=3)]


def test_a_fact_that_gained_a_field_is_read_with_its_default(hears):
    heard = []
    hears(heard.append)
    publish(BellRung("north", times=3))
    FactRecord.objects.update(values={"bell": "old"})

    deliver_waiting(now=now_of(only_delivery()))

    assert heard == [BellRung("old", times=1)]


def test_every_handler_has_a_delivery_of_its_own(hears):
    def first(_fact: BellRung) -> None: ...
    def second(_fact: BellRung) -> None: ...

    hears(first)
    hears(second)

    publish(BellRung("north"))

    assert Delivery.objects.count() == 2
    assert waiting_count() == 2


def test_a_fact_that_nobody_waits_for_is_recorded_all_the_same():
    publish(BellRung("north"))

    assert (FactRecord.objects.count(), Delivery.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_told(hears):
    hears(lambda _fact: None)

    with transaction.atomic():
        publish(BellRung("north"))
        transaction.set_rollback(True)

    assert (FactRecord.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_an_uncommitted_fact_is_not_delivered_yet(hears):
    heard = []
    hears(heard.append)

    with transaction.atomic():
        publish(BellRung("north"))
        due = only_delivery().due_at
        at_once(lambda: _deliver_nothing(due), workers=1)

    assert heard == []
    assert deliver_waiting(now=due) == 1
    assert heard == [BellRung("north")]


def _deliver_nothing(now) -> None:
    assert deliver_waiting(now=now) == 0


def test_a_delivered_fact_is_not_delivered_again(hears):
    heard = []
    hears(heard.append)
    publish(BellRung("north"))
    due = now_of(only_delivery())

    assert [deliver_waiting(now=due), deliver_waiting(now=due + timedelta(days=1))] == [1, 0]

    assert len(heard) == 1


def test_what_a_failing_handler_wrote_is_undone(hears, caplog):
    def write_and_fail(_fact: BellRung) -> None:
        next_in_series("bells")
        raise RuntimeError("the bell is cracked")

    hears(write_and_fail)
    publish(BellRung("north"))

    with caplog.at_level(logging.CRITICAL):
        deliver_waiting(now=now_of(only_delivery()))

    assert not Counter.objects.exists()
    assert only_delivery().error == "RuntimeError: the bell is cracked"
    assert only_delivery().done_at is None


def test_a_failure_is_tried_again_at_longer_and_longer_intervals(hears):
    hears(_crack)
    publish(BellRung("north"))
    waits = []

    for _ in range(ATTEMPTS - 1):
        due = now_of(only_delivery())
        deliver_waiting(now=due)
        waits.append(now_of(only_delivery()) - due)

    assert waits == [timedelta(seconds=5 * 2**attempt) for attempt in range(1, ATTEMPTS)]
    assert only_delivery().stuck_at is None


def test_before_its_time_a_failure_is_left_alone(hears):
    hears(_crack)
    publish(BellRung("north"))
    due = now_of(only_delivery())
    deliver_waiting(now=due)

    assert deliver_waiting(now=due + timedelta(seconds=9)) == 0
    assert only_delivery().attempts == 1


def test_a_handler_that_fails_holds_back_no_other(hears):
    heard = []

    def crack_for_the_first(fact: BellRung) -> None:
        if fact.bell == "first":
            raise RuntimeError("cracked")
        heard.append(fact.bell)

    hears(crack_for_the_first)
    for bell in ("first", "second", "third"):
        publish(BellRung(bell))

    deliver_waiting(now=Delivery.objects.latest("due_at").due_at)

    assert heard == ["second", "third"]


def test_after_ten_failures_it_is_stuck_and_shown_until_it_is_sent_again(hears):
    cracked = [True]

    def crack_while_cracked(_fact: BellRung) -> None:
        if cracked[0]:
            raise RuntimeError("cracked")

    hears(crack_while_cracked)
    publish(BellRung("north"))
    for _ in range(ATTEMPTS):
        deliver_waiting(now=now_of(only_delivery()))
    stuck = stuck_deliveries().get()
    later = stuck.due_at + timedelta(days=30)

    assert deliver_waiting(now=later) == 0
    assert (waiting_count(), stuck.fact.values["bell"]) == (0, "north")
    cracked[0] = False
    assert send_again(stuck.pk, by=BEN, at=later)
    assert [entry.actor for entry in entries_about(f"delivery:{stuck.pk}")] == [BEN.id]
    assert deliver_waiting(now=later) == 1
    assert not stuck_deliveries().exists()
    assert only_delivery().done_at == later


def test_only_what_is_stuck_can_be_sent_again(hears):
    hears(lambda _fact: None)
    publish(BellRung("north"))
    waiting = only_delivery()

    assert not send_again(waiting.pk, by=BEN, at=waiting.due_at)
    deliver_waiting(now=waiting.due_at)
    assert not send_again(waiting.pk, by=BEN, at=waiting.due_at)
    assert not entries_about(f"delivery:{waiting.pk}").exists()


def test_a_handler_that_is_gone_leaves_its_facts_waiting(hears):
    hears(_crack)
    publish(BellRung("north"))
    Delivery.objects.update(handler="journeys.gone.away")

    deliver_waiting(now=now_of(only_delivery()))

    assert only_delivery().error.startswith("KeyError")
    assert only_delivery().done_at is None


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_deliver_each_fact_once(hears):
    hears(_count)
    for number in range(60):
        publish(BellRung(f"bell {number}"))
    due = Delivery.objects.latest("due_at").due_at

    at_once(lambda: _deliver_until_quiet(due), workers=6)

    assert Delivery.objects.filter(done_at=None).count() == 0
    assert list(Counter.objects.values_list("value", flat=True).distinct()) == [1]
    assert Counter.objects.count() == 60


def _deliver_until_quiet(now) -> None:
    while Delivery.objects.filter(done_at=None).exists():
        deliver_waiting(now=now, limit=7)


def _count(fact: BellRung) -> None:
    next_in_series(fact.bell)


def _crack(_fact: BellRung) -> None:
    raise RuntimeError("cracked")
