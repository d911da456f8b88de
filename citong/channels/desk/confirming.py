"""A decision is confirmed with the decider's certificate, where the hall offers or requires it."""

from collections.abc import Callable

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
    """Whether this decision is signed: the hall requires it, or the official has chosen it."""
    return offers_signature() and (settings.CONFIRM_BY_SIGNATURE == REQUIRED or request.POST.get("sign") == "yes")


def confirm(
    request: HttpRequest,
    case: cases.Case,
    form: forms.Form,
    *,
    granted: bool,
    title: str,
    verb: Callable[..., object],
    said: str,
) -> HttpResponse:
    """Show the words that are to be signed; decide, once they are. `form` is valid: it holds the decision."""
    by, now, answers = official(request), timezone.now(), form.cleaned_data
    signing = SignedText(request.POST if "signature" in request.POST else None)
    if signing.is_valid():
        try:
            verb(case.pk, **answers, signed=signing.signed(), by=by, at=now)
            return done(request, case.pk, said=f"{said}您的签名已经留存。")
        except identity.SignatureRefused as refusal:
            signing.add_error(None, f"{refusal.message}{refusal.details['remedy']}")
    words = {"reasons": "", "basis": "", "remedies": "", **answers}
    challenge = identity.ask_to_sign(
        cases.decision_words(case.number, granted=granted, **words),
        subject=ref("case", case.pk),
        session=session_of(request),
        by=by,
        at=now,
    )
    context = {
        "case": case,
        "title": title,
        "form": signing,
        "blank": SignedText(),
        "answers": answers,
        "written": [(form.fields[name].label, answer) for name, answer in answers.items() if answer],
        "to_sign": to_sign(challenge),
    }
    return show(request, "desk/moves/confirm.html", context, status=422 if signing.errors else 200)
