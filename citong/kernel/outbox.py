"""Publish facts, and hand them to their handlers.

Inside the database work happens exactly once: a handler's changes and the tick that it is done commit together.
A worker that dies leaves its rows unlocked and undone, and another takes them up. Nothing is ever dropped:
a delivery that failed ten times is stuck, is shown to operators, and can be sent again.
"""

import json
import logging
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.facts import FACTS, HANDLERS, Fact, handlers_of, name_of
from citong.kernel.models import Delivery
from citong.kernel.refs import ref

logger = logging.getLogger(__name__)

ATTEMPTS = 10
BATCH = 50


# By hand: every verb ends with it, and through the ORM it costs three times as much (benchmarks/moves).
PUBLISH = """
with fact as (
    insert into kernel_factrecord (name, values, recorded_at) values (%s, %s, %s) returning id
)
insert into kernel_delivery (fact_id, handler, due_at)
select fact.id, handler, %s from fact, unnest(%s::text[]) as handler
"""


def publish(fact: Fact) -> None:
    """Record a fact, with one delivery for each handler that waits for it; call it inside the verb's transaction."""
    kind, now = type(fact), timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(PUBLISH, [name_of(kind), json.dumps(asdict(fact)), now, now, handlers_of(kind)])


def deliver_waiting(*, now: datetime, limit: int = BATCH) -> int:
    """Deliver up to `limit` waiting facts and return how many were tried. Safe in many workers at once.

    Each delivery is a transaction of its own, so that what a handler locks (a counter of letters) is soon free again.
    """
    waiting = Delivery.objects.filter(done_at=None, stuck_at=None, due_at__lte=now).order_by("due_at", "id")
    return sum(_deliver(pk, now=now) for pk in list(waiting.values_list("pk", flat=True)[:limit]))


@transaction.atomic
def _deliver(delivery_id: int, *, now: datetime) -> bool:
    """False when another worker has it, or has just done it."""
    delivery = (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("fact")
        .filter(pk=delivery_id, done_at=None, stuck_at=None, due_at__lte=now)
        .first()
    )
    if delivery is None:
        return False
    _attempt(delivery, now=now)
    delivery.save(update_fields=["attempts", "done_at", "stuck_at", "due_at", "error"])
    return True


def _attempt(delivery: Delivery, *, now: datetime) -> None:
    delivery.attempts += 1
    try:
        with transaction.atomic():
            _, handler = HANDLERS[delivery.handler]
            handler(FACTS[delivery.fact.name](**delivery.fact.values))
    except Exception as error:
        _postpone(delivery, error, now=now)
    else:
        delivery.done_at = now
        delivery.error = ""


def _postpone(delivery: Delivery, error: Exception, *, now: datetime) -> None:
    delivery.error = f"{type(error).__name__}: {error}"[:2000]
    delivery.due_at = now + timedelta(seconds=5 * 2**delivery.attempts)
    if delivery.attempts >= ATTEMPTS:
        delivery.stuck_at = now
    logger.exception("fact not delivered", extra={"delivery": delivery.pk, "attempts": delivery.attempts})


def stuck_deliveries() -> QuerySet[Delivery]:
    """Deliveries that failed too often and wait for an operator, newest first."""
    return (
        Delivery.objects.select_related("fact")
        .filter(stuck_at__isnull=False, done_at=None)
        .order_by("-stuck_at", "-id")
    )


def waiting_count(*, cap: int = 1000) -> int:
    """How many deliveries wait, counted no further than `cap`."""
    return Delivery.objects.filter(done_at=None, stuck_at=None)[:cap].count()


@transaction.atomic
def send_again(delivery_id: int, *, by: Actor, at: datetime) -> bool:
    """Give a stuck delivery another ten attempts; False when it is not stuck."""
    stuck = Delivery.objects.filter(pk=delivery_id, stuck_at__isnull=False, done_at=None)
    if not stuck.update(stuck_at=None, attempts=0, due_at=at):
        return False
    audit.record("kernel.send_again", subject=ref("delivery", delivery_id), by=by, at=at)
    return True
