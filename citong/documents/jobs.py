"""The files of letters are made here, outside any transaction: read, call, record."""

import logging
from datetime import datetime, timedelta

from citong.kernel.errors import Refusal, Unavailable
from citong.kernel.files import keep
from citong.kernel.jobs import job
from citong.kernel.ports import adapter

from .models import Letter
from .ports import Renderer
from .queries import letter, sheet_of, waiting_to_be_rendered
from .services import record_rendering, record_trouble

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


def _render(waiting: Letter, *, at: datetime) -> None:
    renderer: Renderer = adapter("documents.renderer")
    content = renderer.render(sheet_of(waiting))
    record_rendering(waiting.pk, file=keep(content, media_type=MEDIA_TYPE, at=at), at=at)
