"""The materials of a case beside what is to be looked at in each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue

PICTURES = frozenset({"image/png", "image/jpeg"})
PDF = "application/pdf"
HOW = {
    catalogue.Collect.FORM: "网上填写，见申请表",
    catalogue.Collect.UPLOAD: "上传",
    catalogue.Collect.LICENCE: "电子证照，或者上传",
    catalogue.Collect.PAPER: "交到窗口的纸质材料",
}


@dataclass(frozen=True)
class Point:
    """Something to look at, to be ticked: `value` travels with the form."""

    value: str
    words: str
    is_ticked: bool


@dataclass(frozen=True)
class Paper:
    """A file that was handed in."""

    id: int
    name: str
    size: int
    uploaded_at: datetime
    is_picture: bool
    is_pdf: bool
    is_replaced: bool


@dataclass(frozen=True)
class Pile:
    """A material: its files, and what to look at in them."""

    code: str
    name: str
    how: str
    standard: str
    papers: tuple[Paper, ...]
    replaced: tuple[Paper, ...]
    points: tuple[Point, ...]
    is_missing: bool
    is_optional: bool
    is_open: bool


def piles_of(
    case: cases.Case, definition: catalogue.Definition, *, ticked: frozenset[str], wanted: str = ""
) -> list[Pile]:
    """The materials of a case in the item's order; the one that holds the wanted file, or else the first, is open."""
    asked = catalogue.materials_for(definition, situation=case.situation, answers=case.answers)
    files = _papers_by_code(case)
    open_code = next((code for code, papers in files.items() if any(str(p.id) == wanted for p in papers)), None)
    open_code = open_code or next((m.code for m in asked if m.code in files), None)
    return [_pile(m, files.get(m.code, []), ticked=ticked, is_open=m.code == open_code) for m in asked]


def points_of_steps(case: cases.Case, review: cases.Review | None, *, ticked: frozenset[str]) -> tuple[Point, ...]:
    """What this step of the route is to look at, beyond the materials."""
    if review is None:
        return ()
    stages = cases.stages_of(case)
    steps = [step for stage in stages if stage.code == review.stage for step in stage.steps if step.code == review.step]
    return tuple(point for step in steps for point in _points(f"step.{step.code}", step.points, ticked))


def points_in(values: Iterable[str]) -> dict[str, list[int]]:
    """The ticks of a form, `floor_plan:0`, by material; what cannot be read is passed over."""
    found: dict[str, list[int]] = {}
    for value in values:
        code, _, index = value.rpartition(":")
        if code and index.isascii() and index.isdecimal() and len(index) < 4:
            found.setdefault(code, []).append(int(index))
    return found


def _pile(material: catalogue.Material, papers: list[Paper], *, ticked: frozenset[str], is_open: bool) -> Pile:
    present = tuple(paper for paper in papers if not paper.is_replaced)
    by_file = material.collect in {catalogue.Collect.UPLOAD, catalogue.Collect.LICENCE}
    return Pile(
        code=material.code,
        name=material.name,
        how=HOW[material.collect],
        standard=material.accept_standard,
        papers=present,
        replaced=tuple(paper for paper in papers if paper.is_replaced),
        points=_points(material.code, material.review_points, ticked),
        is_missing=by_file and not present,
        is_optional=material.necessity is not catalogue.Necessity.REQUIRED,
        is_open=is_open,
    )


def _points(code: str, words: Sequence[str], ticked: frozenset[str]) -> tuple[Point, ...]:
    return tuple(
        Point(f"{code}:{index}", said, is_ticked=f"{code}:{index}" in ticked) for index, said in enumerate(words)
    )


def _papers_by_code(case: cases.Case) -> dict[str, list[Paper]]:
    found: dict[str, list[Paper]] = {}
    for material in case.materials.all():
        upload = material.upload
        kind = upload.file.media_type
        paper = Paper(
            id=material.pk,
            name=upload.name,
            size=upload.file.size,
            uploaded_at=upload.uploaded_at,
            is_picture=kind in PICTURES,
            is_pdf=kind == PDF,
            is_replaced=material.replaced_in is not None,
        )
        found.setdefault(material.code, []).append(paper)
    return found
