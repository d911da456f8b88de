"""What must be handed in: pure checks of an application against its item's version."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from citong.catalogue import facade as catalogue

TO_BE_UPLOADED = frozenset({catalogue.Collect.UPLOAD, catalogue.Collect.LICENCE})


@dataclass(frozen=True)
class Examined:
    """An application as it would be filed: the answers that count, and each fault under the name of its field."""

    answers: dict[str, Any]  # Any: answers are JSON values
    faults: dict[str, str]


def examine_application(
    definition: catalogue.Definition,
    *,
    situation: Mapping[str, str],
    answers: Mapping[str, Any],  # Any: answers are JSON values
    handed_in: Iterable[str],
) -> Examined:
    """What counts of an application, and all that is wrong with it; without faults it can be filed."""
    kept: dict[str, Any] = {}
    found = catalogue.check_situation(definition, situation=situation)
    faults = {f"situation.{fault.path}": fault.message for fault in found}
    if definition.form:
        form = catalogue.examine(definition.form, situation=situation, answers=answers)
        kept = form.answers
        faults |= {f"answers.{fault.path}": fault.message for fault in form.faults}
    faults |= material_faults(definition, situation=situation, answers=answers, handed_in=handed_in)
    return Examined(kept, faults)


def material_faults(
    definition: catalogue.Definition,
    *,
    situation: Mapping[str, str],
    answers: Mapping[str, Any],  # Any: answers are JSON values
    handed_in: Iterable[str],
) -> dict[str, str]:
    """What is wrong with the materials, by `materials.<code>`; `handed_in` has a code for each file."""
    wanted = {m.code: m for m in catalogue.materials_for(definition, situation=situation, answers=answers)}
    counts = Counter(handed_in)
    faults = {f"materials.{code}": "这次申请不需要这份材料，请去掉。" for code in counts if code not in wanted}
    for code, material in wanted.items():
        uploaded = material.collect in TO_BE_UPLOADED
        if uploaded and material.necessity is catalogue.Necessity.REQUIRED and not counts[code]:
            faults[f"materials.{code}"] = f"请上传“{material.name}”。"
        elif counts[code] > material.max_files:
            faults[f"materials.{code}"] = f"“{material.name}”最多 {material.max_files} 个文件。"
    return faults
