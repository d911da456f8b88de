"""Preparing an application: answers and files are kept as they come, on any device, until it is handed in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from citong.catalogue import facade as catalogue
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.models import Upload
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns

from ..errors import NoSuchCase, NotOnline
from ..models import Draft, DraftFile
from ..queries.theirs import drafts_seen_by
from .acting import refuse_beyond_draft, refuse_beyond_item


@transaction.atomic
def start(item_code: str, *, situation: Mapping[str, str], by: Actor, at: datetime) -> Draft:
    """Begin an application; a draft of the same item that is still open is taken up again, not begun twice."""
    version = catalogue.published(item_code)
    if not version.is_online:
        raise NotOnline("这件事现在不能在网上申请。", remedy="请看办事指南里的办理地点和时间，到窗口办理。")
    refuse_beyond_item(version, by=by, at=at)
    take_turns("cases.start", by.stands_for)
    begun = Draft.objects.filter(applicant=by.stands_for, under=by.authority, case=None)
    found = begun.filter(item_version__item=version.item_id).order_by("-id").first()
    if found:
        return found
    draft = Draft.objects.create(
        applicant=by.stands_for,
        under=by.authority,
        item_version_id=version.pk,
        situation=dict(situation),
        created_at=at,
        saved_at=at,
    )
    audit.record("cases.start_draft", subject=ref("draft", draft.pk), by=by, at=at)
    return draft


@transaction.atomic
def save_situation(draft_id: int, *, situation: Mapping[str, str], by: Actor, at: datetime) -> Draft:
    """Keep what the applicant said about their situation."""
    draft = _locked(draft_id, by=by, at=at)
    draft.situation = dict(situation)
    draft.saved_at = at
    draft.save(update_fields=["situation", "saved_at"])
    return draft


@transaction.atomic
def save_answers(draft_id: int, *, answers: Mapping[str, Any], by: Actor, at: datetime) -> Draft:  # Any: JSON values
    """Keep these answers beside the others, right or wrong: what is typed is never lost."""
    draft = _locked(draft_id, by=by, at=at)
    draft.answers = {**draft.answers, **answers}
    draft.saved_at = at
    draft.save(update_fields=["answers", "saved_at"])
    return draft


@transaction.atomic
def attach(draft_id: int, *, material: str, upload: Upload, by: Actor, at: datetime) -> DraftFile:
    """Put an uploaded file with a material."""
    draft = _locked(draft_id, by=by, at=at)
    draft.saved_at = at
    draft.save(update_fields=["saved_at"])
    return DraftFile.objects.create(draft=draft, material=material, upload=upload)


@transaction.atomic
def detach(draft_id: int, *, file_id: int, by: Actor, at: datetime) -> None:
    """Take a file away again."""
    draft = _locked(draft_id, by=by, at=at)
    DraftFile.objects.filter(draft=draft, pk=file_id).delete()
    draft.saved_at = at
    draft.save(update_fields=["saved_at"])


@transaction.atomic
def renew(draft_id: int, *, by: Actor, at: datetime) -> Draft:
    """Go over to the present version of the item or package; answers and files stay, what is new is asked."""
    draft = _locked(draft_id, by=by, at=at)
    if draft.item_version:
        draft.item_version_id = catalogue.published(draft.item_version.item.code).pk
    if draft.package_version:
        draft.package_version_id = catalogue.package(draft.package_version.package.code).pk
    draft.saved_at = at
    draft.save(update_fields=["item_version", "package_version", "saved_at"])
    return draft


@transaction.atomic
def discard(draft_id: int, *, by: Actor, at: datetime) -> None:
    """Throw an application away that was never handed in."""
    draft = _locked(draft_id, by=by, at=at)
    audit.record("cases.discard_draft", subject=ref("draft", draft.pk), by=by, at=at)
    draft.delete()


def _locked(draft_id: int, *, by: Actor, at: datetime) -> Draft:
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("item_version__item", "package_version__package")
        .defer("item_version__definition", "package_version__definition")
        .filter(drafts_seen_by(by), pk=draft_id, case=None, joint=None)
        .first()
    )
    if draft is None:
        raise NoSuchCase("找不到这份草稿，可能已经提交了。", remedy="请到“我的办事”里看看。")
    refuse_beyond_draft(draft, by=by, at=at)
    return draft
