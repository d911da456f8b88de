"""Conditions of items: CEL expressions over the chosen situation and the answers of the form. They cannot run code."""

import re
from collections.abc import Mapping
from functools import lru_cache

import cel

Situation = Mapping[str, str]
Answers = Mapping[str, object]

# What CEL raises when an expression meets answers that it cannot work out, such as one that was not given.
UNDECIDABLE = (LookupError, TypeError, ValueError, ArithmeticError, RuntimeError)

REFERENCE = re.compile(r"""\b(situation|answers)\s*(?:\.\s*(\w+)|\[\s*['"]([^'"]+)['"]\s*\])""")
CHOICE = re.compile(r"""\bsituation\s*\.\s*(\w+)\s*[!=]=\s*['"]([^'"]*)['"]""")
# An answer under its name; not a method of them all, as in `answers.exists(…)`.
ONE_BY_ONE = re.compile(r"""\banswers\s*(?:\.\s*\w+\b(?!\s*\()|\[\s*['"][^'"]+['"]\s*\])""")
VARIABLES = {"situation", "answers"}


class NotACondition(ValueError):
    """The expression cannot be read, or does not ask a yes-or-no question."""


def holds(when: str, *, situation: Situation, answers: Answers) -> bool:
    """Whether the condition holds; an empty one always does, one about something not answered never does."""
    if not when:
        return True
    try:
        return _program(when).execute(_looked_at(when, situation=situation, answers=answers)) is True
    except UNDECIDABLE:
        return False


def references(when: str) -> set[tuple[str, str]]:
    """What the condition looks at, as pairs such as `("answers", "area")`."""
    return {(source, member or quoted) for source, member, quoted in REFERENCE.findall(when)}


def choices(when: str) -> set[tuple[str, str]]:
    """The options that the condition compares with, as pairs of question code and option code."""
    return set(CHOICE.findall(when))


def examine(when: str) -> None:
    """Raise NotACondition unless the expression compiles, uses only situation and answers, and is a question."""
    try:
        program = _program(when)
    except ValueError as error:
        raise NotACondition(when) from error
    try:
        outcome = program.execute({"situation": {}, "answers": {}})
    except LookupError:
        return
    except UNDECIDABLE as error:
        raise NotACondition(when) from error
    if not isinstance(outcome, bool):
        raise NotACondition(when)


def _looked_at(when: str, *, situation: Situation, answers: Answers) -> dict[str, dict[str, object]]:
    """What the expression needs: handing it a whole form costs thirty times as much as the answer it looks at."""
    names = _answers_named(when)
    needed = answers if names is None else {name: answers[name] for name in names if name in answers}
    return {"situation": dict(situation), "answers": dict(needed)}


@lru_cache(maxsize=4096)
def _answers_named(when: str) -> frozenset[str] | None:
    """The answers that the expression names; None when it may look at others, as in `size(answers)`."""
    if "answers" in ONE_BY_ONE.sub("", when):
        return None
    return frozenset(name for source, name in references(when) if source == "answers")


@lru_cache(maxsize=4096)
def _program(when: str) -> cel.Program:
    return cel.compile(when)
