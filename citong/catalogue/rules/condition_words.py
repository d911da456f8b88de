"""Conditions as people read them: comparisons by the labels of questions and options; the rest as it stands."""

import re
from collections.abc import Sequence

from .conditions import CHOICE
from .definition import Definition, Situation
from .fields import schema_of, title_of
from .statements import in_words

ANSWER = re.compile(
    r"""\banswers\s*\.\s*(\w+)\s*(==|!=|>=|<=|>|<)\s*(?:['"]([^'"]*)['"]|(true|false)|(-?\d+(?:\.\d+)?))"""
)
SIGNS = {"==": "是", "!=": "不是", ">=": "不少于 ", "<=": "不超过 ", ">": "超过 ", "<": "少于 "}
CONNECTIVES = (("&&", "，并且"), ("||", "，或者"))


def condition_in_words(definition: Definition, when: str) -> str:
    """What must be so for this condition to hold; an empty one always holds."""
    if not when:
        return "总是"
    words = CHOICE.sub(lambda found: _choice(definition.situations, found), when)
    return _connected(ANSWER.sub(lambda found: _answer(definition, found), words))


def choices_in_words(questions: Sequence[Situation], when: str) -> str:
    """A condition over the choices of these questions; empty for one that always holds."""
    return _connected(CHOICE.sub(lambda found: _choice(questions, found), when))


def _connected(words: str) -> str:
    for sign, word in CONNECTIVES:
        words = re.sub(rf"\s*{re.escape(sign)}\s*", word, words)
    return words


def _choice(questions: Sequence[Situation], found: re.Match[str]) -> str:
    question = next((each for each in questions if each.code == found[1]), None)
    if question is None:
        return found[0]
    label = next((option.label for option in question.options if option.code == found[2]), found[2])
    return f"“{question.question.rstrip('？?')}”{'不选' if '!=' in found[0] else '选'}“{label}”"


def _answer(definition: Definition, found: re.Match[str]) -> str:
    name, sign, text, yes_or_no, number = found.groups()
    schema = schema_of(definition.form, name) if definition.form else {}
    if number:
        return f"“{title_of(schema, name)}”{SIGNS[sign]}{'' if SIGNS[sign].endswith(' ') else ' '}{number}"
    answer = yes_or_no == "true" if yes_or_no else text
    return f"“{title_of(schema, name)}”{SIGNS[sign]}“{in_words(schema, answer)}”"
