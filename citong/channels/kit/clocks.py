"""Where each mark of a case's clocks stands, so that no two words lie on one another; and the same as a table.

Each term is a lane: the days that have run, the pauses, the days of an extension, the last day. Start and today cross
them all. Words that find no room are left out of the picture; the table has everything.
"""

from dataclasses import dataclass, field
from datetime import date

from . import writing
from .figures import Clock, Lane, Pause

# The picture is drawn for about this many pixels; on a phone the words are a list below it.
_WIDTH = 600
_WIDE, _NARROW = 14, 8
_TOPS = (16, 36)
_HEAD = 44  # above the first lane: where the words of start and today stand
_NAME, _BAR, _THICK = 14, 22, 12  # of a lane: its name, its bar
_BELOW = (52, 72)  # of a lane: where its words stand
_LANE = 84
_EDGE = 14
BOTH = 2


@dataclass(frozen=True)
class Mark:
    """A tick with its words; without words where there is no room for them."""

    x: str
    label: str
    kind: str
    anchor: str
    y: int


@dataclass(frozen=True)
class Stretch:
    """A part of a bar."""

    x: str
    width: str
    end: str


@dataclass(frozen=True)
class LanePicture:
    """A term as it is drawn: `y` is where its bar begins, `middle` its middle, `name_y` the line of its name."""

    name: str
    name_y: int
    y: int
    middle: int
    tick_from: int
    tick_to: int
    track: Stretch
    run: Stretch
    pauses: tuple[Stretch, ...]
    extended: Stretch | None
    over: Stretch | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Entry:
    """A line of the table: when, what, and for which term."""

    when: str
    what: str
    lanes: str


@dataclass(frozen=True)
class ClockPicture:
    """All that the partial draws."""

    lanes: tuple[LanePicture, ...]
    marks: tuple[Mark, ...]
    words: tuple[str, ...]
    table: tuple[Entry, ...]
    foot: int
    height: int

    @property
    def is_late(self) -> bool:
        """Whether a term is over and the case is not."""
        return any(lane.over for lane in self.lanes)


def drawn(clock: Clock) -> ClockPicture:
    """The terms of a case, from its first day to the last one that matters."""
    scale = _Scale(clock)
    height = _HEAD + len(clock.lanes) * _LANE
    return ClockPicture(
        lanes=tuple(_lane(clock, lane, number, scale) for number, lane in enumerate(clock.lanes)),
        marks=_common_marks(clock, scale),
        words=tuple(_said(clock)),
        table=tuple(_table(clock)),
        foot=height - _LANE + _BAR + _THICK + 4,
        height=height,
    )


class _Scale:
    """Days as a share of the width."""

    def __init__(self, clock: Clock) -> None:
        # Once the case is closed, the days since then would only press the picture together.
        ends = [clock.closed_on or clock.today, *(lane.due_on for lane in clock.lanes)]
        self.first = clock.started_on
        self.days = max((max(end for end in ends if end) - self.first).days, 1)

    def share(self, day: date) -> float:
        return min(max((day - self.first).days / self.days * 100, 0), 100)

    def stretch(self, start: date, end: date) -> Stretch:
        left, right = self.share(start), self.share(end)
        return Stretch(f"{left:.2f}%", f"{max(right - left, 0):.2f}%", f"{max(left, right):.2f}%")


def _lane(clock: Clock, lane: Lane, number: int, scale: _Scale) -> LanePicture:
    top, until = _HEAD + number * _LANE, clock.closed_on or clock.today
    due = lane.due_on
    return LanePicture(
        name=lane.name,
        name_y=top + _NAME,
        y=top + _BAR,
        middle=top + _BAR + _THICK // 2,
        tick_from=top + _BAR - 5,
        tick_to=top + _BAR + _THICK + 5,
        track=scale.stretch(clock.started_on, due or until),
        run=scale.stretch(clock.started_on, until),
        pauses=tuple(scale.stretch(pause.started_on, pause.ended_on or until) for pause in lane.pauses),
        extended=scale.stretch(lane.extended_from, due) if lane.extended_from and due else None,
        over=scale.stretch(due, until) if due and until > due else None,
        marks=_lane_marks(clock, lane, top, scale),
    )


def _lane_marks(clock: Clock, lane: Lane, top: int, scale: _Scale) -> tuple[Mark, ...]:
    room = _Room([top + below for below in _BELOW])
    marks = [room.mark(scale.share(lane.due_on), _due(clock, lane), "due")] if lane.due_on else []
    if lane.extended_from and lane.due_on:
        marks.append(room.mark(scale.share(lane.extended_from), "从这天起是延长的", "extended"))
    marks += [room.mark(scale.share(p.started_on), f"{p.reason}，停止计时", "pause") for p in lane.pauses]
    return tuple(marks)


