"""The calendar of what is due."""

from datetime import timedelta

import pytest

from citong.cases import facade as cases
from citong.kernel.actors import Actor
from citong.organisations import facade as organisations
from tests.factories.actors import everywhere
from tests.factories.cases import MONDAY, accepted, office, submitted

pytestmark = pytest.mark.django_db
KEEPER = Actor(id="account:1", channel="desk", name="Kai", department=1, grants=everywhere("business"))


def page_of(client, **asked) -> str:
    answer = client.get("/desk/due/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def list_of(client, on: str, **asked) -> str:
    answer = client.get("/desk/due/list/", {"on": on, **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_day_says_how_much_is_due_and_leads_to_it(window):
    case = submitted()

    month = page_of(window)
    day = list_of(window, "2026-09-22")

    assert "2026 年 9 月到期" in month
    assert "1 件" in month
    assert "/desk/due/list/?on=2026-09-22" in month
    assert f"/desk/cases/{case.pk}/" in day


def test_opinions_are_due_for_their_posts_and_not_for_the_window(seat):
    accepted()

    site, window = seat("health", "site"), seat("health", "window")

    assert "1 件" in page_of(site)
    assert "这个月没有到期的" in page_of(window)
    assert "卫生查看" in list_of(site, "2026-09-24")


def test_the_whole_department_sees_what_lies_on_any_of_its_posts(seat):
    case = accepted()
    month = f"{case.promised_due_on:%Y-%m}"

    approver = seat("health", "approve")

    assert "1 件" in page_of(approver, whole="1", month=month)
    assert "这个月没有到期的" in page_of(approver, month=month)
    assert "这个月没有到期的" in page_of(seat("fire", "review"), whole="1", month=month)


def test_what_is_late_comes_first(seat, it_is):
    case = submitted()
    it_is(MONDAY + timedelta(days=4))
    window = seat("health", "window")

    assert "1 件已经超期" in page_of(window)
    assert f"/desk/cases/{case.pk}/" in list_of(window, "late")


def test_what_applicants_owe_and_what_stands_still_is_not_due(seat):
    waiting = submitted(key="key-00000001")
    gap = cases.Gap("answers.place_name", "场所名称", "与招牌不一致")
    cases.ask_to_correct(waiting.pk, gaps=[gap], by=office().window, at=MONDAY)
    stopped = accepted(version=waiting.item_version, key="key-00000002")
    testing = {"procedure": cases.Procedure.TESTING, "announced_days": 10, "reason": "检测"}
    cases.suspend(stopped.pk, **testing, by=office().site, at=MONDAY)

    for who, whole in (("site", ""), ("window", ""), ("approve", "1")):
        for month in ("2026-09", "2026-10", "2026-11"):
            assert "这个月没有到期的" in page_of(seat("health", who), whole=whole, month=month)


def test_days_off_and_worked_weekends_are_marked(window):
    for day, is_working, name in ((25, False, "中秋节"), (20, True, "补班")):
        when = MONDAY.date().replace(day=day)
        organisations.set_calendar_day(when, is_working=is_working, name=name, by=KEEPER, at=MONDAY)

    text = page_of(window, month="2026-09")

    assert "25<b>休</b>" in text
    assert "20<b>班</b>" in text


def test_a_year_without_its_notice_is_marked(window):
    assert "放假安排还没有公布" in page_of(window, month="2031-01")


@pytest.mark.parametrize("month", ["", "nonsense", "2026-13", "0001-01", "9999-12"])
def test_an_address_that_cannot_be_read_shows_this_month_and_the_ends_of_time_stand(window, month):
    page_of(window, month=month)
    list_of(window, month)


def test_the_month_asks_the_database_little_however_much_is_due(window, django_assert_max_num_queries):
    version = submitted(key="key-00000000").item_version
    for number in range(1, 6):
        submitted(version, key=f"key-0000000{number}")
    page_of(window)

    with django_assert_max_num_queries(12):
        page_of(window)
    with django_assert_max_num_queries(12):
        list_of(window, "2026-09-22")
