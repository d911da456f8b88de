"""长辈版: larger letters and fewer things, remembered in a cookie."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from .context import ELDER_COOKIE
from .guards import anyone
from .places import place_wanted

_A_YEAR = timedelta(days=365)


@anyone
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Turn the large letters on or off and stay on the page."""
    answer = HttpResponseRedirect(place_wanted(request, otherwise="/"))
    if request.COOKIES.get(ELDER_COOKIE) == "1":
        answer.delete_cookie(ELDER_COOKIE, samesite="Lax")
    else:
        answer.set_cookie(ELDER_COOKIE, "1", max_age=_A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return answer
