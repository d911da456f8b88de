"""Certificates of staff and enterprises, for administrators: request in, certificate out, suspended, revoked."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.channels.kit.confirming import freshly_signed_in
from citong.channels.kit.guards import permitted
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput

from ..certificate_forms import CertificateRequest, Renewal, Revocation
from ..forms import add_faults
from ..pages import address
from ..screens import official, sent, show

SIZE = 50
keepers = permitted(identity.P.KEEP_CERTIFICATES)
STATE_WORDS = {"valid": ("有效", "ok"), "suspended": ("已挂失", "warn"), "revoked": ("已注销", "late")}
EXPIRED, ENDS_SOON = ("已过期", "plain"), ("快到期了", "warn")
ISSUED = "证书已经签发，请下载以后交给本人。"


@keepers
def certificates(request: HttpRequest) -> HttpResponse:
    """Every certificate that was issued; before that, the founding of the authority."""
    page = Paginator(identity.certificates(), SIZE).get_page(request.GET.get("page"))
    context = {
        "authorities": list(identity.authorities()),
        "anchors": [(each, _trusted_for(each)) for each in identity.anchors()],
        "page": page,
        "rows": [(one, identity.display_name(one.account), *_state(one)) for one in page],
        "previous_url": address("desk:certificate_list", page=page.number - 1) if page.has_previous() else "",
        "next_url": address("desk:certificate_list", page=page.number + 1) if page.has_next() else "",
    }
    return show(request, "desk/certificates/list.html", context)


@keepers
@require_POST
@freshly_signed_in
def founding(request: HttpRequest) -> HttpResponse:
    """The hall's own authority begins."""
    identity.found_authorities(by=official(request), at=timezone.now())
    messages.success(request, "证书机构已经建立，可以签发证书了。")
    return redirect("desk:certificate_list")


@keepers
@freshly_signed_in
def new(request: HttpRequest) -> HttpResponse:
    """A certificate for somebody's key."""
    form = CertificateRequest(sent(request), request.FILES or None)

    def issue() -> identity.Certificate:
        account = identity.account_of_login(form.cleaned_data["login"])
        by, now = official(request), timezone.now()
        return identity.issue_certificate(account.pk, request=form.cleaned_data["request"], by=by, at=now)

    return _taken(request, form, issue, said=ISSUED, title="签发证书", button="签发")


@keepers
def certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """One certificate, and what can be done with it."""
    row = identity.certificate(certificate_id)
    words, tone = _state(row)
    context = {
        "row": row,
        "holder": identity.display_name(row.account),
        "words": words,
        "tone": tone,
        "moves": identity.CERTIFICATE.moves_from(row.state),
        "revocation": Revocation(),
    }
    return show(request, "desk/certificates/certificate.html", context)


@keepers
def certificate_file(_request: HttpRequest, certificate_id: int) -> HttpResponse:
    """The certificate, for whom it belongs to."""
    row = identity.certificate(certificate_id)
    headers = {"Content-Disposition": f'attachment; filename="certificate-{row.pk}.pem"'}
    return HttpResponse(identity.pem_of(row), content_type="application/x-pem-file", headers=headers)


@keepers
@freshly_signed_in
def renewal(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """A new certificate for a new key of the same holder."""
    row = identity.certificate(certificate_id)
    form = Renewal(sent(request), request.FILES or None)

    def renew() -> identity.Certificate:
        by, now = official(request), timezone.now()
        return identity.renew_certificate(row.pk, request=form.cleaned_data["request"], by=by, at=now)

    return _taken(
        request, form, renew, said=ISSUED, title=f"换发{identity.display_name(row.account)}的证书", button="换发"
    )


@keepers
@require_POST
@freshly_signed_in
def suspension(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """The key cannot be found just now."""
    identity.suspend_certificate(certificate_id, by=official(request), at=timezone.now())
    messages.success(request, "已经挂失，这张证书暂时不能用。")
    return redirect("desk:certificate", certificate_id)


@keepers
@require_POST
@freshly_signed_in
def resumption(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """The key was found again."""
    identity.resume_certificate(certificate_id, by=official(request), at=timezone.now())
    messages.success(request, "已经解除挂失，这张证书可以用了。")
    return redirect("desk:certificate", certificate_id)


@keepers
@require_POST
@freshly_signed_in
def revocation(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Worth nothing any more, for good."""
    reason = request.POST.get("reason", "")
    identity.revoke_certificate(certificate_id, reason=reason, by=official(request), at=timezone.now())
    messages.success(request, "已经注销，注销列表马上更新。")
    return redirect("desk:certificate", certificate_id)


def _trusted_for(anchor: identity.Anchor) -> str:
    whose = {"工作人员": anchor.for_staff, "企业": anchor.for_enterprises}
    return "、".join(name for name, is_theirs in whose.items() if is_theirs)


def _taken(
    request: HttpRequest,
    form: forms.Form,
    verb: Callable[[], identity.Certificate],
    *,
    said: str,
    title: str,
    button: str,
) -> HttpResponse:
    """Show the form, or do what it asks for and show the certificate."""
    if form.is_valid():
        try:
            row = verb()
        except InvalidInput as refusal:
            add_faults(form, refusal)
        except (identity.CertificateNotIssued, identity.NoSuchAccount) as refusal:
            form.add_error(None, f"{refusal.message}{refusal.details.get('remedy', '')}")
        else:
            messages.success(request, said)
            return redirect("desk:certificate", row.pk)
    context = {"form": form, "title": title, "button": button}
    return show(request, "desk/certificates/request.html", context, status=422 if form.errors else 200)


def _state(row: identity.Certificate) -> tuple[str, str]:
    """In words, and how they look."""
    now = timezone.now()
    if row.state != "revoked" and row.not_after < now:
        return EXPIRED
    return ENDS_SOON if identity.end_is_near(row, at=now) else STATE_WORDS[row.state]