def _common_marks(clock: Clock, scale: _Scale) -> tuple[Mark, ...]:
    room = _Room(list(_TOPS))
    day, word = _now(clock)
    return (
        room.mark(scale.share(clock.started_on), f"{_day(clock, clock.started_on)}{clock.started_word}", "start"),
        room.mark(scale.share(day), word, "today"),
    )


@dataclass
class _Room:
    """Lines of words, and what is taken of each."""

    lines: list[int]
    taken: dict[int, list[tuple[float, float]]] = field(default_factory=dict)

    def mark(self, share: float, label: str, kind: str) -> Mark:
        anchor, span = _span(share, label)
        free = (y for y in self.lines if _is_free(self.taken.get(y, []), span))
        y = next(free, None)
        if y is None:
            return Mark(f"{share:.2f}%", "", kind, anchor, self.lines[-1])
        self.taken.setdefault(y, []).append(span)
        return Mark(f"{share:.2f}%", label, kind, anchor, y)


def _span(share: float, label: str) -> tuple[str, tuple[float, float]]:
    width = sum(_WIDE if ord(character) > 255 else _NARROW for character in label) / _WIDTH * 100
    if share < _EDGE or share - width / 2 < 0:
        return "start", (share, share + width)
    if share > 100 - _EDGE or share + width / 2 > 100:
        return "end", (share - width, share)
    return "middle", (share - width / 2, share + width / 2)


def _is_free(taken: list[tuple[float, float]], span: tuple[float, float]) -> bool:
    fits = span[0] >= 0 and span[1] <= 100
    return fits and all(span[1] + 1 < left or right + 1 < span[0] for left, right in taken)


def _now(clock: Clock) -> tuple[date, str]:
    """Today, or the day on which it was over."""
    if clock.closed_on:
        return clock.closed_on, f"{_day(clock, clock.closed_on)}{clock.closed_word}"
    return clock.today, f"今天 {_day(clock, clock.today)}"


def _due(clock: Clock, lane: Lane) -> str:
    return f"最迟 {_day(clock, lane.due_on)}{_hedge(lane)}" if lane.due_on else ""


def _hedge(lane: Lane) -> str:
    return "，暂定" if lane.is_provisional else ""


def _said(clock: Clock) -> list[str]:
    """What the picture says, for a phone and for whoever hears the page: the last days first, then what moved them."""
    dues = [
        f"{lane.name}最迟 {_day(clock, lane.due_on)}{_hedge(lane)}{_basis(lane)}" for lane in clock.lanes if lane.due_on
    ]
    pauses = [f"{_while(clock, pause)}停止计时：{pause.reason}" for pause in _pauses(clock)]
    return [*dues, *pauses, _now(clock)[1]]


def _basis(lane: Lane) -> str:
    return f"（{lane.basis}）" if lane.basis else ""


def _table(clock: Clock) -> list[Entry]:
    """Everything in the order of its days."""
    every = _named([lane.name for lane in clock.lanes], clock)
    day, _ = _now(clock)
    start = clock.started_on
    rows: list[tuple[date, date | None, str, str]] = [(start, start, f"{clock.started_word}，开始计时", every)]
    rows += [(p.started_on, p.ended_on, f"停止计时：{p.reason}", lanes) for p, lanes in _pauses(clock).items()]
    for lane in clock.lanes:
        if lane.extended_from and lane.due_on:
            rows.append((lane.extended_from, lane.due_on, "经批准延长的时间", lane.name))
        if lane.due_on:
            rows.append((lane.due_on, lane.due_on, f"最后一天{_hedge(lane)}{_basis(lane)}", lane.name))
    rows.append((day, day, clock.closed_word if clock.closed_on else "今天", every))
    rows.sort(key=lambda row: row[0])
    return [Entry(_from_to(clock, since, until), what, lanes) for since, until, what, lanes in rows]


def _pauses(clock: Clock) -> dict[Pause, str]:
    """Each pause once, with the names of the terms that it stops."""
    found: dict[Pause, list[str]] = {}
    for lane in clock.lanes:
        for pause in lane.pauses:
            found.setdefault(pause, []).append(lane.name)
    return {pause: _named(names, clock) for pause, names in found.items()}


def _named(names: list[str], clock: Clock) -> str:
    return "两个期限" if len(names) == len(clock.lanes) == BOTH else "、".join(names)


def _while(clock: Clock, pause: Pause) -> str:
    until = f"至 {_day(clock, pause.ended_on)}" if pause.ended_on else "起还没恢复，"
    return f"{_day(clock, pause.started_on)}{until}"


def _from_to(clock: Clock, since: date, until: date | None) -> str:
    if since == until:
        return _day(clock, since)
    return f"{_day(clock, since)}至 {_day(clock, until)}" if until else f"{_day(clock, since)}起"


def _day(clock: Clock, day: date) -> str:
    return writing.zh_date(day, today=clock.today)
