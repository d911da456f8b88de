"""What a clerk types from the document of somebody who stands at the window."""

from django import forms

from citong.identity import facade as identity

LONGEST = 120
ID_TYPES = [(kind.value, kind.label) for kind in identity.IdType]
DAY_WRONG = {"invalid": "请这样写日期：2036-09-21。"}


def _typed(label: str, *, hint: str = "") -> forms.CharField:
    wrong = {"required": f"请填写{label}。", "max_length": f"{label}太长了。"}
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, error_messages=wrong, widget=widget)


class _Document(forms.Form):
    """Who stands there, as the document says it."""

    use_required_attribute = False

    id_type = forms.ChoiceField(label="证件种类", choices=ID_TYPES)
    id_number = _typed("证件号码", hint="单位填统一社会信用代码")
    name = _typed("姓名或者单位名称", hint="照证件原样填写")


class Verification(_Document):
    """The document was compared with the person, and holds until a day."""

    document_until = forms.DateField(
        label="证件有效期到哪天",
        required=False,
        help_text="长期有效的空着",
        error_messages=DAY_WRONG,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    seen = forms.BooleanField(
        label="我当面看过本人和证件原件，人和证件一致；单位的，看过营业执照和经办人的证件",
        error_messages={"required": "没有当面看过本人和证件，不能核验。"},
    )


class Registration(Verification):
    """An account for somebody who has none."""

    phone = _typed("手机号", hint="本人的手机号；本人用短信验证码设好密码才能登录")
    field_order = ("id_type", "id_number", "name", "phone", "document_until", "seen")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what Django's forms take, passed on
        persons = [(value, label) for value, label in ID_TYPES if value != identity.IdType.CREDIT_CODE]
        self.fields["id_type"].choices = persons  # type: ignore[attr-defined]


class LostPhone(_Document):
    """A new number for somebody who has lost the old one."""

    phone = _typed("新手机号")
    seen = forms.BooleanField(
        label="我当面看过本人和证件原件，人和证件一致",
        error_messages={"required": "没有当面看过本人和证件，不能换手机号。"},
    )
    code = forms.CharField(
        label="新手机收到的验证码",
        required=False,
        max_length=20,
        help_text="请本人看着手机念给您",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
