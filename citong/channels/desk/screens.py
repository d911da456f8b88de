"""What every screen of the desk shares: who is at it, and what they are told after a step."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from citong.cases import facade as cases
from citong.channels.kit.actors import actor_of
from citong.kernel.actors import Actor
from citong.kernel.errors import Refusal
from citong.notices import facade as notices
from citong.office import facade as office

from .parts import parts_open_to

CONFLICT = 409
# The questions of the desk's steps that are answered in words of one's own.
TYPED = re.compile(
    r"note|opinion|reasons?|basis|remedies|competent_body|outcome|why_again|(problem|remedy)-\d+"
    r"|text|summary|answer|conclusion|interest|statement|asked_by|record|participants|findings|place|receipt"
)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def official(request: HttpRequest) -> Actor:
    """The member of staff at the desk."""
    return actor_of(request, channel="desk")


def today() -> date:
    """The day at the desk."""
    return timezone.localdate()


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def show(
    request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """A screen in the desk's frame, with what this person may do in the navigation and how much waits for them."""
    viewer = official(request)
    frame = {
        "may": parts_open_to(viewer),
        "office": office.waiting(viewer),
        "unread": notices.unread_count(viewer.id),
    }
    return render(request, template, {**frame, **(context or {})}, status=status)


def done(request: HttpRequest, case_id: int, *, said: str) -> HttpResponse:
    """Back to the case, with what happened and the way to the next one."""
    messages.success(request, format_html("{} {}", said, _next_one(official(request), case_id)))
    return redirect("desk:case", case_id)


def _next_one(viewer: Actor, case_id: int) -> str:
    task = cases.next_task(viewer)
    if task is None:
        return "您手上没有要办的了。"
    if task.case.pk == case_id:
        return "这一件还在您手上，请接着办。"
    words = '<a href="{}" data-key="n">下一件：{}<kbd>N</kbd></a>'
    return format_html(words, reverse("desk:case", args=[task.case.pk]), task.case.item_version.name)


def told_on_the_case(view: View[P]) -> View[P]:
    """Somebody was faster, or this was sent twice: say so on the case's own page, which shows how it stands now.

    What was typed cannot be taken any more, but it is shown there, to be copied.
    """

    @wraps(view)
    def teller(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            if not _is_overtaken(request, refusal):
                raise
            tell_overtaken(request, refusal)
            return redirect("desk:case", kwargs["case_id"])

    return teller


def tell_overtaken(request: HttpRequest, refusal: Refusal) -> None:
    """Why it came too late, and the words that were sent with it, for the page that is shown next."""
    said = format_html("{}{}", refusal.message, refusal.details.get("remedy", ""))
    messages.warning(request, said + _typed(request))


def _typed(request: HttpRequest) -> SafeString:
    """The words that were sent, for the message that says that they came too late."""
    sent_now = {name: str(text).strip() for name, text in request.POST.items()}
    texts = [text for name, text in sent_now.items() if text and TYPED.fullmatch(name)]
    words = format_html_join("", '<br><span class="typed">{}</span>', ((text,) for text in texts))
    return format_html("<br>您刚才写的没有交上去，还要用的话可以从这里复制：{}", words) if texts else words


def _is_overtaken(request: HttpRequest, refusal: Refusal) -> bool:
    """Whether it was possible when the page was opened: the state has changed since, or the case has moved on."""
    has_moved_on = request.method == "POST" and isinstance(refusal, cases.NotYourPost)
    return refusal.status == CONFLICT or has_moved_on
