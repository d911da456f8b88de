"""Signing in at another site with one's account here, and out again: what people see of OpenID Connect."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from citong.channels.kit.entering import leave, stay_of, who_is_half_way
from citong.channels.kit.guards import anyone, signed_in
from citong.channels.kit.limiting import count
from citong.identity import facade as identity

from ..applicants import self_before
from ..onward import led_on, onward, with_query
from ..sign_on_marks import Mark, marked
from ..sign_on_pages import LogoutWish, what_is_told

# What is told to a site that asked for silence when a person would have had to be asked.
_SIGN_IN, _CONSENT = ("login_required", "nobody is signed in"), ("consent_required", "the person has not consented")
_AGREEING = ("interaction_required", "the person has not accepted the service agreement")
LONGEST_HINT: Final = 40


@anyone
@csrf_exempt
def authorize(request: HttpRequest) -> HttpResponse:
    """A site wants to know who is there: sign in, consent, and be led back with a code."""
    if request.method == "POST":
        # A form of another site comes without our cookies; asked for anew, the browser brings them.
        return redirect(with_query(request.path, request.POST.dict()))
    count(request, "sign_on")
    asked = _asked(request)
    site = identity.site_asking(asked.get("client_id", ""), redirect_uri=asked.get("redirect_uri", ""))
    try:
        wish = identity.read_request(asked, redirect_uri=asked["redirect_uri"], allowed=site.scopes)
        return _answered(request, site, wish, asked=asked)
    except identity.SignOnFault as fault:
        return _led_back(asked, error=fault.error, error_description=fault.description)


@anyone
def resume(request: HttpRequest) -> HttpResponse:
    """Back from the sign-in page to what the site asked. A page of its own, because what a form leads to stays here."""
    if who_is_half_way(request):
        # The password was shown; only when the second factor was too does the site's question go on.
        return redirect(with_query(resolve_url("door:second"), {"next": request.get_full_path()}))
    return onward(request, with_query(resolve_url("portal:authorize"), request.GET.dict()), title="正在继续")


@signed_in
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Allow the site to learn what it asked for, or not."""
    asked = _asked(request)
    site = identity.site_asking(asked.get("client_id", ""), redirect_uri=asked.get("redirect_uri", ""))
    wish = identity.read_request(asked, redirect_uri=asked["redirect_uri"], allowed=site.scopes)
    if request.POST.get("answer") != "allow":
        refused = {"error": "access_denied", "state": wish.state, "iss": identity.issuer()}
        return onward(request, with_query(wish.redirect_uri, refused), title="没有授权")
    by, at = self_before(request), timezone.now()
    account_id = _account_id(request)
    identity.give_consent(site.pk, account_id=account_id, scopes=wish.discloses, by=by, at=at)
    mark = marked(asked, since=_since(asked, at=at), is_consented=True)
    return onward(request, with_query(resolve_url("portal:authorize"), {**asked, "resume": mark}), title="正在返回")


@anyone
@csrf_exempt
def logout(request: HttpRequest) -> HttpResponse:
    """A site whose visitor signs out there asks whether they sign out here too (RP-Initiated Logout 1.0)."""
    if request.method == "POST":
        return redirect(with_query(request.path, request.POST.dict()))
    wish, session = LogoutWish.read(_asked(request)), stay_of(request)
    # Whoever brings a word of ours about this very session has seen this person sign in: nobody need be asked.
    if session is not None and session.session_id != wish.sid:
        context = {"site": wish.site, "query": request.GET.urlencode()}
        return render(request, "portal/sign_on/leave.html", context)
    leave(request)
    return redirect(wish.target) if wish.target else render(request, "portal/sign_on/left.html")


@anyone
@require_POST
def leave_here(request: HttpRequest) -> HttpResponse:
    """Sign out here too."""
    target = LogoutWish.read(_asked(request)).target
    leave(request)
    return onward(request, target, title="已经退出") if target else render(request, "portal/sign_on/left.html")


@signed_in
def sites(request: HttpRequest) -> HttpResponse:
    """Which sites may learn what of oneself."""
    consents = [(each, _words(each.scopes)) for each in identity.consents_of(_account_id(request))]
    return render(request, "portal/sign_on/sites.html", {"consents": consents})


@signed_in
@require_POST
def withdraw_site(request: HttpRequest, consent_id: int) -> HttpResponse:
    """Take back what a site was allowed."""
    identity.withdraw_consent(consent_id, by=self_before(request), at=timezone.now())
    return led_on(request, "portal:sites", said="授权已经取消，这个网站不能再读取您的信息。")


