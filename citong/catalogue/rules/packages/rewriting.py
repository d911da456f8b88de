"""A member's conditions, said in the words of the whole: its fields by their joint names, its choices as they stand."""

import json
import re
from collections.abc import Iterable, Mapping

from .definition import joint_name

# A literal is left alone; `answers.exists(…)` looks at all answers and is no name.
WORD = re.compile(
    r"""(?P<literal>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
    r"""|(?<![\w.])(?P<source>situation|answers)\s*"""
    r"""(?:\.\s*(?P<name>\w+\b)(?!\s*\()|\[\s*['"](?P<quoted>[^'"]+)['"]\s*\])"""
)
WHOLE = re.compile(r"\b(?:situation|answers)\b|\bhas\s*\(")


def rewritten(when: str, *, key: str, names: Mapping[str, str], choices: Mapping[str, str]) -> str:
    """The condition of the member with this key. A choice not made keeps a name that nothing answers to."""

    def said(word: re.Match[str]) -> str:
        if word["literal"]:
            return word["literal"]
        name = word["name"] or word["quoted"]
        if word["source"] == "answers":
            return f"answers.{names.get(name, joint_name(key, name))}"
        return _quoted(choices[name]) if name in choices else f"situation.{joint_name(key, name)}"

    return WORD.sub(said, when)


def sees_the_whole(when: str) -> bool:
    """Whether it asks what all answers are, or which are missing: in a joint form these are others."""
    return bool(WHOLE.search(WORD.sub(" ", when)))


def all_of(conditions: Iterable[str]) -> str:
    """A condition that holds when all of these do."""
    return _joined([each for each in conditions if each], " && ")


def any_of(conditions: Iterable[str]) -> str:
    """A condition that holds when one of these does."""
    given = list(conditions)
    return "" if "" in given else _joined(given, " || ")


def _joined(conditions: list[str], word: str) -> str:
    different = list(dict.fromkeys(conditions))
    return different[0] if len(different) == 1 else word.join(f"({each})" for each in different)


def _quoted(option: str) -> str:
    return json.dumps(option, ensure_ascii=False)
