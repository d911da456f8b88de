"""What stops a package: each rule is broken once, and the place is named."""

import msgspec
import pytest

from citong.catalogue import facade as catalogue
from tests.factories.packages import BOARD, FIRE, FOOD, ITEMS, SHOP, item, package


def faults(items=ITEMS, **changes):
    return {fault.path: fault.message for fault in catalogue.package_obstacles(package(**changes), items=items)}


def members(**changes):
    """The members, with changes to one of them by its key."""
    return [{**each, **changes.get(each["key"], {})} for each in SHOP["members"]]


def field(name, **of):
    return [{"code": "operator", "title": "谁来开", "fields": [{"name": name, "of": of}]}]


def question(code, *options, **changes):
    return {"code": code, "question": code, "options": [{"code": o, "label": o} for o in options], **changes}


def with_form(definition, **changes):
    form = msgspec.structs.replace(definition.form, schema={**definition.form.schema, **changes})
    return msgspec.structs.replace(definition, form=form)


def with_condition(definition, name, when):
    page = definition.form.pages[0]
    fields = [msgspec.structs.replace(f, when=when) if f.name == name else f for f in page.fields]
    pages = [msgspec.structs.replace(page, fields=fields)]
    return msgspec.structs.replace(definition, form=msgspec.structs.replace(definition.form, pages=pages))


def test_a_complete_package_can_be_published():
    assert faults() == {}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        pytest.param({"name": " "}, "name", id="no name"),
        pytest.param({"audience": []}, "audience", id="for nobody"),
        pytest.param({"members": members()[1:2]}, "members", id="one item is no package"),
        pytest.param(
            {"consult_phone": "12345", "supervise_phone": "12345"}, "supervise_phone", id="complaints to the same"
        ),
        pytest.param({"promised_days": 46}, "promised_days", id="longer than the law allows"),
        pytest.param({"promised_days": 0}, "promised_days", id="no time at all"),
        pytest.param({"promised_days": 9}, "promised_days", id="shorter than its longest chain"),
        pytest.param({"members": members(food={"key": "fire"})}, "members.fire", id="a key twice"),
        pytest.param({"members": members(food={"key": "f_d"})}, "members.f_d", id="a key that would be taken apart"),
        pytest.param({"members": members(food={"item": "FIRE"})}, "members.FIRE", id="an item twice"),
        pytest.param({"members": members(food={"item": "NONE"})}, "members.food.item", id="an unknown item"),
        pytest.param({"members": members(food={"after": ["none"]})}, "members.food.after", id="waits for nobody"),
        pytest.param({"members": members(board={"when": "situation.board =="})}, "members.board.when", id="no sense"),
        pytest.param(
            {"members": members(board={"when": "answers.a == 1"})}, "members.board.when", id="looks at answers"
        ),
        pytest.param(
            {"members": members(board={"when": 'situation.none == "x"'})}, "members.board.when", id="unknown question"
        ),
        pytest.param(
            {"members": members(board={"when": 'situation.board == "x"'})}, "members.board.when", id="unknown option"
        ),
        pytest.param(
            {"members": members(board={"when": 'situation.board == "yes" && situation.board == "no"'})},
            "members.board.when",
            id="a member that nothing selects",
        ),
        pytest.param(
            {"members": members(food={"situation": {"size": [{"option": "small"}]}})},
            "members.food.situation.size",
            id="a question that the item does not ask",
        ),
        pytest.param(
            {
                "members": members(
                    fire={"situation": {"size": [{"option": "huge", "when": 'situation.size == "large"'}]}}
                )
            },
            "members.fire.situation.size",
            id="an option that the item does not offer",
        ),
        pytest.param(
            {
                "members": members(
                    fire={"situation": {"size": [{"option": "large", "when": 'situation.size == "large"'}]}}
                )
            },
            "members.fire.situation.size",
            id="a choice that is sometimes left open",
        ),
        pytest.param(
            {"questions": [*SHOP["questions"], question("colour", "red", "blue")]},
            "questions.colour",
            id="a question that no member uses",
        ),
        pytest.param(
            {"questions": [question("board", "yes", "no", when='situation.size == "x"'), SHOP["questions"][0]]},
            "questions.board.when",
            id="a question that looks ahead",
        ),
        pytest.param(
            {"questions": [*SHOP["questions"], SHOP["questions"][0]]}, "questions.size", id="a question twice"
        ),
        pytest.param({"pages": field("a__b", food="shop")}, "fields.a__b", id="a name like one of a member"),
        pytest.param({"pages": field("shop", food="none")}, "fields.shop.food", id="a field that is not there"),
        pytest.param({"pages": field("shop", none="shop")}, "fields.shop.none", id="of a member that is not there"),
        pytest.param({"pages": field("shop")}, "fields.shop", id="a field of nobody"),
        pytest.param({"pages": field("shop", food="shop", fire="floors")}, "fields.shop", id="fields that differ"),
        pytest.param({"pages": [{"code": "p", "title": "空", "fields": []}]}, "pages.p", id="an empty page"),
        pytest.param({"pages": field("floors", fire="exits")}, "fields.floors", id="asked before what it depends on"),
        pytest.param(
            {"pages": [*field("one", food="shop"), {**field("two", food="shop")[0], "code": "again"}]},
            "members.food.shop",
            id="one field asked twice",
        ),
        pytest.param({"materials": [{"of": {"food": "none"}}]}, "materials.1.food", id="no such paper"),
    ],
)
def test_what_is_wrong_is_found_and_its_place_is_named(changes, path):
    assert path in faults(**changes)


