"""The API describes itself, and keeps what it says."""

import json
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import get_resolver
from openapi_spec_validator import validate

from citong.channels.openapi import urls
from citong.channels.openapi.document import document
from citong.kernel.errors import Unavailable

pytestmark = pytest.mark.django_db

NUMBER = "350502202609210000010"
PLACES = {"{code}": "HEALTH-1", "{number}": NUMBER, "{letter_id}": "1"}


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for path, methods in document()["paths"].items():
        for placeholder, value in PLACES.items():
            path = path.replace(placeholder, value)
        found += [(method, f"/api/v1{path}", operation) for method, operation in methods.items()]
    return found


def guarded() -> list[tuple[str, str]]:
    return [(method, path) for method, path, operation in operations() if "security" in operation]


def test_the_document_is_valid_openapi():
    answer = Client().get("/api/v1/openapi.json")

    whole = json.loads(answer.content)
    validate(whole)
    assert whole["openapi"] == "3.1.0"
    assert {operation["operationId"] for _, _, operation in operations()} == {
        "items", "guide", "hand_in_file", "hand_in", "case", "letter", "correct", "withdraw",
    }  # fmt: skip


def test_every_operation_says_what_it_is_for_and_how_it_refuses():
    for _, path, operation in operations():
        assert operation["summary"], path
        assert operation["description"], path
        assert "application/problem+json" in operation["responses"]["default"]["content"], path


def test_only_the_catalogue_is_open_without_a_token():
    open_to_all = {path for _, path, operation in operations() if "security" not in operation}

    assert open_to_all == {"/api/v1/items", "/api/v1/items/HEALTH-1"}


@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer wrong", "Basic wrong", "Bearer " + "x" * 5000])
@pytest.mark.parametrize(("method", "path"), guarded())
def test_nobody_comes_in_without_a_token(method, path, authorization):
    headers = {"Authorization": authorization} if authorization else {}

    answer = getattr(Client(), method)(path, headers=headers)

    assert answer.status_code == 401
    assert answer.json()["type"] == "not_authenticated"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, _ in operations()])
def test_other_methods_are_refused_with_those_that_are_allowed(method, path):
    answer = Client().delete(path)

    assert (answer.status_code, answer.json()["type"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == method.upper()


@pytest.mark.parametrize("path", ["", "nowhere", "items/", "cases/a/b/c", "openapi"])
def test_an_unknown_address_is_told_in_the_apis_own_words(path):
    answer = Client().get(f"/api/v1/{path}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_every_address_names_its_guard():
    for pattern in urls.urlpatterns:
        assert pattern.callback.guard, pattern


def test_the_page_lists_every_operation_and_loads_nothing_from_elsewhere():
    answer = Client().get("/api/v1/docs/")

    page = answer.content.decode()
    for path in document()["paths"]:
        assert f"/api/v1{path}" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


@pytest.mark.parametrize("trouble", [OperationalError("too many connections"), Unavailable("silent")])
def test_what_is_too_busy_says_when_to_come_back_and_is_logged_once(system, monkeypatch, caplog, trouble):
    monkeypatch.setattr("citong.identity.facade.client_by_token", raising(trouble))

    answer = system.get(f"cases/{NUMBER}")

    assert (answer.status_code, answer.json()["type"]) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "5"
    assert [(record.levelname, record.name) for record in caplog.records] == [
        ("WARNING", "citong.channels.openapi.api")
    ]


def test_a_fault_of_ours_is_owned_up_and_logged_once(system, monkeypatch, caplog):
    monkeypatch.setattr("citong.identity.facade.client_by_token", raising(RuntimeError("secret detail")))

    answer = system.get(f"cases/{NUMBER}")

    assert (answer.status_code, answer.json()["type"]) == (500, "broken")
    assert "secret detail" not in answer.content.decode()
    (record,) = caplog.records
    assert record.getMessage() == f"An API request failed: /api/v1/cases/{NUMBER}"
    assert record.exc_info


def raising(trouble: Exception):
    def fail(_: str) -> None:
        raise trouble

    return fail


def test_the_whole_api_hangs_under_its_version():
    assert get_resolver().resolve("/api/v1/openapi.json").view_name == "openapi:document"
