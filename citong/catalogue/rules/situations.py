"""What an item asks for in a given situation 情形: questions, materials, fees, steps of the route."""

from collections.abc import Sequence

import msgspec

from .conditions import Answers, Situation, holds
from .definition import Definition, Fee, Material, Stage
from .definition import Situation as Question
from .faults import Fault


def questions_for(definition: Definition, *, situation: Situation) -> list[Question]:
    """The questions to ask, given what is chosen so far. A question may depend only on questions before it."""
    return asked_among(definition.situations, situation=situation)


def settled(definition: Definition, *, situation: Situation) -> dict[str, str]:
    """The choices that count: those of questions that are asked, among the options that they offer."""
    return chosen_among(definition.situations, situation=situation)


def asked_among(questions: Sequence[Question], *, situation: Situation) -> list[Question]:
    """Those of these questions that are asked, given what is chosen so far."""
    asked: list[Question] = []
    chosen: dict[str, str] = {}
    for question in questions:
        if not holds(question.when, situation=chosen, answers={}):
            continue
        asked.append(question)
        chosen |= _choice(question, situation)
    return asked


def chosen_among(questions: Sequence[Question], *, situation: Situation) -> dict[str, str]:
    """The choices that count among these questions."""
    chosen: dict[str, str] = {}
    for question in asked_among(questions, situation=situation):
        chosen |= _choice(question, situation)
    return chosen


def _choice(question: Question, situation: Situation) -> dict[str, str]:
    given = situation.get(question.code)
    chosen = next((option.code for option in question.options if option.code == given), None)
    return {question.code: chosen} if chosen is not None else {}


def check_situation(definition: Definition, *, situation: Situation) -> list[Fault]:
    """A fault for each question that is asked and not answered with one of its options."""
    chosen = settled(definition, situation=situation)
    return [
        Fault(question.code, question.question, "请选一项。")
        for question in questions_for(definition, situation=situation)
        if question.code not in chosen
    ]


def materials_for(definition: Definition, *, situation: Situation, answers: Answers) -> list[Material]:
    """The materials asked for in this situation."""
    return [each for each in definition.materials if holds(each.when, situation=situation, answers=answers)]


def fees_for(definition: Definition, *, situation: Situation, answers: Answers) -> list[Fee]:
    """The fees due in this situation."""
    return [each for each in definition.fees if holds(each.when, situation=situation, answers=answers)]


def stages_for(definition: Definition, *, situation: Situation, answers: Answers) -> list[Stage]:
    """The stages that this application goes through, with their steps; a stage without steps is passed over."""
    stages = definition.route.stages if definition.route else []
    kept = [
        msgspec.structs.replace(
            stage, steps=[step for step in stage.steps if holds(step.when, situation=situation, answers=answers)]
        )
        for stage in stages
    ]
    return [stage for stage in kept if stage.steps]
