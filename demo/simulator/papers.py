"""The files that invented people hand in: five samples, each kept once by its content."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from random import Random

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.files import take

FOLDER = Path(__file__).resolve().parent / "samples"
BY_WORD = (
    (("照片", "近照", "证件照"), "portrait.jpg"),
    (("图", "样张"), "plan.png"),
    (("报告", "体检", "鉴定", "审计", "病历", "诊断"), "report.pdf"),
    (("证", "执照", "户口簿", "银行卡"), "document.jpg"),
)
OTHERWISE = "statement.pdf"
NAMES = {
    "portrait.jpg": "照片.jpg",
    "plan.png": "图纸.png",
    "report.pdf": "报告扫描件.pdf",
    "document.jpg": "证件拍照.jpg",
    "statement.pdf": "扫描件.pdf",
}
HANDED_IN = frozenset({catalogue.Collect.UPLOAD, catalogue.Collect.LICENCE})
OPTIONAL_SHARE = 0.6


@lru_cache(maxsize=8)
def content(sample: str) -> bytes:
    """The content of a sample."""
    return (FOLDER / sample).read_bytes()


def materials_for(
    definition: catalogue.Definition, *, situation: Mapping[str, str], answers: Mapping[str, object], random: Random
) -> list[catalogue.Material]:
    """What this applicant hands in: all that is required, and some of the rest."""
    wanted = catalogue.materials_for(definition, situation=situation, answers=answers)
    return [
        material
        for material in wanted
        if material.collect in HANDED_IN
        and (material.necessity is catalogue.Necessity.REQUIRED or random.random() < OPTIONAL_SHARE)
    ]


class Folder:
    """What the applicants have at hand: a file that was uploaded once is used again for the next application."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], str] = {}

    def key(self, material: str, *, by: Actor, at: datetime) -> str:
        """The key of an upload by this applicant that will do for a material of this name."""
        sample = next((sample for words, sample in BY_WORD if any(word in material for word in words)), OTHERWISE)
        if (by.id, sample) not in self._keys:
            self._keys[by.id, sample] = str(take([content(sample)], name=NAMES[sample], by=by, at=at).key)
        return self._keys[by.id, sample]
