"""What can be asked to be corrected: each material and each answer, with phrases at hand for what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.fields import Field, field_of

LONGEST = 300
PHRASES = {
    "materials": (
        "没有交，请补交",
        "看不清，请重新拍照或者扫描上传",
        "内容不完整，缺少",
        "缺少签名或者盖章",
        "已经过了有效期，请交有效期内的",
        "和申请表填写的不一致",
        "不是要求的材料，请换成",
    ),
    "answers": ("和材料里写的不一致，请核对", "填写不完整，请补充", "填写有误，请改为"),
}


@dataclass(frozen=True)
class Target:
    """Something that can be asked to be corrected, and what is often wrong with it."""

    target: str
    title: str
    phrases: tuple[str, ...]

    @property
    def is_material(self) -> bool:
        """Whether it is a material, and not an answer."""
        return self.target.startswith("materials.")


@dataclass(frozen=True)
class Place:
    """A target on the form: its three questions, and the id of the list of its phrases."""

    target: Target
    tick: Field
    words: tuple[Field, Field]
    list_id: str


def targets_of(case: cases.Case | cases.JointCase, definition: catalogue.Definition) -> list[Target]:
    """The materials that were asked for, and the answers, in the order of the item."""
    asked = catalogue.materials_for(definition, situation=case.situation, answers=case.answers)
    materials = [
        Target(
            f"materials.{material.code}",
            material.name,
            (*(f"没有做到：{point}" for point in material.review_points), *PHRASES["materials"]),
        )
        for material in asked
        if material.collect is not catalogue.Collect.FORM
    ]
    if definition.form is None:
        return materials
    fields = catalogue.visible_fields(definition.form, situation=case.situation, answers=case.answers)
    titles = {f.name: catalogue.title_of(catalogue.schema_of(definition.form, f.name), f.name) for f in fields}
    return [*materials, *(Target(f"answers.{name}", title, PHRASES["answers"]) for name, title in titles.items())]


class Corrections(forms.Form):
    """Everything that is missing or wrong, at once; a second notice says why it was not told the first time."""

    why_again = forms.CharField(
        label="为什么上次没有一并告知",
        required=False,
        max_length=1000,
        help_text="法律要求一次告知全部补正内容。这是又一次通知，要写明原因。",
        widget=forms.Textarea(attrs={"rows": "2"}),
        error_messages={"required": "请写明上次没有一并告知的原因。", "max_length": "最多 1000 个字。"},
    )

    def __init__(self, typed: Mapping[str, object] | None = None, *, targets: list[Target], is_again: bool) -> None:
        super().__init__(typed)
        self.targets, self.is_again = targets, is_again
        self.fields["why_again"].required = is_again
        for number, target in enumerate(targets):
            self.fields[f"tick-{number}"] = forms.BooleanField(label=target.title, required=False)
            self.fields[f"problem-{number}"] = self._words(f"“{target.title}”哪里不对", {"list": f"phrases-{number}"})
            self.fields[f"remedy-{number}"] = self._words(f"“{target.title}”怎么补", {})

    def places(self) -> list[Place]:
        """Each target with its questions."""
        return [
            Place(
                target,
                field_of(self[f"tick-{n}"]),
                (field_of(self[f"problem-{n}"], hint="哪里不对"), field_of(self[f"remedy-{n}"], hint="怎么补（选填）")),
                f"phrases-{n}",
            )
            for n, target in enumerate(self.targets)
        ]

    def gaps(self) -> list[cases.Gap]:
        """What was ticked, or written about, and what is wrong with it."""
        said = self.cleaned_data
        return [
            cases.Gap(t.target, t.title, said.get(f"problem-{n}", ""), said.get(f"remedy-{n}", ""))
            for n, t in enumerate(self.targets)
            if said.get(f"tick-{n}") or said.get(f"problem-{n}")
        ]

    def clean(self) -> dict[str, object]:
        """At least one gap, each with its problem."""
        gaps = self.gaps()
        if not gaps:
            self.add_error(None, "还没有选要补正的内容，请至少选一处。")
        without = {gap.target for gap in gaps if not gap.problem}
        for number, target in enumerate(self.targets):
            if target.target in without:
                self.add_error(f"problem-{number}", "请写明哪里不对。")
        return self.cleaned_data

    @staticmethod
    def _words(label: str, attrs: Mapping[str, str]) -> forms.CharField:
        return forms.CharField(
            label=label,
            required=False,
            max_length=LONGEST,
            widget=forms.TextInput(attrs={**attrs, "autocomplete": "off"}),
            error_messages={"max_length": f"最多 {LONGEST} 个字。"},
        )
