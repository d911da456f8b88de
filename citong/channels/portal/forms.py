"""What people type into the portal, apart from the application forms of items, which the catalogue defines."""

from django import forms
from django.http import QueryDict

from citong.identity import facade as identity

ID_TYPES = [(kind.value, kind.label) for kind in identity.IdType if kind is not identity.IdType.CREDIT_CODE]
LONGEST = 200


class _Plain(forms.Form):
    """A form whose faults are in plain words."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}。"


def _text(label: str, *, hint: str = "", required: bool = True, **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=LONGEST, widget=forms.TextInput(attrs=attrs)
    )


def _mobile() -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
    return forms.CharField(label="手机号", help_text="办事进度会发短信到这个号码", max_length=LONGEST, widget=widget)


def _new_password() -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    hint = "至少 8 个字符，不能全是数字"
    return forms.CharField(label="密码", help_text=hint, max_length=LONGEST, strip=False, widget=widget)


class SignIn(_Plain):
    """Account and password."""

    login = _text("手机号或者统一社会信用代码", hint="个人用手机号，单位用统一社会信用代码", autocomplete="username")
    password = forms.CharField(
        label="密码",
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SignUp(_Plain):
    """A person opens an account."""

    name = _text("姓名", hint="和证件上一样", autocomplete="name")
    id_type = forms.ChoiceField(label="证件种类", choices=ID_TYPES)
    id_number = _text("证件号码", hint="身份证号 18 位，最后一位可能是 X", autocomplete="off")
    phone = _mobile()
    password = _new_password()


class SignUpEnterprise(_Plain):
    """An enterprise opens an account, through the person who handles its matters."""

    name = _text("单位名称", hint="和营业执照上一字不差", autocomplete="organization")
    uscc = _text("统一社会信用代码", hint="营业执照上 18 位数字和字母，以后用它登录", autocomplete="off")
    legal_representative = _text("法定代表人或者负责人", autocomplete="off")
    handler_name = _text("经办人姓名", hint="平时替单位办事的人", autocomplete="name")
    handler_id_type = forms.ChoiceField(label="经办人证件种类", choices=ID_TYPES)
    handler_id_number = _text("经办人证件号码", autocomplete="off")
    phone = _mobile()
    address = _text("单位地址", required=False, autocomplete="street-address")
    password = _new_password()


class Enquiry(_Plain):
    """The number of a case and its query code."""

    number = _text("办件编号", hint="收件通知书上的 21 位编号", autocomplete="off", inputmode="text")
    code = _text("查询码", hint="收件通知书上的 6 位数字", autocomplete="off", inputmode="numeric")


class CopyWanted(_Plain):
    """The password anew, before a copy of all that is kept leaves the hall."""

    password = forms.CharField(
        label="登录密码", max_length=200, strip=False, help_text="再输一次，确认是您本人",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填写登录密码。"},
    )  # fmt: skip


class Withdrawal(_Plain):
    """Why somebody takes an application back; nobody has to say."""

    reason = forms.CharField(
        label="为什么撤回", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"max_length": "最多 500 个字。"},
    )  # fmt: skip


class HearingAnswer(_Plain):
    """Whether the applicant wants the hearing they were offered; the choices are given by the screen."""

    wish = forms.ChoiceField(label="要不要举行听证", widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None = None, *, wishes: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["wish"].choices = wishes  # type: ignore[attr-defined]
        self.fields["wish"].error_messages["required"] = "请选要，或者不要。"
