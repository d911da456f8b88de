from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import holidays
import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.utils import IntegrityError

from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.models import AuditEntry, FactRecord
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations
from citong.organisations.models import CalendarChange
from tests.factories.actors import brought_by, everywhere

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
BEN = Actor(id="account:2", channel="desk", grants=brought_by("review", department=1))

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded():
    organisations.seed_calendar(by=SYSTEM, at=AT)


def facts_told():
    return [record.values for record in FactRecord.objects.filter(name__endswith="CalendarChanged").order_by("pk")]


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 2, 12), 5, date(2026, 2, 26)),
        (date(2026, 2, 12), 20, date(2026, 3, 18)),
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2026, 4, 30), 5, date(2026, 5, 11)),
        (date(2026, 9, 24), 5, date(2026, 10, 9)),
        (date(2025, 9, 26), 5, date(2025, 10, 10)),
        (date(2026, 9, 21), 5, date(2026, 9, 29)),
    ],
    ids=[
        "Spring Festival with a worked Saturday before",
        "and one after",
        "from a worked Saturday",
        "Labour Day with a worked Saturday after",
        "Mid-Autumn and National Day",
        "National Day of eight days",
        "deemed acceptance",
    ],
)
def test_a_term_ends_where_the_notice_puts_it(seeded, start, days, due):
    assert add_working_days(start, days, organisations.work_calendar()) == due


# holidays 0.109 has the days off of the notice for 2006, but not the Saturday of 2005 that was worked in their stead;
# chinesecalendar has both (its constants, "New Year's Day" of 2006).
KNOWN_DIFFERENCES = [date(2005, 12, 31)]


def test_two_independent_calendars_agree_on_every_day(seeded):
    calendar = organisations.work_calendar()
    first, second = chinese_calendar.is_workday, holidays.China(years=range(2004, 2027)).is_working_day
    days = [date(2004, 1, 1) + timedelta(days=n) for n in range((date(2027, 1, 1) - date(2004, 1, 1)).days)]

    against_the_first = [day for day in days if calendar.is_working_day(day) != first(day)]
    against_the_second = [day for day in days if calendar.is_working_day(day) != second(day)]

    assert len(days) == 8401
    assert against_the_first == []
    assert against_the_second == KNOWN_DIFFERENCES


