"""The validator of application forms: by examples for each kind of fault, and by properties for all answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.catalogue import facade as catalogue
from tests.factories.catalogue import FIRST, RENEWAL, configured_definition, good_answers

FORM = configured_definition().form
HIDDEN = "含有看不见的控制字符，请删掉后重新输入。"
CLEAN_ID = "11010519491231002X"


def faults(situation=FIRST, **changes):
    found = catalogue.check(FORM, situation=situation, answers=good_answers(**changes))
    return {fault.path: fault.message for fault in found}


def test_good_answers_have_no_fault():
    assert faults() == {}


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        pytest.param({"place_name": None}, "place_name", "请填写场所名称。", id="left out"),
        pytest.param({"place_name": "  "}, "place_name", "请填写场所名称。", id="only blanks"),
        pytest.param({"place_name": "店"}, "place_name", "至少 2 个字。", id="too short"),
        pytest.param({"place_name": "店" * 51}, "place_name", "最多 50 个字，现在是 51 个。", id="too long"),
        pytest.param({"place_name": 5}, "place_name", "请填文字。", id="a number for a name"),
        pytest.param({"area": "很大"}, "area", "请填数字，例如 3 或 3.5。", id="words for a number"),
        pytest.param({"area": 0.5}, "area", "不能小于 1。", id="too small"),
        pytest.param({"area": 100001}, "area", "不能大于 100000。", id="too large"),
        pytest.param({"area": True}, "area", "请填数字，例如 3 或 3.5。", id="yes is not a number"),
        pytest.param({"air_conditioning": "wood"}, "air_conditioning", "请从给出的选项里选。", id="no such option"),
        pytest.param({"duct_cleaned_on": None}, "duct_cleaned_on", "请填写风管清洗日期。", id="asked, so required"),
        pytest.param(
            {"duct_cleaned_on": "2026-02-30"}, "duct_cleaned_on", "没有这一天，请检查年、月、日。", id="no day"
        ),
        pytest.param(
            {"uscc": "91350502MA00000018"}, "uscc", "这 18 位互相对不上，请检查有没有输错。", id="check digit"
        ),
        pytest.param({"contact_phone": "0595"}, "contact_phone", "手机号是 11 位数字，以 1 开头，请检查。", id="phone"),
        pytest.param({"staff": []}, "staff", "请添加从业人员，至少 1 项。", id="nobody"),
        pytest.param({"staff": "Ana"}, "staff", "请按条目填写。", id="a word for rows"),
        pytest.param({"staff": ["Ana"]}, "staff-0", "请按条目填写。", id="a word for a row"),
        pytest.param(
            {"staff": [{"name": "Ana", "id_number": CLEAN_ID}] * 4}, "staff", "最多 3 项。", id="too many rows"
        ),
        pytest.param({"staff": [{"name": "Ben"}]}, "staff-0-id_number", "请填写身份证号。", id="a cell left out"),
        pytest.param(
            {"staff": [{"name": "Ana", "id_number": CLEAN_ID}, {"name": "Ben", "id_number": "1"}]},
            "staff-1-id_number",
            "身份证号是 18 位，现在是 1 位。",
            id="a cell of the second row",
        ),
        pytest.param({"place_name": "刺\x00桐"}, "place_name", HIDDEN, id="a hidden character"),
        pytest.param({"place_name": "\ud800桐"}, "place_name", HIDDEN, id="half a character"),
        pytest.param({"staff": [{"name": "A\x1b"}]}, "staff", HIDDEN, id="a hidden character in a row"),
        pytest.param({"staff": [[[[[[[]]]]]]]}, "staff", "这一项填得不对，请检查。", id="an abyss"),
        pytest.param({"area": float("nan")}, "area", "请填数字，例如 3 或 3.5。", id="not a number"),
        pytest.param({"promise": None}, "promise", "请勾选“以上内容属实”。", id="no promise"),
        pytest.param({"promise": False}, "promise", "请勾选，表示同意。", id="a promise refused"),
    ],
)
def test_a_fault_is_said_in_plain_words(changes, path, message):
    assert faults(**changes) == {path: message}


def test_a_fault_names_the_field_by_its_title():
    found = catalogue.check(FORM, situation=FIRST, answers=good_answers(staff=[{"name": "Chi"}]))

    assert [fault.label for fault in found] == ["身份证号"]


def test_faults_come_in_the_order_of_the_form():
    found = catalogue.check(FORM, situation=FIRST, answers={})

    assert [fault.path for fault in found] == ["place_name", "uscc", "contact_phone", "area", "staff", "promise"]


def test_what_is_not_asked_is_neither_required_nor_kept():
    answers = good_answers(air_conditioning="none", duct_cleaned_on="nonsense", opens_on="nonsense")

    assert catalogue.check(FORM, situation=RENEWAL, answers=answers) == []
    assert {"duct_cleaned_on", "opens_on"}.isdisjoint(catalogue.pruned(FORM, situation=RENEWAL, answers=answers))


def test_what_nobody_asked_is_dropped():
    kept = catalogue.pruned(
        FORM,
        situation=FIRST,
        answers=good_answers(salary=1, staff=[{"name": "Ana", "id_number": CLEAN_ID, "salary": 1}, {"name": " "}]),
    )

    assert "salary" not in kept
    assert kept["staff"] == [{"name": "Ana", "id_number": CLEAN_ID}]


def test_no_and_zero_are_answers():
    kept = catalogue.pruned(FORM, situation=FIRST, answers={"area": 0, "promise": False})

    assert kept == {"area": 0, "promise": False}


def test_a_field_is_asked_only_while_the_field_that_it_depends_on_is():
    pages = [
        {"code": "a", "title": "一", "fields": [{"name": "air_conditioning", "when": "situation.kind == 'first'"}]},
        {"code": "b", "title": "二", "when": "answers.air_conditioning == 'central'", "fields": [{"name": "area"}]},
    ]
    form = configured_definition(form={"schema": FORM.schema, "pages": pages}).form
    answers = {"air_conditioning": "central", "area": 5}

    assert catalogue.pruned(form, situation=FIRST, answers=answers) == answers
    assert catalogue.pruned(form, situation=RENEWAL, answers=answers) == {}
    assert [page.code for page in catalogue.visible_pages(form, situation=FIRST, answers=answers)] == ["a", "b"]


def test_a_page_is_checked_by_itself_with_what_earlier_pages_decided():
    answers = good_answers(place_name=None, staff=[])

    place = catalogue.check_page(FORM, "place", situation=FIRST, answers=answers)
    people = catalogue.check_page(FORM, "people", situation=FIRST, answers=answers)

    assert [fault.path for fault in place] == ["place_name"]
    assert [fault.path for fault in people] == ["staff"]


def test_a_page_that_is_not_asked_has_no_faults():
    assert catalogue.check_page(FORM, "no such page", situation=FIRST, answers={}) == []


def test_a_field_is_asked_with_its_conditions_held():
    asked = catalogue.visible_fields(FORM, situation=RENEWAL, answers=good_answers(air_conditioning="none"))

    names = [field.name for field in asked]
    assert names == ["place_name", "uscc", "contact_phone", "area", "air_conditioning", "staff", "promise"]


def test_options_come_from_the_schema():
    options = catalogue.options_of(catalogue.schema_of(FORM, "air_conditioning"))

    assert [(option.code, option.label) for option in options] == [("none", "没有"), ("central", "集中空调")]


@pytest.mark.parametrize(
    "schema",
    [{"enum": ["a", "b"]}, {"type": "array", "items": {"enum": ["a", "b"]}}],
)
def test_options_may_be_a_plain_list(schema):
    assert [option.label for option in catalogue.options_of(schema)] == ["a", "b"]


SITUATIONS = st.fixed_dictionaries(
    {}, optional={"kind": st.sampled_from(["first", "renewal", "?"]), "place": st.sampled_from(["hotel", "hair"])}
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()
)
DATES = st.dates().map(str)
ROWS = st.lists(
    st.one_of(SCALARS, st.dictionaries(st.sampled_from(["name", "id_number", "certified", "salary"]), SCALARS)),
    max_size=5,
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "place_name": SCALARS,
        "uscc": SCALARS,
        "contact_phone": SCALARS,
        "area": SCALARS,
        "air_conditioning": st.one_of(st.sampled_from(["none", "central"]), SCALARS),
        "duct_cleaned_on": st.one_of(DATES, SCALARS),
        "opens_on": st.one_of(DATES, SCALARS),
        "staff": st.one_of(ROWS, SCALARS),
        "promise": SCALARS,
        "unknown": SCALARS,
    },
)


@given(SITUATIONS, ANSWERS)
def test_pruning_twice_is_pruning_once(situation, answers):
    once = catalogue.pruned(FORM, situation=situation, answers=answers)

    assert catalogue.pruned(FORM, situation=situation, answers=once) == once


@given(SITUATIONS, ANSWERS)
def test_only_what_is_asked_has_faults(situation, answers):
    asked = {field.name for field in catalogue.visible_fields(FORM, situation=situation, answers=answers)}
    found = catalogue.check(
        FORM, situation=situation, answers=catalogue.pruned(FORM, situation=situation, answers=answers)
    )

    assert {fault.path.partition("-")[0] for fault in found} <= asked


@given(SITUATIONS, ANSWERS, st.randoms())
def test_the_order_of_answers_changes_nothing(situation, answers, random):
    shuffled = list(answers.items())
    random.shuffle(shuffled)

    assert catalogue.check(FORM, situation=situation, answers=dict(shuffled)) == catalogue.check(
        FORM, situation=situation, answers=answers
    )


@given(SITUATIONS, ANSWERS)
def test_a_whole_form_is_as_good_as_its_pages(situation, answers):
    pages = catalogue.visible_pages(FORM, situation=situation, answers=answers)
    by_page = [
        fault for page in pages for fault in catalogue.check_page(FORM, page.code, situation=situation, answers=answers)
    ]

    assert by_page == catalogue.check(FORM, situation=situation, answers=answers)


@given(SITUATIONS, ANSWERS)
def test_every_fault_has_a_label_and_words_without_english(situation, answers):
    for fault in catalogue.check(FORM, situation=situation, answers=answers):
        assert fault.label
        assert fault.message.endswith("。")
        assert not any("a" <= letter <= "z" for letter in fault.message)
