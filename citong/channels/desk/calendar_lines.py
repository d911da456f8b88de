"""The days of a year's notice, as somebody pasted them: a day or a span, off or worked, and what it is called."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

Day = tuple[date, bool, str]

CUT = re.compile(r"[,，\t、；;]+")
SPAN = re.compile(r"\s*(?:至|到|~|～|—+)\s*")
WORKED = {"上班": True, "班": True, "补班": True, "放假": False, "休": False, "休息": False}
LONGEST_SPAN = 31
LONGEST_NAME = 40


class LineFault(Exception):
    """What is wrong with a line, in words for whoever pasted it."""


def days_in(text: str) -> tuple[list[Day], dict[str, str]]:
    """The days that the lines say, and what is wrong, by line; empty lines and a heading are passed over."""
    days: list[Day] = []
    faults: dict[str, str] = {}
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if not line.strip() or (number == 1 and "日期" in line):
            continue
        try:
            days.extend(_days_of(line))
        except LineFault as fault:
            faults[f"第 {number} 行"] = str(fault)
    return days, faults


def _days_of(line: str) -> Iterator[Day]:
    parts = [part.strip() for part in CUT.split(line.strip())]
    if len(parts) != 3 or not all(parts):
        raise LineFault("要有三样：日期，放假或上班，名称。")
    span, kind, name = parts
    if kind not in WORKED:
        raise LineFault(f"“{kind}”不认识，请写“放假”或者“上班”。")
    if len(name) > LONGEST_NAME:
        raise LineFault(f"名称最多 {LONGEST_NAME} 个字。")
    ends = [_day(end) for end in SPAN.split(span)]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or last < first or (last - first).days >= LONGEST_SPAN:
        raise LineFault("这一段日期不对：先写第一天，再写最后一天，最长一个月。")
    return ((first + timedelta(days=n), WORKED[kind], name) for n in range((last - first).days + 1))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise LineFault(f"“{text}”不是日期，请这样写：2027-10-01。") from None
