"""代办与授权: who acts for whom, what waits for an answer, and for whom one acts now."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.downloads import download
from citong.channels.kit.for_whom import act_for_oneself, act_under
from citong.channels.kit.guards import signed_in
from citong.identity import facade as identity
from citong.kernel import files
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput, NotFound, Refusal
from citong.kernel.refs import id_of, ref

from ..applicants import account_before, actor_before
from ..mandate_forms import Child, Mandating
from ..mandate_words import told, told_all
from ..telephone import put_faults, status_of

KINDS: Final = {
    "handler": identity.MandateKind.HANDLER,
    "appoint": identity.MandateKind.AGENT,
    "agent": identity.MandateKind.AGENT,
    "family": identity.MandateKind.FAMILY,
}
# Any number of parameters of one shape: each takes the mandate, the actor and the time.
Act = Callable[..., identity.Mandate]
ACTS: Final[dict[str, tuple[Act, str]]] = {
    "accept": (identity.accept_mandate, "已经同意，授权现在生效。"),
    "decline": (identity.decline_mandate, "已经拒绝。"),
    "end": (identity.end_mandate, "授权已经结束，马上生效。"),
    "confirm": (identity.confirm_handler, "已经确认，这位经办人继续办事。"),
}


@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """Everybody who acts for one, everybody for whom one acts, and what waits for an answer."""
    by, account = actor_before(request), account_before(request)
    found = identity.mandates_seen(by)
    context = {
        "rows": told_all(found, viewer=by, account=account),
        "held": identity.mandates_held(account, on=timezone.localdate()),
        "is_acting": bool(by.on_behalf_of),
        "is_enterprise": _enterprise_of(request) is not None,
        "is_person": account.person_id is not None and account.enterprise_id is None,
    }
    return render(request, "portal/mandates/overview.html", context)


@signed_in
def mandate(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """One mandate: what it lets somebody do, what was done under it, and how it ends."""
    by = actor_before(request)
    found = identity.mandate_seen(mandate_id, viewer=by)
    is_theirs = identity.is_principal(found, viewer=by)
    context = {
        "row": told(found, viewer=by, account=account_before(request)),
        "acts": cases.acts_under(ref("mandate", found.pk), viewer=by) if is_theirs else [],
        "is_theirs": is_theirs,
    }
    return render(request, "portal/mandates/mandate.html", context)


@signed_in
@require_POST
def act(request: HttpRequest, mandate_id: int, deed: str) -> HttpResponse:
    """Agree, decline, end or confirm; it counts at once."""
    if deed not in ACTS:
        raise Http404
    verb, said = ACTS[deed]
    verb(mandate_id, by=actor_before(request), at=timezone.now())
    messages.success(request, said)
    return redirect("portal:mandates")


@signed_in
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act for another, or for oneself again: one tap."""
    chosen = request.POST.get("mandate", "")
    if not (chosen.isascii() and chosen.isdecimal() and len(chosen) < 19):
        act_for_oneself(request)
        messages.success(request, "现在为自己办事。")
        return redirect("portal:space" if account_before(request).person_id else "desk:help")
    acting = act_under(request, int(chosen))
    messages.success(request, f"现在是{acting.name}。办的事、收的文书都是对方的。")
    return redirect("portal:space")


@signed_in
def new(request: HttpRequest, mandate_kind: str) -> HttpResponse:
    """Let somebody act for one, or ask to act for somebody."""
    if mandate_kind not in KINDS:
        raise Http404
    form = Mandating(
        request.POST if request.method == "POST" else None,
        kind=KINDS[mandate_kind],
        topics=_topics("enterprise" if mandate_kind == "handler" else "person"),
        today=timezone.localdate(),
        item=request.GET.get("item", "")[:64],
    )

    def offered(by: Actor, at: datetime) -> None:
        assert isinstance(form, Mandating)  # noqa: S101 - the form of this page
        _refuse_unknown(form.codes)
        _offer(request, mandate_kind, form, by=by, at=at)

    return _asked(request, form, offered, kind=mandate_kind)


@signed_in
def child(request: HttpRequest) -> HttpResponse:
    """A parent or guardian asks to act for a child; a clerk looks at the proof."""
    form = Child(request.POST if request.method == "POST" else None)

    def claimed(by: Actor, at: datetime) -> None:
        identity.claim_guardianship(child=form.named, paper=_paper(request, by=by, at=at), by=by, at=at)

    return _asked(request, form, claimed, kind="child")


@signed_in
def paper(request: HttpRequest, mandate_id: int, which: str) -> HttpResponseBase:
    """The power of attorney, the proof or the signed paper, for the two whom it concerns."""
    found = identity.mandate_seen(mandate_id, viewer=actor_before(request))
    upload = {"paper": found.paper, "signature": found.signature}.get(which)
    if upload is None:
        raise Http404
    return download(files.open_stored(upload.file), name=upload.name, media_type=upload.file.media_type)


def _offer(request: HttpRequest, kind: str, form: Mandating, *, by: Actor, at: datetime) -> None:
    scope, last_day = form.scope, form.cleaned_data["last_day"]
    if kind == "handler":
        enterprise = _enterprise_of(request)
        if enterprise is None:
            raise Http404
        identity.invite_handler(enterprise, handler=form.named, scope=scope, last_day=last_day, by=by, at=at)
    elif kind == "appoint":
        paper = _paper(request, by=by, at=at)
        identity.appoint_agent(agent=form.named, scope=scope, last_day=last_day, paper=paper, by=by, at=at)
    else:
        paper = _paper(request, by=by, at=at)
        identity.ask_to_act(
            kind=KINDS[kind], principal=form.named, scope=scope, last_day=last_day, paper=paper, by=by, at=at
        )


def _asked(request: HttpRequest, form: Form, act: Callable[[Actor, datetime], None], *, kind: str) -> HttpResponse:
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            act(actor_before(request), timezone.now())
        except InvalidInput as invalid:
            refusal = put_faults(form, invalid)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, "已经提出。对方登录自己的账号同意以后生效，两个星期内有效。")
            return redirect("portal:mandates")
    context = {"form": form, "refusal": refusal, "kind": kind}
    return render(request, "portal/mandates/new.html", context, status=status_of(form, refusal))


def _paper(request: HttpRequest, *, by: Actor, at: datetime) -> str:
    brought = request.FILES.get("paper")
    if brought is None:
        return ""
    try:
        return str(files.take(brought.chunks(), name=brought.name or "", by=by, at=at).key)
    except files.FileRefused as refused:
        remedy = refused.details.get("remedy", "")
        raise InvalidInput(refused.message, faults={"paper": f"{refused.message}{remedy}"}) from refused


def _refuse_unknown(codes: list[str]) -> None:
    for code in codes:
        try:
            catalogue.published(code)
        except NotFound as unknown:
            raise InvalidInput("有事项编码不对。", faults={"items": f"没有“{code[:40]}”这个事项。"}) from unknown


def _topics(kind: str) -> list[tuple[str, str]]:
    return [(each.topic.code, each.topic.name) for each in catalogue.topics(kind) if each.items]


def _enterprise_of(request: HttpRequest) -> int | None:
    """The account of the enterprise that one is, or acts for."""
    by = actor_before(request)
    account = identity.account(id_of("account", by.stands_for)) if by.on_behalf_of else account_before(request)
    return account.pk if account.enterprise_id is not None else None