def test_a_ring_is_shown():
    found = faults(members=members(fire={"after": ["food"]}))

    assert found["members.after"].endswith("消防安全检查 → 食品经营许可 → 消防安全检查。")


def test_a_situation_in_which_nothing_can_be_done_is_told():
    gone = {"when": 'situation.size == "large"'}

    found = faults(members=members(fire=gone, food={**gone, "after": []}))

    assert found["questions"] == "选了“小店”、“不要”，一个事项也办不了。"


def test_so_many_ways_that_nobody_can_look_at_each_are_refused():
    many = [question(f"q{n}", "a", "b", "c", "d") for n in range(6)]
    uses = " || ".join(f'situation.q{n} == "a"' for n in range(6))

    found = faults(questions=[*SHOP["questions"], *many], members=members(food={"when": f"true || {uses}"}))

    assert "1000" in found["questions"]


@pytest.mark.parametrize(
    ("items", "path"),
    [
        pytest.param({"FOOD": msgspec.structs.replace(FOOD, form=None)}, "members.food.item", id="no form any more"),
        pytest.param(
            {"FOOD": item("食品", "market", {}, entry_mode="in01")}, "members.food.item", id="a guide only, now"
        ),
        pytest.param(
            {
                "FOOD": msgspec.structs.replace(
                    FOOD, promised=catalogue.Term(days=9, unit=catalogue.TermUnit.NATURAL_DAYS)
                )
            },
            "members.food.item",
            id="days that are no working days",
        ),
        pytest.param(
            {"BOARD": msgspec.structs.replace(BOARD, promised=catalogue.Term(days=20))}, "promised_days", id="slower"
        ),
        pytest.param(
            {"FOOD": with_form(FOOD, dependentRequired={"area": ["shop"]})},
            "members.food.form",
            id="a rule of the form",
        ),
        pytest.param(
            {"FIRE": with_condition(FIRE, "exits", "!has(answers.floors)")}, "members.fire.form", id="what is missing"
        ),
        pytest.param(
            {"FIRE": with_condition(FIRE, "place", "answers.floors == 1")}, "fields.shop", id="what is asked later"
        ),
    ],
)
def test_an_item_that_changes_can_break_the_package(items, path):
    assert path in faults({**ITEMS, **items})


def test_everything_is_found_at_once():
    assert {"name", "promised_days", "members.food.item"} <= faults(
        name="", promised_days=99, members=members(food={"item": "NONE"})
    ).keys()
