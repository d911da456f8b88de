"""The story of one application, from handing in to delivery: who does what at which instant. Nothing happens here yet.

A story follows from its random numbers, the item's version and the calendar alone, so that it can be told again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue

from .answers import answers_for, situation_for
from .items import Offer
from .papers import materials_for
from .people import Applicant

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
    up: int = 0  # how many levels above the one where it was handed in


@dataclass(frozen=True)
class Application:
    """What somebody applies for, and with what."""

    offer: Offer
    applicant: Applicant
    situation: dict[str, str]
    answers: dict[str, object]
    materials: tuple[tuple[str, str], ...]  # code and name

    @property
    def stages(self) -> list[catalogue.Stage]:
        """The stages of review that it goes through."""
        return catalogue.stages_for(self.offer.definition, situation=self.situation, answers=self.answers)


@dataclass(frozen=True)
class Story:
    """An application, and all that happens to it."""

    application: Application
    acts: tuple[Act, ...]


def application_for(
    offer: Offer,
    *,
    applicant: Applicant,
    on: date,
    random: Random,
    situation: Mapping[str, str] | None = None,
    given: Mapping[str, object] | None = None,
) -> Application:
    """A complete application; choices in `situation` and answers in `given` are not left to chance."""
    definition, form = offer.definition, offer.definition.form
    drawn = situation_for(definition, applicant=applicant, chosen=situation or {}, random=random)
    answers: dict[str, object] = {}
    if form is not None:
        answers = answers_for(form, situation=drawn, applicant=applicant, on=on, random=random, given=given or {})
    materials = materials_for(definition, situation=drawn, answers=answers, random=random)
    return Application(offer, applicant, drawn, answers, tuple((each.code, each.name) for each in materials))
