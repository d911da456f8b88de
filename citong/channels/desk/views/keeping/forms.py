"""A form of the officers: shown, or carried out by one verb."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from citong.kernel.errors import InvalidInput

from ...forms import add_faults
from ...screens import show

WRONG = 422


def fill_in(
    request: HttpRequest,
    form: forms.Form,
    *,
    verb: Callable[[], object],
    title: str,
    go: str,
    then: str,
    said: str,
    back: str,
) -> HttpResponse:
    """Show the form, or do what it says and go on; what the verb finds wrong stands beside the questions.

    `then` is what follows from it, `said` what is told afterwards, `back` the address to go on to.
    """
    if request.method == "POST" and form.is_valid():
        try:
            verb()
        except InvalidInput as refusal:
            add_faults(form, refusal)
        else:
            messages.success(request, said)
            return redirect(back)
    context = {"form": form, "title": title, "go": go, "then": then, "back": back}
    return show(request, "desk/keeping/form.html", context, status=WRONG if form.errors else 200)
