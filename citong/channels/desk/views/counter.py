"""核验身份: somebody stands at the window with their document."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from citong.channels.kit.browsers import browser_of, sender_of
from citong.channels.kit.guards import permitted
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput, Refusal

from ..forms import add_faults
from ..people_forms import LostPhone, Registration, Verification
from ..screens import official, sent, show

at_the_window = permitted(identity.P.VOUCH)
# Any: values of forms
Act = Callable[[dict[str, Any]], HttpResponse | None]


@at_the_window
def verify(request: HttpRequest) -> HttpResponse:
    """The person, the document and the account belong together: level three, as long as the document holds."""

    def act(typed: dict[str, Any]) -> HttpResponse:  # Any: values of forms
        identity.verify_at_window(**typed, by=official(request), at=timezone.now())
        messages.success(request, "核验好了：这个账号现在至少是“高级实名”。")
        return redirect("desk:verify")

    return _shown(request, Verification(sent(request)), act, template="desk/people/verify.html")


@at_the_window
def register(request: HttpRequest) -> HttpResponse:
    """An account for somebody who has none; they set the password themselves."""

    def act(typed: dict[str, Any]) -> HttpResponse:  # Any: values of forms
        identity.register_at_window(**typed, by=official(request), at=timezone.now())
        messages.success(request, "账号开好了。请本人在登录页点“忘了密码，或者还没有密码”，用短信验证码设一个密码。")
        return redirect("desk:verify")

    return _shown(request, Registration(sent(request)), act, template="desk/people/register.html")


@at_the_window
def lost_phone(request: HttpRequest) -> HttpResponse:
    """A new number in place of one that is lost; a code shows that it is theirs."""

    def act(typed: dict[str, Any]) -> HttpResponse | None:  # Any: values of forms
        by, now, code = official(request), timezone.now(), typed.pop("code")
        if request.POST.get("step") == "send":
            identity.ask_for_code(
                typed["phone"],
                purpose=identity.Purpose.NEW_PHONE,
                browser=browser_of(request),
                sender=sender_of(request),
                by=by,
                at=now,
            )
            messages.success(request, "验证码已经发到新手机上，请本人念给您。")
            return None
        identity.change_phone_at_window(**typed, code=code, browser=browser_of(request), by=by, at=now)
        messages.success(request, "手机号换好了。")
        return redirect("desk:verify")

    return _shown(request, LostPhone(sent(request)), act, template="desk/people/lost_phone.html")


def _shown(request: HttpRequest, form: Form, act: Act, *, template: str) -> HttpResponse:
    """What was typed is done; or it is shown again, with what is wrong with it."""
    status = 200
    if form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        try:
            answer = act(typed)
            if answer:
                return answer
        except InvalidInput as refused:
            add_faults(form, refused)
        except Refusal as refused:
            form.add_error(None, f"{refused.message}{refused.details.get('remedy', '')}")
            status = refused.status
    return show(request, template, {"form": form}, status=422 if form.errors and status == 200 else status)
