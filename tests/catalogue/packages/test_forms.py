"""One form for several items: nothing is asked twice, and what it accepts, each item accepts of its part."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citong.catalogue import facade as catalogue
from citong.catalogue.rules.packages.forms import clash_of
from citong.catalogue.rules.packages.rewriting import any_of, rewritten, sees_the_whole
from tests.factories.packages import ANSWERS, ITEMS, LARGE, NAME, SMALL, item, package


def faults(situation, answers):
    form = catalogue.joint_form(package(), items=ITEMS, situation=situation)
    return {fault.path: fault.message for fault in catalogue.check(form, situation=situation, answers=answers)}


def test_what_members_share_is_asked_once_and_first():
    form = catalogue.joint_form(package(), items=ITEMS, situation=LARGE)

    assert [(page.title, [field.name for field in page.fields]) for page in form.pages] == [
        ("谁来开", ["shop", "phone"]),
        ("消防安全检查：情况", ["fire__floors", "fire__exits"]),
        ("食品经营许可：情况", ["food__area"]),
        ("户外广告：情况", ["board__width"]),
    ]
    assert form.schema["properties"]["shop"]["title"] == "招牌上的名字"


def test_a_member_that_is_not_needed_asks_nothing():
    form = catalogue.joint_form(package(), items=ITEMS, situation=SMALL)

    assert "board__width" not in form.schema["properties"]


def test_the_strictest_bounds_of_all_count():
    assert faults(LARGE, {**ANSWERS, "shop": "小店"}) == {"shop": "至少 4 个字。"}
    assert faults(SMALL, {**ANSWERS, "shop": "小店"}) == {}


def test_conditions_follow_the_choices_and_answers_of_their_member():
    large = catalogue.visible_fields(
        catalogue.joint_form(package(), items=ITEMS, situation=LARGE), situation=LARGE, answers=ANSWERS
    )
    small = catalogue.visible_fields(
        catalogue.joint_form(package(), items=ITEMS, situation=SMALL), situation=SMALL, answers=ANSWERS
    )

    assert {"fire__floors", "fire__exits"} <= {field.name for field in large}
    assert {field.name for field in small} == {"shop", "phone", "food__area"}


def test_each_member_gets_the_answers_to_its_own_form():
    assert catalogue.split_answers(package(), items=ITEMS, situation=LARGE, answers=ANSWERS) == {
        "FIRE": {"place": "刺桐红饭店", "phone": "13800001234", "floors": 2, "exits": 3},
        "FOOD": {"shop": "刺桐红饭店", "phone": "13800001234", "area": 90},
        "BOARD": {"firm": "刺桐红饭店", "width": 8},
    }


def test_what_is_missing_is_missing_in_the_whole():
    assert set(faults(LARGE, {})) == {"shop", "phone", "fire__floors", "food__area", "board__width"}


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("answers.area > 20", "answers.k__area > 20"),
        ("answers['area'] > 20", "answers.k__area > 20"),
        ("answers.shop == 'answers.shop'", "answers.name == 'answers.shop'"),
        ('situation.kind == "large"', '"first" == "large"'),
        ('situation["kind"] in ["first"]', '"first" in ["first"]'),
        ("situation.other == 'x'", "situation.k__other == 'x'"),
        ("answers.staff.exists(s, s.answers == 1)", "answers.k__staff.exists(s, s.answers == 1)"),
    ],
)
def test_a_condition_is_said_in_the_words_of_the_whole(when, said):
    assert rewritten(when, key="k", names={"shop": "name"}, choices={"kind": "first"}) == said


@pytest.mark.parametrize(
    ("when", "sees"),
    [
        ("size(answers) > 3", True),
        ("'area' in answers", True),
        ("answers.exists(name, name == 'area')", True),
        ("has(answers.area)", True),
        ("answers.area > 20", False),
        ("answers.staff.exists(s, s.age > 3)", False),
        ("answers.note == 'all answers'", False),
    ],
)
def test_conditions_about_all_answers_are_known(when, sees):
    assert sees_the_whole(when) is sees


def test_one_condition_that_always_holds_is_enough():
    assert any_of(["answers.a == 1", ""]) == ""


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        ({**NAME, "title": "字号"}, None),
        ({**NAME, "minLength": 5}, None),
        ({"type": "integer"}, "类型不同"),
        ({**NAME, "format": "uscc"}, "格式不同"),
        ({**NAME, "enum": ["甲", "乙"]}, "选项不同"),
        ({**NAME, "pattern": "^甲"}, "填写规则不同"),
        ({**NAME, "minLength": 61, "maxLength": 80}, "允许的范围没有重合"),
    ],
)
def test_fields_that_do_not_agree_cannot_be_asked_once(other, clash):
    assert clash_of([NAME, other]) == clash


# Two invented items with up to five fields each; some fields are shared, some asked only after what stands before.
KINDS: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer", "minimum": 0, "maximum": 3},
    "boolean": {"type": "boolean"},
    "string": {"type": "string", "enum": ["a", "b"]},
}
SHAPE = ["integer", "boolean", "string", "integer", "boolean"]
VALUES = {"integer": st.integers(-1, 4), "boolean": st.booleans(), "string": st.sampled_from(["a", "b", "c"])}
SPOKEN = {"integer": "answers.f{0} > 1", "boolean": "answers.f{0} == true", "string": 'answers.f{0} != "a"'}
QUESTION = {
    "code": "kind",
    "question": "哪一种",
    "options": [{"code": "x", "label": "甲"}, {"code": "y", "label": "乙"}],
}


@st.composite
def members(draw):
    fields = {}
    for n, kind in enumerate(SHAPE[: draw(st.integers(1, 5))]):
        parts = [SPOKEN[SHAPE[m]].format(m) for m in range(n) if draw(st.booleans())]
        parts += draw(st.sampled_from([[], ['situation.kind == "x"'], ['situation.kind != "y"']]))
        when = draw(st.sampled_from([" && ", " || "])).join(parts) if draw(st.booleans()) else ""
        fields[f"f{n}"] = {**KINDS[kind], "title": f"第{n}", "_when": when, "_optional": draw(st.booleans())}
    return item("某事", "market", fields, situations=[QUESTION])


@st.composite
def packages(draw):
    """A package of two such items; the first fields of both are asked once, so that no condition looks ahead."""
    first, second = draw(members()), draw(members())
    both = min(len(first.form.schema["properties"]), len(second.form.schema["properties"]))
    shared = [{"name": f"s{n}", "of": {"one": f"f{n}", "two": f"f{n}"}} for n in range(draw(st.integers(0, both)))]
    joined = package(
        questions=[QUESTION],
        members=[
            {"key": "one", "item": "A", "situation": {"kind": [{"option": "x", "when": 'situation.kind == "x"'}]}},
            {"key": "two", "item": "B"},
        ],
        pages=[{"code": "first", "title": "大家的", "fields": shared}] if shared else [],
    )
    return joined, {"A": first, "B": second}


@st.composite
def filled_in(draw, form):
    """Answers to any of the fields, right and wrong ones."""
    return {
        name: draw(VALUES[schema["type"]]) for name, schema in form.schema["properties"].items() if draw(st.booleans())
    }


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_what_the_joint_form_accepts_every_member_accepts(draw):
    joined, items = draw.draw(packages())
    situation = draw.draw(
        st.fixed_dictionaries({}, optional={c: st.sampled_from("xyz") for c in ("kind", "two__kind")})
    )
    form = catalogue.joint_form(joined, items=items, situation=situation)
    answers = draw.draw(filled_in(form))

    examined = catalogue.examine(form, situation=situation, answers=answers)

    if not examined.faults:
        chosen = catalogue.split_situation(joined, items=items, situation=situation)
        given = catalogue.split_answers(joined, items=items, situation=situation, answers=examined.answers)
        for code, own in given.items():
            accepted = catalogue.examine(items[code].form, situation=chosen[code], answers=own)
            assert (accepted.faults, accepted.answers) == ([], own)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_without_shared_fields_the_whole_finds_exactly_the_faults_of_its_members(draw):
    joined, items = draw.draw(packages())
    joined = package(questions=[QUESTION], members=[{"key": k, "item": i} for k, i in (("one", "A"), ("two", "B"))])
    situation = draw.draw(st.fixed_dictionaries({c: st.sampled_from("xy") for c in ("one__kind", "two__kind")}))
    form = catalogue.joint_form(joined, items=items, situation=situation)
    answers = draw.draw(filled_in(form))

    found = catalogue.check(form, situation=situation, answers=answers)

    own = []
    for key, code in (("one", "A"), ("two", "B")):
        of_member = {name.partition("__")[2]: each for name, each in answers.items() if name.startswith(key)}
        chosen = {"kind": situation[f"{key}__kind"]}
        own += [f"{key}__{f.path}" for f in catalogue.check(items[code].form, situation=chosen, answers=of_member)]
    assert [fault.path for fault in found] == own
