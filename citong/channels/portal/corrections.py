"""A correction notice as its applicant answers it: what is wanted, the questions and the files for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.fields import Field
from citong.kernel import files
from citong.kernel.actors import Actor

from . import questions
from .preparation import UPLOADED

Faults = Mapping[str, str]
Corrected = cases.Case | cases.JointCase
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Brought:
    """Files for a material: their keys, with their names, and what is wrong with the one that was not taken."""

    material: catalogue.Material
    problem: str
    taken: tuple[tuple[str, str], ...]
    error: str

    @property
    def field_name(self) -> str:
        """Of the input for new files."""
        return f"file-{self.material.code}"

    @property
    def kept_name(self) -> str:
        """Of the hidden inputs that carry what was taken already."""
        return f"kept-{self.material.code}"


@dataclass(frozen=True)
class Remedy:
    """All that a correction asks for, on one page."""

    correction: cases.Correction | cases.JointCorrection
    questions: list[questions.Question]
    asked: list[str]
    brought: list[Brought]
    others: list[str]

    @property
    def fields(self) -> list[Field]:
        """For the summary of errors."""
        found = questions.flat(self.questions)
        return found + [
            Field(each.field_name, each.material.name, "file", errors=(each.error,))
            for each in self.brought
            if each.error
        ]


def what_is_asked(case: cases.Case) -> str:
    """A supplement of the pre-review; or corrections, before acceptance or in review."""
    return "补件" if case.state == cases.State.PRE_SUPPLEMENT else "补正"


def remedy_for(
    case: Corrected, *, answers: Mapping[str, Any], taken: Mapping[str, list[tuple[str, str]]], faults: Faults
) -> Remedy:  # Any: JSON values
    """What the last correction notice asks for, and what a try to answer it has still left wrong."""
    notices: list[cases.Correction | cases.JointCorrection] = list(case.corrections.all())
    correction = max(notices, key=lambda each: each.round)
    problems = {gap["target"]: gap["problem"] for gap in correction.gaps}
    definition = _definition(case)
    targets = {target.partition("-")[0] for target in [*problems, *faults]}
    wrong = {path.removeprefix("answers."): why for path, why in faults.items() if path.startswith("answers.")}
    shown = _questions(case, definition, targets, answers=answers, faults=wrong)
    brought = [
        Brought(
            each,
            problems.get(f"materials.{each.code}", ""),
            tuple(taken.get(each.code, ())),
            faults.get(f"materials.{each.code}", ""),
        )
        for each in definition.materials
        if each.collect in UPLOADED and f"materials.{each.code}" in targets
    ]
    known = {f"answers.{each.name}" for each in shown} | {f"materials.{each.material.code}" for each in brought}
    others = [why for path, why in faults.items() if path.partition("-")[0] not in known]
    return Remedy(correction, shown, [each.name for each in shown], brought, others)


def _definition(case: Corrected) -> catalogue.Definition:
    """What its materials and questions are called: as its item says, or as the whole of its items does."""
    if isinstance(case, cases.JointCase):
        return cases.joint_definition(case)
    return catalogue.definition(case.item_version_id)


def _questions(
    case: Corrected,
    definition: catalogue.Definition,
    targets: set[str],
    *,
    answers: Mapping[str, Any],  # Any: JSON values
    faults: Faults,
) -> list[questions.Question]:
    if definition.form is None:
        return []
    pages = catalogue.visible_pages(definition.form, situation=case.situation, answers=answers)
    return [
        question
        for page in pages
        for question in questions.drawn(definition.form, page, answers=answers, faults=faults)
        if f"answers.{question.name}" in targets
    ]


def answers_in(request: HttpRequest, case: Corrected) -> dict[str, Any]:  # Any: JSON values
    """The answers that were put right."""
    form = _definition(case).form
    return questions.sent(form, request.POST) if form else {}


def handed_over(taken: Mapping[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """The files as `cases.correct` takes them: pairs of material and key."""
    return [(code, key) for code, found in taken.items() for key, _ in found]


def files_in(
    request: HttpRequest,
    case: Corrected,
    *,
    by: Actor,
    at: datetime,
) -> tuple[dict[str, list[tuple[str, str]]], dict[str, str]]:
    """The files that came, now or with a try before, by material; and why one was not taken."""
    taken: dict[str, list[tuple[str, str]]] = {}
    faults: dict[str, str] = {}
    for material in _definition(case).materials:
        kept = [key for key in request.POST.getlist(f"kept-{material.code}") if KEY.fullmatch(key)]
        here = [(str(up.key), up.name) for up in files.own_uploads(kept, by=by).values()] if kept else []
        for one in request.FILES.getlist(f"file-{material.code}"):
            try:
                upload = files.take(one.chunks(), name=one.name or "", by=by, at=at)
                here.append((str(upload.key), upload.name))
            except files.FileRefused as refused:
                faults[f"materials.{material.code}"] = f"{refused.message}{refused.details.get('remedy', '')}"
        if here:
            taken[material.code] = here
    return taken, faults
