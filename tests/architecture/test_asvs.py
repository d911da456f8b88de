"""The table of ASVS has a line for every requirement, and every test that it names exists."""

import re

import pytest

from tests.architecture.house import ROOT, functions

TABLE = ROOT / "docs" / "security" / "asvs.md"
LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| (held|by design|partly|not held) \| ([^|]+) \|$", re.M)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
# How many requirements each section has for levels 1 and 2, in their order; 4.1.4 was deleted, the rest is of level 3.
SECTIONS = {
    "2.1": 12, "2.2": 3, "2.3": 3, "2.4": 5, "2.5": 7, "2.6": 3, "2.7": 6, "2.8": 7, "2.9": 3, "2.10": 4,
    "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3, "3.7": 1, "4.1": 5, "4.2": 2, "4.3": 3,
}  # fmt: skip
DELETED = {"4.1.4"}


def text():
    return TABLE.read_text(encoding="utf-8")


def test_every_requirement_has_its_line():
    wanted = [f"{section}.{number}" for section, count in SECTIONS.items() for number in range(1, count + 1)]

    assert [number for number, *_ in LINE.findall(text())] == [each for each in wanted if each not in DELETED]


def test_whatever_is_held_names_the_test_that_holds_it():
    assert [number for number, state, by in LINE.findall(text()) if state == "held" and not NAMED.search(by)] == []


def test_whatever_is_not_held_by_a_test_says_why():
    reasons = {number: NAMED.sub("", by) for number, state, by in LINE.findall(text()) if state != "held"}

    assert [number for number, reason in reasons.items() if len(reason.strip(" ,")) < 10] == []


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED.findall(text()))))
def test_a_test_that_is_named_exists(path, name):
    source = (ROOT / path).read_text(encoding="utf-8")

    assert name in {function.name for function in functions(source)}
