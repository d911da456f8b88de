"""What stops a publication: each rule is broken once, in an item that is otherwise complete."""

import pytest

from citong.catalogue import facade as catalogue
from tests.factories.catalogue import CONFIGURED, configured_definition, guide_definition

FORM = CONFIGURED["form"]
ROUTE = CONFIGURED["route"]
MATERIALS = CONFIGURED["materials"]


def paths(**changes):
    return {fault.path for fault in catalogue.obstacles(configured_definition(**changes))}


def with_property(**properties):
    return {**FORM, "schema": {**FORM["schema"], "properties": {**FORM["schema"]["properties"], **properties}}}


def with_pages(*pages):
    return {**FORM, "pages": [*FORM["pages"], *pages]}


def upload(**changes):
    return [{"code": "plan", "name": "平面图", "collect": "upload", "sample_note": "样本", **changes}]


def step(**changes):
    return {"code": "a", "name": "审查", "department": "health", "post": "site", "days": 1, **changes}


def stage(*steps):
    return {**ROUTE, "stages": [{"code": "only", "name": "审查", "steps": list(steps)}]}


def test_a_complete_item_can_be_published():
    assert paths() == set()


def test_a_guide_needs_little():
    assert catalogue.obstacles(guide_definition()) == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        pytest.param({"name": " "}, "name", id="no name"),
        pytest.param({"name": "长" * 201}, "name", id="a name without end"),
        pytest.param({"audience": []}, "audience", id="for nobody"),
        pytest.param(
            {"supervise_phone": "0595-00000001"}, "supervise_phone", id="complaints go to those complained of"
        ),
        pytest.param({"supervise_phone": ""}, "supervise_phone", id="nobody to complain to"),
        pytest.param({"consult_phone": ""}, "consult_phone", id="nobody to ask"),
        pytest.param({"promised": {"days": 21}}, "promised", id="promises more days than the law gives"),
        pytest.param({"promised": {"days": -1}}, "promised", id="less than no time"),
        pytest.param({"promised": None}, "promised", id="no promise"),
        pytest.param({"legal_basis": []}, "legal_basis", id="no law"),
        pytest.param({"legal_basis": [{"law": " "}]}, "legal_basis", id="a law without a name"),
        pytest.param({"results": []}, "results", id="nothing comes of it"),
        pytest.param({"form": None}, "form", id="no form"),
        pytest.param({"visits": {"window": 1}}, "visits", id="online, but no way online"),
        pytest.param({"fees": [{"name": "费", "cents": 1, "basis": " "}]}, "fees.费", id="a fee without a law"),
        pytest.param({"fees": [{"name": "费", "cents": -1, "basis": "法"}]}, "fees.费", id="a negative fee"),
        pytest.param({"materials": upload(sample_note="")}, "materials.plan.sample", id="no sample"),
        pytest.param({"materials": upload(source="government")}, "materials.plan.licence_type", id="we issued it"),
        pytest.param({"materials": upload() + upload()}, "materials.plan", id="a code used twice"),
        pytest.param({"route": None}, "route", id="nobody handles it"),
        pytest.param({"route": {**ROUTE, "window": ""}}, "route.window", id="no window"),
        pytest.param(
            {"route": {**ROUTE, "decision": {"department": "health", "post": ""}}},
            "route.decision.post",
            id="no decider",
        ),
        pytest.param({"route": stage()}, "route.stages.only", id="an empty stage"),
        pytest.param({"route": stage(step(post=""))}, "route.steps.a.post", id="a step without a post"),
        pytest.param({"route": stage(step(), step())}, "route.steps.a", id="a step twice"),
        pytest.param({"route": stage(step(days=8))}, "route", id="the route is longer than the promise"),
        pytest.param(
            {"route": stage(step(when="situation.kind = 1"))}, "route.steps.a.when", id="a condition misspelt"
        ),
        pytest.param(
            {"route": stage(step(when="answers.x == 1"))}, "route.steps.a.when", id="a field that is not there"
        ),
        pytest.param({"materials": upload(when="situation.x == 'a'")}, "materials.plan.when", id="no such question"),
        pytest.param({"materials": upload(when="situation.kind == 'z'")}, "materials.plan.when", id="no such option"),
        pytest.param({"materials": upload(when="1 + 1")}, "materials.plan.when", id="not a question"),
        pytest.param(
            {"situations": [{"code": "kind", "question": "？", "options": [], "when": "situation.kind == 'a'"}]},
            "situations.kind.when",
            id="a question that waits for itself",
        ),
        pytest.param({"form": {**FORM, "schema": {"type": "foo"}}}, "form.schema", id="no schema at all"),
        pytest.param({"form": with_property(extra={"type": "string"})}, "form.extra", id="on no page"),
        pytest.param({"form": with_property(**{"a-b": {"type": "string"}})}, "form.a-b", id="a name with a dash"),
        pytest.param(
            {"form": with_pages({"code": "x", "title": "x", "fields": [{"name": "ghost"}]})},
            "form.ghost",
            id="no field",
        ),
        pytest.param(
            {"form": with_pages({"code": "x", "title": "x", "fields": [{"name": "area"}]})}, "form.area", id="twice"
        ),
        pytest.param(
            {"form": {**FORM, "schema": {**FORM["schema"], "required": ["ghost"]}}}, "form.ghost", id="required ghost"
        ),
        pytest.param(
            {"form": with_property(staff={"type": "array", "items": {"properties": {"name": {}}}})},
            "form.staff.id_number",
            id="a cell that is not there",
        ),
        pytest.param(
            {"form": with_pages({"code": "x", "title": "x", "fields": [], "when": "answers.ghost == 1"})},
            "form.x.when",
            id="a page that waits for a ghost",
        ),
    ],
)
def test_a_fault_stops_the_publication(changes, path):
    assert path in paths(**changes)


def test_a_field_cannot_wait_for_a_later_one():
    first, *others = FORM["pages"][0]["fields"]
    pages = [{**FORM["pages"][0], "fields": [{**first, "when": "answers.area > 5"}, *others]}, FORM["pages"][1]]

    assert paths(form={**FORM, "pages": pages}) == {"form.place_name.when"}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"licence_type": "id-card"}, id="taken from the library"),
        pytest.param({"accept_standard": "原件由外地部门核发，库里没有。"}, id="a reason is given"),
        pytest.param({"necessity": "optional"}, id="not required"),
    ],
)
def test_what_government_issued_may_be_asked_for_with_reason(changes):
    assert paths(materials=upload(source="government", **changes)) == set()


def test_terms_in_different_units_are_not_compared():
    assert paths(promised={"days": 25, "unit": "N"}) == set()


def test_an_item_decided_on_the_spot_promises_no_days():
    assert paths(promised={"days": 0}, case_type="immediate", route={**ROUTE, "stages": []}) == set()


def test_the_longest_way_takes_the_slowest_step_of_each_stage():
    assert catalogue.critical_days(configured_definition().route) == 3 + 3 + 1


def test_every_fault_says_in_chinese_what_to_do():
    found = catalogue.obstacles(configured_definition(name="", route=None, results=[], legal_basis=[], form=None))

    assert len(found) >= 5
    assert all(fault.message.endswith("。") for fault in found)
