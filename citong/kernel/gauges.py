"""How far a long piece of work is: values that are set, advanced and read. What is numbered has counters of its own."""

from django.db.models import F

from citong.kernel.models import Gauge


def read(name: str) -> int:
    """Where the gauge stands; 0 before it was set."""
    return Gauge.objects.filter(pk=name).values_list("value", flat=True).first() or 0


def put(name: str, value: int) -> None:
    """Set the gauge."""
    Gauge.objects.update_or_create(pk=name, defaults={"value": value})


def advance(name: str) -> None:
    """One step further."""
    if not Gauge.objects.filter(pk=name).update(value=F("value") + 1):
        Gauge.objects.create(pk=name, value=1)
