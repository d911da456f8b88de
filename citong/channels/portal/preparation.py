"""An application on its way to be handed in: its steps, what is on each of them, what is still wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.catalogue.facade import Collect
from citong.channels.kit.figures import Attachment, Row
from citong.kernel.errors import NotFound

from . import guides, questions
from .applicants import actor_before
from .guides import Situation
from .packages import Occasion, occasion

P = ParamSpec("P")
UPLOADED = frozenset({Collect.UPLOAD, Collect.LICENCE})


@dataclass(frozen=True)
class Step:
    """One page of the application."""

    key: str
    title: str
    url: str


@dataclass(frozen=True)
class Section:
    """What was answered on one page, for the check before handing in."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Repair:
    """Something to put right, and where."""

    message: str
    url: str


@dataclass(frozen=True)
class Wanted:
    """A material that this application needs, with the files that are there."""

    material: catalogue.Material
    files: tuple[Attachment, ...]
    sample_url: str = ""
    used_by: tuple[str, ...] = ()  # the items that it serves, where several are applied for at once

    @property
    def is_uploaded(self) -> bool:
        """Whether it comes as files."""
        return self.material.collect in UPLOADED

    @property
    def has_room(self) -> bool:
        """Whether one more file may come."""
        return self.is_uploaded and len(self.files) < self.material.max_files

    @property
    def is_required(self) -> bool:
        """Whether nothing can be handed in without it."""
        return self.material.necessity is catalogue.Necessity.REQUIRED

    @property
    def necessity_words(self) -> str:
        """What may be done without it, in words."""
        return guides.NECESSITIES.get(self.material.necessity, "")


