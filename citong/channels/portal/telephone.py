"""Forms with a code on the telephone: first where it goes, then the code and the rest. They need no scripts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone

from citong.channels.kit.browsers import browser_of, sender_of
from citong.channels.kit.places import place_wanted
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput, Refusal

ASK, ANSWER = "ask", "answer"
# What happens when all is typed: given what was typed, it answers, or refuses.
# Any: values of forms
Act = Callable[[dict[str, Any]], HttpResponse]


@dataclass(frozen=True)
class Steps:
    """One such page: where the code goes is asked by `asking`, whose field is named like `subject`."""

    purpose: identity.Purpose
    subject: str
    asking: type[Form]
    answering: type[Form]
    template: str
    more: dict[str, object] = field(default_factory=dict)


def two_steps(request: HttpRequest, steps: Steps, act: Act, *, by: Actor) -> HttpResponse:
    """The page in whichever of its steps it is."""
    if request.method != "POST":
        return _shown(request, steps, steps.asking())
    if request.POST.get("step") != ANSWER:
        return _asked(request, steps, by=by)
    form = steps.answering(request.POST)
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            return act(form.cleaned_data)
        except InvalidInput as invalid:
            refusal = put_faults(form, invalid)
        except Refusal as refused:
            refusal = refused
    return _shown(request, steps, form, answers=True, refusal=refusal)


def _asked(request: HttpRequest, steps: Steps, *, by: Actor) -> HttpResponse:
    form = steps.asking(request.POST)
    if not form.is_valid():
        return _shown(request, steps, form)
    subject = form.cleaned_data[steps.subject]
    try:
        ask(request, subject, purpose=steps.purpose, by=by)
    except InvalidInput as invalid:
        faults = {steps.subject: next(iter(invalid.faults.values()))}
        refusal = put_faults(form, InvalidInput(invalid.message, faults=faults))
        return _shown(request, steps, form, refusal=refusal)
    except Refusal as refused:
        return _shown(request, steps, form, refusal=refused)
    return _shown(request, steps, steps.answering(initial={steps.subject: subject}), answers=True)


def ask(request: HttpRequest, subject: str, *, purpose: identity.Purpose, by: Actor) -> None:
    """A code is on its way to this subject's telephone."""
    browser, sender = browser_of(request), sender_of(request)
    identity.ask_for_code(subject, purpose=purpose, browser=browser, sender=sender, by=by, at=timezone.now())


def put_faults(form: Form, invalid: InvalidInput) -> Refusal | None:
    """Each fault at its field; what belongs to none is said above the form."""
    stray = [name for name in invalid.faults if name not in form.fields]
    for name, fault in invalid.faults.items():
        if name in form.fields:
            form.add_error(name, fault)
    return Refusal(invalid.faults[stray[0]], **invalid.details) if stray else None


def status_of(form: Form, refusal: Refusal | None) -> int:
    """How the answer to a form is marked."""
    if refusal:
        return refusal.status
    return 422 if form.errors else 200


def wanted(request: HttpRequest) -> str:
    """Where they go on afterwards."""
    return place_wanted(request, otherwise=resolve_url("portal:space"))


def led_on(request: HttpRequest) -> HttpResponse:
    """There."""
    return redirect(wanted(request))


def _shown(
    request: HttpRequest, steps: Steps, form: Form, *, answers: bool = False, refusal: Refusal | None = None
) -> HttpResponse:
    subject = form[steps.subject].value() if answers else ""
    context = {
        **steps.more,
        "form": form,
        "refusal": refusal,
        "answers": answers,
        "subject": subject,
        "subject_name": steps.subject,
        "next": wanted(request),
    }
    return render(request, steps.template, context, status=status_of(form, refusal))
