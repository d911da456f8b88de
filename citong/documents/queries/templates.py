"""Questions about templates: which is in force, which there were."""

from collections.abc import Sequence
from dataclasses import dataclass

from citong.kernel.errors import NotFound

from ..models import Template
from ..rules.fields import Field, fields_of
from ..rules.kinds import Kind, title_of
from ..rules.templates import Fault, faults_in

IN_USE = (Template.Status.DRAFT, Template.Status.PUBLISHED)


@dataclass(frozen=True)
class Text:
    """A kind of letter with the version of its text that is in force, and a draft of the next if there is one."""

    kind: Kind
    title: str
    published: Template
    draft: Template | None


def template_texts() -> list[Text]:
    """Every kind of letter, in the order of the story."""
    found = {(row.kind, row.status): row for row in Template.objects.filter(status__in=IN_USE).order_by("kind")}
    return [
        Text(
            kind=kind,
            title=title_of(kind),
            published=found[kind, Template.Status.PUBLISHED],
            draft=found.get((kind, Template.Status.DRAFT)),
        )
        for kind in Kind
    ]


def template_versions(kind: Kind) -> list[Template]:
    """Every version of a kind's text, the newest first; a draft stands before them all."""
    versions = list(Template.objects.filter(kind=kind).exclude(status=Template.Status.DRAFT).order_by("-version"))
    return [*Template.objects.filter(kind=kind, status=Template.Status.DRAFT).order_by("id"), *versions]


def template(template_id: int) -> Template:
    """One version; refuses when there is none."""
    found = Template.objects.filter(pk=template_id).first()
    if found is None:
        raise NotFound("找不到这份模板。", remedy="草稿可能已经放弃，请回到文书模板的清单。")
    return found


def template_draft(kind: Kind) -> Template | None:
    """The text that is being written for a kind, if anybody is at it."""
    return Template.objects.filter(kind=kind, status=Template.Status.DRAFT).first()


def template_fields(kind: Kind) -> Sequence[Field]:
    """What a template of this kind may name."""
    return fields_of(kind)


def template_faults(kind: Kind, *, body: str) -> Sequence[Fault]:
    """Everything that is wrong with a text, line by line, before anybody saves it."""
    return faults_in(kind, body)


def template_in_force(kind: Kind) -> Template:
    """The version with which a letter is written today."""
    return Template.objects.get(kind=kind, status=Template.Status.PUBLISHED)


def body_of(kind: Kind, *, version: int) -> str:
    """The text of a version, whether it is still in force or not."""
    return Template.objects.values_list("body", flat=True).get(kind=kind, version=version)
