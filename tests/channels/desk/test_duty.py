"""What administrators look after: the calendar, the items, and how the hall runs."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from citong.channels.desk.calendar_lines import days_in
from citong.channels.desk.views.operations import WORDS
from citong.kernel import gauges
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import HANDLERS
from citong.kernel.jobs import JOBS, LOCKS
from citong.kernel.models import Delivery, FactRecord, JobRun
from citong.organisations import facade as organisations
from tests.factories.catalogue import ItemVersionFactory
from tests.factories.organisations import DepartmentFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 21, 2, tzinfo=UTC)
HEAD = "事项编码,事项名称,事项类型,实施部门,部门代码,区划代码\n"
GOOD = "LOCAL-1,高龄津贴申领,行政给付,第一民政局,mzj,350502000000\n"


@pytest.fixture
def seeded():
    organisations.seed_calendar(by=SYSTEM, at=NOW)


@pytest.fixture
def stuck():
    fact = FactRecord.objects.create(name="a.Fact", values={}, recorded_at=NOW)
    return Delivery.objects.create(
        fact=fact, handler="citong.journeys.permit.write_decision", due_at=NOW, stuck_at=NOW, attempts=10, error="Boom"
    )


@pytest.mark.parametrize("address", ["/desk/calendar/", "/desk/operations/", "/desk/items/", "/desk/items/import/"])
def test_only_administrators_may_enter(window, address):
    assert window.get(address).status_code == 403


def test_a_year_is_shown_with_holidays_and_makeup_days_in_words(administrator, seeded):
    text = administrator.get("/desk/calendar/2026/").content.decode()

    assert "1 日（星期四）国庆节，放假" in text
    assert "国庆节调休上班，上班" in text
    assert "已按通知公布" in text


def test_a_provisional_year_says_so(administrator, seeded):
    assert "放假通知还没有公布" in administrator.get("/desk/calendar/2027/").content.decode()


def test_an_unknown_year_says_what_counts_then(administrator):
    assert "按周一到周五上班算" in administrator.get("/desk/calendar/2031/").content.decode()


def test_the_calendar_opens_at_a_year_that_it_knows(administrator, seeded):
    assert administrator.get("/desk/calendar/").headers["Location"].startswith("/desk/calendar/20")


def test_a_day_is_changed_and_who_did_it_is_shown(administrator, seeded):
    answer = administrator.post("/desk/calendar/day/", {"day": "2026-11-11", "kind": "off", "name": "本区纪念日"})

    text = administrator.get(answer.headers["Location"]).content.decode()
    assert "本区纪念日，放假" in text
    assert "Chi" in text
    assert not organisations.work_calendar().is_working_day(date(2026, 11, 11))


def test_a_day_follows_the_week_again(administrator, seeded):
    administrator.post("/desk/calendar/day/", {"day": "2026-10-01", "kind": "ordinary"})

    assert organisations.work_calendar().is_working_day(date(2026, 10, 1))


def test_a_day_that_is_none_is_named(administrator, seeded):
    page = administrator.post("/desk/calendar/day/", {"day": "soon", "kind": "off"})

    assert page.status_code == 422
    assert "请这样写日期" in page.content.decode()


def test_the_notice_of_a_year_is_published_from_pasted_lines(administrator, seeded):
    lines = "2027-10-01 至 2027-10-03，放假，国庆节\n2027-10-09，上班，国庆节补班"

    administrator.post("/desk/calendar/2027/publish/", {"source": "国办通知", "lines": lines})

    year = organisations.calendar_year(2027)
    assert year.official
    assert [day.day.day for day in year.days.all()] == [1, 2, 3, 9]


def test_the_notice_of_a_year_is_published_from_a_file(administrator, seeded):
    file = SimpleUploadedFile("2027.csv", "日期,安排,名称\n2027-01-01,放假,元旦\n".encode("utf-8-sig"))

    administrator.post("/desk/calendar/2027/publish/", {"source": "国办通知", "file": file})

    assert organisations.calendar_year(2027).official


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("2027-10-01，放假", "第 1 行：要有三样"),
        ("2027-10-01，放假，国庆节\n十月二日，放假，国庆节", "第 2 行"),
        ("2027-10-01，半天，国庆节", "不认识"),
        ("2026-10-01，放假，国庆节", "不在 2027 年"),
        ("", "请粘贴"),
    ],
)
def test_wrong_lines_are_named_and_nothing_is_changed(administrator, seeded, lines, words):
    page = administrator.post("/desk/calendar/2027/publish/", {"source": "国办通知", "lines": lines})

    text = page.content.decode()
    assert page.status_code == 422
    assert words in text
    assert not organisations.calendar_year(2027).official


def test_a_file_that_is_not_utf8_is_refused_in_words(administrator, seeded):
    file = SimpleUploadedFile("2027.csv", "2027-01-01,放假,元旦".encode("gbk"))

    page = administrator.post("/desk/calendar/2027/publish/", {"source": "国办通知", "file": file})

    assert page.status_code == 422
    assert "不是 UTF-8" in page.content.decode()


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("2027-10-01,放假,国庆节", 1),
        ("2027-10-01~2027-10-07\t休\t国庆节", 7),
        ("2027-10-07 至 2027-10-01，放假，国庆节", 0),
        ("2027-01-01 至 2027-12-31，放假，全年", 0),
    ],
)
def test_lines_are_read_as_people_write_them(line, days):
    assert len(days_in(line)[0]) == days


def test_everything_that_the_hall_does_by_itself_has_a_name_in_words():
    by_itself = {name for name in (*JOBS, *HANDLERS) if name.startswith("citong.")}

    assert by_itself - WORDS.keys() == set()


def test_a_quiet_hall_says_that_all_is_well(operator):
    JobRun.objects.create(name="citong.documents.jobs.render_waiting_letters", due_at=NOW, finished_at=NOW)

    assert "一切正常" in operator.get("/desk/operations/").content.decode()


def test_a_hall_without_its_worker_is_not_said_to_be_well(operator):
    text = operator.get("/desk/operations/").content.decode()

    assert "一切正常" not in text
    assert "请确认后台程序已经启动" in text


def test_what_is_stuck_is_shown_with_its_error_and_sent_again(operator, stuck):
    shown = operator.get("/desk/operations/").content.decode()
    operator.post(f"/desk/operations/deliveries/{stuck.pk}/")

    assert "出决定书" in shown
    assert "Boom" in shown
    stuck.refresh_from_db()
    assert (stuck.stuck_at, stuck.attempts) == (None, 0)


def test_what_was_sent_again_before_is_said(operator, stuck):
    operator.post(f"/desk/operations/deliveries/{stuck.pk}/")

    answer = operator.post(f"/desk/operations/deliveries/{stuck.pk}/", follow=True)

    assert "已经有人重新排上了" in answer.content.decode()


def test_jobs_are_shown_with_what_went_wrong(operator):
    JobRun.objects.create(name="citong.notices.jobs.carry_waiting_notices", due_at=NOW, finished_at=NOW, error="Silent")

    text = operator.get("/desk/operations/").content.decode()

    assert "发短信" in text
    assert "Silent" in text
    assert "一切正常" not in text


def test_a_job_that_a_worker_is_running_is_shown_as_such(operator):
    name = "citong.notices.jobs.carry_waiting_notices"
    JobRun.objects.create(name=name, due_at=NOW, finished_at=NOW)
    assert "正在做" not in operator.get("/desk/operations/").content.decode()

    with connection.cursor() as worker:
        worker.execute("select pg_advisory_lock(%s, hashtext(%s))", [LOCKS, name])
        text = operator.get("/desk/operations/").content.decode()
        worker.execute("select pg_advisory_unlock(%s, hashtext(%s))", [LOCKS, name])

    assert "正在做" in text


def test_a_demonstration_says_how_far_it_has_come(operator, settings):
    settings.DEMO = True
    gauges.put("demo/planned", 60000)
    gauges.put("demo/simulated", 1200)

    assert "已经生成 1200 件，计划 60000 件" in operator.get("/desk/operations/").content.decode()


def test_items_are_listed_with_their_stars(administrator):
    version = ItemVersionFactory()

    text = administrator.get("/desk/items/").content.decode()

    assert f"/desk/items/{version.item_id}/" in text
    assert "第 1 版" in text


def test_no_items_leads_to_the_import(administrator):
    assert "先导入办事指南" in administrator.get("/desk/items/").content.decode()


def test_an_item_shows_its_versions(administrator):
    version = ItemVersionFactory(status="superseded")
    ItemVersionFactory(item=version.item, number=2)

    text = administrator.get(f"/desk/items/{version.item_id}/").content.decode()

    assert text.index("第 2 版") < text.index("第 1 版")
    assert "已被新版本取代" in text


def test_an_item_that_is_none_is_not_found(administrator):
    assert administrator.get("/desk/items/999999/").status_code == 404


def test_long_lists_of_items_are_turned_by_the_page(administrator):
    for _ in range(51):
        ItemVersionFactory()

    first = administrator.get("/desk/items/").content.decode()
    onward = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = administrator.get(onward).content.decode()

    assert first.count("data-stop") == 50
    assert second.count("data-stop") == 1
    assert 'rel="prev"' in second


def test_guides_are_brought_in_from_a_file(administrator):
    DepartmentFactory(code="mzj")
    file = SimpleUploadedFile("guides.csv", (HEAD + GOOD).encode("utf-8-sig"))

    answer = administrator.post("/desk/items/import/", {"file": file}, follow=True)

    text = answer.content.decode()
    assert "新增 1 项" in text
    assert "高龄津贴申领" in text


def test_a_department_that_is_not_there_yet_is_established_by_somebody_else(administrator):
    file = SimpleUploadedFile("guides.csv", (HEAD + GOOD).encode("utf-8-sig"))

    page = administrator.post("/desk/items/import/", {"file": file})

    assert page.status_code == 422
    assert "民政局：这个部门还没有设立，请系统管理员先设立" in page.content.decode()


def test_a_wrong_file_is_not_brought_in_and_says_where(administrator):
    file = SimpleUploadedFile("guides.csv", (HEAD + GOOD + "LOCAL-2,,行政给付,民政局,mzj,1\n").encode())

    page = administrator.post("/desk/items/import/", {"file": file})

    text = page.content.decode()
    assert page.status_code == 422
    assert "一行都没有写入" in text
    assert "第 3 行" in text
    assert "先导入办事指南" in administrator.get("/desk/items/").content.decode()


def test_no_file_is_said(administrator):
    page = administrator.post("/desk/items/import/", {})

    assert page.status_code == 422
    assert "请选择要导入的文件" in page.content.decode()


@pytest.mark.parametrize("number", [0, 10_000, 10**30])
def test_there_is_no_calendar_of_a_year_that_cannot_be(administrator, number):
    assert administrator.get(f"/desk/calendar/{number}/").status_code == 404
