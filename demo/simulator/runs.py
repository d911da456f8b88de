"""Runs of the simulator: so many cases by a seed, up to a day. A run that was interrupted goes on where it stopped.

How far a run is stands in the kernel's counters, advanced in the same transaction as what a day brought: a day that
was interrupted has not happened. `demo/planned` and `demo/simulated` count the cases of all runs together.
"""

import heapq
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from time import monotonic

from django.db import transaction
from django.utils import timezone

from citong.kernel import gauges
from citong.kernel.errors import Refusal
from citong.kernel.outbox import deliver_waiting
from citong.kernel.turns import take_turns
from citong.kernel.workdays import WorkCalendar
from citong.organisations import facade as organisations

from . import people
from .courses import Course
from .fates import Fate, drawn
from .featured import Featured, applicant_of
from .hours import filing_instants, first_thing
from .items import Shelf
from .offices import Offices
from .playing import Players
from .stories import Act, Application, Story, application_for

logger = logging.getLogger(__name__)

YEARS = 2
PLANNED, SIMULATED = "demo/planned", "demo/simulated"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Run:
    """So many cases; `lately` is the share of them that the last days bring, `featured` those written by hand."""

    seed: int
    cases: int
    until: date  # the first day that is not played
    lately: float = 0.08
    featured: tuple[Featured, ...] = ()

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return self.until - timedelta(days=365 * YEARS)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.first_day).days

    @property
    def series(self) -> str:
        """The counter of its days that are over."""
        return f"demo/run/{self.seed}/days"


def begin(run: Run) -> Run:
    """Put the run on record; one that was begun before goes on as it was begun then."""
    with transaction.atomic():
        known = begun(run)
        if known is None:
            gauges.put(f"demo/run/{run.seed}/cases", run.cases)
            gauges.put(f"demo/run/{run.seed}/until", run.until.toordinal())
            gauges.put(PLANNED, gauges.read(PLANNED) + run.cases)
        return known or run


def begun(run: Run) -> Run | None:
    """The run of this seed as it was begun; None when it was not."""
    cases, until = (gauges.read(f"demo/run/{run.seed}/{name}") for name in ("cases", "until"))
    if not cases:
        return None
    return Run(run.seed, cases, date.fromordinal(until), lately=run.lately, featured=run.featured)


def is_over(run: Run) -> bool:
    """Whether every day of the run has been played."""
    return gauges.read(run.series) >= run.days


