"""The working calendar: looking at a year, changing a day, publishing a year's notice."""

from datetime import MAXYEAR, MINYEAR

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.channels.kit.guards import permitted
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput, NotFound
from citong.organisations import facade as organisations

from ..calendar_lines import Day, days_in
from ..forms import CalendarDay, CalendarYear
from ..months import months_of
from ..screens import official, show

HISTORY = 20
YEARS_BACK = 3
LARGEST = 200_000
FAULTS_SHOWN = 20
NOT_UTF8 = "文件不是 UTF-8 编码，请另存为“CSV UTF-8”再上传，或者直接把内容粘贴过来。"
keepers = permitted(organisations.P.KEEP_CALENDAR)


@keepers
def calendar(request: HttpRequest) -> HttpResponse:
    """This year, or the first one that the calendar knows."""
    years = list(organisations.calendar_years().values_list("year", flat=True))
    today = timezone.localdate()
    if not years:
        return _year(request, None)
    return redirect("desk:calendar_year", today.year if today.year in years else years[-1])


@keepers
def year(request: HttpRequest, number: int) -> HttpResponse:
    """A year in twelve small months, and what was changed lately."""
    if not MINYEAR <= number <= MAXYEAR:
        raise NotFound("没有这一年的日历。")
    return _year(request, number)


@keepers
@require_POST
def day(request: HttpRequest) -> HttpResponse:
    """Change one day; open cases get their new last days by themselves."""
    form = CalendarDay(request.POST)
    if not form.is_valid():
        return _year(request, None, day_form=form)
    wanted, by, at = form.cleaned_data, official(request), timezone.now()
    if wanted["kind"] == "ordinary":
        organisations.clear_calendar_day(wanted["day"], by=by, at=at)
    else:
        is_working = wanted["kind"] == "on"
        name = wanted["name"] or ("补班" if is_working else "放假")
        organisations.set_calendar_day(wanted["day"], is_working=is_working, name=name, by=by, at=at)
    messages.success(request, "日历已经改好。没办完的办件会自动重算期限。")
    return redirect("desk:calendar_year", wanted["day"].year)


@keepers
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """The notice of a year: all its lines, or none when one is wrong."""
    form = CalendarYear(request.POST, request.FILES)
    by, at = official(request), timezone.now()
    if form.is_valid():
        try:
            days, source = _days_of(form), form.cleaned_data["source"]
            organisations.publish_calendar_year(number, days=days, source=source, by=by, at=at)
        except InvalidInput as refusal:
            lines = [f"{line}：{fault}" if line else fault for line, fault in refusal.faults.items()]
            form.add_error("lines", lines[:FAULTS_SHOWN])
        else:
            messages.success(request, f"{number} 年的工作日历已经公布。没办完的办件会自动重算期限。")
            return redirect("desk:calendar_year", number)
    return _year(request, number, year_form=form)


def _days_of(form: CalendarYear) -> list[Day]:
    """The days that were pasted or uploaded; refuses, line by line, what cannot be read."""
    days, faults = days_in(_text_of(form))
    if not days and not faults:
        faults = {"": "请粘贴放假和补班的日子，或者上传文件。"}
    if faults:
        raise InvalidInput("有几行不对。", faults=faults)
    return days


def _text_of(form: CalendarYear) -> str:
    file = form.cleaned_data["file"]
    if file is None:
        return str(form.cleaned_data["lines"])
    content: bytes = file.read(LARGEST)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(NOT_UTF8, faults={"": NOT_UTF8}) from None


def _year(
    request: HttpRequest,
    number: int | None,
    *,
    day_form: CalendarDay | None = None,
    year_form: CalendarYear | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    years = list(organisations.calendar_years())
    shown = number or today.year
    found = next((each for each in years if each.year == shown), None)
    changes = list(organisations.calendar_changes()[:HISTORY])
    names = identity.names_of(change.by for change in changes)
    context = {
        "number": shown,
        "years": [each.year for each in years if each.year >= min(shown, today.year) - YEARS_BACK],
        "year": found,
        "months": months_of(found, today=today) if found else [],
        "day_form": day_form or CalendarDay(initial={"kind": "off"}),
        "year_form": year_form or CalendarYear(),
        "changes": [(change, names.get(change.by, "系统")) for change in changes],
        "following": max((each.year for each in years), default=today.year - 1) + 1,
    }
    is_wrong = day_form is not None or year_form is not None
    return show(request, "desk/duty/calendar.html", context, status=422 if is_wrong else 200)
