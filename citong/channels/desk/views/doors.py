"""Who came to the hall's door, for those who watch over it; and help for officials who are locked out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.channels.kit.confirming import freshly_signed_in
from citong.channels.kit.door.words import line_of, stay_of
from citong.channels.kit.guards import permitted
from citong.identity import facade as identity
from citong.kernel import permissions

from ..forms import SignInFilter
from ..pages import address, before_in
from ..screens import official, show

SIZE = 50
watchers = permitted(permissions.P.READ_AUDIT, identity.P.KEEP_ACCOUNTS)
administrators = permitted(identity.P.KEEP_ACCOUNTS)


@watchers
def sign_ins(request: HttpRequest) -> HttpResponse:
    """The book at the door, newest first; narrowed to one account, also where it is signed in and by what."""
    form = SignInFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    login, outcome, since = asked.get("login", ""), asked.get("outcome", ""), asked.get("since")
    account = identity.account_by_login(login) if login else None
    # A login that nobody has has no lines.
    whose = account.pk if account else 0 if login else None
    before = before_in(request.GET)
    found = identity.sign_ins(outcome=outcome, account_id=whose, since=since, before=before, size=SIZE + 1)
    context = {
        "form": form,
        "lines": [(line_of(each), _name(each)) for each in found[:SIZE]],
        "next": address("desk:sign_ins", **asked, before=found[SIZE - 1].pk) if len(found) > SIZE else "",
        "account": account,
        "nobody": bool(login) and account is None,
        **(_door_of(account) if account else {}),
    }
    return show(request, "desk/duty/sign_ins.html", context)


@administrators
@require_POST
@freshly_signed_in
def end_sessions(request: HttpRequest, account_id: int) -> HttpResponse:
    """Somebody has left, or has lost a device: they are signed out everywhere."""
    ended = identity.end_sessions_of(account_id, by=official(request), at=timezone.now())
    messages.success(request, f"已经全部退出，一共 {ended} 台设备。")
    return redirect(_of(account_id))


@administrators
@require_POST
@freshly_signed_in
def clear_factors(request: HttpRequest, account_id: int) -> HttpResponse:
    """Somebody has lost their second factors and has come in person: they set up new ones at the next sign-in."""
    identity.clear_second_factors(account_id, by=official(request), at=timezone.now())
    messages.success(request, "已经清除。下次用密码登录的时候，会请他重新设置。")
    return redirect(_of(account_id))


def _name(sign_in: identity.SignIn) -> str:
    return identity.display_name(sign_in.account) if sign_in.account else ""


def _door_of(account: identity.Account) -> dict[str, object]:
    found = identity.sessions_of(account.pk, at=timezone.now())
    return {"stays": [stay_of(each, here="") for each in found], "factors": identity.factors_of(account.pk)}


def _of(account_id: int) -> str:
    return address("desk:sign_ins", login=identity.account(account_id).login)
