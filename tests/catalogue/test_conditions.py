import pytest

from citong.catalogue.rules.conditions import NotACondition, choices, examine, holds, references


@pytest.mark.parametrize(
    ("when", "situation", "answers", "expected"),
    [
        pytest.param("", {}, {}, True, id="no condition always holds"),
        pytest.param("situation.kind == 'first'", {"kind": "first"}, {}, True, id="the option was chosen"),
        pytest.param("situation.kind == 'first'", {"kind": "renewal"}, {}, False, id="another option was chosen"),
        pytest.param("answers.area > 50", {}, {"area": 60.5}, True, id="a number is compared"),
        pytest.param("answers.area > 50", {}, {}, False, id="what was not answered is not large"),
        pytest.param("!(answers.area > 50)", {}, {}, False, id="nor is it small"),
        pytest.param("answers.area > 50", {}, {"area": "big"}, False, id="a word is not a number"),
        pytest.param("answers.area > 50", {}, {"area": 2**70}, True, id="a very large number is large"),
        pytest.param("has(answers.area) || situation.kind == 'a'", {"kind": "a"}, {}, True, id="one side is enough"),
        pytest.param("answers.kinds[3] == 'a'", {}, {"kinds": ["a"]}, False, id="there is no fourth"),
        pytest.param("answers.area / 0 > 1", {}, {"area": 1}, False, id="nothing follows from a division by zero"),
        pytest.param("int(answers.area) > 1", {}, {"area": "x"}, False, id="nor from a number that is none"),
        pytest.param("answers.staff.exists(s, s.name == 'Ana')", {}, {"staff": [{"name": "Ana"}]}, True, id="rows"),
        pytest.param("answers.area + 1", {}, {"area": 1}, False, id="what is no question does not hold"),
    ],
)
def test_a_condition_holds_or_not(when, situation, answers, expected):
    assert holds(when, situation=situation, answers=answers) is expected


@pytest.mark.parametrize("when", ["situation.kind ==", "1 + 1", "'yes'", "applicant.name == 'Ana'", "open('x')"])
def test_what_is_no_condition_is_told_apart(when):
    with pytest.raises(NotACondition):
        examine(when)


@pytest.mark.parametrize("when", ["true", "answers.a == 'x'", "situation['a-b'] == 'x' && answers.c > 1"])
def test_a_condition_passes_examination(when):
    assert examine(when) is None


def test_a_condition_tells_what_it_looks_at():
    when = "situation.kind == 'first' && answers['area'] > 5 && answers.staff.exists(s, s.name == 'x')"

    assert references(when) == {("situation", "kind"), ("answers", "area"), ("answers", "staff")}


def test_a_condition_tells_which_options_it_compares_with():
    assert choices("situation.kind == 'first' || situation.place != 'hair'") == {("kind", "first"), ("place", "hair")}


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        pytest.param("answers.area > 100.0", True, id="one answer"),
        pytest.param('answers["area"] > 100.0 && has(answers.rooms)', True, id="in brackets, asked whether there"),
        pytest.param("size(answers) == 2", True, id="all answers are counted"),
        pytest.param("answers.exists(name, name == 'rooms')", True, id="any answer may be meant"),
        pytest.param("'rooms' in answers", True, id="a name looked up among all"),
        pytest.param("answers.area > 100.0 && size(answers) == 1", False, id="one answer and all of them"),
    ],
)
def test_a_condition_sees_every_answer_that_it_may_mean(when, expected):
    assert holds(when, situation={}, answers={"area": 120.5, "rooms": 3}) is expected
