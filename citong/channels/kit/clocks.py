"""Where each mark of a case's clock stands on its bar, so that no two words lie on one another."""

from dataclasses import dataclass
from datetime import date

from . import writing
from .figures import Clock

# The bar is drawn for about this many pixels; on a phone the words are a list below it.
_WIDTH = 600
_TOP: tuple[int, ...] = (38, 16)
_BOTTOM: tuple[int, ...] = (96, 118)
_BAR = 72
_EDGE = 14


@dataclass(frozen=True)
class Mark:
    """A tick with its words."""

    x: str
    label: str
    kind: str
    anchor: str
    y: int


@dataclass(frozen=True)
class Stretch:
    """A part of the bar."""

    x: str
    width: str
    end: str


@dataclass(frozen=True)
class ClockPicture:
    """All that the partial draws."""

    marks: tuple[Mark, ...]
    run: Stretch
    pauses: tuple[Stretch, ...]
    over: Stretch | None
    words: tuple[str, ...]
    height: int


def drawn(clock: Clock) -> ClockPicture:
    """The bar of a case, from its first day to the last one that matters."""
    scale = _Scale(clock)
    until = clock.closed_on or clock.today
    late = clock.promised_on is not None and until > clock.promised_on
    marks = _placed(clock, scale)
    return ClockPicture(
        marks=marks,
        run=scale.stretch(clock.started_on, until),
        pauses=tuple(scale.stretch(pause.started_on, pause.ended_on or until) for pause in clock.pauses),
        over=scale.stretch(clock.promised_on, until) if clock.promised_on and late else None,
        words=tuple(label for _, label, _, _ in _said(clock)),
        height=max(mark.y for mark in marks) + 10 if any(mark.y > _BAR for mark in marks) else _BAR + 12,
    )


class _Scale:
    """Days as a share of the bar."""

    def __init__(self, clock: Clock) -> None:
        ends = [clock.today, clock.promised_on, clock.statutory_on, clock.closed_on]
        self.first = clock.started_on
        self.days = max((max(end for end in ends if end) - self.first).days, 1)

    def share(self, day: date) -> float:
        return min(max((day - self.first).days / self.days * 100, 0), 100)

    def stretch(self, start: date, end: date) -> Stretch:
        left, right = self.share(start), self.share(end)
        return Stretch(f"{left:.2f}%", f"{max(right - left, 0):.2f}%", f"{max(left, right):.2f}%")


def _said(clock: Clock) -> list[tuple[date, str, str, tuple[int, ...]]]:
    """Each day that is marked, in words, with its kind and the side of the bar that it prefers."""
    said = [
        (clock.started_on, f"{_day(clock, clock.started_on)}{clock.started_word}", "start", _TOP),
        (clock.today, f"今天 {_day(clock, clock.today)}", "today", _TOP),
    ]
    if clock.closed_on:
        said[1] = (clock.closed_on, f"{_day(clock, clock.closed_on)}{clock.closed_word}", "today", _TOP)
    for pause in clock.pauses:
        until = f"至 {_day(clock, pause.ended_on)}" if pause.ended_on else "，还没恢复"
        said.append((pause.started_on, f"{pause.reason}停表 {_day(clock, pause.started_on)}{until}", "pause", _BOTTOM))
    if clock.promised_on:
        said.append((clock.promised_on, f"承诺最迟 {_day(clock, clock.promised_on)}", "promised", _BOTTOM))
    if clock.statutory_on:
        statute = f"（{clock.statute}）" if clock.statute else ""
        said.append((clock.statutory_on, f"法定最迟 {_day(clock, clock.statutory_on)}{statute}", "statutory", _TOP))
    return said


def _placed(clock: Clock, scale: _Scale) -> tuple[Mark, ...]:
    taken: dict[int, list[tuple[float, float]]] = {lane: [] for lane in _TOP + _BOTTOM}
    marks = []
    for day, label, kind, side in _said(clock):
        share = scale.share(day)
        anchor, span = _span(share, label)
        other = _BOTTOM if side is _TOP else _TOP
        lane = next((y for y in side + other if _is_free(taken[y], span)), side[-1])
        taken[lane].append(span)
        marks.append(Mark(f"{share:.2f}%", label, kind, anchor, lane))
    return tuple(marks)


def _span(share: float, label: str) -> tuple[str, tuple[float, float]]:
    width = sum(14 if ord(character) > 255 else 8 for character in label) / _WIDTH * 100
    if share < _EDGE:
        return "start", (share, share + width)
    if share > 100 - _EDGE:
        return "end", (share - width, share)
    return "middle", (share - width / 2, share + width / 2)


def _is_free(taken: list[tuple[float, float]], span: tuple[float, float]) -> bool:
    return all(span[1] + 1 < left or right + 1 < span[0] for left, right in taken)


def _day(clock: Clock, day: date) -> str:
    return writing.zh_date(day, today=clock.today)
