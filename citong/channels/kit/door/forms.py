"""What is filled in at the door."""

from django import forms


class Code(forms.Form):
    """A code of an authenticator, or one from paper."""

    code = forms.CharField(
        label="验证码",
        max_length=40,
        error_messages={"required": "请输入验证码。"},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "none"}),
    )


class NewPasskey(forms.Form):
    """What a passkey is called, so that one finds it again."""

    name = forms.CharField(
        label="给它起个名字",
        max_length=30,
        initial="我的手机",
        error_messages={"required": "请起个名字，以后好认。"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credential = forms.CharField(widget=forms.HiddenInput, max_length=20_000)


class Shown(forms.Form):
    """What a passkey signed."""

    credential = forms.CharField(widget=forms.HiddenInput, max_length=20_000)


class Answer(forms.Form):
    """The answer to the question that is asked where much has failed."""

    answer = forms.CharField(
        label="答案",
        max_length=20,
        error_messages={"required": "请回答问题。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=200)
