"""How names, numbers, dates and money are written for people. Pure: values in, words out."""

from datetime import date, datetime

_WEEKDAYS = "一二三四五六日"


def grouped(number: str) -> str:
    """A case number in groups that can be read aloud: division, day, serial, check character."""
    groups = number[:6], number[6:14], number[14:20], number[20:]
    return " ".join(group for group in groups if group)


def zh_date(day: date, *, today: date) -> str:
    """9 月 21 日（星期一）; the year is said only when it is not this one."""
    return f"{_plain_date(day, today=today)}（星期{_WEEKDAYS[day.weekday()]}）"


def zh_datetime(moment: datetime, *, today: date) -> str:
    """9 月 21 日 14:05, of a moment that is already in local time."""
    return f"{_plain_date(moment, today=today)} {moment:%H:%M}"


def _plain_date(day: date, *, today: date) -> str:
    year = "" if day.year == today.year else f"{day.year} 年 "
    return f"{year}{day.month} 月 {day.day} 日"


def cents(amount: int) -> str:
    """¥ 12.00, never broken after the sign, or that it costs nothing."""
    return f"¥\N{NO-BREAK SPACE}{amount // 100:,}.{amount % 100:02d}" if amount else "不收费"


def file_size(count: int) -> str:
    """A size that people know from their telephones: 820 KB, 3.4 MB."""
    if count < 1024 * 1024:
        return f"{max(round(count / 1024), 1)} KB"
    return f"{count / 1024 / 1024:.1f} MB"
