"""Every address of the hall, asked for by everybody: who sees what, and that nobody learns what others have."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.channels.answers import (
    ANAS,
    AT_THE_WINDOW,
    DOOR,
    DOOR_OF_STAFF,
    OF_KEEPERS,
    OF_NO_OFFICIAL,
    OF_NOBODY_HERE,
    OF_OFFICE_WORK,
    OF_OPERATORS,
    OF_READERS,
    OF_STRUCTURE,
    OF_THE_CASE,
    OF_THE_DESK,
    OPEN,
    OWN_PAGE,
    a_step,
    get,
    of_ana,
    of_keepers,
    of_operators,
    post,
)
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
    **{
        f"{name}_id": NOT_THERE
        for name in ("hall", "window", "post", "client", "look", "passkey", "consent", "certificate")
    },
    "session_id": "0" * 32,
}
PARTS = {"letter_id", "material_id", "review_id", "file_id", "paper_id", "upload_id", "joint_letter_id", "member_id"}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


# None of these is open in the first stage of a review to whoever walks here, but to some of them they might be.
STEPS_OF_POSTS = (
    "supplement", "correction", "addition", "addition_recall", "receipt", "turn_away", "no_licence",
    "pre_review_failure", "sending_back", "pause",
    "resume", "extension", "party", "statement", "inspectors", "inspection", "hearing_offer", "hearing_request",
    "hearing_waiver", "hearing_call", "hearing_record", "refusal", "fee", "certificates",
)  # fmt: skip
STEPS_OF_THE_DEPARTMENT = ("payment", "delivery", "take_back", "reopening")
STEPS_OF_SUPERIORS = ("extension_answer", "termination", "voiding")
DIRECTING = ("reassignment", "review_reassignment")

ADDRESSES = {
    "portal:home": OPEN,
    "portal:elder": post("led on"),
    "portal:items": OPEN,
    "portal:search": OPEN,
    "portal:guide": OPEN,
    "portal:sample": OPEN,
    "portal:packages": OPEN,
    "portal:package": OPEN,
    "portal:sign_in": OPEN,
    "portal:certificate_sign_in": OPEN,
    "portal:authority": OPEN,
    "portal:revoked": OPEN,
    "portal:certificate_status": post("200"),
    "portal:sign_in_code": OPEN,
    "portal:recover": OPEN,
    "portal:accept": get("sign in", "led on", "led on", "led on", "led on", "led on", "led on"),
    "portal:demo_telephone": get("404"),
    "portal:sign_out": post("led on"),
    "portal:sign_up": OPEN,
    "portal:sign_up_enterprise": OPEN,
    "portal:start": get("sign in", "200", "200", "409", "409", "409", "409"),
    "portal:situation": ANAS,
    "portal:page": ANAS,
    "portal:live": of_ana("200"),
    "portal:materials": ANAS,
    "portal:upload": of_ana("422"),
    "portal:draft_file": ANAS,
    "portal:remove_file": of_ana("led on"),
    "portal:check": ANAS,
    "portal:renew": of_ana("led on"),
    "portal:discard": of_ana("led on"),
    "portal:done": ANAS,
    "portal:account": OWN_PAGE,
    "portal:password": OWN_PAGE,
    "portal:confirm_phone": OWN_PAGE,
    "portal:phone": OWN_PAGE,
    "portal:ask_old_phone": post("401", "200", "200", "403", "403", "403", "403"),
    "portal:level": OWN_PAGE,
    "portal:licence": post("401", "422", "422", "422", "422", "422", "422"),
    "portal:close_account": OWN_PAGE,
    **{f"door:{name}": answers for name, answers in DOOR.items()},
    **{f"desk_door:{name}": answers for name, answers in DOOR_OF_STAFF.items()},
    "desk:sign_ins": OF_OPERATORS,
    "desk:end_sessions": of_operators("led on"),
    "desk:clear_factors": of_operators("led on"),
    "portal:space": OWN_PAGE,
    "portal:messages": OWN_PAGE,
    "portal:message": ANAS,
    "portal:case": ANAS,
    "portal:letter": ANAS,
    "portal:case_material": ANAS,
    "portal:withdraw": ANAS,
    "portal:correct": get("sign in", "led on", "404", "404", "404", "404", "404"),
    "portal:hearing": get("sign in", "led on", "404", "404", "404", "404", "404"),
    "portal:start_package": get("sign in", "200", "200", "409", "409", "409", "409"),
    "portal:joint": ANAS,
    "portal:joint_letter": ANAS,
    "portal:joint_correct": get("sign in", "led on", "404", "404", "404", "404", "404"),
    "portal:joint_withdraw": ANAS,
    "portal:progress": OPEN,
    "portal:authorize": get("400"),
    "portal:resume": OPEN,
    "portal:consent": post("401", "400", "400", "400", "400", "400", "400"),
    "portal:site_logout": OPEN,
    "portal:leave_here": post("200"),
    "portal:sites": OWN_PAGE,
    "portal:withdraw_site": of_ana("led on"),
    "portal:partner_depart": get("503"),
    "portal:partner_back": get("403"),
    "portal:partner_leave": get("led on"),
    "portal:accessibility": OPEN,
    "portal:agreement": OPEN,
    "portal:privacy": OPEN,
    "portal:robots": OPEN,
    "desk:work": OF_THE_DESK,
    "desk:batches": OF_READERS,
    "desk:batch": OF_READERS,
    "desk:due": OF_READERS,
    "desk:due_list": OF_READERS,
    "desk:verify": AT_THE_WINDOW,
    "desk:register_person": AT_THE_WINDOW,
    "desk:lost_phone": AT_THE_WINDOW,
    "desk:sign_in": OPEN,
    "desk:certificate_sign_in": OPEN,
    "desk:certificate_list": OF_OPERATORS,
    "desk:certificate_founding": of_operators("led on"),
    "desk:certificate_new": OF_OPERATORS,
    "desk:certificate": OF_OPERATORS,
    "desk:certificate_file": OF_OPERATORS,
    "desk:certificate_renewal": OF_OPERATORS,
    "desk:certificate_suspension": of_operators("led on"),
    "desk:certificate_resumption": of_operators("409"),
    "desk:certificate_revocation": of_operators("422"),
    "desk:sign_out": post("desk"),
    "desk:search": OF_READERS,
    "desk:cases": OF_READERS,
    "desk:case": OF_THE_CASE,
    "desk:reveal": post("401", "404", "404", "404", "200", "404", "404"),
    "desk:material": OF_THE_CASE,
    "desk:paper": OF_THE_CASE,
    "desk:letter": OF_THE_CASE,
    "desk:intake": a_step("post", "led on"),
    "desk:opinion": a_step("post", "422"),
    "desk:grant": a_step("post", "led on"),
    **{f"desk:{name}": a_step("get", "403") for name in STEPS_OF_POSTS},
    **{f"desk:{name}": get("desk", "404", "404", "404", "403", "404", "404") for name in STEPS_OF_THE_DEPARTMENT},
    **{f"desk:{name}": get("desk", "404", "404", "403", "403", "403", "403") for name in STEPS_OF_SUPERIORS},
    **{f"desk:{name}": get("desk", "404", "404", "403", "403", "403", "403") for name in DIRECTING},
    "desk:evidence": OF_NO_OFFICIAL,
    "desk:proof": OF_NO_OFFICIAL,
    "desk:countersigns": OF_THE_DESK,
    "desk:countersign_new": get("desk", "404", "404", "403", "403", "403", "403"),
    "desk:countersign": OF_OFFICE_WORK,
    "desk:countersign_file": OF_OFFICE_WORK,
    "desk:countersign_step": get("desk", "404", "404", "404", "403", "403", "404"),
    "desk:tasks": OF_THE_DESK,
    "desk:task_new": get("desk", "404", "404", "403", "403", "403", "403"),
    "desk:task": OF_OFFICE_WORK,
    "desk:task_step": get("desk", "404", "404", "404", "403", "403", "404"),
    "desk:messages": OF_THE_DESK,
    "desk:message": OF_NO_OFFICIAL,
    "desk:hand_over": OF_THE_DESK,
    "desk:hand_over_end": post("401", "404", "404", "404", "403", "led on", "403"),
    "desk:joints": OF_READERS,
    "desk:joint": OF_THE_CASE,
    "desk:joint_letter": OF_THE_CASE,
    "desk:joint_accept": a_step("post", "led on"),
    "desk:joint_correction": a_step("get", "200"),
    "desk:joint_extension": a_step("get", "403"),
    "desk:joint_extension_answer": a_step("post", "403"),
    "desk:joint_delivery": a_step("get", "403"),
    "desk:joint_turn_away": a_step("get", "200"),
    "desk:joint_terminate": a_step("get", "403"),
    "desk:joint_release": a_step("get", "403"),
    "desk:calendar": OF_KEEPERS,
    "desk:calendar_day": of_keepers("422"),
    "desk:calendar_year": OF_KEEPERS,
    "desk:calendar_publish": of_keepers("422"),
    "desk:people": OF_OPERATORS,
    "desk:person": OF_OPERATORS,
    "desk:further_post": OF_OPERATORS,
    "desk:leaving": of_operators("led on"),
    "desk:staff_account": of_operators("404"),
    "desk:departments": OF_OPERATORS,
    "desk:establishment": OF_OPERATORS,
    "desk:appointment": OF_OPERATORS,
    "desk:merger": OF_OPERATORS,
    **OF_STRUCTURE,
    "desk:roles": OF_OPERATORS,
    "desk:granting": OF_NOBODY_HERE,
    "desk:taking_back": OF_NOBODY_HERE,
    "desk:clients": OF_OPERATORS,
    "desk:client_revocation": of_operators("led on"),
    "desk:emergency": OF_NOBODY_HERE,
    "desk:emergency_review": post("401", "404", "404", "403", "403", "403", "403"),
    "desk:audit": OF_NOBODY_HERE,
    "desk:operations": OF_OPERATORS,
    "desk:send_again": of_operators("led on"),
    "desk:items": OF_KEEPERS,
    "desk:import": OF_KEEPERS,
    "desk:item": OF_KEEPERS,
    "desk:packages": OF_KEEPERS,
    "desk:package": OF_KEEPERS,
    "desk:package_import": OF_KEEPERS,
    "desk:package_keep": of_keepers("422"),
    "desk:package_publish": of_keepers("409"),
    "desk:package_withdraw": OF_KEEPERS,
    "desk:package_file": OF_KEEPERS,
    "desk:routes": OF_KEEPERS,
    "desk:route": OF_KEEPERS,
    "desk:route_publish": OF_KEEPERS,
    "desk:route_cases": OF_KEEPERS,
    "desk:route_change": OF_KEEPERS,
    "desk:route_discard": of_keepers("409"),
    "desk:route_file": OF_KEEPERS,
    "desk:route_upload": of_keepers("422"),
    "desk:sites": OF_OPERATORS,
    "desk:site_new": OF_OPERATORS,
    "desk:site": OF_OPERATORS,
    "desk:site_change": OF_OPERATORS,
    "desk:site_renew": of_operators("200"),
    "desk:site_revoke": of_operators("led on"),
    "desk:partners": OF_OPERATORS,
    "desk:partner_new": OF_OPERATORS,
    "desk:partner": OF_OPERATORS,
    "desk:templates": OF_KEEPERS,
    "desk:template": OF_KEEPERS,
    "desk:template_edit": OF_KEEPERS,
    "desk:template_check": of_keepers("200"),
    "desk:template_look": OF_KEEPERS,
    "desk:template_paper": OF_KEEPERS,
    "desk:template_publish": of_keepers("led on"),
    "desk:template_discard": of_keepers("led on"),
    "desk:template_restore": of_keepers("led on"),
    "kit:gallery": get("404"),
    "kit:desk_gallery": get("404"),
}

# nobody, and two people who are signed in but bring no token; another system, the system whose case it is
FOR_ALL = get("200", "200", "200", "200", "200")
OF_THE_SYSTEM = get("401", "401", "401", "404", "200")
FOR_SYSTEMS = {
    "openid:discovery": FOR_ALL,
    "openid:keys": FOR_ALL,
    "openid:token": post("401", "401", "401", "401", "401"),
    "openid:userinfo": get("401", "401", "401", "401", "401"),
    "openid:introspect": post("401", "401", "401", "401", "401"),
    "openid:revoke": post("401", "401", "401", "401", "401"),
    "openapi:document": FOR_ALL,
    "openapi:docs": FOR_ALL,
    "openapi:items": FOR_ALL,
    "openapi:guide": FOR_ALL,
    "openapi:hand_in_file": post("401", "401", "401", "422", "422"),
    "openapi:hand_in": post("401", "401", "401", "422", "422"),
    "openapi:case": OF_THE_SYSTEM,
    "openapi:letter": OF_THE_SYSTEM,
    "openapi:correct": post("401", "401", "401", "404", "409"),
    "openapi:withdraw": post("401", "401", "401", "404", "200"),
    "openapi:nowhere": get("404", "404", "404", "404", "404"),
}


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
