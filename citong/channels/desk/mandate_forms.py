"""What is typed when somebody is to act for another: at a window, and by helpers of the community."""

from django import forms

from citong.identity import facade as identity

from .people_forms import DAY_WRONG, ID_TYPES, LONGEST

_PERSONS = [(value, label) for value, label in ID_TYPES if value != identity.IdType.CREDIT_CODE]
_KINDS = [
    (kind.value, identity.MANDATE_KIND_NAMES[kind])
    for kind in (identity.MandateKind.FAMILY, identity.MandateKind.AGENT, identity.MandateKind.GUARDIAN)
]


def _typed(label: str, *, hint: str = "", required: bool = True) -> forms.CharField:
    wrong = {"required": f"请填写{label}。", "max_length": f"{label}太长了。"}
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, help_text=hint, max_length=LONGEST, required=required, error_messages=wrong, widget=widget
    )


def _photo(label: str, *, hint: str) -> forms.CharField:
    """A file comes beside what is typed; the field is its place on the page."""
    return forms.CharField(label=label, required=False, help_text=hint, widget=forms.FileInput())


class GivenAtWindow(forms.Form):
    """Both documents, and the paper that was signed before the clerk."""

    use_required_attribute = False

    kind = forms.ChoiceField(label="关系", choices=_KINDS)
    principal_name = _typed("委托人（长辈、孩子）的姓名")
    principal_id_type = forms.ChoiceField(label="委托人的证件", choices=_PERSONS)
    principal_id_number = _typed("委托人的证件号码")
    agent_name = _typed("代办人的姓名")
    agent_id_type = forms.ChoiceField(label="代办人的证件", choices=_PERSONS)
    agent_id_number = _typed("代办人的证件号码")
    items = _typed("事项编码", hint="用空格隔开；委托代理要填，帮长辈办事空着就是所有事项", required=False)
    last_day = forms.DateField(
        label="授权到哪天",
        required=False,
        help_text="监护人不用填，到孩子满十八岁",
        error_messages=DAY_WRONG,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    signature = _photo("签字的授权书或者监护证明", hint="照片或者 PDF")
    seen = forms.BooleanField(
        label="我当面看过两个人的证件原件，委托人当面同意；孩子的，看过监护证明",
        error_messages={"required": "没有当面看过，不能办授权。"},
    )


class NewRepresentative(forms.Form):
    """Another legal representative, from the licence."""

    use_required_attribute = False

    uscc = _typed("统一社会信用代码")
    name = _typed("单位名称")
    representative = _typed("新的法定代表人")
    seen = forms.BooleanField(
        label="我看过新的营业执照原件", error_messages={"required": "没有看过营业执照，不能变更。"}
    )


class Help(forms.Form):
    """Whom a helper helps, with what, and by which word of theirs."""

    use_required_attribute = False

    name = _typed("居民的姓名")
    id_type = forms.ChoiceField(label="居民的证件", choices=_PERSONS)
    id_number = _typed("居民的证件号码")
    item = _typed("事项编码", hint="在办事指南里")
    code = _typed("居民手机收到的验证码", hint="请本人念给您", required=False)
    signature = _photo("本人签字的照片", hint="收不到验证码的才用")
