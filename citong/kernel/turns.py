"""One after the other: those who do the same thing at the same time wait for one another."""

from django.db import connection


def take_turns(*what: object) -> None:
    """Wait until nobody else is at this; it is ours until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", ["/".join(map(str, what))])
