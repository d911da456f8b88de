"""What a person reads when something cannot be done, is not there, or went wrong."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from citong.kernel.errors import NotFound, Refusal, Unavailable

from .repeating import came_from_us, repeatable

logger = logging.getLogger(__name__)

# The open API answers in its own words.
_API = "/api/"
# Officials stay at their desk, whatever happens there.
_DESK = "/desk/"


class AnswerRefusals:
    """Middleware: a refusal of the domain becomes a page that says why, by which rule, what to do and whom to ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what is foreseen; let the rest rise."""
        if request.path.startswith(_API):
            return None
        if isinstance(error, Refusal):
            return _refused(request, error)
        if isinstance(error, Unavailable):
            logger.warning("An outside system does not answer.", extra={"path": request.path})
            return _answer(request, "unavailable", {}, status=503)
        return None


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django gives it
    """What was sent is too large, or not what a browser sends, or sent to a name that is not ours."""
    if request.path.startswith(_API):
        said = {"type": "unreadable", "title": "请求无法读懂", "status": 400, "detail": "请求的域名或者内容读不懂。"}
        return JsonResponse(said, status=400, content_type="application/problem+json")
    return HttpResponse(render_to_string("400.html"), status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django gives it
    """There is no such page."""
    return render(request, "404.html", {"refusal": None}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django gives it
    """This page is not for this person."""
    return render(request, "403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django gives it
    """A fault of ours; the page needs nothing that could be broken too."""
    return HttpResponse(render_to_string("500.html"), status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long for its form to be taken; what was typed is offered again."""
    logger.info("A form had expired.", extra={"path": request.path, "reason": reason})
    sent = repeatable(request) if came_from_us(request) else None
    return render(request, "kit/form_expired.html", {"sent": sent}, status=403)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    logger.info("Refused.", extra={"code": refusal.code, "path": request.path})
    if isinstance(refusal, NotFound) and not request.headers.get("HX-Request"):
        return render(request, "404.html", {"refusal": refusal}, status=refusal.status)
    answer = _answer(request, "refusal", {"refusal": refusal}, status=refusal.status)
    if wait := refusal.details.get("wait_seconds"):
        answer.headers["Retry-After"] = str(wait)
    return answer


def _answer(request: HttpRequest, name: str, context: dict[str, object], *, status: int) -> HttpResponse:
    """A whole page; or, where HTMX asked, only the words, for the place on the page that is kept for them."""
    if not request.headers.get("HX-Request"):
        shell = "kit/desk_shell.html" if request.path.startswith(_DESK) else "kit/portal_shell.html"
        return render(request, f"kit/{name}.html", {**context, "shell": shell}, status=status)
    answer = render(request, f"kit/{name}_words.html", context, status=status)
    answer.headers["HX-Retarget"] = "#trouble"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer
