"""Which members somebody needs, which questions are left to ask, and what is chosen for each member."""

from collections.abc import Mapping

import msgspec

from ..conditions import Situation, holds
from ..definition import Definition
from ..definition import Situation as Question
from ..situations import asked_among, chosen_among
from .definition import Member, PackageDefinition, joint_name

Items = Mapping[str, Definition]  # what the members say, by code of the item


def selected(package: PackageDefinition, *, situation: Situation) -> list[Member]:
    """The members that these choices need, in the order of the package."""
    own = chosen_among(package.questions, situation=situation)
    return [member for member in package.members if holds(member.when, situation=own, answers={})]


def questions_of_package(package: PackageDefinition, *, items: Items, situation: Situation) -> list[Question]:
    """What is asked: the package's own questions, then what they leave open about the members that are needed."""
    asked = asked_among(package.questions, situation=situation)
    for member in selected(package, situation=situation):
        asked += _left_open(package, member, items[member.item], situation=situation)
    return asked


def situation_of_member(
    package: PackageDefinition, member: Member, *, definition: Definition, situation: Situation
) -> dict[str, str]:
    """The choices that count for a member, under the codes of its own questions."""
    chosen: dict[str, str] = {}
    for question in definition.situations:
        if holds(question.when, situation=chosen, answers={}):
            option = _option(package, member, question, situation=situation)
            if any(each.code == option for each in question.options):
                chosen[question.code] = option
    return chosen


def split_situation(package: PackageDefinition, *, items: Items, situation: Situation) -> dict[str, dict[str, str]]:
    """For each item that is needed, the choices under which its own application is filed."""
    return {
        member.item: situation_of_member(package, member, definition=items[member.item], situation=situation)
        for member in selected(package, situation=situation)
    }


def name_of_member(member: Member, definition: Definition | None) -> str:
    """What a member is called, in short."""
    return member.name or (definition.name if definition else member.key)


def _left_open(
    package: PackageDefinition, member: Member, definition: Definition, *, situation: Situation
) -> list[Question]:
    chosen = situation_of_member(package, member, definition=definition, situation=situation)
    return [
        msgspec.structs.replace(
            question,
            code=joint_name(member.key, question.code),
            question=f"{name_of_member(member, definition)}：{question.question}",
            when="",
        )
        for question in asked_among(definition.situations, situation=chosen)
        if question.code not in member.situation
    ]


def _option(package: PackageDefinition, member: Member, question: Question, *, situation: Situation) -> str:
    if question.code not in member.situation:
        return situation.get(joint_name(member.key, question.code), "")
    own = chosen_among(package.questions, situation=situation)
    choices = member.situation[question.code]
    return next((each.option for each in choices if holds(each.when, situation=own, answers={})), "")
