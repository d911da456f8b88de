"""One time line with its branches: what several offices do for one wish, each on its own line of days.

The trunk is what is done once for all; a branch leaves it, or the branch that it waits for. Words say all that the
picture shows, and a table stands behind it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import writing

# Words are placed for a phone; on a wider screen they only have more room.
_WIDTH = 320
_CHARACTER = 15
_ROW = 56
_BAR = 30
_THICK = 12
_HEAD = 26


class Passage(StrEnum):
    """What goes on in a stretch of days; each is drawn in its own way, not only in its own colour."""

    RUN = "run"
    WAIT = "wait"
    STOP = "stop"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Span:
    """A stretch of days of one kind."""

    kind: Passage
    begins: date
    ends: date


@dataclass(frozen=True)
class Branch:
    """One office's part: its name, how it stands in words, its days, which branches it waits for, how it ended."""

    label: str
    words: str
    spans: tuple[Span, ...] = ()
    after: tuple[str, ...] = ()
    mark: str = ""  # "ok", "late" or "plain": ended, and how


@dataclass(frozen=True)
class Branches:
    """All of them, with the sentence that says what the picture shows."""

    sentence: str
    branches: tuple[Branch, ...]
    today: date
    due_on: date | None = None
    ended_on: date | None = None  # then the picture ends here, and today is not in it


@dataclass(frozen=True)
class Bar:
    """A span as drawn."""

    kind: str
    x: str
    width: str
    y: int


@dataclass(frozen=True)
class Drawn:
    """A branch as drawn: its words, its bars, and the sign at its end."""

    words: str
    words_x: str
    words_y: int
    anchor: str
    bars: tuple[Bar, ...]
    mark: str
    mark_x: str
    mark_y: int


@dataclass(frozen=True)
class Fork:
    """A line from the end of one branch down to the beginning of another."""

    x: str
    top: int
    bottom: int
    to: str


@dataclass(frozen=True)
class Post:
    """A day that is marked across all branches: today, and the day on which all is due."""

    x: str
    words: str
    words_y: int
    anchor: str
    kind: str


@dataclass(frozen=True)
class Picture:
    """All that the partial draws."""

    rows: tuple[Drawn, ...]
    forks: tuple[Fork, ...]
    posts: tuple[Post, ...]
    height: int
    foot: int


@dataclass(frozen=True)
class Line:
    """A row of the table behind the picture."""

    label: str
    words: str
    since: str
    until: str


def lines(figure: Branches) -> list[Line]:
    """What the picture shows, as a table."""
    return [
        Line(
            each.label,
            each.words,
            writing.zh_date(each.spans[0].begins, today=figure.today) if each.spans else "还没有开始",
            writing.zh_date(each.spans[-1].ends, today=figure.today) if each.spans else "",
        )
        for each in figure.branches
    ]


def drawn(figure: Branches) -> Picture:
    """The branches one below the other, on one scale of days."""
    scale = _Scale.of(figure)
    rows = {branch.label: (place, branch) for place, branch in enumerate(figure.branches)}
    foot = _HEAD + len(figure.branches) * _ROW
    forks = [_fork(rows[label], row, scale) for row in rows.values() for label in row[1].after if label in rows]
    return Picture(
        rows=tuple(_drawn(branch, place, scale) for place, branch in rows.values()),
        forks=tuple(fork for fork in forks if fork),
        posts=tuple(_posts(figure, scale, foot)),
        height=foot + 24,
        foot=foot,
    )


@dataclass(frozen=True)
class _Scale:
    first: date
    days: int

    @classmethod
    def of(cls, figure: Branches) -> "_Scale":
        known = [day for each in figure.branches for span in each.spans for day in (span.begins, span.ends)]
        known += [figure.ended_on or figure.today, *([figure.due_on] if figure.due_on else [])]
        first = min(known)
        return cls(first, max((max(known) - first).days, 1))

    def share(self, day: date) -> float:
        return (day - self.first).days / self.days * 100


def _drawn(branch: Branch, place: int, scale: _Scale) -> Drawn:
    top = _HEAD + place * _ROW
    words = f"{branch.label}：{branch.words}"
    left = scale.share(branch.spans[0].begins) if branch.spans else 0
    wide = sum(_CHARACTER if ord(character) > 255 else _CHARACTER // 2 for character in words) / _WIDTH * 100
    x = max(min(left, 100 - wide), 0)
    end = scale.share(branch.spans[-1].ends) if branch.spans else 0
    return Drawn(
        words=words,
        words_x=f"{x:.2f}%",
        words_y=top + _BAR - 9,
        anchor="start",
        bars=tuple(_bar(span, top, scale) for span in branch.spans),
        mark=branch.mark,
        mark_x=f"{end:.2f}%",
        mark_y=top + _BAR + _THICK // 2,
    )


def _bar(span: Span, top: int, scale: _Scale) -> Bar:
    left, right = scale.share(span.begins), scale.share(span.ends)
    return Bar(span.kind, f"{left:.2f}%", f"{max(right - left, 1):.2f}%", top + _BAR)


def _fork(before: tuple[int, Branch], after: tuple[int, Branch], scale: _Scale) -> Fork | None:
    (upper, first), (lower, then) = before, after
    if not first.spans or not then.spans:
        return None
    middle = _HEAD + _BAR + _THICK // 2
    begins = next((span.begins for span in then.spans if span.kind is not Passage.WAIT), then.spans[-1].ends)
    return Fork(
        x=f"{min(scale.share(first.spans[-1].ends), scale.share(begins)):.2f}%",
        top=upper * _ROW + middle,
        bottom=lower * _ROW + middle,
        to=f"{scale.share(begins):.2f}%",
    )


def _posts(figure: Branches, scale: _Scale, foot: int) -> list[Post]:
    """Today stands above and the last day below, so that neither hides the other when they are near."""
    days = [(figure.ended_on, "结束", "today")] if figure.ended_on else [(figure.today, "今天", "today")]
    if figure.due_on and figure.due_on != figure.today:
        days.append((figure.due_on, f"最迟 {figure.due_on.month}月{figure.due_on.day}日", "due"))
    found = []
    for day, words, kind in days:
        share = scale.share(day)
        anchor = "start" if share < 15 else "end" if share > 75 else "middle"
        found.append(Post(f"{share:.2f}%", words, foot + 16 if kind == "due" else 12, anchor, kind))
    return found
