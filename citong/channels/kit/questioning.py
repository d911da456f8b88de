"""A question where much has failed of late: in words, so that whoever listens to a page can answer it too.

It keeps out programs that were made for no hall in particular, and not one that was made for this one. What really
slows guessing down are the limits; this makes them rarer to be met by people who share a network with a guesser.
"""

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel import limits
from citong.kernel.crypto import keyed_digest
from citong.kernel.limits import Quota

from .devices import sender_of
from .door.forms import Answer
from .door.places import frame_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
PASS_COOKIE: Final = "citong_pass"  # noqa: S105 -- the name of a cookie
_PATIENCE: Final = timedelta(minutes=15)
# A right answer is good for so many tries; a question for one answer.
_TRIES = Quota("question.tries", most=5, every=timedelta(hours=1))
_ONCE = Quota("question.once", most=1, every=timedelta(hours=1))
_DIGITS = "零一二三四五六七八九十"
_ASKED = 429


def asks_when_abused(view: View[P]) -> View[P]:
    """Where so much was tried from a network that it looks like guessing, a question stands before this page."""

    @wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        sender, now = sender_of(request), timezone.now()
        if not identity.is_suspicious(sender, at=now) or _has_pass(request, sender, at=now):
            return view(request, *args, **kwargs)
        return _ask(request, sender, at=now)

    return asked


def question(number: int, other: int) -> tuple[str, int]:
    """A sum in words and its answer; never below nothing."""
    larger, smaller = max(number, other), min(number, other)
    if (number + other) % 2:
        return f"{in_words(larger)}减{in_words(smaller)}等于几？", larger - smaller
    return f"{in_words(number)}加{in_words(other)}等于几？", number + other


def in_words(number: int) -> str:
    """Up to ninety-nine, as it is said."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def number_in(text: str) -> int | None:
    """The number that somebody wrote: 12, １２ or 十二."""
    tidy = text.strip().removesuffix("。")
    if tidy.isdecimal() and len(tidy) <= 3:
        return int(tidy)
    return next((number for number in range(100) if in_words(number) == tidy), None)


def _ask(request: HttpRequest, sender: identity.Sender, *, at: datetime) -> HttpResponse:
    is_answered = request.method == "POST" and "token" in request.POST
    form = Answer(request.POST if is_answered else None)
    if form.is_valid():
        if _is_right(form.cleaned_data["token"], form.cleaned_data["answer"], at=at):
            return _let_through(request, sender, at=at)
        form.add_error("answer", "答案不对，请看看新的问题。")
    words, token = _made(at=at)
    form.data = {**form.data, "token": token, "answer": ""} if form.is_bound else form.data
    form.fields["token"].initial = token
    context = {"shell": frame_of(request), "form": form, "question": words}
    return render(request, "kit/door/question.html", context, status=_ASKED)


def _let_through(request: HttpRequest, sender: identity.Sender, *, at: datetime) -> HttpResponse:
    answer = redirect(request.get_full_path())
    said = signing.dumps([sender.network, secrets.token_urlsafe(12), at.timestamp()], salt=PASS_COOKIE)
    answer.set_cookie(PASS_COOKIE, said, max_age=_PATIENCE, httponly=True, samesite="Lax", secure=settings.BEHIND_TLS)
    return answer


def _has_pass(request: HttpRequest, sender: identity.Sender, *, at: datetime) -> bool:
    try:
        network, nonce, since = signing.loads(request.COOKIES.get(PASS_COOKIE, ""), salt=PASS_COOKIE)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    if network != sender.network or at.timestamp() - since > _PATIENCE.total_seconds():
        return False
    if request.method != "POST":
        return limits.spent(_TRIES, nonce, at=at) < _TRIES.most
    return not limits.take(_TRIES, nonce, at=at)


def _made(*, at: datetime) -> tuple[str, str]:
    words, answer = question(secrets.randbelow(20) + 1, secrets.randbelow(20) + 1)
    nonce, until = secrets.token_urlsafe(12), int((at + _PATIENCE).timestamp())
    return words, f"{nonce}.{until}.{_seal(nonce, until, answer)}"


def _is_right(token: str, typed: str, *, at: datetime) -> bool:
    nonce, _, rest = token.partition(".")
    until, _, seal = rest.partition(".")
    number = number_in(typed)
    if number is None or not until.isdecimal() or at.timestamp() > int(until):
        return False
    is_first = not limits.take(_ONCE, nonce, at=at)
    return is_first and hmac.compare_digest(seal.encode(), _seal(nonce, int(until), number).encode())


def _seal(nonce: str, until: int, answer: int) -> str:
    return keyed_digest(settings.SECRET_KEY.encode(), f"question/{nonce}/{until}/{answer}".encode()).hex()[:32]
