"""What officials fill in when they ask other departments, watch over a task, or hand over their work."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from citong.office import facade as office

from .questions import Files, ManyFilesInput, longer_answer

DAYS_WRONG = {
    "required": "请填写几个工作日。",
    "invalid": "请填整数，例如 15。",
    "min_value": "至少 1 个工作日。",
    "max_value": "最多 90 个工作日。",
}
DAY_WRONG = {"required": "请填写日期。", "invalid": "请这样写日期：2026-09-21。"}


def _days(label: str, *, hint: str = "", initial: int | None = None) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=90, initial=initial, help_text=hint, error_messages=DAYS_WRONG
    )


def _day(label: str, *, hint: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=hint, error_messages=DAY_WRONG)


def _title() -> forms.CharField:
    wrong = {"required": "请填写标题。", "max_length": "标题最多 100 个字。"}
    return forms.CharField(label="标题", max_length=100, error_messages=wrong)


def _key() -> forms.CharField:
    """Makes that pressing the button twice sends once."""
    return forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)


def _case_number() -> forms.CharField:
    return forms.CharField(
        label="和哪个办件有关", required=False, max_length=30, help_text="填办件编号；没有关系的办件就不用填。"
    )


class Asking(forms.Form):
    """会签：问谁、问什么、几天、不回复算什么."""

    title = _title()
    text = longer_answer("要征求意见的内容", required="请写明要征求意见的内容。", rows=8, longest=5000)
    asked = forms.TypedMultipleChoiceField(
        label="征求哪些部门的意见",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一个部门。"},
    )
    days = _days("几个工作日内回复", initial=office.USUAL_DAYS, hint="从明天起算，节假日不算。")
    silence = forms.ChoiceField(
        label="到期没有回复",
        choices=[(silence.value, name) for silence, name in office.SILENCE_NAMES.items()],
        initial=office.Silence.MEANS_NOTHING.value,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一项。"},
    )
    silence_rule = forms.CharField(
        label="视为同意的依据",
        required=False,
        max_length=100,
        help_text="选“视为同意”的要填，例如：《政府信息公开条例》第三十四条。",
    )
    case_number = _case_number()
    key = _key()
    attached = Files(
        label="附件",
        required=False,
        widget=ManyFilesInput(attrs={"multiple": "multiple", "accept": ".pdf,.jpg,.jpeg,.png,.ofd,.docx,.xlsx"}),
        help_text="PDF、Word、Excel 或图片，最多 10 个，每个不超过 20 MB。",
    )

    def __init__(self, *args: Any, departments: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Any: what Django's forms take."""
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = list(departments)  # type: ignore[attr-defined]


class Opinion(forms.Form):
    """回复会签."""

    verdict = forms.ChoiceField(
        label="意见",
        choices=[(verdict.value, name) for verdict, name in office.VERDICT_NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "请选一项。"},
    )
    text = longer_answer("建议或者理由", rows=5, longest=5000, hint="“同意，有建议”写建议，“不同意”写理由和依据。")


class Summary(forms.Form):
    """汇总办结."""

    summary = longer_answer("汇总", required="请写明各部门的意见怎么采纳。", rows=6, longest=5000)


class Remark(forms.Form):
    """催办."""

    note = longer_answer("想说的话", rows=3, hint="会留在经过里。")


class Reason(forms.Form):
    """撤回、撤销、退回."""

    reason = longer_answer("理由", required="请写明理由。", rows=4, longest=5000)


class Setting(forms.Form):
    """督办：交给谁、办什么、几天."""

    title = _title()
    text = longer_answer("要办的事", required="请写明要办的事和要求。", rows=8, longest=5000)
    lead = forms.TypedChoiceField(label="牵头部门", coerce=int, error_messages={"required": "请选牵头部门。"})
    assisting = forms.TypedMultipleChoiceField(
        label="协办部门", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    days = _days("几个工作日内办结", hint="从明天起算，节假日不算。")
    case_number = _case_number()
    key = _key()

    def __init__(self, *args: Any, departments: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Any: what Django's forms take."""
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", "请选择"), *departments]  # type: ignore[attr-defined]
        self.fields["assisting"].choices = list(departments)  # type: ignore[attr-defined]


class Report(forms.Form):
    """反馈进展、报告办结."""

    text = longer_answer("办理情况", required="请写明办理情况。", rows=6, longest=5000)


class MoreTime(forms.Form):
    """申请延期."""

    days = _days("再要几个工作日")
    reason = longer_answer("为什么要延期", required="请写明为什么要延期。", rows=4, longest=5000)


class Granting(forms.Form):
    """同意延期."""

    answer = longer_answer("答复", rows=3, longest=5000)


class Refusing(forms.Form):
    """不同意延期."""

    answer = longer_answer("不同意的理由", required="请写明为什么不同意。", rows=3, longest=5000)


class Conclusion(forms.Form):
    """确认办结."""

    conclusion = longer_answer("结论", rows=3, longest=5000)


class HandOver(forms.Form):
    """交给谁代办、哪些岗位、从哪天到哪天."""

    to = forms.TypedChoiceField(label="交给谁代办", coerce=int, error_messages={"required": "请选一位同事。"})
    posts = forms.TypedMultipleChoiceField(
        label="哪些岗位",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="一个都不选，就是全部岗位。",
    )
    first_on = _day("第一天")
    last_on = _day("最后一天", hint="这一天也算在内。")
    reason = forms.CharField(label="原因", required=False, max_length=200, help_text="例如：休假、出差、学习。")

    def __init__(self, *args: Any, colleagues: Mapping[int, str], posts: Mapping[int, str], **kwargs: Any) -> None:
        """Any: what Django's forms take."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "请选择"), *colleagues.items()]  # type: ignore[attr-defined]
        self.fields["posts"].choices = list(posts.items())  # type: ignore[attr-defined]
        if len(posts) < 2:
            del self.fields["posts"]


class Whose(forms.Form):
    """替哪位同事安排."""

    whose = forms.TypedChoiceField(label="替哪位同事安排", coerce=int)

    def __init__(self, *args: Any, people: Mapping[int, str], **kwargs: Any) -> None:
        """Any: what Django's forms take."""
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = list(people.items())  # type: ignore[attr-defined]
