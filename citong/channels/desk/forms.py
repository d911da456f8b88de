"""What officials fill in."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput

from .questions import longer_answer as _text


def add_faults(form: forms.Form, refusal: InvalidInput) -> None:
    """What the rules found wrong, beside the questions that it is about."""
    for name, fault in refusal.faults.items():
        form.add_error(name if name in form.fields else None, fault)


class SignIn(forms.Form):
    """工号和密码."""

    login = forms.CharField(
        label="工号",
        max_length=40,
        error_messages={"required": "请填写工号。"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        error_messages={"required": "请填写密码。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class Unmasking(forms.Form):
    """What whole names and numbers are needed for."""

    purpose = forms.ChoiceField(
        label="为什么要看完整信息",
        choices=[(each.value, identity.LOOK_PURPOSES[each]) for each in identity.CHOSEN_PURPOSES],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择为什么要看完整信息。", "invalid_choice": "请选择为什么要看完整信息。"},
    )
    note = _text("具体用途", rows=2, longest=200, hint="选了“处理投诉、复议、诉讼”或者“其他”的，要写明")


class Narrowing(forms.TypedChoiceField):
    """A choice that narrows a list. It may be left open, and is not called optional for that."""

    def validate(self, value: str | None) -> None:
        """Only what was chosen has to be one of the choices."""
        if value:
            super().validate(value)


class Since(forms.DateField):
    """A day from which on a list is narrowed; it may be left open."""

    def validate(self, value: date | None) -> None:
        """Nothing is required."""


class Sought(forms.CharField):
    """A word that narrows a list; it may be left open."""

    def validate(self, value: str) -> None:
        """Nothing is required."""


class SignInFilter(forms.Form):
    """Which lines of the book at the door; all may be left open."""

    login = Sought(label="账号", max_length=40)
    outcome = Narrowing(label="结果", empty_value="", choices=[("", "全部"), *identity.SignIn.Outcome.choices])
    since = Since(label="从哪天起")


class ItemFilter(forms.Form):
    """Which item; the choices are given by the screen."""

    item = Narrowing(label="事项", coerce=int, empty_value=None)

    def __init__(self, *args: object, items: Mapping[int, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["item"].choices = [("", "全部事项"), *items.items()]  # type: ignore[attr-defined]


class CaseFilter(ItemFilter):
    """Which of the department's cases."""

    state = Narrowing(
        label="状态",
        choices=[("", "全部状态"), *((s.value, n) for s, n in cases.STATE_NAMES.items() if s != cases.State.DRAFT)],
    )
    since = Since(
        label="提交日期从",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "请这样写日期：2026-09-21。"},
    )
    field_order = ["state", "item", "since"]


class Intake(forms.Form):
    """Accept, or wait for the originals."""

    note = _text("备注", rows=2, hint="写给后面办理的同事看，不发给申请人。")


class Opinion(forms.Form):
    """同意，或者不同意并写明理由."""

    favourable = forms.ChoiceField(
        label="意见",
        choices=[("yes", "同意"), ("no", "不同意（要写理由和依据）")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选“同意”或“不同意”。"},
    )
    opinion = _text("理由", rows=4)


class Grant(forms.Form):
    """准予."""

    reasons = _text("理由", rows=3)


class CalendarDay(forms.Form):
    """One day of the calendar."""

    day = forms.DateField(
        label="日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写日期。", "invalid": "请这样写日期：2026-09-21。"},
    )
    kind = forms.ChoiceField(
        label="改成",
        choices=[("off", "放假"), ("on", "上班"), ("ordinary", "按平常的周几算")],
        error_messages={"required": "请选一项。"},
    )
    name = forms.CharField(label="名称", required=False, max_length=40, help_text="例如：国庆节、国庆节调休上班。")


class CalendarYear(forms.Form):
    """The notice of a year, pasted or as a file."""

    source = forms.CharField(
        label="依据",
        max_length=120,
        initial="国务院办公厅关于部分节假日安排的通知",
        error_messages={"required": "请写明依据哪份通知。"},
    )
    lines = forms.CharField(
        label="放假和补班的日子",
        required=False,
        max_length=20000,
        help_text="一行一天或一段：日期，放假或上班，名称。例如：2027-10-01 至 2027-10-07，放假，国庆节。",
        widget=forms.Textarea(attrs={"rows": "10"}),
    )
    file = forms.FileField(
        label="或者上传 CSV 文件", required=False, widget=forms.FileInput(attrs={"accept": ".csv,.txt"})
    )


class ItemsUpload(forms.Form):
    """A file of guides."""

    file = forms.FileField(
        label="事项文件",
        help_text="CSV、XLSX 或 JSONL，不超过 100 MB。有一行不对，就一行都不导入。",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.jsonl"}),
        error_messages={"required": "请选择要导入的文件。", "empty": "这个文件是空的。"},
    )


class PackageUpload(forms.Form):
    """A package as a file."""

    file = forms.FileField(
        label="一件事的文件",
        help_text="从这里导出的 JSON 文件，一个文件一件事。先看会改什么，再决定存不存。",
        widget=forms.FileInput(attrs={"accept": ".json"}),
        error_messages={"required": "请选择要导入的文件。", "empty": "这个文件是空的。"},
    )


class PackageWithdrawal(forms.Form):
    """Why a package is no longer offered as one."""

    reason = forms.CharField(
        label="为什么取消",
        help_text="留在记录里。取消以后不能恢复；里面的事项照样可以一件一件办。",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明为什么不再一次办。"},
    )


class RouteUpload(forms.Form):
    """A route as a BPMN 2.0 file."""

    file = forms.FileField(
        label="BPMN 2.0 文件",
        help_text="先显示和现在的流程有哪些不同，保存以后才算数。",
        widget=forms.FileInput(attrs={"accept": ".bpmn,.xml"}),
        error_messages={"required": "请选择要导入的文件。", "empty": "这个文件是空的。"},
    )


class TemplateText(forms.Form):
    """The text of a kind of letter; `edition` is the draft's as it was opened."""

    body = forms.CharField(
        label="正文",
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": "22", "spellcheck": "false"}),
        help_text="一行是一段。标题、文号、办件编号、称呼、落款、印章位置由版式自动印出，不用写。",
        error_messages={"required": "请填写正文。", "max_length": "最多 20000 个字。"},
    )
    note = forms.CharField(
        label="改了什么", required=False, max_length=200, help_text="写给以后看版本记录的人，例如：补上咨询电话。"
    )
    edition = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)


class TriedOn(forms.Form):
    """Which letter a text is tried on; the choices are given by the screen."""

    letter = Narrowing(label="用哪一份文书的内容", coerce=int, empty_value=None)

    def __init__(self, *args: object, letters: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["letter"].choices = list(letters)  # type: ignore[attr-defined]
