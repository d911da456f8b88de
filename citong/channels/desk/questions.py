"""Kinds of questions that several of the desk's forms ask."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


def longer_answer(
    label: str, *, required: str = "", rows: int = 4, hint: str = "", longest: int = 2000
) -> forms.CharField:
    """A longer answer; `required` is what to say when it is missing."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=longest,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": str(rows)}),
        error_messages={"required": required, "max_length": f"最多 {longest} 个字。"},
    )


class ManyFilesInput(forms.FileInput):
    """Takes several files at once."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files; none is as good as some where they are not required."""

    widget = ManyFilesInput

    def clean(self, value: Any, initial: Any = None) -> Any:
        """A list of files, each as one file would be. Any: what Django's fields take and give."""
        brought: list[UploadedFile[Any]] = value or []
        return [super(Files, self).clean(each, initial) for each in brought]


def day(label: str, *, required: str = "", hint: str = "", initial: date | None = None) -> forms.DateField:
    """A day; `required` is what to say when it is missing."""
    return forms.DateField(
        label=label,
        required=bool(required),
        help_text=hint,
        initial=initial,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": required, "invalid": "请这样写日期：2026-09-21。"},
    )


def whole_number(label: str, *, most: int, required: str, hint: str, example: int) -> forms.IntegerField:
    """A number of days, from one on."""
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        help_text=hint,
        error_messages={
            "required": required,
            "invalid": f"请填整数，例如 {example}。",
            "min_value": "至少 1 天。",
            "max_value": f"最多 {most} 天。",
        },
    )


class TimeInput(forms.TimeInput):
    """A time of day, as browsers ask for it."""

    input_type = "time"


def evidence(label: str, *, hint: str) -> forms.FileField:
    """A file that proves what is said; what was brought before needs not be brought again."""
    return forms.FileField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": "这个文件是空的。"},
    )


class Kept(forms.Form):
    """A form with a `file`; once it was taken, its key travels along in `kept`, to be brought once only."""

    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)
