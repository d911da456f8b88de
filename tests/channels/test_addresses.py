"""Every address of the hall, asked for by everybody: who sees what, and that nobody learns what others have."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.channels.addresses import ADDRESSES, DIRECTING, FOR_SYSTEMS
from tests.channels.scene import Named, Scene, hall_with_everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("renderer")]

VISITORS = ("nobody", "ana", "ben", "elsewhere", "window", "keeper", "operator")
SYSTEMS = ("nobody", "ana", "window", "stranger", "system")
NOT_THERE = 2_000_000_000
UNKNOWN = {
    "number": "350502209912319999991",
    "joint_number": "350502209912319999991",
    **{f"{name}_id": NOT_THERE for name in ("draft", "file", "notice", "letter", "material", "case", "review")},
    **{f"{name}_id": NOT_THERE for name in ("countersign", "paper", "task", "substitution", "change", "upload")},
    **{f"{name}_id": NOT_THERE for name in ("joint", "joint_letter", "member", "staff", "held", "account", "grant")},
    **{f"{name}_id": NOT_THERE for name in ("client", "look", "passkey", "consent", "certificate", "mandate", "help")},
    **{f"{name}_id": NOT_THERE for name in ("hall", "window", "post", "word")},
    "session_id": "0" * 32,
}
PARTS = {"letter_id", "material_id", "review_id", "file_id", "paper_id", "upload_id", "joint_letter_id", "member_id"}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


ALL = {**ADDRESSES, **FOR_SYSTEMS}
BODIES = {"openapi:correct": {"answers": {}}, "openapi:withdraw": {"reason": "x"}}


@pytest.fixture
def scene(settings) -> Scene:
    settings.DEMO = False
    return hall_with_everything()


def patterns(resolver: URLResolver) -> Iterator[tuple[str, URLPattern]]:
    """Every address with its name, its channel's name first."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield f"{resolver.namespace}:{each.name}", each


def names_in(name: str) -> set[str]:
    """What an address holds besides its words."""
    return set(dict(patterns(get_resolver()))[name].pattern.converters)


def address_of(name: str, things: Named) -> str:
    held = {**things, "draft_id": things["done_id"]} if name == "portal:done" and "done_id" in things else things
    held = {**held, "number": 2026} if name.startswith("desk:calendar_") else held
    return reverse(name, kwargs={each: held[each] for each in names_in(name)})


class Answer(NamedTuple):
    """What came back: in a word, and in full."""

    word: str
    content: bytes


def asked(scene: Scene, name: str, visitor: str, things: Named) -> Answer:
    """The answer; what the request changed is taken back."""
    how, address = ALL[name], address_of(name, things)
    system = scene.systems.get(visitor)
    client, headers = (system.http, system.headers) if system else (scene.client_of(visitor), {})
    with transaction.atomic():
        if how.method == "post" and name in FOR_SYSTEMS:
            answer = client.post(address, BODIES.get(name, {}), content_type="application/json", headers=headers)
        else:
            answer = getattr(client, how.method)(address, headers=headers)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return Answer(in_a_word(answer), TOKEN.sub(b"", content).replace(address.encode(), b""))


def in_a_word(answer: HttpResponseBase) -> str:
    if answer.status_code != 302:
        return str(answer.status_code)
    leads_to = answer.headers["Location"].partition("?")[0]
    return {reverse("portal:sign_in"): "sign in", reverse("desk:sign_in"): "desk"}.get(leads_to, "led on")


def differing(answers: dict[str, str], *, column: int) -> dict[str, str]:
    """Where the answer is not the one in the table, in words."""
    wanted = {name: ALL[name].answers[column] for name in answers}
    return {name: f"{answer}, not {wanted[name]}" for name, answer in answers.items() if answer != wanted[name]}


def test_every_address_is_in_the_tables():
    every = {name for name, _ in patterns(get_resolver())}

    assert every == ALL.keys()


@pytest.mark.parametrize("visitor", VISITORS)
def test_everybody_gets_what_is_theirs(scene, visitor):
    answers = {name: asked(scene, name, visitor, scene.of_ana).word for name in ADDRESSES}

    assert differing(answers, column=VISITORS.index(visitor)) == {}


@pytest.mark.parametrize("visitor", SYSTEMS)
def test_every_system_gets_what_is_its_own(scene, visitor):
    answers = {name: asked(scene, name, visitor, scene.of_system).word for name in FOR_SYSTEMS}

    assert differing(answers, column=SYSTEMS.index(visitor)) == {}


@pytest.mark.parametrize(("visitor", "channel"), [("ben", "portal"), ("elsewhere", "desk"), ("stranger", "openapi")])
def test_what_is_anothers_looks_as_if_it_were_not_there(scene, visitor, channel):
    theirs = scene.of_system if channel == "openapi" else scene.of_ana
    private = [name for name in ALL if name.startswith(channel) and names_in(name) & UNKNOWN.keys()]

    others = {name: asked(scene, name, visitor, theirs) for name in private}
    unknown = {name: asked(scene, name, visitor, {**theirs, **UNKNOWN}) for name in private}

    assert len(private) >= 4
    assert [name for name in private if others[name] != unknown[name]] == []


@pytest.mark.parametrize(("visitor", "channel"), [("ben", "portal"), ("window", "desk")])
def test_what_is_anothers_is_not_reached_through_ones_own(scene, visitor, channel):
    """Ben asks through his own case for Ana's letter; the window through Ben's case for Ana's paper."""
    barred = {f"desk:{name}" for name in DIRECTING}  # a window directs nobody, whatever it names
    nested = [name for name in ADDRESSES if name.startswith(channel) and names_in(name) & PARTS and name not in barred]
    mixed = {**scene.of_ben, **{part: scene.of_ana[part] for part in PARTS}}

    answers = {name: asked(scene, name, visitor, mixed).word for name in nested}

    assert len(nested) >= 4
    assert set(answers.values()) == {"404"}, answers
