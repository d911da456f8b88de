"""An item that sends its cases up asks for all that the item above needs; otherwise it is not published."""

from typing import Any

import msgspec
import pytest

from citong.catalogue import facade as catalogue
from citong.catalogue.rules.forwarding import faults_of_forwarding
from citong.kernel.actors import SYSTEM
from tests.factories.catalogue import CONFIGURED, MONDAY, configured_definition
from tests.factories.linked import ITEMS, publish_level, route_of, step_up


def step() -> catalogue.RouteStep:
    return msgspec.convert(step_up("city"), catalogue.RouteStep)


def words(lower: dict[str, Any], upper: dict[str, Any] | None = None) -> list[str]:
    found = faults_of_forwarding(configured_definition(**lower), configured_definition(**(upper or {})), step=step())
    assert {fault.path for fault in found} <= {"route.steps.up.item"}
    return [fault.message for fault in found]


def without(code: str) -> list[dict[str, Any]]:
    return [material for material in CONFIGURED["materials"] if material["code"] != code]


def form(**changes: Any) -> dict[str, Any]:
    schema = {**CONFIGURED["form"]["schema"], **changes}
    pages = [{"code": "all", "title": "全部", "fields": [{"name": name} for name in schema["properties"]]}]
    return {"form": {"schema": schema, "pages": pages}}


PROPERTIES = CONFIGURED["form"]["schema"]["properties"]
REQUIRED = CONFIGURED["form"]["schema"]["required"]


def test_an_item_that_asks_the_same_can_be_forwarded_to():
    assert words({}) == []


@pytest.mark.parametrize(
    ("lower", "said"),
    [
        (
            form(properties={name: p for name, p in PROPERTIES.items() if name != "area"}),
            "上级要填“经营面积”，本事项的表里没有。",
        ),
        (form(required=[name for name in REQUIRED if name != "area"]), "上级必填的“经营面积”，本事项可以不填。"),
        (
            form(properties={**PROPERTIES, "area": {"type": "string", "title": "经营面积"}}),
            "“经营面积”的填法和上级的不一样。",
        ),
        ({"materials": without("floor_plan")}, "上级要“场所平面图”，本事项没有要求交，或者不是必交。"),
        (
            {"situations": CONFIGURED["situations"][:1]},
            "上级要知道“场所是哪一类”，本事项没有问（《行政许可法》第三十五条：不能再问申请人）。",
        ),
    ],
)
def test_what_the_level_above_needs_and_nobody_asked_is_told(lower, said):
    assert words(lower) == [said]


def test_what_the_level_above_can_do_without_may_be_missing():
    assert words({"materials": without("water_report"), "fees": []}) == []


def test_an_option_that_the_level_above_does_not_know_is_told():
    more = [{**CONFIGURED["situations"][0]}, {**CONFIGURED["situations"][1]}]
    more[1]["options"] = [*more[1]["options"], {"code": "bath", "label": "浴室"}]

    assert words({"situations": more}) == ["“场所是哪一类”里的选项 bath 上级不认。"]


def test_a_title_may_be_another_on_each_level():
    renamed = {**PROPERTIES, "area": {**PROPERTIES["area"], "title": "面积（平方米）"}}

    assert words(form(properties=renamed)) == []


@pytest.mark.django_db
def test_an_item_is_not_published_that_could_not_be_forwarded():
    publish_level("city")

    with pytest.raises(catalogue.CannotBePublished) as refused:
        publish_level("district", up="city", materials=without("floor_plan"))

    assert refused.value.faults == {"route.steps.up.item": "上级要“场所平面图”，本事项没有要求交，或者不是必交。"}


@pytest.mark.django_db
def test_an_item_above_that_is_not_there_is_named():
    with pytest.raises(catalogue.CannotBePublished) as refused:
        publish_level("district", up="city")

    assert refused.value.faults["route.steps.up.item"] == "“CITY-1”不是部门“city”已经发布的事项。"


@pytest.mark.django_db
def test_a_version_is_found_by_its_number_once_it_is_public():
    first = publish_level("district")
    definition = msgspec.structs.replace(
        catalogue.definition(first.pk), route=msgspec.convert(route_of("district"), catalogue.Route), summary="改过"
    )
    draft = catalogue.draft_version(first.item_id, definition=definition, by=SYSTEM, at=MONDAY)

    assert catalogue.numbered(ITEMS["district"], number=1) == first.pk
    assert catalogue.numbered(ITEMS["district"], number=draft.number) is None
    assert catalogue.numbered("NOWHERE", number=1) is None
