"""Kinds of questions that several of the desk's forms ask."""

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
