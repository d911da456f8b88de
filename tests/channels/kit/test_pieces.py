"""What the pieces draw."""

import pytest
from django.http import HttpRequest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from citong.channels.kit import schedules
from citong.channels.kit.fields import Field
from citong.channels.kit.figures import Bar, Leg, Plot, Schedule, Task


def drawn(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def test_a_state_has_an_icon_and_a_word():
    html = drawn('{% tag "已超期" tone="late" %}')

    assert "<svg" in html
    assert "已超期" in html
    assert 'class="tag late"' in html


def test_what_people_write_is_never_markup():
    html = drawn("{% tag word %}{% notice word %}{{ word }}{% endnotice %}", word="<b>&")

    assert "<b>" not in html


def test_nothing_wrong_draws_no_summary():
    assert drawn("{% error_summary fields %}", fields=(Field("a", "问"),)).strip() == ""


def test_the_summary_counts_and_leads_to_each_question():
    fields = (Field("a", "名称", errors=("请填写",)), Field("b", "地址"))

    html = drawn("{% error_summary fields extra=extra %}", fields=fields, extra=["两次输入不一样"])

    assert "有 2 处要改" in html
    assert 'href="#id_a"' in html
    assert "两次输入不一样" in html


def test_a_question_can_be_checked_as_soon_as_it_is_answered():
    html = drawn("{% field question %}", question=Field("a", "名称", check_url="/check/"))

    assert 'hx-post="/check/"' in html


def test_the_pager_is_silent_when_there_is_one_page():
    assert drawn('{% pager "" "" %}').strip() == ""


def test_the_pager_offers_only_the_way_there_is():
    html = drawn('{% pager "" "?after=9" %}')

    assert "下一页" in html
    assert "上一页" not in html


def test_the_last_place_is_where_we_are():
    html = drawn('{% crumbs "办事" "/items/" "卫生许可" %}')

    assert '<a href="/items/">办事</a>' in html
    assert '<li aria-current="page">卫生许可</li>' in html


def test_the_present_leg_of_the_way_is_marked():
    html = drawn("{% flow legs %}", legs=[Leg("提交", state="done"), Leg("受理", state="now"), Leg("决定")])

    assert html.count('aria-current="step"') == 1
    assert "（已完成）" in html


def test_bars_start_at_zero_and_the_longest_fills_the_room():
    plot = Plot("甲最多", ("部门", "件数"), (Bar("甲", 40, "40 件"), Bar("乙", 10, "10 件"), Bar("丙", 0, "0 件")))

    assert [width for _, width in plot.drawn] == ["100.00%", "25.00%", "0.00%"]


def test_a_plot_of_nothing_is_empty_bars():
    plot = Plot("还没有办件", ("部门", "件数"), (Bar("甲", 0, "0 件"),))

    assert [width for _, width in plot.drawn] == ["0.00%"]


def test_a_plot_has_its_numbers_in_a_table():
    html = drawn("{% plot figure %}", figure=Plot("甲最多", ("部门", "件数"), (Bar("甲", 40, "40 件"),)))

    assert '<th scope="row">甲</th><td class="num">40 件</td>' in html


@pytest.mark.parametrize(
    ("path", "exact", "is_marked"),
    [("/items/", "", True), ("/items/7/", "", True), ("/items/7/", " exact=True", False), ("/", "", False)],
    ids=["there", "below it", "below it, but it must be there", "elsewhere"],
)
@pytest.mark.urls("tests.channels.kit.hall_urls")
def test_the_navigation_marks_the_present_place(path, exact, is_marked):
    request: HttpRequest = RequestFactory().get(path)
    source = '{% nav_link "portal:items" "办事"' + exact + " %}"

    html = Template(source).render(Context({"request": request}))

    assert ("aria-current" in html) is is_marked


@pytest.mark.urls("tests.channels.kit.hall_urls")
def test_a_file_can_be_taken_away_only_by_a_form_with_a_token():
    request = RequestFactory().get("/")
    context = RequestContext(request, {"file": {"name": "图.pdf", "size": 10, "remove_url": "/remove/"}})

    html = Template("{% attachment file %}").render(context)

    assert "csrfmiddlewaretoken" in html


def test_a_schedule_shows_each_task_on_its_days():
    figure = Schedule("最长 10 天", (Task("甲", 0, 5), Task("乙", 5, 10, ("甲",)), Task("丙", 0, 0)))

    picture = schedules.drawn(figure)

    assert [(bar.x, bar.width) for bar in picture.bars] == [
        ("0.00%", "50.00%"),
        ("50.00%", "50.00%"),
        ("0.00%", "1.00%"),
    ]
    assert [(line.x, line.to) for line in picture.lines] == [("50.00%", "50.00%")]
    assert [tick.days for tick in picture.ticks] == [0, 2, 4, 6, 8, 10]


@pytest.mark.parametrize("days", range(46))
def test_the_scale_of_a_schedule_begins_and_ends_with_it(days):
    ticks = schedules.drawn(Schedule("", (Task("甲", 0, days),))).ticks

    assert ticks[0].days == 0
    assert ticks[-1].days == max(days, 1)
    assert len(ticks) <= 7


def test_words_of_a_schedule_stay_inside():
    tasks = (Task("公众聚集场所投入使用前的检查", 9, 10), Task("短", 5, 10), Task("长" * 60, 0, 10))

    bars = schedules.drawn(Schedule("", tasks)).bars

    assert [bar.anchor for bar in bars] == ["end", "start", "end"]


def test_a_schedule_can_be_read_without_the_picture():
    figure = Schedule("最长 10 天", (Task("甲", 0, 5), Task("乙", 5, 10, ("甲",)), Task("丙", 5, 6), Task("丁", 6, 6)))

    html = drawn("{% schedule figure %}", figure=figure)

    assert '<th scope="row">乙</th><td>甲</td><td class="num">6–10</td>' in html
    assert '<th scope="row">丙</th><td>不用等</td><td class="num">6</td>' in html
    assert '<th scope="row">丁</th><td>不用等</td><td class="num">当场</td>' in html
