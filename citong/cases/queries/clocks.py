"""What the clocks of a case show, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.organisations import facade as organisations

from ..models import Case, ClockEvent
from ..rules.clock import (
    ARTICLE_42,
    Explanation,
    Extension,
    Limit,
    Pause,
    Stops,
    Unit,
    explain,
    in_words,
    last_day,
    statutory_pauses,
)
from ..rules.terms import DECISION, FIRST_REVIEW
from .routes import is_first_review


@dataclass(frozen=True)
class Limits:
    """The two limits of a case."""

    promised: Limit
    statutory: Limit


@dataclass(frozen=True)
class ClockFace:
    """All that a screen needs to draw the clocks: start, pauses, due dates, and each due date's explanation."""

    start: date
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]
    is_stopped: bool
    promised: Explanation | None
    statutory: Explanation | None
    ended_on: date | None
    promised_before: date | None = None  # the last days without the extensions, where there are some
    statutory_before: date | None = None

    @property
    def promised_words(self) -> str:
        """Why the promised day is that day."""
        return in_words(self.promised) if self.promised else ""

    @property
    def statutory_words(self) -> str:
        """Why the statutory day is that day."""
        return in_words(self.statutory) if self.statutory else ""


def limits_of(definition: catalogue.Definition, *, first_review: bool = False) -> Limits:
    """The limits by the item's version; where it names no other, the law's twenty working days for a decision (art. 42)
    or for the first review by the lower body (art. 43)."""
    promised, statutory = definition.promised, definition.statutory
    term = FIRST_REVIEW if first_review else DECISION
    legal = _limit(statutory, statutory.note or term.article) if statutory else Limit(term.days, article=term.article)
    return Limits(promised=_limit(promised, "本单位承诺") if promised else legal, statutory=legal)


def _limit(term: catalogue.Term, article: str) -> Limit:
    return Limit(term.days, unit=Unit(term.unit.value), article=article)


def pauses_in(events: Iterable[ClockEvent]) -> list[Pause]:
    """The pauses that a ledger tells of, in order; some may still last. An annulled one never was.

    An entry that ends a pause names its procedure where another may go on beside it; else it ends the last one.
    """
    told: list[tuple[str, Pause]] = []
    for event in sorted(events, key=_entered):
        if event.kind == ClockEvent.Kind.PAUSE:
            words = event.get_procedure_display() or event.reason
            told.append((event.procedure, Pause(event.on, None, Stops(event.stops), words)))
        elif event.kind in {ClockEvent.Kind.RESUME, ClockEvent.Kind.ANNUL}:
            place = _lasting(told, event.procedure)
            if place is None:
                continue
            procedure, pause = told.pop(place)
            if event.kind == ClockEvent.Kind.RESUME:
                told.insert(place, (procedure, replace(pause, until=event.on)))
    return [pause for _, pause in told]


def _lasting(told: Sequence[tuple[str, Pause]], wanted: str) -> int | None:
    """Where the last pause of this procedure, or of any if none is named, stands that has not ended."""
    places = [n for n, (procedure, pause) in enumerate(told) if pause.until is None and wanted in {"", procedure}]
    return places[-1] if places else None


def extensions_in(events: Iterable[ClockEvent]) -> list[Extension]:
    """The extensions that a ledger tells of, in order; each moves both clocks."""
    granted = (event for event in events if event.kind == ClockEvent.Kind.EXTEND)
    return [Extension(event.announced_days or 0, ARTICLE_42) for event in sorted(granted, key=_entered)]


def _entered(event: ClockEvent) -> float:
    """The order of the ledger; an entry that is just being made is its last."""
    return event.pk or inf


def first_due_on(case: Case) -> date:
    """The last day as it stood at acceptance, by the ledger's first entry: what the acceptance letter promises."""
    started = case.clock_events.get(kind=ClockEvent.Kind.START)
    return started.promised_due_on or started.on


def extended_due_on(case: Case) -> date:
    """The last day as it stood when the head approved more days: what the letter of the extension says."""
    extended = case.clock_events.filter(kind=ClockEvent.Kind.EXTEND).order_by("id").last()
    return (extended and (extended.promised_due_on or extended.statutory_due_on)) or first_due_on(case)


def clock_face(case: Case) -> ClockFace | None:
    """The clocks of an accepted case; None before acceptance. Reads the case's prefetched `clock_events`."""
    events = list(case.clock_events.all())
    start = next((event.on for event in events if event.kind == ClockEvent.Kind.START), None)
    if start is None:
        return None
    pauses, extensions = pauses_in(events), extensions_in(events)
    limits = limits_of(catalogue.definition(case.item_version_id), first_review=is_first_review(case))
    calendar = organisations.work_calendar()
    legal = statutory_pauses(pauses)
    return ClockFace(
        start=start,
        pauses=tuple(pauses),
        is_stopped=any(pause.until is None for pause in pauses),
        extensions=tuple(extensions),
        promised=explain(start, limits.promised, pauses=pauses, extensions=extensions, calendar=calendar),
        statutory=explain(start, limits.statutory, pauses=legal, extensions=extensions, calendar=calendar),
        ended_on=_ended_on(case, events),
        promised_before=last_day(start, limits.promised, pauses=pauses, calendar=calendar) if extensions else None,
        statutory_before=last_day(start, limits.statutory, pauses=legal, calendar=calendar) if extensions else None,
    )


def _ended_on(case: Case, events: Iterable[ClockEvent]) -> date | None:
    """The day of the decision, of the forwarding to the level above, or of another end."""
    forwarded_on = next((event.on for event in events if event.kind == ClockEvent.Kind.FORWARD), None)
    ended_at = case.decided_at or case.closed_at
    return forwarded_on or (timezone.localdate(ended_at) if ended_at else None)
