"""What administrators write down about sites that sign in with us, and about partners through which people sign in."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django import forms

from citong.identity import facade as identity

_LONGEST_LIST = 6000


def _line(label: str, *, hint: str = "", required: bool = True, longest: int = 500) -> forms.CharField:
    wrong = {"required": f"请填写{label}。", "max_length": f"最多 {longest} 个字。"}
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=longest, error_messages=wrong,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class Lines(forms.CharField):
    """Several answers, a line each."""

    def __init__(self, label: str, *, hint: str, required: bool = True, rows: str = "3") -> None:
        super().__init__(
            label=label, help_text=hint, required=required, max_length=_LONGEST_LIST,
            error_messages={"required": f"请填写{label}。", "max_length": "太长了。"},
            widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "false"}),
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:  # Any: as the class above has it
        """The lines that hold something."""
        if isinstance(value, list):
            return value
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:  # Any: as the class above has it
        """As it is typed."""
        return "\n".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:  # Any: as the class above has it
        """The whole may be only so long."""
        super().run_validators("\n".join(value))


class Pairs(Lines):
    """A table of two columns, as lines of “name = value”."""

    def to_python(self, value: Any) -> Any:  # Any: as the class above has it
        """The table."""
        if isinstance(value, Mapping):
            return dict(value)
        lines = super().to_python(value)
        if any("=" not in line for line in lines):
            raise forms.ValidationError("每行写成“左边 = 右边”。")
        return {name.strip(): said.strip() for name, _, said in (line.partition("=") for line in lines)}

    def prepare_value(self, value: Any) -> Any:  # Any: as the class above has it
        """As it is typed."""
        return "\n".join(f"{name} = {said}" for name, said in value.items()) if isinstance(value, Mapping) else value

    def run_validators(self, value: Any) -> None:  # Any: as the class above has it
        """The rules look at it."""


class SiteChange(forms.Form):
    """修改一个网站的登记."""

    name = _line("网站名称", hint="群众在同意页面上看到的名称", longest=60)
    purpose = _line("用途", hint="一句话说明这个网站做什么，群众看得到", longest=200)
    contact = _line("联系方式", hint="群众有疑问时联系谁", longest=100)
    redirect_uris = Lines("登录后的返回地址", hint="一行一个，要和对方程序里的一字不差，用 https 开头，在同一个域名下")
    after_logout_uris = Lines("退出后的返回地址", hint="一行一个，没有就不填", required=False)
    logout_uri = _line("退出通知地址", hint="群众在本站退出时通知对方程序的地址，没有就不填", required=False)
    scopes = forms.MultipleChoiceField(
        label="可以请求的信息",
        required=False,
        choices=[(scope.value, words) for scope, words in identity.SCOPE_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text="只勾办事必需的（个人信息保护法第六条）。每一项都要群众同意以后才提供。",
    )
    algorithm = forms.ChoiceField(label="签名算法", choices=identity.SigningAlgorithm.choices)
    public_keys = forms.CharField(
        label="对方的公钥集（JWKS）", required=False, max_length=20000, help_text="只有用密钥证明的网站要填",
        widget=forms.Textarea(attrs={"rows": "4", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_public_keys(self) -> dict[str, Any]:  # Any: a JSON Web Key Set
        """The keys, as JSON."""
        text = self.cleaned_data["public_keys"].strip()
        try:
            found = msgspec.json.decode(text) if text else {}
        except msgspec.DecodeError as fault:
            raise forms.ValidationError("这不是 JSON。") from fault
        if not isinstance(found, dict):
            raise forms.ValidationError("请粘贴整个公钥集，最外面是一对花括号。")
        return found

    def terms(self) -> identity.SiteTerms:
        """What was written."""
        written = {name: self.cleaned_data[name] for name in SiteChange.base_fields}
        return identity.SiteTerms(**{**written, "scopes": [identity.Scope.OPENID.value, *written["scopes"]]})


class NewSite(SiteChange):
    """登记一个网站."""

    proof = forms.ChoiceField(
        label="对方程序怎么证明自己",
        choices=identity.SiteProof.choices,
        widget=forms.RadioSelect,
        help_text="以后不能改。有服务器的网站选密码或者密钥。",
        error_messages={"required": "请选一项。"},
    )
    field_order = ["name", "purpose", "contact", "proof"]


class PartnerChange(forms.Form):
    """修改一个登录入口."""

    name = _line("名称", hint="登录页上显示的名称，例如：福建省网上办事大厅", longest=60)
    protocol = forms.ChoiceField(label="协议", choices=identity.Protocol.choices, widget=forms.RadioSelect)
    address = _line(
        "地址",
        hint="OpenID Connect 填签发者（issuer），要一字不差；CAS 填服务器地址，例如 https://sso.example.gov.cn/cas",
    )
    client_id = _line("对方分配的编号", hint="client_id；CAS 不用填", required=False, longest=200)
    secret = forms.CharField(
        label="对方分配的密码", required=False, max_length=500, help_text="加密保存，不再显示；不改就不填",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    scopes = _line(
        "请求的范围", hint="用空格隔开，例如 openid profile id_document；CAS 不用填", required=False, longest=200
    )
    trusted_up_to = forms.TypedChoiceField(
        label="最高相信到哪一级", coerce=int, choices=[each for each in identity.Assurance.choices if each[0] >= 2],
        help_text="对方说得再高，也只算到这一级",
    )  # fmt: skip
    levels = Pairs(
        "等级对照", required=False,
        hint="一行一个：对方的等级 = 我们的等级（2 已实名，3 高级实名，4 数字证书）。对方不说等级的，左边空着。",
    )  # fmt: skip
    claims = Pairs(
        "字段对照", required=False,
        hint="一行一个：我们的字段 = 对方的字段。我们的字段：" + "、".join(identity.OUR_CLAIMS) + "。一样的不用写。",
    )  # fmt: skip
    is_offered = forms.BooleanField(label="在登录页上显示", required=False, initial=True)

    def clean_levels(self) -> dict[str, int]:
        """Levels are numbers."""
        levels = self.cleaned_data["levels"]
        if any(level not in {"0", "1", "2", "3", "4"} for level in map(str, levels.values())):
            raise forms.ValidationError("右边是 0 到 4 的数字。")
        return {said: int(level) for said, level in levels.items()}

    def agreement(self) -> identity.PartnerAgreement:
        """What was agreed."""
        agreed = {name: self.cleaned_data[name] for name in PartnerChange.base_fields if name != "secret"}
        return identity.PartnerAgreement(**agreed)


class NewPartner(PartnerChange):
    """添加一个登录入口."""

    code = _line("代号", hint="小写字母开头，会出现在网址里，以后不能改，例如 fujian", longest=20)
    field_order = ["code", "name"]
