"""代办授权 at the window, and 社区代办: helpers of the community act for one application of somebody's."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.catalogue import facade as catalogue
from citong.channels.kit.browsers import browser_of, sender_of
from citong.channels.kit.for_whom import act_under
from citong.channels.kit.guards import permitted
from citong.identity import facade as identity
from citong.kernel import files
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput, NotFound, Refusal

from ..forms import add_faults
from ..mandate_forms import GivenAtWindow, Help, NewRepresentative
from ..screens import official, sent, show, today

at_the_window = permitted(identity.P.VOUCH)
helping = permitted(identity.P.HELP)
GIVEN = "授权办好了，现在生效。代办人登录自己的账号，在“代办与授权”里为对方办事。"
ENDED = "两个人之间的授权都结束了，马上生效。"


@at_the_window
def give(request: HttpRequest) -> HttpResponse:
    """Two people with their documents and a signed paper: the one acts for the other from now on."""
    form, by, now = GivenAtWindow(sent(request)), official(request), timezone.now()
    refused = None
    if form.is_valid():
        act, said = (_ended, ENDED) if request.POST.get("step") == "end" else (_given, GIVEN)
        refused = _tried(form, lambda: act(request, form.cleaned_data, by=by, at=now))
        if refused is None:
            messages.success(request, said)
            return redirect("desk:mandate")
    return show(request, "desk/people/mandate.html", {"form": form}, status=refused or (422 if form.errors else 200))


@at_the_window
def representative(request: HttpRequest) -> HttpResponse:
    """A body has another legal representative; its handlers go on, and are to be confirmed."""
    form, by, now = NewRepresentative(sent(request)), official(request), timezone.now()
    refused = None
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("uscc", "name", "representative")}
        refused = _tried(form, lambda: identity.change_representative(**typed, by=by, at=now))
        if refused is None:
            messages.success(request, "法定代表人变更好了。单位登录后会看到要确认的经办人。")
            return redirect("desk:representative")
    context = {"form": form}
    return show(request, "desk/people/representative.html", context, status=refused or (422 if form.errors else 200))


@helping
def help_people(request: HttpRequest) -> HttpResponse:
    """Whom one helps now, and somebody new who has agreed to it."""
    form, by, now = Help(sent(request)), official(request), timezone.now()
    refused = None
    if form.is_valid():
        refused = _tried(form, lambda: _helped(request, form.cleaned_data, by=by, at=now))
        if refused is None:
            return redirect("desk:help") if request.POST.get("step") != "send" else _shown(request, form)
    return _shown(request, form, status=refused or (422 if form.errors else 200))


@helping
@require_POST
def go(request: HttpRequest, help_id: int) -> HttpResponse:
    """Act for this person in the portal; what is done there is theirs, and says who did it."""
    act_under(request, help_id)
    return redirect("portal:space")


def _shown(request: HttpRequest, form: Form, *, status: int = 200) -> HttpResponse:
    assert request.user.is_authenticated  # noqa: S101 - the guard
    helped = identity.help_given_by(request.user, on=today())
    return show(request, "desk/people/help.html", {"form": form, "helped": helped}, status=status)


def _given(request: HttpRequest, typed: dict[str, Any], *, by: Actor, at: datetime) -> None:
    # Any: values of forms
    witnessed = identity.Witnessed(
        identity.MandateKind(typed["kind"]),
        principal=_named(typed, "principal_"),
        agent=_named(typed, "agent_"),
        signature=_photo(request, by=by, at=at),
    )
    codes = typed["items"].split()
    for code in codes:
        _known(code, field="items")
    identity.give_mandate_at_window(
        witnessed, scope=identity.MandateScope(items=codes), last_day=typed["last_day"], by=by, at=at
    )


def _ended(_request: HttpRequest, typed: dict[str, Any], *, by: Actor, at: datetime) -> None:
    # Any: values of forms
    principal, agent = _named(typed, "principal_"), _named(typed, "agent_")
    identity.end_mandates_at_window(principal=principal, agent=agent, by=by, at=at)


def _helped(request: HttpRequest, typed: dict[str, Any], *, by: Actor, at: datetime) -> None:
    # Any: values of forms
    citizen, browser = _named(typed, ""), browser_of(request)
    _known(typed["item"], field="item")
    if request.POST.get("step") == "send":
        identity.ask_to_help(citizen, browser=browser, sender=sender_of(request), by=by, at=at)
        messages.success(request, "验证码已经发到本人账号的手机上，请本人念给您。")
        return
    signature = _photo(request, by=by, at=at)
    identity.begin_help(
        citizen, item=typed["item"], code=typed["code"], browser=browser, signature=signature, by=by, at=at
    )
    messages.success(request, "本人同意了。点“替本人办”，在网上替本人填表、提交。")


def _named(typed: dict[str, Any], prefix: str) -> identity.Named:
    # Any: values of forms
    return identity.Named(typed[f"{prefix}name"], typed[f"{prefix}id_number"], id_type=typed[f"{prefix}id_type"])


def _known(code: str, *, field: str) -> None:
    try:
        catalogue.published(code)
    except NotFound as unknown:
        raise InvalidInput("有事项编码不对。", faults={field: f"没有“{code[:40]}”这个事项。"}) from unknown


def _photo(request: HttpRequest, *, by: Actor, at: datetime) -> str:
    brought = request.FILES.get("signature")
    if brought is None:
        return ""
    try:
        return str(files.take(brought.chunks(), name=brought.name or "", by=by, at=at).key)
    except files.FileRefused as refused:
        remedy = refused.details.get("remedy", "")
        raise InvalidInput(refused.message, faults={"signature": f"{refused.message}{remedy}"}) from refused


def _tried(form: Form, act: Any) -> int | None:
    # Any: what the act answers is of no interest
    try:
        act()
    except InvalidInput as invalid:
        add_faults(form, invalid)
        return invalid.status
    except Refusal as refused:
        form.add_error(None, f"{refused.message}{refused.details.get('remedy', '')}")
        return refused.status
    return None
