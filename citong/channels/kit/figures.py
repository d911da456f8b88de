"""Values that the pieces of the kit draw."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Row:
    """A line of a summary list: what was asked, what was answered, where to change it."""

    key: str
    value: str
    change_url: str = ""


@dataclass(frozen=True)
class Fact:
    """One cell of the strip on top of a guide."""

    key: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened, for the time line."""

    title: str
    at: datetime
    text: str = ""
    who: str = ""
    now: bool = False


@dataclass(frozen=True)
class Leg:
    """One part of the way an application goes: who does what, within how many days. `state` is ahead, now or done."""

    name: str
    note: str = ""
    state: str = "ahead"


@dataclass(frozen=True)
class Count:
    """A number with its word, leading to the list behind it. `tone` is "", ok, warn or late."""

    label: str
    number: int
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Need:
    """Something to have ready, in a list to tick off; `url` leads to more about it."""

    title: str
    text: str = ""
    tag: str = ""
    tone: str = ""
    done: bool = False
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file that was handed in. `remove_url` is where a POST takes it away."""

    name: str
    size: int
    url: str = ""
    note: str = ""
    tag: str = ""
    tone: str = ""
    remove_url: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar of a plot; `shown` is what stands at its end."""

    label: str
    value: float
    shown: str
    tone: str = ""


@dataclass(frozen=True)
class Plot:
    """Bars that answer one question; `sentence` says the answer, `heads` name the two columns of the table behind."""

    sentence: str
    heads: tuple[str, str]
    bars: tuple[Bar, ...]

    @property
    def drawn(self) -> tuple[tuple[Bar, str], ...]:
        """Each bar with its width; zero is always the left edge."""
        longest = max((bar.value for bar in self.bars), default=0) or 1
        return tuple((bar, f"{bar.value / longest * 100:.2f}%") for bar in self.bars)


@dataclass(frozen=True)
class Pause:
    """Days that do not count; `ended_on` is missing while the clock still stands still."""

    started_on: date
    ended_on: date | None
    reason: str


@dataclass(frozen=True)
class Clock:
    """The terms of one case. `sentence` says where it stands; `statute` is the article behind the statutory term."""

    sentence: str
    started_on: date
    today: date
    promised_on: date | None = None
    statutory_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    closed_on: date | None = None
    started_word: str = "受理"
    closed_word: str = "办结"
    statute: str = ""


@dataclass(frozen=True)
class Task:
    """Something to be done from one day to another, counted from the beginning; `after` names what it waits for."""

    label: str
    begins: int
    ends: int
    after: tuple[str, ...] = ()

    @property
    def days_in_words(self) -> str:
        """On which days, counted from one."""
        if self.ends <= self.begins:
            return "当场"
        return f"{self.begins + 1}–{self.ends}" if self.ends > self.begins + 1 else str(self.ends)


@dataclass(frozen=True)
class Schedule:
    """What is done side by side and what one after the other. Each task comes behind those that it waits for."""

    sentence: str
    tasks: tuple[Task, ...]
