"""The questions of a form, and the answers that a browser sends."""

import pytest
from django.http import QueryDict

from citong.catalogue import facade as catalogue
from citong.channels.portal import questions
from citong.identity import facade as identity
from tests.factories.catalogue import FIRST, configured_definition, good_answers

FORM = configured_definition().form
PLACE, PEOPLE = FORM.pages


def post(**values):
    query = QueryDict(mutable=True)
    for name, value in values.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def page_of(code, answers):
    pages = catalogue.visible_pages(FORM, situation=FIRST, answers=answers)
    return next(page for page in pages if page.code == code)


def drawn(code="place", faults=None, **changes):
    answers = good_answers(**changes)
    found = questions.drawn(FORM, page_of(code, answers), answers=answers, faults=faults or {})
    return {question.name: question for question in found}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("place_name", "text"),
        ("contact_phone", "tel"),
        ("area", "text"),
        ("air_conditioning", "radio"),
        ("duct_cleaned_on", "date"),
    ],
)
def test_each_property_is_asked_in_its_own_way(name, kind):
    assert drawn()[name].kind == kind


def test_what_was_answered_is_shown_again():
    shown = drawn(area=120.5)

    assert shown["area"].value == "120.5"
    assert [option.value for option in shown["air_conditioning"].options if option.checked] == ["central"]


def test_a_wrong_answer_stands_where_it_was_typed_with_what_is_wrong():
    field = drawn(area="很大", faults={"area": "请填数字。"})["area"]

    assert (field.value, field.errors) == ("很大", ("请填数字。",))


def test_what_the_schema_does_not_require_is_optional():
    shown = drawn()

    assert shown["place_name"].required
    assert not shown["opens_on"].required


def test_a_group_has_at_least_one_row_and_no_more_than_allowed():
    none = drawn("people", staff=[])["staff"]
    full = drawn("people", staff=[{"name": "Ana"}, {"name": "Ben"}, {"name": "Chi"}])["staff"]

    assert (len(none.rows), none.can_drop, none.can_add) == (1, False, True)
    assert (len(full.rows), full.can_drop, full.can_add) == (3, True, False)


def test_a_fault_in_a_row_stands_at_its_field():
    group = drawn("people", faults={"staff-0-id_number": "身份证号是 18 位。"})["staff"]

    assert [field.errors for field in group.rows[0].fields if field.name == "staff-0-id_number"] == [
        ("身份证号是 18 位。",)
    ]


def test_a_field_left_blank_is_told_from_one_never_asked():
    answers = questions.sent(FORM, post(_asked=["place_name", "area"], place_name="", area="12", uscc="x"))

    assert answers == {"place_name": "", "area": 12}


def test_what_the_form_does_not_know_is_not_kept():
    assert questions.sent(FORM, post(_asked=["hacked"], hacked="yes")) == {}


def test_a_row_can_be_added_and_dropped_without_scripts():
    typed = {"_asked": "staff", "staff-0-name": "Ana", "staff-1-name": "Ben"}

    longer = questions.sent(FORM, post(**typed, _do="add:staff"))
    shorter = questions.sent(FORM, post(**typed, _do="drop:staff:0"))

    assert longer["staff"] == [{"name": "Ana"}, {"name": "Ben"}, {}]
    assert shorter["staff"] == [{"name": "Ben"}]


@pytest.mark.parametrize("button", ["", "add:", "drop:staff:99999", "add:staff;x", "next"])
def test_an_odd_button_changes_nothing(button):
    assert not questions.is_about_rows(post(_do=button))


def test_what_is_known_about_an_enterprise_is_filled_in():
    party = identity.Party(
        kind=identity.PartyKind.ENTERPRISE,
        name="示例商行",
        id_type="001",
        id_number="91350502MA00000019",
        phone="13800001234",
        handler_name="Ana",
    )

    assert questions.prefilled(FORM, party=party) == {
        "place_name": "Ana",
        "uscc": "91350502MA00000019",
        "contact_phone": "13800001234",
    }


@pytest.mark.parametrize(
    ("schema", "answer", "words"),
    [
        ({"type": "string"}, "", "没有填"),
        ({"type": "boolean"}, True, "是"),
        ({"type": "boolean"}, False, "否"),
        ({"type": "number"}, 0, "0"),
        ({"type": "string", "format": "date"}, "2026-09-01", "2026 年 9 月 1 日"),
        ({"type": "string", "format": "date"}, "明天", "明天"),
        ({"oneOf": [{"const": "a", "title": "甲"}]}, "a", "甲"),
        ({"type": "array", "items": {"oneOf": [{"const": "a", "title": "甲"}]}}, ["a"], "甲"),
    ],
)
def test_answers_are_read_back_in_words(schema, answer, words):
    assert questions.in_words(schema, answer) == words


def test_rows_are_read_back_one_after_the_other():
    group = PEOPLE.fields[0]
    schema = catalogue.schema_of(FORM, "staff")

    words = questions.rows_in_words(group, schema, [{"name": "Ana"}, {"name": "Ben"}])

    assert words == "1. 姓名 Ana\n2. 姓名 Ben"
