"""Sites that sign people in with us: letting them in, changing what is written, another secret, letting them go."""

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.channels.kit.figures import Row
from citong.channels.kit.guards import permitted
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput

from ..forms import add_faults
from ..screens import official, sent, show
from ..site_forms import NewSite, SiteChange

keepers = permitted(identity.P.KEEP_CLIENTS)


@keepers
def sites(request: HttpRequest) -> HttpResponse:
    """Every site, and those that could not be told of an ended session."""
    context = {"sites": identity.sites(), "untold": identity.visits_never_told(limit=20)}
    return show(request, "desk/sites/list.html", context)


@keepers
def new(request: HttpRequest) -> HttpResponse:
    """Let a site in; its secret is shown once."""
    form = NewSite(sent(request))
    if form.is_valid():
        proof, by, at = form.cleaned_data["proof"], official(request), timezone.now()
        try:
            site, secret = identity.register_site(form.terms(), proof=proof, by=by, at=at)
        except InvalidInput as refusal:
            add_faults(form, refusal)
        else:
            return _told_once(request, site, secret)
    return show(request, "desk/sites/form.html", {"form": form}, status=422 if form.errors else 200)


@keepers
def site(request: HttpRequest, site_id: int) -> HttpResponse:
    """What is written down about a site."""
    found = identity.site(site_id)
    return show(request, "desk/sites/site.html", {"site": found, "rows": _rows(found)})


@keepers
def change(request: HttpRequest, site_id: int) -> HttpResponse:
    """Change what is written down about a site."""
    found = identity.site(site_id)
    form = SiteChange(sent(request), initial=_initial(found))
    if form.is_valid():
        try:
            identity.change_site(site_id, terms=form.terms(), by=official(request), at=timezone.now())
        except InvalidInput as refusal:
            add_faults(form, refusal)
        else:
            messages.success(request, "登记已经修改，马上生效。")
            return redirect("desk:site", site_id)
    context = {"form": form, "site": found}
    return show(request, "desk/sites/form.html", context, status=422 if form.errors else 200)


@keepers
@require_POST
def renew(request: HttpRequest, site_id: int) -> HttpResponse:
    """Another secret, shown once."""
    secret = identity.renew_site_secret(site_id, by=official(request), at=timezone.now())
    return _told_once(request, identity.site(site_id), secret)


@keepers
@require_POST
def revoke(request: HttpRequest, site_id: int) -> HttpResponse:
    """Let a site go."""
    identity.revoke_site(site_id, by=official(request), at=timezone.now())
    messages.success(request, "已经停用。群众不能再从这里登录那个网站，它手里的令牌也都失效了。")
    return redirect("desk:site", site_id)


def _told_once(request: HttpRequest, site: identity.Site, secret: str) -> HttpResponse:
    context = {"site": site, "secret": secret, "address": identity.issuer()}
    answer = show(request, "desk/sites/secret.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _rows(site: identity.Site) -> list[Row]:
    words = [identity.SCOPE_WORDS[identity.Scope(each)] for each in site.scopes if each != identity.Scope.OPENID]
    return [
        Row("用途", site.purpose),
        Row("联系方式", site.contact),
        Row("编号（client_id）", site.client_id),
        Row("怎么证明自己", site.get_proof_display()),
        Row("签名算法", site.algorithm),
        Row("登录后的返回地址", "\n".join(site.redirect_uris)),
        Row("退出后的返回地址", "\n".join(site.after_logout_uris) or "没有"),
        Row("退出通知地址", site.logout_uri or "没有"),
        Row("可以请求的信息", "\n".join(words) or "只有登录本身"),
    ]


def _initial(site: identity.Site) -> dict[str, object]:
    keys = msgspec.json.encode(site.public_keys).decode() if site.public_keys else ""
    return {**{name: getattr(site, name) for name in SiteChange.base_fields}, "public_keys": keys}