def _answered(
    request: HttpRequest, site: identity.Site, wish: identity.SignOnRequest, *, asked: Mapping[str, str]
) -> HttpResponse:
    session, mark, at = stay_of(request), Mark.of(asked), timezone.now()
    is_silent = "none" in wish.prompts
    if session is None or _is_too_old(session, wish, mark, at=at) or not _is_who_was_meant(request, site, wish):
        if is_silent or (mark and session and session.entered_at >= mark.since):
            return _led_back(asked, error=_SIGN_IN[0], error_description=_SIGN_IN[1])
        return _to_sign_in(asked, wish, since=_since(asked, at=at))
    if request.user.is_authenticated and identity.has_to_agree(request.user):
        if is_silent:
            return _led_back(asked, error=_AGREEING[0], error_description=_AGREEING[1])
        return _to_own_page("portal:accept", asked)
    account_id = _account_id(request)
    is_asked_anew = "consent" in wish.prompts and not (mark and mark.is_consented)
    if is_asked_anew or not identity.is_consented(account_id, site_id=site.pk, scopes=wish.scopes):
        if is_silent:
            return _led_back(asked, error=_CONSENT[0], error_description=_CONSENT[1])
        return _consent_page(request, site, wish)
    code = identity.grant_code(
        site, account_id=account_id, request=wish, session=session, by=self_before(request), at=at
    )
    return _led_back(asked, code=code)


def _is_too_old(session: identity.Stay, wish: identity.SignOnRequest, mark: Mark | None, *, at: datetime) -> bool:
    """Whether the sign-in must be done anew, and has not been since the site asked."""
    is_new = mark is not None and session.entered_at >= mark.since
    return wish.wants_new_sign_in(entered_at=session.entered_at, at=at) and not is_new


def _is_who_was_meant(request: HttpRequest, site: identity.Site, wish: identity.SignOnRequest) -> bool:
    """Whether it is the person whom the site already knows, if it says that it knows one."""
    if not wish.id_token_hint:
        return True
    claims = identity.own_statement(wish.id_token_hint)
    if claims is None or claims.get("aud") != site.client_id:
        raise identity.SignOnFault("invalid_request", "id_token_hint is not an ID token for this site")
    return identity.is_known_as(_account_id(request), sector=site.sector, subject=str(claims["sub"]))


def _to_sign_in(asked: Mapping[str, str], wish: identity.SignOnRequest, *, since: datetime) -> HttpResponse:
    query = {**asked, "resume": marked(asked, since=since, is_consented=False)}
    hint = {"login_hint": wish.login_hint[:LONGEST_HINT]} if wish.login_hint else {}
    return _to_own_page("portal:sign_in", query, **hint)


def _to_own_page(name: str, asked: Mapping[str, str], **given: str) -> HttpResponse:
    """Something is to be done here first; then the site's question goes on."""
    place = with_query(resolve_url("portal:resume"), asked)
    return redirect(with_query(resolve_url(name), {"next": place, **given}))


def _consent_page(request: HttpRequest, site: identity.Site, wish: identity.SignOnRequest) -> HttpResponse:
    rows = what_is_told(identity.account(_account_id(request)), wish.discloses)
    context = {
        "site": site,
        "rows": rows,
        "is_offline": identity.Scope.OFFLINE in wish.scopes,
        "place": urlsplit(wish.redirect_uri).hostname,
        "query": request.GET.urlencode(),
    }
    return render(request, "portal/sign_on/consent.html", context)


def _led_back(asked: Mapping[str, str], **answer: str) -> HttpResponse:
    """Back to the site. The answer says whose it is (RFC 9207), so that no other's is taken for ours."""
    state = {"state": asked["state"]} if asked.get("state") else {}
    return HttpResponse(
        status=302,
        headers={
            "Location": with_query(asked["redirect_uri"], {**answer, **state, "iss": identity.issuer()}),
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
        },
    )


def _asked(request: HttpRequest) -> dict[str, str]:
    """The questions of the address, each once: of what comes twice neither is taken."""
    return {
        name: str(values[0]) for name, values in request.GET.lists() if len(values) == 1 and "\0" not in str(values[0])
    }


def _account_id(request: HttpRequest) -> int:
    assert request.user.is_authenticated  # noqa: S101 -- the guard, or a session, has seen to it
    return request.user.pk


def _since(asked: Mapping[str, str], *, at: datetime) -> datetime:
    """When the site first asked."""
    mark = Mark.of(asked)
    return mark.since if mark else at


def _words(scopes: list[str]) -> list[str]:
    return [words for scope, words in identity.SCOPE_WORDS.items() if scope in scopes]
