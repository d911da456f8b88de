"""Numbers without gaps, whatever is rolled back and however many ask at once."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citong.kernel.models import Counter
from citong.kernel.numbering import next_in_series
from tests.kernel.conftest import at_once

pytestmark = pytest.mark.django_db


def test_each_series_counts_from_one():
    given_out = [next_in_series("letter/2026"), next_in_series("letter/2026"), next_in_series("letter/2027")]

    assert given_out == [1, 2, 1]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(outcomes=st.lists(st.booleans(), max_size=12))
def test_what_is_rolled_back_gives_its_number_back(outcomes: list[bool]):
    Counter.objects.all().delete()

    kept = [number for stays in outcomes if (number := _number_that(stays=stays))]

    assert kept == list(range(1, len(kept) + 1))


@pytest.mark.django_db(transaction=True)
def test_many_who_number_at_once_leave_no_gap_and_share_no_number():
    kept: list[int] = []

    at_once(lambda: kept.extend(_some_kept_some_not()), workers=6)

    assert sorted(kept) == list(range(1, len(kept) + 1))
    assert len(kept) == 6 * 7


def _some_kept_some_not() -> list[int]:
    numbers = [_number_that(stays=turn % 3 != 0) for turn in range(10)][1:]
    return [number for number in numbers if number] + ([extra] if (extra := _number_that(stays=True)) else [])


def _number_that(*, stays: bool) -> int:
    """The number, or 0 when the transaction it was taken in is rolled back."""
    with transaction.atomic():
        number = next_in_series("letter/2026")
        transaction.set_rollback(not stays)
    return number if stays else 0
