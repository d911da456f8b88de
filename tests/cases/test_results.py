"""How cases end: what the table for other platforms says is what the program does."""

import re
from pathlib import Path

from citong.cases.facade import Case
from citong.cases.lifecycle import CASE

TABLE = Path(__file__).parents[2] / "docs" / "legal" / "results.md"
ROW = re.compile(r"^\| `(\w+)` \| (\S+) \| ((?:`\w+` ?)+)\| (granted|refused|ended otherwise) \| (.+) \|$", re.M)


def test_every_result_stands_in_the_table_with_its_words_and_with_moves_that_exist():
    rows = ROW.findall(TABLE.read_text(encoding="utf-8"))
    moves = {result: re.findall(r"\w+", named) for result, _, named, _, _ in rows}

    assert [(result, words) for result, words, *_ in rows] == Case.Result.choices
    assert all(moves.values())
    assert {move for named in moves.values() for move in named} <= set(CASE.moves)


def test_the_outcomes_that_others_know_follow_from_the_decision():
    outcomes = {result: outcome for result, _, _, outcome, _ in ROW.findall(TABLE.read_text(encoding="utf-8"))}

    assert outcomes.pop("granted") == "granted"
    assert outcomes.pop("refused") == "refused"
    assert set(outcomes.values()) == {"ended otherwise"}


def test_no_case_is_told_to_have_been_deleted():
    codes = [code for *_, code in ROW.findall(TABLE.read_text(encoding="utf-8"))]

    assert "2" in codes
    assert not any(re.search(r"\b3\b", code) for code in codes)
