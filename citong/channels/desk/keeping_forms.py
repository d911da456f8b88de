"""What officers fill in about departments, people, roles and systems."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from citong.cases import facade as cases
from citong.organisations import facade as organisations

from .questions import day
from .questions import longer_answer as _text

CHOOSE_DAY = "请选一天。"
Choices = Iterable[tuple[str, str]]


def line(label: str, *, most: int, hint: str = "", required: bool = True) -> forms.CharField:
    """A short answer in words of one's own."""
    wrong = {"required": f"请填写{label}。", "max_length": f"{label}最多 {most} 个字。"}
    return forms.CharField(label=label, max_length=most, help_text=hint, required=required, error_messages=wrong)


def choice(label: str, choices: Choices = (), *, required: bool = True, hint: str = "") -> forms.ChoiceField:
    """One of several, to be chosen."""
    wrong = {"required": f"请选{label}。"}
    offered = [("", "请选择"), *choices]
    return forms.ChoiceField(label=label, choices=offered, required=required, help_text=hint, error_messages=wrong)


def offer(form: forms.Form, name: str, choices: Mapping[Any, str]) -> None:
    """Give a choice what there is to choose from. Any: ids, which the browser sends as text."""
    offered = [("", "请选择"), *((str(key), words) for key, words in choices.items())]
    form.fields[name].choices = offered  # type: ignore[attr-defined]


class Establishment(forms.Form):
    """设立一个部门."""

    name = line("全称", most=100)
    short_name = line("简称", most=30)
    code = forms.SlugField(label="代码", max_length=60, help_text="小写字母、数字和短横，例如 wjj；定了不能改。")
    uscc = line("统一社会信用代码", most=18)
    letter_word = line("文号用字", most=10, hint="例如：鲤卫。")
    kind = choice("哪一种", organisations.Department.Kind.choices)
    division = line("区划代码", most=12, hint="12 位数字。")
    phone = line("电话", most=30, required=False)
    supervision_phone = line("监督电话", most=30, required=False)
    valid_from = day("从哪天起", required=CHOOSE_DAY)


class Merger(forms.Form):
    """部门撤并，由谁接手."""

    into = choice("由哪个部门接手")
    on = day("从哪天起不再存在", required=CHOOSE_DAY, hint="这一天起由接手的部门负责。")

    def __init__(self, *args: Any, departments: Mapping[int, str], **kwargs: Any) -> None:
        """Any: what Django's forms take."""
        super().__init__(*args, **kwargs)
        offer(self, "into", departments)


class Appointment(forms.Form):
    """新来的工作人员."""

    number = line("工号", most=20, hint="也是登录用的账号。")
    name = line("姓名", most=60)
    phone = line("手机", most=20, required=False)
    post = choice("岗位")
    valid_from = day("从哪天起", required=CHOOSE_DAY)

    def __init__(self, *args: Any, posts: Mapping[int, str], **kwargs: Any) -> None:
        """Any: what Django's forms take."""
        super().__init__(*args, **kwargs)
        offer(self, "post", posts)


class FurtherPost(forms.Form):
    """再担任一个岗位."""

    post = choice("岗位")
    valid_from = day("从哪天起", required=CHOOSE_DAY)

    def __init__(self, *args: Any, posts: Mapping[int, str], **kwargs: Any) -> None:
        """Any: what Django's forms take."""
        super().__init__(*args, **kwargs)
        offer(self, "post", posts)


class Granting(forms.Form):
    """授予角色：哪个角色、管到哪里、多久、为什么."""

    role = choice("角色")
    department_id = choice("单位", required=False, hint="单位和区划都不选，就是全厅。")
    division = line("区划代码", most=12, required=False, hint="按区划授权的填 12 位代码。")
    with_below = forms.BooleanField(label="连同下级区划", required=False)
    first_on = day("第一天", required=CHOOSE_DAY)
    last_on = day("最后一天", hint="不填，到离岗或者收回为止。")
    reason = _text("为什么要授予", rows=2, required="请写明为什么要授予。")

    def __init__(self, *args: Any, roles: Mapping[str, str], departments: Mapping[int, str], **kwargs: Any) -> None:
        """Any: what Django's forms take."""
        super().__init__(*args, **kwargs)
        offer(self, "role", roles)
        offer(self, "department_id", departments)


class TakingBack(forms.Form):
    """收回角色."""

    reason = _text("为什么收回", rows=2, required="请写明为什么收回。")


class Client(forms.Form):
    """让一个系统接入."""

    name = line("系统名称", most=100)
    department = choice("归哪个单位", required=False, hint="不选，就是不归哪个单位。")

    def __init__(self, *args: Any, departments: Mapping[int, str], **kwargs: Any) -> None:
        """Any: what Django's forms take."""
        super().__init__(*args, **kwargs)
        offer(self, "department", departments)


class BreakingGlass(forms.Form):
    """应急查阅一个办件."""

    number = line("办件编号", most=40)
    reason = _text("为什么这样急、为什么要看", rows=3, required="请写明理由。")


class Reviewing(forms.Form):
    """复核一次应急查阅."""

    verdict = choice("复核意见", cases.EmergencyLook.Verdict.choices)
    remark = _text("说明", rows=2, required="")