@dataclass(frozen=True)
class Preparation:
    """A draft with what it is asked for: by its item's version, or by the items of a package as one."""

    draft: cases.Draft
    definition: catalogue.Definition
    occasion: Occasion | None = None

    @property
    def guide_url(self) -> str:
        """Where all about it is told."""
        if self.draft.package_version:
            return reverse("portal:package", args=[self.draft.package_version.package.code])
        return reverse("portal:guide", args=[self.code])

    @property
    def code(self) -> str:
        """The code of the item; empty for a package."""
        return self.draft.item_version.item.code if self.draft.item_version else ""

    def chosen(self, given: dict[str, str]) -> tuple[catalogue.Definition, Situation]:
        """What somebody chose, and what is asked for then: in a package, choices bring questions of other items."""
        if self.occasion is None:
            return self.definition, guides.chosen(self.definition, given)
        found = occasion(self.occasion.package, self.occasion.versions, given=given)
        return found.whole, found.situation

    @property
    def form(self) -> catalogue.Form:
        """The form; refuses where the item has none."""
        if self.definition.form is None:
            raise NotFound("这件事没有要在网上填的表。")
        return self.definition.form

    @cached_property
    def pages(self) -> list[catalogue.FormPage]:
        """The pages that are asked, after the answers given so far."""
        if self.definition.form is None:
            return []
        return catalogue.visible_pages(self.form, situation=self.draft.situation, answers=self.draft.answers)

    @cached_property
    def steps(self) -> list[Step]:
        """All pages of the application, in order; the check is the last."""
        pk = self.draft.pk
        found = []
        if self.definition.situations:
            found.append(Step("situation", "您的情况", reverse("portal:situation", args=[pk])))
        found += [Step(f"page:{p.code}", p.title, reverse("portal:page", args=[pk, p.code])) for p in self.pages]
        if any(each.material.collect is not Collect.FORM for each in self.wanted):
            found.append(Step("materials", "材料", reverse("portal:materials", args=[pk])))
        return [*found, Step("check", "核对并提交", reverse("portal:check", args=[pk]))]

    def place(self, key: str) -> int:
        """Which step this is, counted from one; refuses a step that is not asked."""
        for number, step in enumerate(self.steps, start=1):
            if step.key == key:
                return number
        raise NotFound("按您现在的情况，不用填这一页。", remedy="请从“我的办事”里打开草稿，接着往下填。")

    def around(self, key: str) -> dict[str, object]:
        """For a screen: the step's number among all, and the addresses before and after."""
        number = self.place(key)
        return {
            "preparation": self,
            "step": number,
            "steps": len(self.steps),
            "previous": self.steps[number - 2].url if number > 1 else "",
        }

    def after(self, key: str) -> str:
        """The address of the step that follows."""
        return self.steps[min(self.place(key), len(self.steps) - 1)].url

    @cached_property
    def wanted(self) -> list[Wanted]:
        """The materials of this application, with the files that are there."""
        needed = catalogue.materials_for(
            self.definition, situation=self.draft.situation, answers=self._counting_answers
        )
        return [
            Wanted(each, self._files(each.code), self._sample_url(each), self._used_by(each.code)) for each in needed
        ]

    def _sample_url(self, material: catalogue.Material) -> str:
        item, code = self.code, material.code
        if material.code in self._shared:
            item, code = next(iter(self._shared[material.code].serves.items()))
        return guides.sample_url(material, item=item, material=code)

    def _used_by(self, code: str) -> tuple[str, ...]:
        if self.occasion is None or code not in self._shared:
            return ()
        items = self.occasion.items
        names = {each.item: catalogue.name_of_member(each, items[each.item]) for each in self.occasion.package.members}
        return tuple(names[item] for item in self._shared[code].serves)

    @cached_property
    def _shared(self) -> dict[str, catalogue.SharedMaterial]:
        """The papers of a package, each with the items that it serves."""
        if self.occasion is None:
            return {}
        merged = catalogue.merged_materials(
            self.occasion.package,
            items=self.occasion.items,
            situation=self.draft.situation,
            answers=self.draft.answers,
        )
        return {each.material.code: each for each in merged}

    def wants(self, material: str) -> Wanted:
        """One of the materials that come as files; refuses any other."""
        for each in self.wanted:
            if each.material.code == material and each.is_uploaded:
                return each
        raise NotFound("这次申请不需要上传这份材料。")

    @cached_property
    def strays(self) -> tuple[Attachment, ...]:
        """Files of materials that are no longer needed, to be taken away."""
        needed = {each.material.code for each in self.wanted if each.is_uploaded}
        codes = {file.material for file in self.draft.files.all()} - needed
        return tuple(file for code in sorted(codes) for file in self._files(code))

    def repairs(self, faults: dict[str, str]) -> list[Repair]:
        """What is wrong, each with the address of the place where it is put right."""
        return [Repair(message, self._address_of(name)) for name, message in faults.items()]

    @cached_property
    def sections(self) -> list[Section]:
        """All that was answered, page by page, each line with its way back."""
        return [*self._situation_section(), *(self._section(page) for page in self.pages)]

    @property
    def _counting_answers(self) -> dict[str, object]:
        if self.definition.form is None:
            return {}
        return catalogue.pruned(self.form, situation=self.draft.situation, answers=self.draft.answers)

    def _files(self, code: str) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(
                file.upload.name,
                file.upload.file.size,
                url=reverse("portal:draft_file", args=[self.draft.pk, file.pk]),
                remove_url=reverse("portal:remove_file", args=[self.draft.pk, file.pk]),
            )
            for file in self.draft.files.all()
            if file.material == code
        )

    def _situation_section(self) -> list[Section]:
        asked = catalogue.questions_for(self.definition, situation=self.draft.situation)
        rows = tuple(
            Row(
                question.question,
                next(
                    (o.label for o in question.options if o.code == self.draft.situation.get(question.code)), "没有选"
                ),
                reverse("portal:situation", args=[self.draft.pk]) + f"#id_{question.code}",
            )
            for question in asked
        )
        return [Section("您的情况", rows)] if rows else []

    def _section(self, page: catalogue.FormPage) -> Section:
        url = reverse("portal:page", args=[self.draft.pk, page.code])
        return Section(page.title, tuple(self._row(field, url) for field in page.fields))

    def _row(self, field: catalogue.LayoutField, url: str) -> Row:
        schema, answer = catalogue.schema_of(self.form, field.name), self.draft.answers.get(field.name)
        words = questions.rows_in_words(field, schema, answer) if field.fields else questions.in_words(schema, answer)
        return Row(catalogue.title_of(schema, field.name), words, f"{url}#id_{field.name}")

    def _address_of(self, name: str) -> str:
        kind, _, path = name.partition(".")
        if kind == "situation":
            return reverse("portal:situation", args=[self.draft.pk]) + f"#id_{path}"
        if kind == "materials":
            return reverse("portal:materials", args=[self.draft.pk]) + f"#material-{path}"
        field = path.partition("-")[0]
        page = next((each for each in self.pages if field in {f.name for f in each.fields}), None)
        return reverse("portal:page", args=[self.draft.pk, page.code]) + f"#id_{path}" if page else ""


def prepared(draft: cases.Draft) -> Preparation:
    """The draft with what it is asked for today."""
    if draft.item_version:
        return Preparation(draft, catalogue.definition_of(draft.item_version))
    assert draft.package_version is not None  # noqa: S101 - a draft is for an item or for a package
    package = catalogue.package_definition_of(draft.package_version)
    versions = catalogue.members_in_force(package)
    if any(member.item not in versions for member in package.members):
        catalogue.refuse_troubled(package, items=catalogue.definitions_in_force(versions.values()))
    found = occasion(package, versions, given=draft.situation, answers=draft.answers)
    return Preparation(draft, found.whole, found)


View = Callable[Concatenate[HttpRequest, Preparation, P], HttpResponseBase]


def of_own_draft(view: View[P]) -> Callable[..., HttpResponseBase]:
    """The view of one of the person's own drafts; one that was handed in leads to its receipt."""

    @wraps(view)
    def found(request: HttpRequest, draft_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        draft = cases.draft(draft_id, viewer=actor_before(request))
        if draft.case_id or draft.joint_id:
            return redirect("portal:done", draft.pk)
        return view(request, prepared(draft), *args, **kwargs)

    return found
