"""Text messages are handed to the carrier here, outside any transaction: read, call, record."""

import logging
from datetime import datetime, timedelta

from citong.identity import facade as identity
from citong.kernel.errors import Unavailable
from citong.kernel.jobs import job
from citong.kernel.ports import adapter
from citong.kernel.refs import id_of, ref

from .errors import NumberRefused
from .models import Notice
from .ports import Carrier
from .queries import waiting_to_be_carried
from .rules import SECRET
from .services import give_up, mark_carried, mark_failed

logger = logging.getLogger(__name__)

BATCH = 50
LONGEST_REFERENCE = 80


@job(every=timedelta(seconds=2))
def carry_waiting_notices(now: datetime) -> None:
    """Hand over what waits. When the carrier is silent the round ends, so that an outage costs one message a try."""
    carrier: Carrier = adapter("notices.carrier")
    for notice in waiting_to_be_carried(at=now, limit=BATCH):
        text = _text_of(notice, at=now)
        if text is None:
            give_up(notice.pk, reason="the code is worth nothing any more", at=now)
            continue
        try:
            carrier_ref = _carry(notice, text, carrier=carrier)
        except Unavailable as silence:
            mark_failed(notice.pk, reason=str(silence) or "no answer", at=now)
            logger.warning("carrier did not answer", extra={"notice": notice.pk})
            return
        except NumberRefused as refusal:
            give_up(notice.pk, reason=str(refusal), at=now)
            logger.warning("carrier refused the number", extra={"notice": notice.pk})
        else:
            mark_carried(notice.pk, carrier_ref=carrier_ref, at=now)


def _text_of(notice: Notice, *, at: datetime) -> str | None:
    """What is carried, its secret filled in at the last moment; None when that has become worthless."""
    if not notice.secret:
        return notice.sms
    code = identity.code_of(id_of("challenge", notice.secret), at=at)
    return None if code is None else notice.sms.replace(SECRET, code)


def _carry(notice: Notice, text: str, *, carrier: Carrier) -> str:
    """The carrier's name for the message; one that cannot be kept is as good as no answer."""
    answer = carrier.carry(to=notice.phone or "", text=text, reference=ref("notice", notice.pk))
    if not answer or len(answer) > LONGEST_REFERENCE or not answer.isprintable():
        raise Unavailable("the carrier's answer makes no sense")
    return answer
