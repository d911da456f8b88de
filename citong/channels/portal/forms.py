"""What people type into the portal, apart from the application forms of items, which the catalogue defines."""

from django import forms
from django.http import QueryDict

from citong.identity import facade as identity

ID_TYPES = [(kind.value, kind.label) for kind in identity.IdType if kind is not identity.IdType.CREDIT_CODE]
LONGEST = 200


class _Plain(forms.Form):
    """A form whose faults are in plain words."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial)
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}。"


def _text(label: str, *, hint: str = "", required: bool = True, **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=LONGEST, widget=forms.TextInput(attrs=attrs)
    )


def _mobile() -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
    return forms.CharField(label="手机号", help_text="办事进度会发短信到这个号码", max_length=LONGEST, widget=widget)


def _code(label: str = "短信验证码") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return forms.CharField(label=label, help_text="6 位数字，5 分钟内有效", max_length=20, widget=widget)


def _subject(label: str) -> forms.CharField:
    """What was given in the first step, taken along."""
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.HiddenInput())


def _password(label: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(label=label, max_length=LONGEST, strip=False, widget=widget)


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


class Mobile(_Plain):
    """Which number the code goes to."""

    phone = _mobile()


class Login(_Plain):
    """Whose telephone the code goes to."""

    login = _text("手机号或者统一社会信用代码", hint="个人用手机号，单位用统一社会信用代码", autocomplete="username")


class SignInByCode(_Plain):
    """The code instead of the password."""

    login = _subject("手机号或者统一社会信用代码")
    code = _code()


class Recovery(_Plain):
    """A lost password is set anew."""

    login = _subject("手机号或者统一社会信用代码")
    code = _code()
    id_number = _text("证件号码", hint="注册时用的证件；单位填经办人的证件号码", autocomplete="off")
    password = _new_password()


class _Agreed(_Plain):
    """A form that opens an account."""

    agreement = forms.BooleanField(label="我看过并同意服务协议")

    def __init__(self, data: QueryDict | None = None, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial)
        self.fields["agreement"].error_messages["required"] = "请先看服务协议，同意了再注册。"

    def clean_agreement(self) -> str:
        """The version that they had before them."""
        return identity.AGREEMENT


class Agreeing(_Agreed):
    """Somebody whose account was opened for them accepts the agreement at their first entry."""

    def __init__(self, data: QueryDict | None = None, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial)
        self.fields["agreement"].error_messages["required"] = "请先看服务协议，同意了再继续。"


class SignUp(_Agreed):
    """A person opens an account."""

    phone = _subject("手机号")
    code = _code()
    name = _text("姓名", hint="和证件上一样", autocomplete="name")
    id_type = forms.ChoiceField(label="证件种类", choices=ID_TYPES)
    id_number = _text("证件号码", hint="身份证号 18 位，最后一位可能是 X", autocomplete="off")
    password = _new_password()
    field_order = ("phone", "code", "name", "id_type", "id_number", "password", "agreement")


class SignUpEnterprise(_Agreed):
    """An enterprise opens an account, through the person who handles its matters."""

    phone = _subject("手机号")
    code = _code()
    name = _text("单位名称", hint="和营业执照上一字不差", autocomplete="organization")
    uscc = _text("统一社会信用代码", hint="营业执照上 18 位数字和字母，以后用它登录", autocomplete="off")
    legal_representative = _text("法定代表人或者负责人", autocomplete="off")
    handler_name = _text("经办人姓名", hint="平时替单位办事的人", autocomplete="name")
    handler_id_type = forms.ChoiceField(label="经办人证件种类", choices=ID_TYPES)
    handler_id_number = _text("经办人证件号码", autocomplete="off")
    address = _text("单位地址", required=False, autocomplete="street-address")
    password = _new_password()
    field_order = (
        "phone", "code", "name", "uscc", "legal_representative", "handler_name", "handler_id_type",
        "handler_id_number", "address", "password", "agreement",
    )  # fmt: skip


class NewPassword(_Plain):
    """Another password for the account."""

    old = _password("现在的密码")
    new = _new_password()


class NewPhone(_Plain):
    """Another telephone, with what shows that the account is theirs: the password, or a code to the old number."""

    phone = _subject("新手机号")
    code = _code("新手机号收到的验证码")
    password = forms.CharField(
        label="登录密码",
        help_text="没有密码，或者忘了的，空着，用下面的办法",
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    old_code = forms.CharField(
        label="原来手机号收到的验证码",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class Confirmation(_Plain):
    """The code that came to the number on the account."""

    code = _code()


class RealName(_Plain):
    """One more number that only its holder knows (国办函〔2016〕108号)."""

    attribute = forms.ChoiceField(
        label="再核对一项",
        choices=[(each.value, name) for each, name in identity.ATTRIBUTE_NAMES.items()],
        widget=forms.RadioSelect,
    )
    value = _text("号码", hint="照证件或者卡面填写。只用来核对，不保存", autocomplete="off")


class BusinessLicence(_Plain):
    """The code that the electronic business licence shows."""

    code = _text(
        "电子营业执照授权码",
        hint="在电子营业执照小程序里点“出示”，看到的 12 位数字",
        autocomplete="off",
        inputmode="numeric",
    )


class Enquiry(_Plain):
    """The number of a case and its query code."""

    number = _text("办件编号", hint="收件通知书上的 21 位编号", autocomplete="off", inputmode="text")
    code = _text("查询码", hint="收件通知书上的 6 位数字", autocomplete="off", inputmode="numeric")


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
