"""What is due on which day: a month to look at, a day to work through."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse

from citong.cases import facade as cases
from citong.channels.kit import writing
from citong.channels.kit.guards import permitted
from citong.organisations import facade as organisations

from ..due_month import LATE, address, last_of, month_after, month_before, month_in, weeks_of
from ..lights import line_of_task
from ..screens import official, show, today

SIZE = 100


@permitted(cases.P.READ)
def month(request: HttpRequest) -> HttpResponse:
    """A month with the number of things due on each day, of one's posts or of the whole department."""
    now, whole = today(), request.GET.get("whole") == "1"
    first, work = month_in(request.GET.get("month", ""), today=now), organisations.work_calendar()
    due = cases.due_days(official(request), first=first, last=last_of(first), today=now, whole=whole)
    weeks = weeks_of(first, due, today=now, calendar_of_work=work, whole=whole)
    context = {
        "first": first,
        "weeks": weeks,
        "days": [day for week in weeks for day in week if day and day.number],
        "late": due.late,
        "late_url": address("desk:due_list", whole=whole, on=LATE),
        "previous": _month_url(month_before(first), whole=whole),
        "following": _month_url(month_after(first), whole=whole),
        "tabs": [(words, address("desk:due", whole=each, month=_name(first)), each == whole) for each, words in SCOPES],
        "is_provisional": work.is_provisional(first),
    }
    return show(request, "desk/due/month.html", context)


SCOPES = ((False, "我的岗位"), (True, "全单位"))


@permitted(cases.P.READ)
def listed(request: HttpRequest) -> HttpResponse:
    """What is due on a day, or what is late."""
    now, whole, on = today(), request.GET.get("whole") == "1", request.GET.get("on", "")
    day = None if on == LATE else _day_in(on, otherwise=now)
    last = day or now - timedelta(days=1)
    found = cases.due_between(official(request), first=day, last=last, whole=whole, size=SIZE)
    calendar = organisations.work_calendar()
    context = {
        "title": f"{writing.zh_date(day, today=now)}到期" if day else "已超期",
        "scope": dict(SCOPES)[whole],
        "lines": [line_of_task(task, today=now, calendar=calendar) for task in found],
        "is_cut": len(found) == SIZE,
        "back": address("desk:due", whole=whole, month=_name(day or now)),
    }
    return show(request, "desk/due/list.html", context)


def _day_in(text: str, *, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _month_url(first: date, *, whole: bool) -> str:
    return address("desk:due", whole=whole, month=_name(first))


def _name(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"
