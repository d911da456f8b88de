"""Cases in review whose posts ask the applicant for something, and what comes of it, by the real verbs."""

from datetime import date, datetime, timedelta
from typing import Any

from citong.cases import facade as cases
from citong.kernel.actors import Actor
from citong.kernel.models import FactRecord
from citong.organisations import facade as organisations
from tests.factories.cases import ANA, MONDAY, PDF, accepted, office, upload
from tests.factories.catalogue import asking_route, publish_configured

PLAN = cases.Gap("materials.floor_plan", "场所平面图", "没有标出消毒间", "重新画一张")
AREA = cases.Gap("answers.area", "经营面积", "与图纸不符")
STATUTORY = date(2026, 10, 19)
ASKED_UNTIL = date(2026, 10, 5)


def days_on(count: int) -> datetime:
    """So many days after the Monday on which all is asked."""
    return MONDAY + timedelta(days=count)


def reviewed(**item: Any) -> cases.Case:
    """A case in review whose first two posts may ask the applicant."""
    return accepted(version=publish_configured(**{"route": asking_route(), **item}))


def asked(case: cases.Case, *gaps: cases.Gap, by: Actor | None = None, **said: Any) -> cases.Correction:
    """What a post asks for; the first one, if none is named."""
    return cases.ask_to_add(case.pk, gaps=gaps or [PLAN], by=by or office().site, **{"at": MONDAY, **said})


def brought(case: cases.Case, *, at: datetime = MONDAY, **answers: Any) -> cases.Case:
    """The applicant brings a new plan, and these answers."""
    return cases.add(case.pk, answers=answers, materials=[("floor_plan", upload("new.pdf", PDF))], by=ANA, at=at)


def opinion(case: cases.Case, step: str = "site", *, at: datetime = MONDAY) -> cases.Case:
    """This step agrees."""
    by = {"site": office().site, "fire": office().fire, "market": office().market}[step]
    return cases.give_opinion(case.reviews.get(step=step).pk, favourable=True, opinion="", by=by, at=at)


def in_second_stage(**item: Any) -> cases.Case:
    """A case on which two posts give their opinions beside each other."""
    return opinion(reviewed(**item))


def told() -> list[str]:
    """The facts that were told, in order."""
    return [name.rpartition(".")[2] for name in FactRecord.objects.order_by("id").values_list("name", flat=True)]


def working_days_later(day: date | None, more: int) -> date:
    """So many working days later."""
    assert day is not None
    calendar = organisations.work_calendar()
    while more:
        day += timedelta(days=1)
        more -= calendar.is_working_day(day)
    return day
