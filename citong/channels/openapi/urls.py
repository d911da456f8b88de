"""Addresses of the open API; what is none of them is told so in its own words."""

from django.urls import URLPattern, path, re_path

from . import document
from .api import api
from .edge import answered, nowhere

app_name = "openapi"


def _operations() -> list[URLPattern]:
    patterns = [each for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"]
    return [
        URLPattern(each.pattern, answered(each.callback, guard="api"), each.default_args, each.name)
        for each in patterns
    ]


urlpatterns = [
    path("openapi.json", document.openapi, name="document"),
    path("docs/", document.page, name="docs"),
    *_operations(),
    re_path("", answered(nowhere, guard="anyone"), name="nowhere"),
]
