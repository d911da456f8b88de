"""A case that runs into a year whose notice is not published yet."""

from datetime import UTC, date, datetime

import pytest

from citong.cases import facade as cases
from citong.kernel.actors import SYSTEM
from citong.organisations import facade as organisations
from tests.factories.cases import accepted

pytestmark = pytest.mark.django_db

CHRISTMAS = datetime(2026, 12, 25, 2, tzinfo=UTC)
# Invented: two days more off than the estimate, one of them made up for on a Saturday.
NOTICE = [
    (date(2027, 1, 1), False, "元旦"),
    (date(2027, 1, 4), False, "元旦"),
    (date(2027, 1, 5), False, "元旦"),
    (date(2027, 1, 9), True, "元旦调休上班"),
]


@pytest.fixture
def case():
    organisations.seed_calendar(by=SYSTEM, at=CHRISTMAS)
    return accepted(at=CHRISTMAS)


def _face(case: cases.Case) -> cases.ClockFace:
    face = cases.clock_face(cases.case(case.pk))
    assert face is not None
    return face


def test_the_due_date_carries_its_mark(case):
    face = _face(case)

    assert face.promised is not None
    assert face.promised.due_on.year == 2027
    assert face.promised.is_provisional
    assert "2027 年放假安排还没有公布" in face.promised_words


def test_the_notice_moves_the_date_and_takes_the_mark_away_and_the_old_date_is_kept(case):
    before = _face(case).promised.due_on
    organisations.publish_calendar_year(2027, days=NOTICE, source="通知", by=SYSTEM, at=CHRISTMAS)

    cases.recompute_due_dates(first_day=date(2027, 1, 1), last_day=date(2027, 12, 31), by=SYSTEM, at=CHRISTMAS)

    started, recomputed = case.clock_events.order_by("id")
    promised = _face(case).promised
    assert not promised.is_provisional
    assert promised.due_on > before
    assert (started.promised_due_on, recomputed.promised_due_on) == (before, promised.due_on)
    assert cases.case(case.pk).promised_due_on == promised.due_on


@pytest.mark.parametrize(
    ("why", "at", "started_on"),
    [
        ("a minute before midnight in China", datetime(2026, 9, 21, 15, 59, tzinfo=UTC), date(2026, 9, 21)),
        ("midnight in China", datetime(2026, 9, 21, 16, 0, tzinfo=UTC), date(2026, 9, 22)),
        ("the first minute of a year", datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_clock_starts_on_the_day_in_china(why, at, started_on):
    organisations.seed_calendar(by=SYSTEM, at=at)

    assert _face(accepted(at=at)).start == started_on
