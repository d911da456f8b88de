"""What editors write down about the words that people use."""

from django import forms

from .site_forms import Lines


class EverydayWordForm(forms.Form):
    """What people say, and what it stands for."""

    said = forms.CharField(
        label="大家怎么说", max_length=30, help_text="2 到 12 个字，例如：老人补贴",
        error_messages={"required": "请填写大家怎么说。", "max_length": "最多 12 个字。"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    meant = Lines("目录里怎么说", hint="每行一种，例如：高龄津贴", required=False)
    items = Lines("就是这些事项", hint="每行一个事项编码；填了就排在最前面", required=False)
