"""What administrators fill in about certificates."""

from django import forms

from citong.identity import facade as identity

LARGEST = 16 * 1024
NO_FILE = {"required": "请选择文件。", "empty": "这个文件是空的。"}


class _Brought(forms.FileField):
    """A small file, as bytes."""

    def clean(self, data: object, initial: object = None) -> bytes:
        """The whole of it; larger ones are no such file."""
        brought = super().clean(data, initial)
        if brought.size > LARGEST:
            raise forms.ValidationError("文件太大，不是这种文件。")
        return bytes(brought.read())


class CertificateRequest(forms.Form):
    """For whom a certificate is, and the request of their key."""

    login = forms.CharField(
        label="账号", max_length=40, error_messages={"required": "请填写工号，或者企业的统一社会信用代码。"}
    )
    request = _Brought(label="申请文件", error_messages=NO_FILE)


class Renewal(forms.Form):
    """The request of the new key."""

    request = _Brought(label="申请文件", error_messages=NO_FILE)


class Revocation(forms.Form):
    """Why it is worth nothing any more."""

    reason = forms.ChoiceField(
        label="注销的原因",
        choices=identity.RevocationReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择注销的原因。"},
    )
