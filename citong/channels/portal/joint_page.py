"""What the page of a whole shows beside its story: the letters of all, and each paper once."""

from dataclasses import dataclass

from django.urls import reverse

from citong.cases import facade as cases
from citong.channels.kit.figures import Attachment
from citong.documents import facade as documents
from citong.kernel.refs import ref


@dataclass(frozen=True)
class SharedPaper:
    """A paper that was handed in once, with the items that it serves."""

    name: str
    used_by: str
    files: tuple[Attachment, ...]


def letters_of(joint: cases.JointCase) -> list[tuple[documents.Letter, str]]:
    """The letters for the whole and those of its members, as they were written, with where each is opened."""
    numbers = {ref("case", member.pk): member.number for member in joint.members.all()}
    subjects = [ref("joint", joint.pk), *numbers]
    return [(letter, _url_of(letter, joint, numbers)) for letter in documents.letters_of_all(subjects)]


def _url_of(letter: documents.Letter, joint: cases.JointCase, numbers: dict[str, str]) -> str:
    if letter.subject in numbers:
        return reverse("portal:letter", args=[numbers[letter.subject], letter.pk])
    return reverse("portal:joint_letter", args=[joint.number, letter.pk])


def materials_of(joint: cases.JointCase) -> list[SharedPaper]:
    """The papers that came as files; the newest of each counts, what it replaced says so."""
    short = cases.joint_names(joint)
    names = {member.item_version.item.code: short[member.pk] for member in joint.members.all()}
    numbers = {member.pk: member.number for member in joint.members.all()}
    return [
        SharedPaper(
            shared.material.name,
            "、".join(names[item] for item in shared.serves if item in names),
            tuple(_attachment(each, numbers[each.case_id]) for each in found),
        )
        for shared, found in cases.joint_materials(joint)
        if found
    ]


def _attachment(material: cases.CaseMaterial, number: str) -> Attachment:
    replaced = "已用补正的文件替换" if material.replaced_in is not None else ""
    url = reverse("portal:case_material", args=[number, material.pk])
    return Attachment(material.upload.name, material.upload.file.size, url=url, note=replaced)
