"""What officers fill in about halls, windows, posts, and the names of departments."""

from collections.abc import Mapping
from typing import Any

from django import forms

from citong.organisations import facade as organisations

from .keeping_forms import choice, line, offer


class HallChange(forms.Form):
    """一个大厅的名称、地址、时间."""

    name = line("名称", most=100)
    address = line("地址", most=200)
    hours = line("开放时间", most=120, hint="例如：工作日 8:00—12:00，14:30—17:30。")
    phone = line("电话", most=30, required=False)


class HallOpening(HallChange):
    """新设一个大厅."""

    code = forms.SlugField(
        label="代码",
        max_length=40,
        help_text="小写字母、数字和短横，例如 licheng；定了不能改。",
        error_messages={"required": "请填写代码。", "invalid": "代码只用字母、数字和短横。"},
    )
    division = line("区划代码", most=12, hint="12 位数字。")


class WindowForm(forms.Form):
    """一个窗口的号码、楼层和单位."""

    number = line("窗口号", most=10)
    floor = line("楼层", most=20, required=False, hint="例如：二楼。")
    department = choice("哪个单位的窗口")

    def __init__(self, *args: Any, departments: Mapping[int, str], **kwargs: Any) -> None:
        """Any: what Django's forms take."""
        super().__init__(*args, **kwargs)
        offer(self, "department", departments)


class PostRenaming(forms.Form):
    """岗位改名."""

    name = line("岗位名称", most=60)


class PostCreation(PostRenaming):
    """新设一个岗位."""

    code = forms.SlugField(
        label="代码",
        max_length=40,
        help_text="流程里用它指这个岗位，例如 window；定了不能改。",
        error_messages={"required": "请填写代码。", "invalid": "代码只用字母、数字和短横。"},
    )
    duty = choice("职责", organisations.Post.Duty.choices, hint="担任这个岗位的人，就有这项职责带来的权限。")


class DepartmentChange(forms.Form):
    """部门改名、改电话."""

    name = line("全称", most=100)
    short_name = line("简称", most=30)
    phone = line("电话", most=30, required=False)
    supervision_phone = line("监督电话", most=30, required=False)
