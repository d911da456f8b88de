"""What officials fill in for what comes in between: pauses, more days, hearings, inspections, interested parties."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from citong.cases import facade as cases

from .questions import Kept, TimeInput, day, evidence, longer_answer, whole_number

Choices = Sequence[tuple[str, str]]
SENT = "会书面告知申请人。"


class Pause(forms.Form):
    """特别程序：停止计时."""

    procedure = forms.TypedChoiceField(
        label="哪一种程序",
        coerce=cases.Procedure,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一种程序。"},
    )
    announced_days = whole_number(
        "需要多少天", most=3650, required="请填写需要多少天。", hint="会书面告知申请人。", example=10
    )
    reason = longer_answer("为什么要停止计时", required="请写明理由，会书面告知申请人。", rows=3)

    def __init__(self, *args: object, procedures: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["procedure"].choices = list(procedures)  # type: ignore[attr-defined]


class Resume(forms.Form):
    """特别程序结束."""

    outcome = longer_answer("程序的结果", required="请写明结果，例如：检测合格。", rows=3)


class ExtensionAsked(forms.Form):
    """申请延长期限."""

    days = whole_number(
        "延长几个工作日", most=99, required="请填写延长几个工作日。", hint="最多 10 个工作日，只能延长一次。", example=5
    )
    reason = longer_answer("为什么要延长", required="请写明理由，会书面告知申请人。", hint=SENT, rows=3)


class ExtensionAnswer(forms.Form):
    """批准或者不批准延长."""

    approved = forms.ChoiceField(
        label="批准延长吗",
        widget=forms.RadioSelect,
        error_messages={"required": "请选“批准”或“不批准”。"},
    )
    answer = longer_answer("说明", rows=3, hint="不批准的，要写理由。写给申请延长的同事看。")

    def __init__(self, *args: object, choices: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["approved"].choices = list(choices)  # type: ignore[attr-defined]


class PartyTold(forms.Form):
    """告知利害关系人."""

    name = forms.CharField(label="利害关系人", max_length=120, error_messages={"required": "请写明利害关系人是谁。"})
    phone = forms.CharField(
        label="联系电话",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    interest = longer_answer("关系到他的什么利益", required="请写明关系到他的什么利益。", rows=3)
    statement_by = day(
        "可以陈述意见到哪天", required="请填写可以陈述意见到哪天。", hint="最早从明天起，要留出足够时间。"
    )


class Statement(forms.Form):
    """听取利害关系人意见."""

    party_id = forms.TypedChoiceField(
        label="谁的意见", coerce=int, widget=forms.RadioSelect, error_messages={"required": "请选是谁的意见。"}
    )
    statement = longer_answer("他的意见", required="请写下意见；没有意见的，写“没有意见”。")

    def __init__(self, *args: object, parties: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["party_id"].choices = list(parties)  # type: ignore[attr-defined]


class HearingOffer(forms.Form):
    """告知听证权利."""

    reason = longer_answer(
        "为什么要告知听证",
        required="请写明涉及的重大利益。",
        hint="直接涉及申请人与他人之间的重大利益关系。会写进《听证告知书》。",
        rows=3,
    )


class HearingRequest(forms.Form):
    """记下有人要求听证."""

    asked_by = forms.CharField(
        label="谁要求听证",
        max_length=120,
        help_text="申请人，或者利害关系人的姓名、名称。",
        error_messages={"required": "请写明谁要求听证。"},
    )


class HearingWaiver(forms.Form):
    """记下没有要求听证或者放弃; nothing has to be said."""


class HearingCall(forms.Form):
    """通知举行听证."""

    held_at = day(
        "哪一天举行", required="请填写哪一天举行。", hint="要提前 7 个工作日通知，提出要求后 20 个工作日内举行。"
    )
    begins = forms.TimeField(
        label="几点开始",
        widget=TimeInput(),
        error_messages={"required": "请填写几点开始。", "invalid": "请这样写时间：09:30。"},
    )
    place = forms.CharField(label="地点", max_length=200, error_messages={"required": "请写明地点。"})
    chair_id = forms.TypedChoiceField(
        label="主持人",
        coerce=int,
        help_text="审查这个申请的工作人员不能主持。",
        error_messages={"required": "请选主持人。"},
    )
    is_public = forms.BooleanField(label="公开举行", required=False, initial=True)

    def __init__(self, *args: object, staff: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["chair_id"].choices = [("", "请选择"), *staff]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Day and hour are one moment. Any: what was answered."""
        said = self.cleaned_data
        begins = said.pop("begins", None)
        if begins and said.get("held_at"):
            said["held_at"] = timezone.make_aware(datetime.combine(said["held_at"], begins))
        return said


class HearingRecord(Kept):
    """听证笔录."""

    participants = longer_answer("参加人", required="请写明参加人。", rows=2)
    record = longer_answer("笔录", required="请写下听证笔录。", rows=8, longest=20000)
    is_signed = forms.BooleanField(
        label="参加人看过笔录，确认无误并签名或者盖章", required=False, help_text="没有签名的笔录不能作为决定的根据。"
    )
    file = evidence("签名的笔录", hint="照片或者 PDF。")


class Inspectors(forms.Form):
    """指派核查人员."""

    staff_ids = forms.TypedMultipleChoiceField(
        label="派谁去",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="两名以上，承办单位或者审查单位的工作人员。",
        error_messages={"required": "请选两名以上工作人员。"},
    )
    place = forms.CharField(label="去哪里", required=False, max_length=200)

    def __init__(self, *args: object, staff: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["staff_ids"].choices = list(staff)  # type: ignore[attr-defined]


class Findings(Kept):
    """现场核查记录."""

    inspected_on = day("哪天核查的", required="请填写哪天核查的。")
    findings = longer_answer("看到的情况", required="请写明核查看到的情况。", rows=6)
    passed = forms.TypedChoiceField(
        label="符不符合要求",
        choices=[("yes", "符合要求"), ("no", "不符合要求")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "请选“符合”或“不符合”。"},
    )
    file = evidence("现场照片或者记录", hint="照片或者 PDF。")
