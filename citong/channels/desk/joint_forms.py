"""What officials fill in for a whole 一件事."""

from django import forms

from citong.cases import facade as cases


def _text(label: str, *, required: str = "", rows: int = 3, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=2000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": str(rows)}),
        error_messages={"required": required, "max_length": "最多 2000 个字。"},
    )


class Acceptance(forms.Form):
    """Accept for all, or wait for the originals, or take them and look first."""

    note = _text("备注", rows=2, hint="写给各承办单位看，不发给申请人。")


class MoreDays(forms.Form):
    """More days for the whole."""

    days = forms.IntegerField(
        label="延长几个工作日",
        min_value=1,
        max_value=cases.terms.JOINT_DECISION.extension_days,
        error_messages={
            "required": "请填写延长几个工作日。",
            "invalid": "请填整数，例如 10。",
            "min_value": "至少 1 个工作日。",
            "max_value": f"最多 {cases.terms.JOINT_DECISION.extension_days} 个工作日。",
        },
    )
    reason = _text("理由", required="请写明理由，会书面告知申请人。")


class Answer(forms.Form):
    """What the head of the government says to more days."""

    answer = _text("答复", rows=2, hint="不同意的，要写明理由。")


class MemberReason(forms.Form):
    """Why a member is ended."""

    reason = _text("理由", required="请写明终止办理的理由，会书面告知申请人。", hint="先和申请人商量好，再终止。")


class MemberTurnedAway(forms.Form):
    """Why a member is not accepted, and who is competent."""

    reason = _text("不予受理的理由", required="请写明不予受理的理由。", hint="会写进决定书，送给申请人。别的项目照办。")
    competent_body = forms.CharField(
        label="该找哪个机关办",
        max_length=100,
        error_messages={"required": "请写明该找哪个机关办。", "max_length": "最多 100 个字。"},
    )


class HandingOver(forms.Form):
    """All results at once: how, and who took them."""

    how = forms.ChoiceField(
        label="怎么送达的",
        choices=list(cases.HANDOVERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "请选送达方式。"},
    )
    received_by = forms.CharField(
        label="由谁签收", max_length=60, error_messages={"required": "请写明由谁签收。", "max_length": "最多 60 个字。"}
    )
    relation = forms.CharField(
        label="签收人和申请人的关系",
        required=False,
        max_length=60,
        help_text="申请人本人签收的不用填；单位的，例如：经办人、法定代表人。",
    )
