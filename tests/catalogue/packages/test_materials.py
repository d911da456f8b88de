"""One set of materials: what several items ask for is handed in once, as the strictest of them wishes."""

import pytest

from citong.catalogue import facade as catalogue
from citong.catalogue.facade import Necessity
from tests.factories.packages import ANSWERS, FOOD, ITEMS, LARGE, SMALL, item, package


def merged(situation=LARGE, answers=ANSWERS, items=ITEMS, **changes):
    found = catalogue.merged_materials(package(**changes), items=items, situation=situation, answers=answers)
    return {each.material.code: each for each in found}


def test_the_same_paper_is_handed_in_once():
    assert {code: each.serves for code, each in merged().items()} == {
        "fire__form": {"FIRE": "form", "FOOD": "form"},
        "fire__licence": {"FIRE": "licence", "FOOD": "licence"},
        "fire__drawing": {"FIRE": "drawing", "FOOD": "plan"},
        "fire__report": {"FIRE": "report"},
    }


def test_the_strictest_wish_counts():
    drawing, licence = merged()["fire__drawing"].material, merged()["fire__licence"].material

    assert (drawing.necessity, drawing.max_files) == (Necessity.REQUIRED, 2)
    assert licence.max_files == 3


def test_a_material_follows_the_answers_of_its_own_item():
    assert "fire__report" not in merged(SMALL)
    assert "fire__report" not in merged(answers={**ANSWERS, "fire__floors": 1})


def test_a_material_keeps_its_code_whoever_is_needed():
    only_food = {"questions": [], "members": [
        {"key": "fire", "item": "FIRE", "when": 'situation.none == "x"', "situation": {"size": []}},
        {"key": "food", "item": "FOOD"},
    ]}  # fmt: skip

    found = merged({}, pages=[], **only_food)

    assert found["fire__licence"].serves == {"FOOD": "licence"}


def test_the_package_can_say_what_is_the_same_and_what_is_not():
    found = merged(materials=[{"of": {"fire": "report", "food": "plan"}}, {"of": {"food": "licence"}}])

    assert found["fire__report"].serves == {"FIRE": "report", "FOOD": "plan"}
    assert found["food__licence"].serves == {"FOOD": "licence"}
    assert found["fire__licence"].serves == {"FIRE": "licence"}


def test_two_papers_of_one_kind_in_one_item_stay_two():
    two = [
        {"code": code, "name": "身份证", "collect": "licence", "licence_type": "id-card"}
        for code in ("mother", "father")
    ]
    items = {
        **ITEMS,
        "FIRE": item("消防", "fire", {}, materials=two),
        "FOOD": item("食品", "market", {}, materials=two[:1]),
    }

    found = merged(SMALL, {}, items, pages=[], materials=[])

    assert [each.serves for each in found.values()] == [
        {"FIRE": "mother"},
        {"FIRE": "father"},
        {"FOOD": "mother"},
    ]


def test_a_paper_for_the_window_is_not_the_same_as_a_file():
    paper = [{"code": "plan", "name": "平面布局图", "collect": "paper"}]
    items = {**ITEMS, "FIRE": item("消防", "fire", {}, materials=paper)}

    found = merged(SMALL, ANSWERS, items, pages=[])

    assert found["fire__plan"].serves == {"FIRE": "plan"}
    assert found["food__plan"].serves == {"FOOD": "plan"}


def test_each_member_finds_its_materials_under_the_joint_codes():
    found = catalogue.split_materials(package(), items=ITEMS, situation=LARGE, answers=ANSWERS)

    assert found["FOOD"] == [("form", "fire__form"), ("licence", "fire__licence"), ("plan", "fire__drawing")]
    assert found["BOARD"] == []


def test_the_whole_is_an_ordinary_definition():
    whole = catalogue.whole_of(package(), items=ITEMS, situation=LARGE, answers=ANSWERS)

    needed = catalogue.materials_for(whole, situation=LARGE, answers=ANSWERS)
    assert [each.code for each in needed] == ["fire__form", "fire__licence", "fire__drawing", "fire__report"]
    assert catalogue.settled(whole, situation={**LARGE, "size": "huge"}) == {"board": "yes", "board__position": "roof"}
    assert [fee.cents for fee in catalogue.fees_for(whole, situation=LARGE, answers={})] == [5000]
    assert catalogue.check(whole.form, situation=LARGE, answers=ANSWERS) == []
    assert [result.name for result in whole.results] == ["消防安全检查证", "食品经营许可证", "户外广告证"]


def test_an_item_alone_keeps_what_it_asks_for():
    found = catalogue.merged_materials(package(), items=ITEMS, situation=SMALL, answers=ANSWERS)

    assert {code for each in found for item, code in each.serves.items() if item == "FOOD"} == {
        material.code for material in FOOD.materials
    }


@pytest.mark.parametrize(("when", "follows"), [("answers.floors > 2", True), ('situation.size == "large"', False)])
def test_it_is_known_whether_fees_wait_for_the_form(when, follows):
    fees = [{"name": "检测费", "cents": 5000, "basis": "某规定", "when": when}]
    items = {**ITEMS, "FIRE": item("消防", "fire", {}, fees=fees)}

    assert catalogue.fees_follow_answers(package(), items=items, situation=LARGE) is follows
