"""The API's own description, OpenAPI 3.1, and a page that lists it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citong.channels.kit.guards import anyone

from .api import api
from .problems import MEDIA_TYPE, Problem

_REFUSED: Final = {
    "description": "没有办成，原因见答复",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}

Part = dict[str, Any]  # Any: a JSON document


@dataclass(frozen=True)
class Operation:
    """A line of the page."""

    method: str
    path: str
    summary: str
    description: str
    wants_token: bool


@anyone
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django gives it
    """The document."""
    return HttpResponse(_encoded(), content_type="application/json; charset=utf-8")


@anyone
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The document for people: which operations there are."""
    return render(request, "openapi/docs.html", {"topics": _by_topic(document())})


def document() -> Part:
    """The whole description; every operation tells what a refusal looks like."""
    whole: Part = dict(api.get_openapi_schema(path_prefix=""))
    whole["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    for operation in _operations(whole):
        operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()}
        operation["responses"]["default"] = _REFUSED
    return whole


@cache
def _encoded() -> bytes:
    return msgspec.json.encode(document())


def _operations(whole: Mapping[str, Any]) -> list[Part]:
    return [operation for methods in whole["paths"].values() for operation in methods.values()]


def _by_topic(whole: Mapping[str, Any]) -> dict[str, list[Operation]]:
    topics: dict[str, list[Operation]] = {}
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            line = Operation(
                method=method.upper(),
                path=f"/api/v1{path}",
                summary=operation["summary"],
                description=operation.get("description", ""),
                wants_token="security" in operation,
            )
            topics.setdefault(operation["tags"][0], []).append(line)
    return topics
