"""What becomes of an application, act by act: when the applicant and the offices come to it, and what they say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.kernel.workdays import WorkCalendar

from . import words
from .fates import Fate
from .hours import citizens_instant, office_instant, soonest
from .stories import PROCEDURES, Act, Application

DAYS_LATE = (3, 4, 5, 6, 8)


@dataclass(frozen=True)
class Course:
    """The way of one application through the offices."""

    application: Application
    fate: Fate
    calendar: WorkCalendar
    random: Random
    above: tuple[catalogue.Definition, ...] = ()  # of the levels to which it is forwarded, the next one first

    def acts(self, *, filed_at: datetime) -> tuple[Act, ...]:
        """Every act in the order of time, up to where the fate stops it."""
        acts = []
        for act in self._acts(filed_at):
            if self.fate.stops and self.fate.stops in (act.move, act.stage):
                break
            acts.append(act)
        return tuple(acts)

    def _acts(self, filed_at: datetime) -> Iterator[Act]:
        yield Act(filed_at, "submit")
        at = filed_at
        for act in self._before_acceptance(filed_at):
            yield act
            at = act.at
            if act.move in ("turn_away", "withdraw"):
                return
        for act in self._review(at):
            yield act
            at = act.at
            if act.move == "withdraw":
                return
        for up, definition in enumerate(self.above, start=1):
            for act in self._review_above(at, definition, up):
                yield act
                at = act.at
        yield from self._decision(at)

    def _before_acceptance(self, at: datetime) -> Iterator[Act]:
        if self.fate.is_withdrawn_early:
            yield self._withdrawal(citizens_instant(at.date(), random=self.random), after=at)
            return
        for number in range(1, self.fate.rounds + 1):
            at = self._soon(at)
            again = words.WHY_AGAIN if number > 1 else ""
            gaps = self._gaps()
            yield Act(at, "ask_to_correct", by=self._window, gaps=gaps, words=again)
            at = self._later(at, 1, 6)
            if not self.fate.is_corrected:
                yield self._withdrawal(self._later(at, 8, 16), after=at)
                return
            yield Act(at, "correct", gaps=gaps)
        if self.fate.is_turned_away:
            at = self._soon(at)
            reason, body = self.random.choice(words.TURNED_AWAY)
            yield Act(at, "turn_away", by=self._window, words=reason, competent_body=body)
            return
        at = self._soon(at, move="accept")
        if self.fate.brings_originals:
            yield Act(at, "pass_pre_review", by=self._window, words=words.PRE_REVIEWED)
            at = self._office(at, self.random.randint(1, 3))
        yield Act(at, "accept", by=self._window, words=self.random.choice(words.ACCEPTED))

    def _gaps(self) -> tuple[cases.Gap, ...]:
        handed_in = self.application.materials
        if not handed_in:
            return (self._gap_of_the_form(),)
        wrong = self.random.sample(handed_in, self.random.randint(1, min(2, len(handed_in))))
        return tuple(cases.Gap(f"materials.{code}", name, *self.random.choice(words.PROBLEMS)) for code, name in wrong)

    def _gap_of_the_form(self) -> cases.Gap:
        form = self.application.offer.definition.form
        name = next(reversed(self.application.answers), "") if form else ""
        title = catalogue.title_of(catalogue.schema_of(form, name), "申请表") if form else "申请表"
        return cases.Gap(f"answers.{name}", title, "写得太简单，看不清楚。", "请核对后再提交一次。")

    def _review(self, at: datetime) -> Iterator[Act]:
        if self.fate.is_withdrawn_in_review and self.application.stages:
            yield self._withdrawal(at, after=at)
            return
        for place, stage in enumerate(_asked(self.application.stages)):
            if place == 0 and self.fate.is_paused:
                for act in self._pause(at, stage):
                    yield act
                    at = act.at
            if place == 0 and self.fate.is_asked_to_add:
                for act in self._addition(at, stage):
                    yield act
                    at = act.at
            opinions = sorted(self._opinions(at, stage), key=lambda act: act.at)
            yield from opinions
            at = opinions[-1].at

    def _review_above(self, at: datetime, definition: catalogue.Definition, up: int) -> Iterator[Act]:
        """The next level reviews what came up to it, from the day after on."""
        says = self.application
        stages = catalogue.stages_for(definition, situation=says.situation, answers=says.answers)
        at = self._office(at, 1)
        for stage in _asked(stages):
            for act in sorted(self._opinions(at, stage), key=lambda act: act.at):
                yield replace(act, up=up)
                at = act.at

    def _opinions(self, at: datetime, stage: catalogue.Stage) -> Iterator[Act]:
        is_last = stage.code == _asked(self.application.stages)[-1].code
        for step in stage.steps:
            favourable = self.fate.is_favourable or not is_last
            on_site = step.post == "inspect"
            yield Act(
                self._office(at, self._days(max(step.days, 1)) + self._late("give_opinion")),
                "give_opinion",
                stage=stage.code,
                step=step.code,
                by=(step.department, step.post),
                words=self.random.choice(
                    (words.ON_SITE if on_site else words.FAVOURABLE) if favourable else words.UNFAVOURABLE
                ),
                is_favourable=favourable,
            )

    def _addition(self, at: datetime, stage: catalogue.Stage) -> Iterator[Act]:
        step = next(each for each in stage.steps if catalogue.Power.CORRECT in each.may)
        gaps, at = self._gaps(), self._office(at, 1)
        yield Act(at, "ask_to_add", by=(step.department, step.post), gaps=gaps)
        yield Act(self._later(at, 1, 3), "add", gaps=gaps)

    def _pause(self, at: datetime, stage: catalogue.Stage) -> Iterator[Act]:
        known = [each for each in self.application.offer.definition.special_procedures if each.kind in PROCEDURES]
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
        route, up = self._deciding.route, len(self.above)
        assert route is not None  # noqa: S101 - only items with a route are offered
        by = (route.decision.department, route.decision.post)
        at = self._office(at, self._days(route.decision.days) + self._late("grant"))
        if self.fate.is_favourable:
            yield Act(at, "grant", by=by, up=up, words=self.random.choice(words.GRANTED))
        else:
            yield Act(at, "refuse", by=by, up=up, words=self.random.choice(words.REFUSALS))
        if self.fate.is_collected:
            yield replace(self._delivery(at), up=up)

    def _delivery(self, at: datetime) -> Act:
        if self.random.random() < 0.6:
            return Act(self._later(at, 1, 5), "deliver", words=words.DELIVERED_ONLINE)
        at = self._office(at, self.random.randint(1, 6))
        return Act(at, "deliver", by=_window_of(self._deciding), words=self.random.choice(words.DELIVERED_BY_OFFICE))

    def _withdrawal(self, at: datetime, *, after: datetime) -> Act:
        at = max(at, self._office(after, 0))
        return Act(at, "withdraw", words=self.random.choice(words.WITHDRAWN))

    def _soon(self, at: datetime, *, move: str = "") -> datetime:
        """When the window comes to it: on the same working day or the next, seldom later."""
        return self._office(at, min(self._days(2), 1) + self._late(move))

    def _later(self, at: datetime, first: int, last: int) -> datetime:
        """Some days later, at an hour that suits the applicant."""
        after = self._office(at, self.random.randint(first, last))
        return max(after, citizens_instant(after.date(), random=self.random))

    def _days(self, most: int) -> int:
        return 0 if self.fate.is_brisk else self.random.randint(0, most)

    def _late(self, move: str) -> int:
        return self.random.choice(DAYS_LATE) if move and move == self.fate.late_at else 0

    def _office(self, at: datetime, days: int) -> datetime:
        if self.fate.is_brisk and not days:
            return soonest(at, calendar=self.calendar, random=self.random)
        return office_instant(at, days=days, calendar=self.calendar, random=self.random)

    @property
    def _window(self) -> tuple[str, str]:
        return _window_of(self.application.offer.definition)

    @property
    def _deciding(self) -> catalogue.Definition:
        """The item under which it is decided: of the uppermost level."""
        return self.above[-1] if self.above else self.application.offer.definition


def _window_of(definition: catalogue.Definition) -> tuple[str, str]:
    assert definition.route is not None  # noqa: S101 - only items with a route are offered
    return definition.department, definition.route.window


def _asked(stages: list[catalogue.Stage]) -> list[catalogue.Stage]:
    """The stages in which opinions are asked; a forwarding happens by itself."""
    return [stage for stage in stages if all(step.kind is not catalogue.StepKind.FORWARD for step in stage.steps)]
