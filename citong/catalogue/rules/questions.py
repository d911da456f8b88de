"""What of a question may be kept: never what may be somebody's number, and nothing long enough to tell a story."""

import re

from .words import asked

LONGEST_KEPT = 20
NUMBER = re.compile(r"[0-9]{4,}")


def question_kept(text: str) -> str:
    """The question as it is counted; empty when it is not kept at all."""
    question = asked(text)
    if question.is_empty or len(question.text) > LONGEST_KEPT or NUMBER.search(question.text.replace(" ", "")):
        return ""
    return question.text
