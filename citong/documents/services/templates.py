"""What can happen to the text of a kind of letter: it is drafted, published, put back. Nothing published changes."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import NotFound
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns

from ..errors import NothingToChange, TemplateFaulty, TemplateMoved
from ..models import Letter, Template
from ..rules.kinds import Kind, title_of
from ..rules.templates import faults_in
from ..rules.wording import printable
from .permission import refuse_all_but_keepers

DRAFT, PUBLISHED, SUPERSEDED = Template.Status.DRAFT, Template.Status.PUBLISHED, Template.Status.SUPERSEDED


@transaction.atomic
def draft_template(kind: Kind, *, body: str, note: str, edition: int, by: Actor, at: datetime) -> Template:
    """Keep what an administrator writes, if a letter could be made of it.

    `edition` is the draft's as it was opened, nought where there was none: nobody writes over what a colleague saved.
    """
    refuse_all_but_keepers(by)
    text = _tidy(body)
    _refuse_faulty(kind, text)
    _one_at_a_time(kind)
    draft = Template.objects.filter(kind=kind, status=DRAFT).first()
    if (draft.edition if draft else 0) != edition:
        raise TemplateMoved("刚才有同事保存或者发布了这份模板。", remedy="请打开最新的草稿，把您的修改合进去。")
    if draft is None:
        draft = Template(kind=kind, status=DRAFT, edition=0, created_at=at, created_by=by.id)
    draft.body, draft.note, draft.edition = text, note.strip(), edition + 1
    draft.save()
    _record("template.drafted", draft, by=by, at=at)
    return draft


@transaction.atomic
def discard_template(template_id: int, *, by: Actor, at: datetime) -> None:
    """Give a draft up; what is in force stays."""
    refuse_all_but_keepers(by)
    draft = _draft(template_id)
    _record("template.discarded", draft, by=by, at=at)
    draft.delete()


@transaction.atomic
def record_publication(template_id: int, *, edition: int, by: Actor, at: datetime) -> Template:
    """The draft is in force, and the version before it is not."""
    refuse_all_but_keepers(by)
    draft = _draft(template_id)
    if draft.edition != edition:
        raise TemplateMoved("刚才有同事改过这份草稿。", remedy="请先看看改成了什么样，再发布。")
    _refuse_faulty(Kind(draft.kind), draft.body)
    _refuse_unchanged(draft.kind, draft.body)
    return _put_in_force(draft, by=by, at=at)


@transaction.atomic
def restore_template(template_id: int, *, by: Actor, at: datetime) -> Template:
    """Say it again as an older version said it: a new version with the old words."""
    refuse_all_but_keepers(by)
    older = Template.objects.filter(pk=template_id).exclude(status=DRAFT).first()
    if older is None:
        raise NotFound("找不到这个版本。")
    _one_at_a_time(Kind(older.kind))
    _refuse_faulty(Kind(older.kind), older.body)
    _refuse_unchanged(older.kind, older.body)
    note = f"恢复第 {older.version} 版"
    again = Template(kind=older.kind, body=older.body, note=note, created_at=at, created_by=by.id)
    return _put_in_force(again, by=by, at=at)


@transaction.atomic
def record_preview(template: Template, *, letter: Letter | None, by: Actor, at: datetime) -> None:
    """An administrator tries a text on what somebody's letter said; with made-up values nobody is looked at."""
    refuse_all_but_keepers(by)
    if letter:
        audit.record("letter.previewed", subject=letter.subject, by=by, at=at, letter=letter.pk, template=template.pk)


def _put_in_force(template: Template, *, by: Actor, at: datetime) -> Template:
    """The version before it makes room first: only one of a kind is in force."""
    Template.objects.filter(kind=template.kind, status=PUBLISHED).update(status=SUPERSEDED)
    last = Template.objects.filter(kind=template.kind).aggregate(last=Max("version"))["last"] or 0
    template.status, template.version = PUBLISHED, last + 1
    template.published_at, template.published_by = at, by.id
    template.save()
    _record("template.published", template, by=by, at=at)
    return template


def _draft(template_id: int) -> Template:
    """A draft, in turn with all others who write or publish this kind."""
    found = Template.objects.filter(pk=template_id).first()
    if found:
        _one_at_a_time(Kind(found.kind))
        found = Template.objects.filter(pk=template_id, status=DRAFT).first()
    if found is None:
        raise TemplateMoved("这份草稿已经发布或者放弃了。", remedy="请回到文书模板的清单，看看现在用的是哪一版。")
    return found


def _one_at_a_time(kind: Kind) -> None:
    take_turns("documents.template", kind)


def _refuse_faulty(kind: Kind, body: str) -> None:
    faults: dict[str, str] = {}
    for fault in faults_in(kind, body):
        faults[fault.where] = faults.get(fault.where, "") + fault.words
    if faults:
        said = f"《{title_of(kind)}》的模板有 {len(faults)} 处要改，没有保存。"
        raise TemplateFaulty(said, faults=faults, remedy="请按提示改好再保存。")


def _refuse_unchanged(kind: str, body: str) -> None:
    if Template.objects.filter(kind=kind, status=PUBLISHED, body=body).exists():
        raise NothingToChange("内容和正在使用的版本完全一样，不用发布。")


def _tidy(body: str) -> str:
    """Lines as people see them: no invisible characters, no blanks at the ends."""
    said = str(printable(body.replace("\r\n", "\n")))
    return "\n".join(line.rstrip() for line in said.strip().split("\n")) + "\n" if said.strip() else ""


def _record(action: str, template: Template, *, by: Actor, at: datetime) -> None:
    subject = ref("template", template.pk)
    audit.record(action, subject=subject, by=by, at=at, kind=template.kind, version=template.version)
