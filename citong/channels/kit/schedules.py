"""Where each task of a schedule stands: a bar on its days, a line from what it waits for, words that stay inside."""

from dataclasses import dataclass

from .figures import Schedule, Task

# Words are placed for a phone; on a wider screen they only have more room.
_WIDTH = 320
_CHARACTER = 15
_ROW = 52
_BAR = 28
_THICK = 12
_STEPS = (1, 2, 5, 10, 15)
_MOST_TICKS = 6


@dataclass(frozen=True)
class Bar:
    """A task: its bar, its words above it."""

    x: str
    width: str
    y: int
    words: str
    words_x: str
    words_y: int
    anchor: str


@dataclass(frozen=True)
class Line:
    """From the end of one task down to the row of another, and on to its beginning."""

    x: str
    top: int
    bottom: int
    to: str


@dataclass(frozen=True)
class Tick:
    """A number of days on the scale below."""

    x: str
    days: int
    anchor: str


@dataclass(frozen=True)
class SchedulePicture:
    """All that the partial draws."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    height: int
    foot: int


def drawn(schedule: Schedule) -> SchedulePicture:
    """The bars of a schedule, one below the other, with a scale of days."""
    days = max((task.ends for task in schedule.tasks), default=0) or 1
    rows = {task.label: (number, task) for number, task in enumerate(schedule.tasks)}
    foot = len(schedule.tasks) * _ROW
    return SchedulePicture(
        bars=tuple(_bar(task, number, days) for number, task in rows.values()),
        lines=tuple(_line(rows[label], row, days) for row in rows.values() for label in row[1].after if label in rows),
        ticks=_ticks(days),
        height=foot + 28,
        foot=foot,
    )


def _bar(task: Task, row: int, days: int) -> Bar:
    words = f"{task.label} {_length(task)}"
    left, right = _share(task.begins, days), _share(task.ends, days)
    wide = sum(_CHARACTER if ord(character) > 255 else _CHARACTER // 2 for character in words) / _WIDTH * 100
    anchor, x = ("start", left) if left + wide <= 100 else ("end", max(right, min(wide, 100)))
    return Bar(
        x=f"{left:.2f}%",
        width=f"{max(right - left, 1):.2f}%",
        y=row * _ROW + _BAR,
        words=words,
        words_x=f"{x:.2f}%",
        words_y=row * _ROW + _BAR - 8,
        anchor=anchor,
    )


def _length(task: Task) -> str:
    return f"{task.ends - task.begins} 天" if task.ends > task.begins else "当场"


def _line(before: tuple[int, Task], after: tuple[int, Task], days: int) -> Line:
    (upper, first), (lower, then) = before, after
    middle = _BAR + _THICK // 2
    return Line(
        x=f"{_share(first.ends, days):.2f}%",
        top=upper * _ROW + middle,
        bottom=lower * _ROW + middle,
        to=f"{_share(then.begins, days):.2f}%",
    )


def _ticks(days: int) -> tuple[Tick, ...]:
    step = next((each for each in _STEPS if days / each <= _MOST_TICKS), _STEPS[-1])
    inner = [day for day in range(0, days, step) if days - day >= step / 2]
    return tuple(Tick(f"{_share(day, days):.2f}%", day, _anchor(day, days)) for day in [*inner, days])


def _anchor(day: int, days: int) -> str:
    return "start" if day == 0 else "end" if day == days else "middle"


def _share(day: int, days: int) -> float:
    return day / days * 100
