"""The files of letters are made here, outside any transaction: read, call, record."""

import logging
from datetime import datetime, timedelta

from citong.kernel.actors import Actor
from citong.kernel.errors import Refusal, Unavailable
from citong.kernel.files import keep
from citong.kernel.jobs import job
from citong.kernel.ports import adapter

from .errors import GlyphMissing, NotThisKind, TemplateFaulty
from .models import Letter, Template
from .ports import Renderer
from .queries.letters import letter, preview_sheet, sheet_of, waiting_to_be_rendered
from .queries.templates import template
from .services.letters import record_rendering, record_trouble
from .services.permission import refuse_all_but_keepers
from .services.templates import record_preview, record_publication

logger = logging.getLogger(__name__)

BATCH = 50
MEDIA_TYPE = "application/pdf"


@job(every=timedelta(seconds=1))
def render_waiting_letters(now: datetime) -> None:
    """Make the files of new letters; one that fails does not keep the others waiting."""
    for waiting in waiting_to_be_rendered(at=now, limit=BATCH):
        try:
            _render(waiting, at=now)
        except (Unavailable, Refusal) as trouble:
            record_trouble(waiting.pk, reason=str(trouble) or type(trouble).__name__, at=now)
            logger.warning("letter not rendered", extra={"letter": waiting.pk, "reason": type(trouble).__name__})


def ensure_rendered(letter_id: int, *, at: datetime) -> Letter:
    """The letter with its file, made at once when a person is faster than the worker."""
    wanted = letter(letter_id)
    if wanted.file is None:
        _render(wanted, at=at)
        wanted = letter(letter_id)
    return wanted


def preview_template(template_id: int, *, letter_id: int | None, by: Actor, at: datetime) -> bytes:
    """How a letter would look with this text: with what a real one said, or with made-up values. Kept nowhere.

    Whose letter was looked at is recorded, as for every look at somebody's papers.
    """
    tried, real = template(template_id), letter(letter_id) if letter_id else None
    if real and real.kind != tried.kind:
        raise NotThisKind("这份文书不是这一种，不能用来预览。", remedy="请从清单里选一份。")
    record_preview(tried, letter=real, by=by, at=at)
    renderer: Renderer = adapter("documents.renderer")
    return renderer.render(preview_sheet(tried, letter=real, at=at))


def publish_template(template_id: int, *, edition: int, by: Actor, at: datetime) -> Template:
    """From now on letters of this kind say it so; those that are issued keep the words of their own version.

    It is tried first: a text with a character that no font can write would keep every letter of its kind waiting.
    `edition` is the draft's as it was looked at: what a colleague has changed since is not published unseen.
    """
    refuse_all_but_keepers(by)
    renderer: Renderer = adapter("documents.renderer")
    try:
        renderer.render(preview_sheet(template(template_id), letter=None, at=at))
    except GlyphMissing as missing:
        raise TemplateFaulty(missing.message, faults={"整份模板": missing.message}, remedy="请换一个字。") from missing
    return record_publication(template_id, edition=edition, by=by, at=at)


def _render(waiting: Letter, *, at: datetime) -> None:
    renderer: Renderer = adapter("documents.renderer")
    content = renderer.render(sheet_of(waiting))
    record_rendering(waiting.pk, file=keep(content, media_type=MEDIA_TYPE, at=at), at=at)
