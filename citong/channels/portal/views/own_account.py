"""我的账号: who we take you for, how sure we are, and what you can change about it."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from citong.channels.kit.browsers import browser_of, sender_of
from citong.channels.kit.entering import enter, leave
from citong.channels.kit.guards import signed_in
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput, Refusal, Unavailable

from .. import forms
from ..applicants import account_before, self_before
from ..standing import standing_of
from ..telephone import Steps, led_on, put_faults, status_of, two_steps, wanted

NEW_PHONE: Final = Steps(identity.Purpose.NEW_PHONE, "phone", forms.Mobile, forms.NewPhone, "portal/account/phone.html")


class Silence(Refusal):
    """The source of names does not answer; it is said on the page, where the form still stands."""

    code = "portal.silence"
    status = 503

    def __init__(self) -> None:
        super().__init__(
            "登记信息的系统现在没有回答，没有核对成。",
            remedy="这次不算次数。请过几分钟再试，或者带证件到大厅窗口核验。",
        )


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Who you are to us, how sure we are of it and why, and what can be changed."""
    context = {"account": account_before(request), "standing": standing_of(account_before(request))}
    return render(request, "portal/account/account.html", context)


@signed_in
@sensitive_post_parameters("old", "new")
def password(request: HttpRequest) -> HttpResponse:
    """Another password; sessions elsewhere end, this one goes on."""
    form, own = forms.NewPassword(request.POST or None), account_before(request)
    if form.is_valid():
        try:
            changed = identity.change_password(own.pk, **form.cleaned_data, by=self_before(request), at=timezone.now())
        except InvalidInput as invalid:
            put_faults(form, invalid)
        else:
            enter(request, changed, means=identity.Means.PASSWORD)
            messages.success(request, "密码改好了，别处的登录都已退出。")
            return redirect("portal:account")
    return render(request, "portal/account/password.html", {"form": form}, status=status_of(form, None))


@signed_in
@sensitive_post_parameters("code")
def confirm(request: HttpRequest) -> HttpResponse:
    """Show that the number on the account is yours."""

    def act(code: str) -> HttpResponse:
        own, by = account_before(request), self_before(request)
        identity.confirm_phone(own.pk, code=code, browser=browser_of(request), by=by, at=timezone.now())
        messages.success(request, "手机号确认好了。")
        return led_on(request)

    return _with_own_code(request, act, template="portal/account/confirm.html")


@signed_in
@sensitive_post_parameters("code")
def close(request: HttpRequest) -> HttpResponse:
    """Close the account, after a code and one more look at what stays and what goes."""

    def act(code: str) -> HttpResponse:
        own, by = account_before(request), self_before(request)
        identity.close_account(own.pk, code=code, browser=browser_of(request), by=by, at=timezone.now())
        leave(request)
        messages.success(request, "账号已经注销。")
        return redirect("portal:home")

    return _with_own_code(request, act, template="portal/account/close.html")


@signed_in
@sensitive_post_parameters("code", "old_code", "password")
def phone(request: HttpRequest) -> HttpResponse:
    """Another telephone: a code to the new one, and the password or a code to the old one."""

    def act(typed: dict[str, Any]) -> HttpResponse:  # Any: values of forms
        own, by = account_before(request), self_before(request)
        identity.change_phone(own.pk, **typed, browser=browser_of(request), by=by, at=timezone.now())
        messages.success(request, "手机号换好了。用手机号登录的，以后用新号码。")
        return redirect("portal:account")

    return two_steps(request, NEW_PHONE, act, by=self_before(request))


@signed_in
@require_POST
def ask_old_phone(request: HttpRequest) -> HttpResponse:
    """Who has no password shows that the account is theirs by a code to the number that it still has."""
    number = request.POST.get("phone", "")
    form = forms.NewPhone(initial={"phone": number})
    refusal = None
    try:
        _ask_own(request)
    except Refusal as refused:
        refusal = refused
    context = {"form": form, "refusal": refusal, "answers": True, "subject": number, "subject_name": "phone"}
    context |= {"old_asked": refusal is None, "next": wanted(request)}
    return render(request, "portal/account/phone.html", context, status=status_of(form, refusal))


@signed_in
@sensitive_post_parameters("value")
def level(request: HttpRequest) -> HttpResponse:
    """Become surer of who you are, and go on where you were."""
    form = forms.RealName(request.POST or None)
    return _proved(request, form, identity.check_real_name, real_name=form, licence=forms.BusinessLicence())


@signed_in
@require_POST
def licence(request: HttpRequest) -> HttpResponse:
    """An enterprise shows its electronic business licence."""
    form = forms.BusinessLicence(request.POST)
    return _proved(request, form, identity.show_business_licence, real_name=forms.RealName(), licence=form)


def _proved(request: HttpRequest, form: Form, verb: Callable[..., identity.Account], **shown: Form) -> HttpResponse:
    # Any number of parameters: two verbs, each with those that its form has
    own, refusal = account_before(request), None
    if form.is_valid():
        try:
            verb(own.pk, **form.cleaned_data, by=self_before(request), at=timezone.now())
        except InvalidInput as invalid:
            refusal = put_faults(form, invalid)
        except Refusal as refused:
            refusal = refused
        except Unavailable:
            refusal = Silence()
        else:
            messages.success(request, "核对上了，实名等级提高了。")
            return led_on(request)
    context: dict[str, object] = {"account": own, "standing": standing_of(own), "form": form, "refusal": refusal}
    context |= {**shown, "next": wanted(request)}
    return render(request, "portal/account/level.html", context, status=status_of(form, refusal))


def _with_own_code(request: HttpRequest, act: Callable[[str], HttpResponse], *, template: str) -> HttpResponse:
    """A page that sends a code to the number on the account, and does its thing when it is typed."""
    form, refusal, is_asked = forms.Confirmation(), None, False
    step = request.POST.get("step")
    try:
        if step == "answer":
            form, is_asked = forms.Confirmation(request.POST), True
            if form.is_valid():
                return act(form.cleaned_data["code"])
        elif step == "ask":
            _ask_own(request)
            is_asked = True
    except InvalidInput as invalid:
        refusal = put_faults(form, invalid)
    except Refusal as refused:
        refusal = refused
    context = {"account": account_before(request), "form": form, "refusal": refusal, "answers": is_asked}
    return render(request, template, {**context, "next": wanted(request)}, status=status_of(form, refusal))


def _ask_own(request: HttpRequest) -> None:
    browser, sender = browser_of(request), sender_of(request)
    own, by = account_before(request), self_before(request)
    identity.ask_to_confirm(own.pk, browser=browser, sender=sender, by=by, at=timezone.now())
