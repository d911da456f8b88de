"""Whatever is sent, the API answers in words and never breaks."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.channels.openapi.conftest import body_for

pytestmark = pytest.mark.django_db

WITHOUT_HASTE = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ["item_code", "version", "situation", "answers", "materials", "applicant", "declared"]
OF_APPLICANT = ["kind", "name", "id_type", "id_number", "phone", "handler_name"]
ANSWERS = ["place_name", "uscc", "contact_phone", "area", "air_conditioning", "duct_cleaned_on", "staff", "promise"]


def assert_answered(answer: Any) -> None:
    assert answer.status_code < 500, answer.content
    if answer.status_code >= 400:
        problem = answer.json()
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert problem["status"] == answer.status_code
        assert problem["type"]
        assert problem["title"]
        assert problem["detail"]


def sent(system: Any, path: str, body: Any) -> Any:
    return system.post(path, json.dumps(body).encode("utf-8", "surrogatepass"))


@WITHOUT_HASTE
@given(body=JSON)
def test_any_json_is_answered(system, version, body):
    for path in ("cases", "cases/350502202609210000010/corrections", "cases/350502202609210000010/withdrawal"):
        assert_answered(sent(system, path, body))


@WITHOUT_HASTE
@given(field=st.sampled_from(FIELDS), value=JSON)
def test_any_value_of_a_field_is_answered(system, version, field, value):
    assert_answered(sent(system, "cases", body_for(version, system) | {field: value}))


@WITHOUT_HASTE
@given(field=st.sampled_from(OF_APPLICANT), value=JSON)
def test_any_value_about_the_applicant_is_answered(system, version, field, value):
    body = body_for(version, system)
    body["applicant"][field] = value

    assert_answered(sent(system, "cases", body))


@WITHOUT_HASTE
@given(name=st.sampled_from(ANSWERS), value=JSON)
def test_any_answer_of_the_form_is_answered(system, version, name, value):
    body = body_for(version, system)
    body["answers"] = {**body["answers"], name: value}

    assert_answered(sent(system, "cases", body))


@WITHOUT_HASTE
@given(content=st.binary(max_size=200))
def test_any_bytes_are_answered(system, content):
    assert_answered(system.post("cases", content))
    assert_answered(system.post("files", content))


@WITHOUT_HASTE
@given(query=st.dictionaries(st.sampled_from(["q", "audience", "topic", "department", "after"]), st.text(max_size=30)))
def test_any_question_for_items_is_answered(system, version, query):
    assert_answered(
        system.get("items", **{name: value.encode("utf-8", "replace").decode() for name, value in query.items()})
    )
