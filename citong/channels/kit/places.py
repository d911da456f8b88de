"""Where a person wanted to go, if that is a page of ours: nobody is led away from the hall."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def place_wanted(request: HttpRequest, *, otherwise: str) -> str:
    """The `next` of the form or of the address, unless it leads elsewhere."""
    place = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        place, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return place if is_ours else otherwise
