"""Pages of lists, found by the last row of the page before."""

from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
After = tuple[date, int]  # due date and id of the last row of the page before


def after(rows: QuerySet[Row], row: After | None) -> QuerySet[Row]:
    """What follows this row, by due date."""
    if row is None:
        return rows
    due_on, pk = row
    return rows.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=pk))


def below(rows: QuerySet[Row], pk: int | None) -> QuerySet[Row]:
    """What is older than this row."""
    return rows.filter(pk__lt=pk) if pk else rows
