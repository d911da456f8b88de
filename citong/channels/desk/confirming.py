"""Decisions and issued certificates are confirmed by a signature, where the hall offers or requires it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from citong.cases import facade as cases
from citong.channels.kit.signing import SignedText, session_of, to_sign
from citong.identity import facade as identity
from citong.kernel.refs import ref

from .screens import done, official, show

OFF, REQUIRED = "off", "required"


def offers_signature() -> bool:
    """Whether there is a button for it."""
    return bool(settings.CONFIRM_BY_SIGNATURE != OFF)


def wants_signature(request: HttpRequest) -> bool:
    """Whether what was sent is signed: the hall requires it, or the official has chosen it."""
    return offers_signature() and (settings.CONFIRM_BY_SIGNATURE == REQUIRED or request.POST.get("sign") == "yes")


def confirm_decision(
    request: HttpRequest,
    case: cases.Case,
    form: forms.Form,
    *,
    granted: bool,
    title: str,
    verb: Callable[..., object],
    said: str,
) -> HttpResponse:
    """Have a decision signed. `form` is valid: it holds the decision."""
    answers = form.cleaned_data
    return confirm(
        request,
        case,
        cases.decision_words(case.number, granted=granted, **{"reasons": "", "basis": "", "remedies": "", **answers}),
        answers=answers,
        written=[(str(form.fields[name].label), answer) for name, answer in answers.items() if answer],
        title=title,
        verb=partial(verb, case.pk, **answers),
        said=said,
    )


def confirm(
    request: HttpRequest,
    case: cases.Case,
    words: str,
    *,
    answers: Mapping[str, object],
    written: Sequence[tuple[str, str]] = (),
    title: str,
    verb: Callable[..., object],
    said: str,
) -> HttpResponse:
    """Show the words that are to be signed; do it, once they are.

    `answers` are sent again with the signature; `written` is shown beside words that hold but its digest.
    """
    by, now = official(request), timezone.now()
    signing = SignedText(request.POST if "signature" in request.POST else None)
    if signing.is_valid():
        try:
            verb(signed=signing.signed(), by=by, at=now)
            return done(request, case.pk, said=f"{said}您的签名已经留存。")
        except identity.SignatureRefused as refusal:
            signing.add_error(None, f"{refusal.message}{refusal.details['remedy']}")
    subject, session = ref("case", case.pk), session_of(request)
    challenge = identity.ask_to_sign(words, subject=subject, session=session, by=by, at=now)
    context = {
        "case": case,
        "title": title,
        "form": signing,
        "blank": SignedText(),
        "answers": answers,
        "written": written,
        "to_sign": to_sign(challenge),
    }
    return show(request, "desk/moves/confirm.html", context, status=422 if signing.errors else 200)
