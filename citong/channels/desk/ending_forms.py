"""What officials fill in for the decision and after: refusals, fees, certificates, service, endings, undoing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from citong.cases import facade as cases
from citong.channels.kit.fields import Field, field_of
from citong.documents import facade as documents
from citong.kernel.errors import InvalidInput

from .questions import Kept, day, evidence, longer_answer

Choices = Sequence[tuple[str, str]]
MOST_CERTIFICATES = 20


class Refusal(forms.Form):
    """不予许可：理由、依据、救济途径，三样都要有."""

    reasons = longer_answer("不予许可的理由", required="请写明不予许可的理由。", hint="会写进决定书，送给申请人。")
    basis = longer_answer("法律依据", required="请写明法律依据（哪部法、第几条）。", rows=3)
    remedies = longer_answer("救济途径", required="请告知复议、诉讼的途径和期限。", rows=3)


class FeeAsked(forms.Form):
    """通知缴费: what is due follows from the item."""


class Payment(forms.Form):
    """登记缴费."""

    receipt = forms.CharField(
        label="缴款票据号码",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写缴款票据的号码。"},
    )


class Certificates(forms.Form):
    """证照: as many rows as are wanted."""

    def __init__(self, typed: Mapping[str, Any] | None = None, *, rows: int, name: str, today: date) -> None:
        super().__init__(typed)
        self.rows = min(max(rows, 1), MOST_CERTIFICATES)
        for row in range(self.rows):
            self.fields[f"name-{row}"] = forms.CharField(
                label="证照名称", max_length=120, initial=name, error_messages={"required": "请填写证照名称。"}
            )
            self.fields[f"number-{row}"] = forms.CharField(
                label="证照编号",
                max_length=60,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
                error_messages={"required": "请填写证照编号。"},
            )
            self.fields[f"from-{row}"] = day("有效期从哪天起", required="请填写有效期从哪天起。", initial=today)
            self.fields[f"to-{row}"] = day("到哪天为止", hint="长期有效的，不用填。")

    def drawn(self) -> list[list[Field]]:
        """The questions, row by row."""
        return [[field_of(self[f"{each}-{row}"]) for each in ("name", "number", "from", "to")] for row in self.numbers]

    @property
    def numbers(self) -> range:
        """Of the rows."""
        return range(self.rows)

    def certificates(self) -> list[cases.Issued]:
        """What was filled in."""
        said = self.cleaned_data
        return [
            cases.Issued(said[f"name-{row}"], said[f"number-{row}"], said[f"from-{row}"], said[f"to-{row}"])
            for row in self.numbers
        ]

    def sent(self) -> dict[str, object]:
        """What was filled in, as it was sent."""
        return {"rows": self.rows, **{name: self[name].value() for name in self.fields}}

    def add_faults(self, refused: InvalidInput) -> None:
        """What the rules found wrong, at the row that it is about."""
        for name, fault in refused.faults.items():
            row = name.removeprefix("certificates.")
            self.add_error(f"number-{row}" if f"number-{row}" in self.fields else None, fault)


class Service(Kept):
    """送达登记: which letter, how, when, who signed."""

    letter_id = forms.TypedChoiceField(
        label="送达哪份文书",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "请选送达的文书。"},
    )
    how = forms.TypedChoiceField(
        label="怎么送达的",
        choices=[(way.value, name) for way, name in documents.WAY_NAMES.items()],
        coerce=documents.Way,
        widget=forms.RadioSelect,
        error_messages={"required": "请选送达方式。"},
    )
    delivered_on = day("哪天送达的", required="请填写哪天送达的。")
    received_by = forms.CharField(
        label="谁签收的", required=False, max_length=60, help_text="当面、邮寄送达的要填。申请人自己签收的，写“本人”。"
    )
    relation = forms.CharField(
        label="签收人和申请人的关系",
        required=False,
        max_length=60,
        help_text="不是本人签收的要填，例如：配偶、经办人。",
    )
    witnesses = forms.CharField(
        label="见证人", required=False, max_length=200, help_text="留置送达要有见证人，或者附上照片。几个人用顿号隔开。"
    )
    note = forms.CharField(label="说明", required=False, max_length=200, help_text="例如：快递单号。")
    file = evidence("送达回证、照片", hint="照片或者 PDF。")

    def __init__(self, *args: object, letters: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if letters:
            self.fields["letter_id"].choices = list(letters)  # type: ignore[attr-defined]
        else:
            del self.fields["letter_id"]


class Termination(forms.Form):
    """终止办理."""

    ground = forms.ChoiceField(
        label="哪种情形",
        choices=list(cases.GROUNDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "请选一种终止的情形。"},
    )
    reason = longer_answer("理由", required="请写明终止办理的理由，会书面告知申请人。", rows=3)


class Voiding(forms.Form):
    """作废登记错的件."""

    ground = forms.ChoiceField(
        label="哪种情形",
        choices=list(cases.VOID_GROUNDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "请选一种作废的情形。"},
    )
    reason = longer_answer(
        "理由",
        required="请写明作废的理由，会书面告知申请人。",
        hint="例如：和办件 350502202611220003174 是同一份申请。",
        rows=3,
    )


class Undoing(forms.Form):
    """撤销办错的一步，或者撤回意见."""

    reason = longer_answer("哪里办错了", required="请写明哪里办错了，会留在办理记录里。", rows=3)


class NotNeeded(forms.Form):
    """撤回审查中的补正通知."""

    reason = longer_answer("为什么不用补了", required="请写明为什么不用补了，会告诉申请人。", rows=3)


class Reassignment(forms.Form):
    """改派."""

    post_id = forms.TypedChoiceField(
        label="改派给哪个岗位", coerce=int, widget=forms.RadioSelect, error_messages={"required": "请选一个岗位。"}
    )
    reason = longer_answer("为什么改派", required="请写明原因，会留在办理记录里。", rows=2)

    def __init__(self, *args: object, posts: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["post_id"].choices = list(posts)  # type: ignore[attr-defined]
