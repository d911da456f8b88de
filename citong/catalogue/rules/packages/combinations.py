"""Every way of answering a few questions."""

from collections.abc import Sequence

from ..conditions import holds
from ..definition import Situation as Question

MOST_COMBINATIONS = 1000


def combinations(questions: Sequence[Question]) -> list[dict[str, str]] | None:
    """All ways in which these questions can be answered; None when there are too many to look at each."""
    ways: list[dict[str, str]] = [{}]
    for question in questions:
        ways = [{**way, **option} for way in ways for option in _offered(question, way)]
        if len(ways) > MOST_COMBINATIONS:
            return None
    return ways


def _offered(question: Question, way: dict[str, str]) -> list[dict[str, str]]:
    if not holds(question.when, situation=way, answers={}):
        return [{}]
    return [{question.code: option.code} for option in question.options]
