"""Entering by certificate, and what the hall tells whoever relies on its certificates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from citong.channels.kit.guards import anyone
from citong.channels.kit.places import place_wanted
from citong.channels.kit.signing import sign_in_with_certificate
from citong.identity import facade as identity

NOT_THE_PUBLIC = "这里是办事人的入口。工作人员请从工作人员入口登录。"


@anyone
def sign_in(request: HttpRequest) -> HttpResponse:
    """An enterprise signs what it is shown, and is where it wanted to be."""
    place = place_wanted(request, otherwise=resolve_url("portal:space"))
    return sign_in_with_certificate(request, "portal/accounts/certificate.html", place=place, fault_of=_fault_of)


@anyone
@require_GET
def authority(_request: HttpRequest, authority_id: int) -> HttpResponse:
    """The certificate of one of the hall's own authorities."""
    content = bytes(identity.authority(authority_id).content)
    return HttpResponse(content, content_type="application/pkix-cert")


@anyone
@require_GET
def revoked(_request: HttpRequest, authority_id: int) -> HttpResponse:
    """What this authority does not stand by any more."""
    content = bytes(identity.authority(authority_id).list_content or b"")
    return HttpResponse(content, content_type="application/pkix-crl")


@csrf_exempt  # a question of a machine, which changes nothing
@anyone
@require_POST
def status(request: HttpRequest) -> HttpResponse:
    """How one certificate stands (OCSP)."""
    answer = identity.status_of(request.read(8192), at=timezone.now())
    return HttpResponse(answer, content_type="application/ocsp-response")


def _fault_of(account: identity.Account) -> str:
    return NOT_THE_PUBLIC if identity.is_staff(account) else ""
