"""The two runs of the demonstration: a small one before the hall opens, and years of work while it is open."""

from datetime import date, datetime

from django.utils import timezone

from .featured import FEATURED
from .runs import Chronicle, Progress, Run, begin, begun, is_over, play
from .wholes import play_wholes

# What people wait for before they see anything is short, and rich in cases that are open today.
OPENING_SEED, OPENING_CASES, OPENING_LATELY = 2014, 200, 0.6
HISTORY_SEED, HISTORY_CASES = 2015, 2800


def opening_run(until: date) -> Run:
    """The cases that are there when the hall opens, those written by hand among them."""
    return Run(OPENING_SEED, OPENING_CASES, until, lately=OPENING_LATELY, featured=FEATURED)


def history_run(until: date) -> Run:
    """The cases of two years, made while the hall is open."""
    return Run(HISTORY_SEED, HISTORY_CASES, until)


def load_cases(*, at: datetime, progress: Progress) -> None:
    """Play the opening run and the wholes up to the day before this instant; the history is put on record to come."""
    until = timezone.localdate(at)
    opening = begin(opening_run(until))
    begin(history_run(opening.until))
    if not is_over(opening):
        play(opening, progress=progress)
    play_wholes(until)


class Historian:
    """Plays the history in slices; what one slice has told, the next takes up."""

    def __init__(self) -> None:
        self._chronicle: Chronicle | None = None

    def write_on(self, *, today: date, seconds: float) -> bool:
        """Play for so many seconds; True when there is nothing left to play."""
        run = begun(history_run(today))
        if run is None or not is_over(opening_run(run.until)):
            return False
        if is_over(run):
            self._chronicle = None
            return True
        chronicle, self._chronicle = self._chronicle or Chronicle(run), None
        if chronicle.play_for(seconds):
            self._chronicle = chronicle
        return is_over(run)