class Chronicle:
    """A run under way in this process, day after day."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._calendar: WorkCalendar = organisations.work_calendar()
        self._shelf = Shelf()
        self._players = Players(Offices(on=run.until))
        self._stories: dict[int, Story] = {}
        self._acts: list[tuple[datetime, int, int, Act]] = []
        self._filings = _filings(run, self._calendar)
        self._played = gauges.read(run.series)
        self._take_up()

    def _take_up(self) -> None:
        """Pass over the applications that an earlier process has played."""
        today = self.run.first_day + timedelta(days=self._played)
        while self._filings and self._filings[-1][0].date() < today:
            self._filings.pop()

    def _tell(self, number: int, at: datetime) -> None:
        story = self._story(number, at)
        if story is None:
            return
        self._stories[number] = story
        for place, act in enumerate(story.acts):
            if act.at.date() < self.run.until:
                heapq.heappush(self._acts, (act.at, number, place, act))

    def _story(self, number: int, at: datetime) -> Story | None:
        random = Random(f"{self.run.seed}:{number}")
        if number < len(self.run.featured):
            return self._featured(self.run.featured[number], at, random)
        offer = self._shelf.drawn(random)
        applicant = self._applicant(offer.definition.audience, offer.ages, random)
        application = application_for(offer, applicant=applicant, on=at.date(), random=random)
        return self._course(application, drawn(random), at, random)

    def _featured(self, featured: Featured, at: datetime, random: Random) -> Story | None:
        offer = self._shelf.named(featured.item)
        if offer is None:
            return None
        application = application_for(
            offer,
            applicant=applicant_of(featured, on=self.run.until),
            on=at.date(),
            random=random,
            situation=featured.situation,
            given=featured.given,
        )
        return self._course(application, featured.fate, at, random)

    def _course(self, application: Application, fate: Fate, at: datetime, random: Random) -> Story:
        above = self._shelf.above(application.offer.definition)
        course = Course(application, fate, self._calendar, random, above)
        return Story(application, course.acts(filed_at=at))

    def _applicant(self, audience: Sequence[str], ages: tuple[int, int], random: Random) -> people.Applicant:
        kind = random.choice(audience)
        if kind == "enterprise":
            return people.enterprise(random.randrange(people.ENTERPRISES))
        return people.born_between(*ages, on=self.run.until, random=random)

    def play_day(self) -> bool:
        """Play the next day that brings anything, all of it or nothing; False when the run is over or taken over."""
        if self._played >= self.run.days:
            return False
        day = self._filings[-1][0].date() if self._filings else self.run.until
        with transaction.atomic():
            _lock_runs()
            if gauges.read(self.run.series) != self._played:
                return False
            self._play(day)
            played = min((day - self.run.first_day).days + 1, self.run.days)
            gauges.put(self.run.series, played)
        self._played = played
        return True

    def _play(self, day: date) -> None:
        """The applications of one day, each to its end, so that whoever looks in meanwhile finds no old case open."""
        while self._filings and self._filings[-1][0].date() == day:
            at, number = self._filings.pop()
            self._tell(number, at)
            gauges.advance(SIMULATED)
        while self._acts:
            self._play_acts(self._acts[0][0].date())
        self._stories.clear()

    def _play_acts(self, day: date) -> None:
        while self._acts and self._acts[0][0].date() == day:
            _, number, _, act = heapq.heappop(self._acts)
            self._play_act(act, number)
        while deliver_waiting(now=timezone.now()):
            pass

    def _play_act(self, act: Act, number: int) -> None:
        story = self._stories.get(number)
        if story is None:
            return
        try:
            self._players.play(act, story=story, key=f"sim:{self.run.seed}:{number}", turn=number)
        except Refusal as refusal:
            # Somebody has changed the catalogue or the offices meanwhile: the case stays as far as it came.
            logger.info("simulated case given up", extra={"number": number, "move": act.move, "code": refusal.code})
            del self._stories[number]

    def play_for(self, seconds: float) -> bool:
        """Play days for so many seconds; False when the run is over or taken over."""
        began = monotonic()
        while self.play_day():
            if monotonic() - began >= seconds:
                return True
        return False

    @property
    def filed(self) -> int:
        """How many applications have been handed in."""
        return self.run.cases - len(self._filings)


def _lock_runs() -> None:
    """One process at a time plays a day; the others wait for it, and then see that it has been played."""
    take_turns("demo.runs")


def _filings(run: Run, calendar: WorkCalendar) -> list[tuple[datetime, int]]:
    """When each application is handed in, the last first."""
    random = Random(run.seed)
    by_hand = [
        (_working_day_instant(each.days_ago, run.until, calendar, random), number)
        for number, each in enumerate(run.featured)
    ]
    instants = filing_instants(
        run.cases - len(by_hand), until=run.until, years=YEARS, lately=run.lately, calendar=calendar, random=random
    )
    return sorted([*by_hand, *((at, len(by_hand) + n) for n, at in enumerate(instants))], reverse=True)


def _working_day_instant(days_ago: int, until: date, calendar: WorkCalendar, random: Random) -> datetime:
    day = until
    while days_ago:
        day -= timedelta(days=1)
        days_ago -= calendar.is_working_day(day)
    return first_thing(day, random=random)


def play(run: Run, *, progress: Progress) -> None:
    """Play a run that was begun, to its end."""
    chronicle = Chronicle(run)
    while chronicle.play_day():
        progress(min(chronicle.filed, run.cases - 1), run.cases)
    progress(run.cases, run.cases)
