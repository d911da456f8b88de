"""A text to be signed with somebody's certificate: by a key file in the browser, or elsewhere and brought back."""

import base64
import binascii
from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from citong.identity import facade as identity

from .devices import sender_of
from .entering import enter

LONGEST = 32 * 1024
COMMAND = "echo {} | base64 -d | openssl dgst -sm3 -sign key.pem -sigopt distid:1234567812345678 | base64 -w0"
OWN_WORDS = {"rows": 4, "spellcheck": "false", "autocomplete": "off"}


class SignedText(forms.Form):
    """What comes back: the certificate as text, and the signature in base64."""

    code = forms.CharField(max_length=100, widget=forms.HiddenInput)
    certificate = forms.CharField(
        label="证书",
        max_length=LONGEST,
        widget=forms.Textarea(attrs=OWN_WORDS),
        error_messages={"required": "请选择密钥文件，或者粘贴证书。", "max_length": "这不是一张证书，太长了。"},
    )
    signature = forms.CharField(
        label="签名",
        max_length=4096,
        widget=forms.Textarea(attrs=OWN_WORDS),
        error_messages={"required": "请先签名，或者粘贴签名。", "max_length": "这不是签名，太长了。"},
    )

    def clean_signature(self) -> bytes:
        """The signature as bytes."""
        try:
            return base64.b64decode("".join(self.cleaned_data["signature"].split()), validate=True)
        except (binascii.Error, ValueError) as fault:
            raise forms.ValidationError("签名要用 base64 写，请整段粘贴。") from fault

    def signed(self) -> identity.Signed:
        """For the verb that it is shown to."""
        answers = self.cleaned_data
        return identity.Signed(answers["code"], answers["certificate"].encode(), answers["signature"])


def session_of(request: HttpRequest) -> str:
    """The name of the browser's session; one begins when there is none yet."""
    if not request.session.session_key:
        request.session.create()
    return identity.session_id(str(request.session.session_key))


def to_sign(challenge: identity.Challenge) -> dict[str, str]:
    """What the piece `kit/signing.html` shows of a text."""
    encoded = base64.b64encode(challenge.text.encode()).decode()
    return {"code": challenge.code, "text": challenge.text, "encoded": encoded, "command": COMMAND.format(encoded)}


def sign_in_with_certificate(
    request: HttpRequest, screen: str, *, place: str, fault_of: Callable[[identity.Account], str]
) -> HttpResponse:
    """The whole of a screen on which somebody enters by certificate; `fault_of` says why this is not their door."""
    form, refused = SignedText(request.POST if request.method == "POST" else None), None
    session, now = session_of(request), timezone.now()
    if form.is_valid():
        try:
            account = identity.sign_in_by_certificate(form.signed(), session=session, sender=sender_of(request), at=now)
        except identity.SignInRefused as refusal:
            refused = f"{refusal.message}{refusal.details['remedy']}"
        else:
            refused = fault_of(account)
            if not refused:
                enter(request, account, means=identity.Means.CERTIFICATE)
                return redirect(place)
        form.add_error(None, refused)
    origin = f"{request.scheme}://{request.get_host()}"
    challenge = identity.ask_to_sign_in(session=session, origin=origin, at=now)
    context = {"form": form, "blank": SignedText(), "to_sign": to_sign(challenge), "next": place}
    return render(request, screen, context, status=422 if form.errors else 200)
