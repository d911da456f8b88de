"""What people type to let somebody act for them, or to act for somebody."""

from collections.abc import Iterable
from datetime import date, timedelta

from django import forms
from django.http import QueryDict

from citong.identity import facade as identity

from .forms import ID_TYPES, LONGEST

_LONGEST_LIST = 4000


class _Named(forms.Form):
    """The other one."""

    use_required_attribute = False

    name = forms.CharField(label="对方的姓名", max_length=LONGEST)
    id_type = forms.ChoiceField(label="对方的证件", choices=ID_TYPES)
    id_number = forms.CharField(label="对方的证件号码", max_length=LONGEST)
    phone = forms.CharField(
        label="对方的手机号",
        max_length=LONGEST,
        help_text="对方账号上的手机号",
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}。"

    @property
    def named(self) -> identity.Named:
        """Whoever was typed."""
        typed = self.cleaned_data
        return identity.Named(typed["name"], typed["id_number"], typed.get("phone", ""), typed["id_type"])


class Mandating(_Named):
    """The other one, in what, and until when."""

    topics = forms.MultipleChoiceField(label="哪几类事项", required=False, widget=forms.CheckboxSelectMultiple)
    items = forms.CharField(
        label="或者哪几个事项",
        required=False,
        max_length=_LONGEST_LIST,
        help_text="填事项编码，一行一个；编码在办事指南里",
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    powers = forms.MultipleChoiceField(label="可以代办什么", widget=forms.CheckboxSelectMultiple)
    last_day = forms.DateField(
        label="授权到哪天",
        error_messages={"invalid": "请这样写日期：2027-03-01。"},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    paper = forms.CharField(
        label="签字的授权书",
        required=False,
        help_text="照片或者 PDF；有的事项一定要，办事指南里写着",
        widget=forms.FileInput(),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kind: identity.MandateKind,
        topics: Iterable[tuple[str, str]],
        today: date,
        item: str = "",
    ) -> None:
        first = [identity.Power.FILE.value, identity.Power.FOLLOW.value, identity.Power.LETTERS.value]
        known: dict[str, object] = {"powers": first, "items": item, "last_day": today + timedelta(days=180)}
        super().__init__(data, initial=known)
        powers = [
            (power.value, name) for power, name in identity.POWER_NAMES.items() if power in identity.POWERS_OF[kind]
        ]
        self._offer("powers", powers)
        self._offer("topics", list(topics))
        if kind is not identity.MandateKind.AGENT:
            self.fields["topics"].help_text = "都不选，就是所有事项"
        if kind not in identity.MAY_NEED_PAPER:
            del self.fields["paper"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices

    @property
    def codes(self) -> list[str]:
        """The codes of items, in the order in which they were typed."""
        return list(dict.fromkeys(self.cleaned_data["items"].split()))

    @property
    def scope(self) -> identity.MandateScope:
        """In what the other one is to act."""
        typed = self.cleaned_data
        powers = [identity.Power(each) for each in typed["powers"]]
        return identity.MandateScope(items=self.codes, topics=typed["topics"], powers=powers)


class Child(_Named):
    """A child whose parent or guardian wants to act for it; what proves it comes beside, as a file."""

    phone = None  # type: ignore[assignment]  # Django's way to leave a field out
    paper = forms.CharField(
        label="户口簿、出生医学证明或者监护证明",
        required=False,
        help_text="照片或者 PDF",
        widget=forms.FileInput(),
    )
