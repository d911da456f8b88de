"""The story of one application, from handing in to delivery: who does what at which instant. Nothing happens here yet.

A story follows from its random numbers, the item's version and the calendar alone, so that it can be told again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.kernel.workdays import WorkCalendar

from . import words
from .answers import answers_for, situation_for
from .fates import Fate
from .hours import citizens_instant, office_instant
from .items import Offer
from .papers import materials_for
from .people import Applicant

DAYS_LATE = (3, 4, 5, 6, 8)
FROM_ONE_POST_TO_THE_NEXT = (0, 0, 0, 1)
PROCEDURES = {name: procedure for procedure, name in cases.PROCEDURE_NAMES.items()}


@dataclass(frozen=True)
class Act:
    """Something that somebody does with the case."""

    at: datetime
    move: str
    stage: str = ""
    step: str = ""
    by: tuple[str, str] | None = None  # department and post; None: the applicant
    words: str = ""
    is_favourable: bool = True
    gaps: tuple[cases.Gap, ...] = ()
    procedure: str = ""
    days: int = 0
    competent_body: str = ""


@dataclass(frozen=True)
class Story:
    """An application, and all that happens to it."""

    offer: Offer
    applicant: Applicant
    situation: Mapping[str, str]
    answers: Mapping[str, object]
    materials: tuple[tuple[str, str], ...]  # code and name
    acts: tuple[Act, ...]


@dataclass
class Teller:
    """Tells one story; `given` are choices and answers that are not left to chance."""

    offer: Offer
    applicant: Applicant
    fate: Fate
    calendar: WorkCalendar
    random: Random
    situation: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, object] = field(default_factory=dict)

    def tell(self, *, filed_at: datetime) -> Story:
        """The whole story of what was handed in at this instant."""
        definition, random = self.offer.definition, self.random
        drawn = situation_for(definition, applicant=self.applicant, random=random)
        situation = catalogue.settled(definition, situation={**drawn, **self.situation})
        answers = self._answers(situation, filed_at)
        materials = materials_for(definition, situation=situation, answers=answers, random=random)
        handed_in = tuple((material.code, material.name) for material in materials)
        self._stages = catalogue.stages_for(definition, situation=situation, answers=answers)
        acts = []
        for act in self._acts(filed_at, handed_in):
            if self.fate.stops in (act.move, act.stage) and self.fate.stops:
                break
            acts.append(act)
        return Story(self.offer, self.applicant, situation, answers, handed_in, tuple(acts))

    def _answers(self, situation: Mapping[str, str], filed_at: datetime) -> dict[str, object]:
        form = self.offer.definition.form
        if form is None:
            return {}
        return answers_for(
            form,
            situation=situation,
            applicant=self.applicant,
            on=filed_at.date(),
            random=self.random,
            given=self.given,
        )

    def _acts(self, filed_at: datetime, handed_in: tuple[tuple[str, str], ...]) -> Iterator[Act]:
        yield Act(filed_at, "submit")
        at = filed_at
        for act in self._before_acceptance(filed_at, handed_in):
            yield act
            at = act.at
            if act.move in ("turn_away", "withdraw"):
                return
        for act in self._review(at):
            yield act
            at = act.at
            if act.move == "withdraw":
                return
        yield from self._decision(at)

    def _before_acceptance(self, at: datetime, handed_in: tuple[tuple[str, str], ...]) -> Iterator[Act]:
        if self.fate.is_withdrawn_early:
            yield self._withdrawal(citizens_instant(at.date(), random=self.random), after=at)
            return
        for number in range(1, self.fate.rounds + 1):
            at = self._soon(at)
            again = words.WHY_AGAIN if number > 1 else ""
            gaps = self._gaps(handed_in)
            yield Act(at, "ask_to_correct", by=self._window, gaps=gaps, words=again)
            at = self._later(at, 1, 6)
            if not self.fate.is_corrected:
                yield self._withdrawal(self._later(at, 8, 16), after=at)
                return
            yield Act(at, "correct", gaps=gaps)
        at = self._soon(at, move="accept")
        if self.fate.is_turned_away:
            reason, body = self.random.choice(words.TURNED_AWAY)
            yield Act(at, "turn_away", by=self._window, words=reason, competent_body=body)
            return
        if self.fate.brings_originals:
            yield Act(at, "pass_pre_review", by=self._window, words=words.PRE_REVIEWED)
            at = self._office(at, self.random.randint(1, 3))
        yield Act(at, "accept", by=self._window, words=self.random.choice(words.ACCEPTED))

    def _gaps(self, handed_in: tuple[tuple[str, str], ...]) -> tuple[cases.Gap, ...]:
        if not handed_in:
            return (cases.Gap("answers.matter", "申请内容", "写得太简单，看不出要办什么。", "请写清楚。"),)
        wrong = self.random.sample(handed_in, self.random.randint(1, min(2, len(handed_in))))
        return tuple(
            cases.Gap(f"materials.{code}", name, *self.random.choice(words.PROBLEMS)) for code, name in wrong
        )

    def _review(self, at: datetime) -> Iterator[Act]:
        if self.fate.is_withdrawn_in_review and self._stages:
            yield self._withdrawal(at, after=at)
            return
        for place, stage in enumerate(self._stages):
            if place == 0 and self.fate.is_paused:
                for act in self._pause(at, stage):
                    yield act
                    at = act.at
            opinions = sorted(self._opinions(at, stage), key=lambda act: act.at)
            yield from opinions
            at = opinions[-1].at

    def _opinions(self, at: datetime, stage: catalogue.Stage) -> Iterator[Act]:
        is_last = stage is self._stages[-1]
        for step in stage.steps:
            favourable = self.fate.is_favourable or not is_last
            on_site = step.post == "inspect"
            yield Act(
                self._office(at, self.random.randint(0, max(step.days, 1)) + self._late("give_opinion")),
                "give_opinion",
                stage=stage.code,
                step=step.code,
                by=(step.department, step.post),
                words=self.random.choice(
                    (words.ON_SITE if on_site else words.FAVOURABLE) if favourable else words.UNFAVOURABLE
                ),
                is_favourable=favourable,
            )

    def _pause(self, at: datetime, stage: catalogue.Stage) -> Iterator[Act]:
        known = [each for each in self.offer.definition.special_procedures if each.kind in PROCEDURES]
        if not known:
            return
        special, step = self.random.choice(known), stage.steps[0]
        by = (step.department, step.post)
        at = self._office(at, self.random.choice((0, 1)))
        reason = words.PAUSES.get(special.kind, words.PAUSED)
        yield Act(at, "suspend", by=by, words=reason, procedure=special.kind, days=special.days)
        at = self._office(at, max(1, special.days + self.random.randint(-2, 1)))
        yield Act(at, "resume", by=by, words=words.RESUMED.get(special.kind, words.RESUMED_OTHERWISE))

    def _decision(self, at: datetime) -> Iterator[Act]:
        route = self.offer.definition.route
        assert route is not None  # noqa: S101 - only items with a route are offered
        by = (route.decision.department, route.decision.post)
        days = self.random.randint(0, max(route.decision.days, 0)) + self._late("grant")
        at = self._office(at, days)
        if self.fate.is_favourable:
            yield Act(at, "grant", by=by, words=self.random.choice(words.GRANTED))
        else:
            yield Act(at, "refuse", by=by, words=self.random.choice(words.REFUSALS))
        if self.fate.is_collected:
            yield self._delivery(at)

    def _delivery(self, at: datetime) -> Act:
        if self.random.random() < 0.6:
            return Act(self._later(at, 1, 5), "deliver", words=words.DELIVERED_ONLINE)
        at = self._office(at, self.random.randint(1, 6))
        return Act(at, "deliver", by=self._window, words=self.random.choice(words.DELIVERED_BY_OFFICE))

    def _withdrawal(self, at: datetime, *, after: datetime) -> Act:
        at = max(at, self._office(after, 0))
        return Act(at, "withdraw", words=self.random.choice(words.WITHDRAWN))

    def _soon(self, at: datetime, *, move: str = "") -> datetime:
        """When the window comes to it: on the same working day or the next, seldom later."""
        return self._office(at, self.random.choice((0, 0, 1)) + self._late(move))

    def _later(self, at: datetime, first: int, last: int) -> datetime:
        """Some days later, at an hour that suits the applicant."""
        after = self._office(at, self.random.randint(first, last))
        return max(after, citizens_instant(after.date(), random=self.random))

    def _late(self, move: str) -> int:
        return self.random.choice(DAYS_LATE) if move and move == self.fate.late_at else 0

    def _office(self, at: datetime, days: int) -> datetime:
        return office_instant(at, days=days, calendar=self.calendar, random=self.random)

    @property
    def _window(self) -> tuple[str, str]:
        definition = self.offer.definition
        assert definition.route is not None  # noqa: S101 - only items with a route are offered
        return definition.department, definition.route.window
