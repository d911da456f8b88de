"""What the screens of office work have in common: a step with its form, a list with its page, a case that is named."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from citong.cases import facade as cases
from citong.kernel.errors import InvalidInput, Refusal
from citong.kernel.refs import id_of
from citong.office import facade as office

from ...forms import add_faults
from ...office_page import OfficeMove, ref_of_case
from ...screens import CONFLICT, official, sent, show, tell_overtaken

Said = dict[str, Any]  # Any: what a form has understood


def take_step(
    request: HttpRequest,
    step: OfficeMove,
    *,
    may: bool,
    act: Callable[[Said], object],
    back: str,
    context: Mapping[str, object],
) -> HttpResponse:
    """Show the form of a step, or take it. Whoever was too late is told so on the page of the thing, with their words.

    The verb has the last word; `may` keeps the form from those to whom it is of no use.
    """
    form = step.form(sent(request))
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except InvalidInput as refused:
            add_faults(form, refused)
        except Refusal as refusal:
            if refusal.status != CONFLICT:
                raise
            tell_overtaken(request, refusal)
            return redirect(back)
        else:
            messages.success(request, step.said)
            return redirect(back)
    elif not may:
        raise office.NotYourDuty("这一步现在不能由您来做。", remedy="请看现在到了哪一步、该由谁来做。")
    shown = {**context, "form": form, "title": step.label, "then": step.then, "back": back}
    return show(request, "desk/office/step.html", shown, status=422 if form.errors else 200)


def beginning(request: HttpRequest) -> Said:
    """What a new paper begins with: a key of its own, and the number of the case from whose page somebody came."""
    first: Said = {"key": uuid4().hex}
    about = request.GET.get("about", "")
    if about:
        try:
            case_id = id_of("case", about)
        except ValueError:
            raise cases.NoSuchCase("找不到这个办件。") from None
        first["case_number"] = cases.officials_case(case_id, viewer=official(request)).number
    return first


def case_named(request: HttpRequest, form: forms.Form) -> str | None:
    """What is kept of the case whose number was typed; None, and said beside the question, when it cannot be seen."""
    found = ref_of_case(form.cleaned_data["case_number"], viewer=official(request))
    if found is None:
        form.add_error("case_number", "没有这个编号的办件，或者不在您能看到的范围里。")
    return found
