"""The rules of screens, each seen to catch a violation, then held against every page and address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver
from ninja import NinjaAPI
from ninja.security import HttpBearer

from citong.channels.openapi.api import api
from tests.architecture import screen_rules
from tests.architecture.house import ROOT, found, texts

CHANNELS = "citong/channels"
# Pages that Django's own error views know by name.
BY_DJANGO = {"400.html", "403.html", "404.html", "500.html"}
# Operations of the open API for which nobody needs a token: guides are public.
OPEN_OPERATIONS = {"items", "guide"}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<script type="module">go()</script>',
        "<style>p {}</style>",
        '<p style="color: red">',
        '<button onclick="go()">',
        "{{ note|safe }}",
        "{% autoescape off %}",
    ],
)
def test_code_in_a_template_is_seen(text: str):
    assert screen_rules.code_in_templates(Path("a.html"), text)


def test_a_script_file_is_allowed():
    assert screen_rules.code_in_templates(Path("a.html"), '<script src="/static/hall.js" defer></script>') == []


def test_no_page_carries_code():
    assert found(screen_rules.code_in_templates, _templates()) == []


@pytest.mark.parametrize("text", ["<p>Submit</p>", '<input placeholder="your name">', '<a aria-label="close">关</a>'])
def test_a_word_that_is_not_chinese_is_seen(text: str):
    assert screen_rules.words_not_chinese(Path("a.html"), text)


def test_tags_variables_and_known_words_are_no_foreign_words():
    page = '{% button "提交" kind="quiet" %}<a class="plain" href="/items/">下载 PDF</a>{{ case.number }}'

    assert screen_rules.words_not_chinese(Path("a.html"), page) == []


def test_pages_speak_chinese():
    assert found(screen_rules.words_not_chinese, _templates()) == []


def test_a_template_that_nobody_renders_is_seen():
    mentioned = screen_rules.names_in('render(request, "kit/a.html")\ninclude(f"kit/fields/{kind}.html")')

    left = screen_rules.unrendered({"kit/a.html", "kit/fields/date.html", "kit/lost.html"}, mentioned=mentioned)

    assert left == {"kit/lost.html"}


def test_every_template_is_rendered_by_somebody():
    mentioned = {name for _, text in texts("citong", suffixes=(".py", ".html")) for name in screen_rules.names_in(text)}
    templates = {str(path).split("/templates/", maxsplit=1)[1] for path, _ in _templates()}

    assert screen_rules.unrendered(templates, mentioned=mentioned | BY_DJANGO) == set()


def test_templates_carry_the_name_of_their_channel():
    strange = [
        path
        for path, _ in _templates()
        if path.name not in BY_DJANGO and path.parts[path.parts.index("templates") + 1] != path.parts[2]
    ]

    assert strange == []


def _unguarded(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _unguarded(pattern.url_patterns, address)
        elif not hasattr(pattern.callback, "guard"):
            yield address


def _open_operations(an_api: NinjaAPI) -> set[str]:
    """The operations that anybody may call, as they are once the routers' authentication has reached them."""
    views = [view for router in an_api._get_bound_routers() for view in router.path_operations.values()]
    operations = [operation for view in views for operation in view.operations]
    assert operations
    return {operation.view_func.__name__ for operation in operations if not operation.auth_callbacks}


def test_a_view_without_a_guard_is_seen():
    bare = URLPattern(get_resolver().pattern, lambda _request: None)

    assert list(_unguarded([bare])) == [str(get_resolver().pattern)]


def test_every_address_has_a_guard():
    assert list(_unguarded(get_resolver().url_patterns)) == []


def test_an_operation_that_asks_nobody_is_seen():
    house = NinjaAPI(urls_namespace="house", auth=HttpBearer.__call__)
    house.get("/closed")(_for_systems)
    house.get("/open", auth=None)(_for_everybody)

    assert _open_operations(house) == {"_for_everybody"}


def test_every_operation_of_the_open_api_asks_who_calls():
    assert _open_operations(api) == OPEN_OPERATIONS


def _for_systems(request: HttpRequest) -> dict[str, str]:
    return {"method": str(request.method)}


def _for_everybody(request: HttpRequest) -> dict[str, str]:
    return {"method": str(request.method)}


def test_there_are_templates_to_hold_the_rules_against():
    assert (ROOT / CHANNELS / "kit" / "templates" / "kit" / "base.html").is_file()
    assert len(list(_templates())) > 40


def _templates() -> Iterator[tuple[Path, str]]:
    return texts(CHANNELS, suffixes=(".html",))
