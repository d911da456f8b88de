"""Numbers without gaps: what is rolled back gives its number back."""

from django.db import connection

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
