"""What the clocks of a case show when it has ended: the day in China."""

from datetime import UTC, date, datetime

import pytest

from citong.cases import facade as cases
from tests.factories.cases import ANA, accepted, give_all, office

pytestmark = pytest.mark.django_db

# Seven in the morning of the 23rd in China.
EARLY = datetime(2026, 9, 22, 23, tzinfo=UTC)


def test_a_clock_ends_on_the_day_of_the_decision():
    case = give_all(accepted(), at=EARLY)

    decided = cases.grant(case.pk, by=office().approver, at=EARLY)

    face = cases.clock_face(decided)
    assert face is not None
    assert face.ended_on == date(2026, 9, 23)


def test_the_clock_of_an_application_taken_back_no_longer_runs():
    case = accepted()

    withdrawn = cases.withdraw(case.pk, reason="不办了", by=ANA, at=EARLY)

    face = cases.clock_face(withdrawn)
    assert face is not None
    assert face.ended_on == date(2026, 9, 23)
