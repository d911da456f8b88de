"""Numbers without gaps: what is rolled back gives its number back."""

from django.db import connection

from citong.kernel.models import Counter

NEXT = """
    insert into kernel_counter (series, value) values (%s, 1)
    on conflict (series) do update set value = kernel_counter.value + 1
    returning value
"""


def next_in_series(series: str) -> int:
    """The next number of this series, starting at 1.

    The counter stays locked until the transaction ends, so that no number is skipped: take it late, and in a
    transaction that is short.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [series])
        row: tuple[int] = cursor.fetchone()
    return row[0]


def current(series: str) -> int:
    """The last number given in this series; 0 before the first."""
    return Counter.objects.filter(pk=series).values_list("value", flat=True).first() or 0


def put(series: str, value: int) -> None:
    """Let this be the last number of the series: for a total that is known at once, and never for what is numbered."""
    Counter.objects.update_or_create(pk=series, defaults={"value": value})