@pytest.mark.parametrize("day", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"])
def test_a_make_up_weekend_is_worked(seeded, day):
    assert organisations.work_calendar().is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-01-02", "2026-02-16", "2026-06-19", "2026-09-25", "2026-10-07"])
def test_a_holiday_within_the_week_is_not_worked(seeded, day):
    assert not organisations.work_calendar().is_working_day(date.fromisoformat(day))


def test_a_year_without_a_notice_is_provisional(seeded):
    calendar = organisations.work_calendar()

    assert calendar.is_provisional(date(2027, 1, 4))
    assert not calendar.is_working_day(date(2027, 2, 5))
    assert not calendar.is_provisional(date(2026, 12, 31))


def test_a_year_that_nobody_entered_is_provisional_and_ordinary(seeded):
    calendar = organisations.work_calendar()

    assert calendar.is_provisional(date(2028, 1, 3))
    assert calendar.is_working_day(date(2028, 1, 3))


def test_seeding_again_changes_nothing(seeded):
    organisations.set_calendar_day(date(2026, 12, 25), is_working=False, name="停电", by=SYSTEM, at=AT)
    version = organisations.calendar_version()

    added = organisations.seed_calendar(by=SYSTEM, at=AT)

    assert added == 0
    assert organisations.calendar_version() == version
    assert not organisations.work_calendar().is_working_day(date(2026, 12, 25))


def test_the_command_enters_the_years_once(capsys):
    call_command("seed_calendar")
    call_command("seed_calendar")

    assert capsys.readouterr().out == "录入了 24 年的工作日历。\n录入了 0 年的工作日历。\n"


def test_seeding_is_told_once_for_all_its_years(seeded):
    assert facts_told() == [{"first_day": "2004-01-01", "last_day": "2027-12-31"}]


def test_changing_a_day_raises_the_version_and_is_told(seeded):
    version = organisations.calendar_version()

    organisations.set_calendar_day(date(2026, 12, 25), is_working=False, name="防台风停工", by=SYSTEM, at=AT)

    assert organisations.calendar_version() > version
    assert facts_told()[-1] == {"first_day": "2026-12-25", "last_day": "2026-12-25"}
    assert not organisations.work_calendar().is_working_day(date(2026, 12, 25))
    assert "防台风停工" in organisations.calendar_changes()[0].what


def test_a_day_that_is_cleared_follows_the_week_again(seeded):
    organisations.set_calendar_day(date(2026, 12, 25), is_working=False, name="停工", by=SYSTEM, at=AT)

    organisations.clear_calendar_day(date(2026, 12, 25), by=SYSTEM, at=AT)

    assert organisations.work_calendar().is_working_day(date(2026, 12, 25))
    assert facts_told()[-1] == {"first_day": "2026-12-25", "last_day": "2026-12-25"}


def test_a_day_without_an_arrangement_cannot_be_cleared(seeded):
    with pytest.raises(organisations.NoSuchYear):
        organisations.clear_calendar_day(date(2026, 12, 25), by=SYSTEM, at=AT)


def test_the_notice_replaces_the_estimate(seeded):
    notice = [(date(2027, 2, 4), False, "春节"), (date(2027, 2, 20), True, "春节调休上班")]

    organisations.publish_calendar_year(2027, days=notice, source="国办发明电〔2026〕X号", by=SYSTEM, at=AT)

    calendar = organisations.work_calendar()
    year = organisations.calendar_year(2027)
    assert not calendar.is_provisional(date(2027, 1, 4))
    assert [day.day for day in year.days.all()] == [date(2027, 2, 4), date(2027, 2, 20)]
    assert year.source == "国办发明电〔2026〕X号"
    assert facts_told()[-1] == {"first_day": "2027-01-01", "last_day": "2027-12-31"}


@pytest.mark.parametrize(
    ("days", "place"),
    [
        ([(date(2028, 1, 1), False, "元旦")], "第 1 行"),
        ([(date(2027, 1, 1), False, "元旦"), (date(2027, 1, 1), True, "元旦")], "第 2 行"),
        ([], "days"),
    ],
    ids=["another year", "the same day twice", "nothing"],
)
def test_a_faulty_notice_is_refused_and_nothing_changes(seeded, days, place):
    version = organisations.calendar_version()

    with pytest.raises(InvalidInput) as refused:
        organisations.publish_calendar_year(2027, days=days, source="通知", by=SYSTEM, at=AT)

    assert list(refused.value.faults) == [place]
    assert organisations.calendar_version() == version


def test_only_administrators_change_the_calendar(seeded):
    with pytest.raises(organisations.NotAnAdministrator):
        organisations.set_calendar_day(date(2026, 12, 25), is_working=False, name="休息", by=BEN, at=AT)


def test_a_change_is_audited(seeded):
    ana = Actor(id="account:1", channel="desk", grants=everywhere("business"))

    organisations.set_calendar_day(date(2026, 12, 25), is_working=False, name="停工", by=ana, at=AT)

    assert AuditEntry.objects.filter(action="organisations.calendar_changed", actor="account:1").count() == 1


def test_asking_again_costs_one_tiny_query(seeded, django_assert_num_queries):
    organisations.work_calendar()

    with django_assert_num_queries(1):
        organisations.work_calendar()


def test_a_change_that_is_rolled_back_is_forgotten(seeded):
    with transaction.atomic():
        organisations.set_calendar_day(date(2026, 12, 25), is_working=False, name="停工", by=SYSTEM, at=AT)
        seen_within = organisations.work_calendar().is_working_day(date(2026, 12, 25))
        transaction.set_rollback(True)

    assert not seen_within
    assert organisations.work_calendar().is_working_day(date(2026, 12, 25))


def test_the_log_of_changes_cannot_be_rewritten(seeded):
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarChange.objects.update(what="无")


def test_years_come_with_their_days_in_two_queries(seeded, django_assert_num_queries):
    with django_assert_num_queries(2):
        years = [(year.year, len(year.days.all())) for year in organisations.calendar_years()]

    assert [year for year, _ in years] == list(range(2004, 2028))


def test_a_year_that_nobody_entered_is_not_found(seeded):
    with pytest.raises(organisations.NoSuchYear):
        organisations.calendar_year(2031)
