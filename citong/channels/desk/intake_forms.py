"""What officials fill in before a case is accepted."""

from django import forms

from .questions import longer_answer

SENT = "会写进文书，送给申请人。"


class Receipt(forms.Form):
    """收到原件."""

    note = longer_answer("备注", rows=2, hint="例如：收到哪几样。写给同事看，不发给申请人。")


class TurnAway(forms.Form):
    """不予受理: the reason, and who is competent."""

    reason = longer_answer("不予受理的理由", required="请写明不予受理的理由。", hint=SENT)
    competent_body = forms.CharField(
        label="该找哪个机关办",
        max_length=100,
        help_text="要告诉申请人向哪个机关申请。",
        error_messages={"required": "请写明该找哪个机关办。"},
    )


class NoLicence(forms.Form):
    """不需要办理许可."""

    reason = longer_answer("为什么不需要办理", required="请写明为什么不需要办理许可。", hint=SENT)


class PreReviewFailure(forms.Form):
    """预审不通过."""

    reason = longer_answer("预审不通过的理由", required="请写明预审不通过的理由。", hint=SENT)


class SendingBack(forms.Form):
    """退件."""

    reason = longer_answer(
        "为什么退件",
        required="请写明为什么退件。",
        hint="例如：重复提交、申请人在窗口要求退回。会写进文书，送给申请人。",
    )
