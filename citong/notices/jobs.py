"""Text messages are handed to the carrier here, outside any transaction: read, call, record."""

import logging
from datetime import datetime, timedelta

from citong.kernel.errors import Unavailable
from citong.kernel.jobs import job
from citong.kernel.ports import adapter
from citong.kernel.refs import ref

from .errors import NumberRefused
from .models import Notice
from .ports import Carrier
from .queries import waiting_to_be_carried
from .services import give_up, mark_carried, mark_failed

logger = logging.getLogger(__name__)

BATCH = 50
LONGEST_REFERENCE = 80


@job(every=timedelta(seconds=2))
def carry_waiting_notices(now: datetime) -> None:
    """Hand over what waits. When the carrier is silent the round ends, so that an outage costs one message a try."""
    carrier: Carrier = adapter("notices.carrier")
    for notice in waiting_to_be_carried(at=now, limit=BATCH):
        try:
            carrier_ref = _carry(notice, carrier=carrier)
        except Unavailable as silence:
            mark_failed(notice.pk, reason=str(silence) or "no answer", at=now)
            logger.warning("carrier did not answer", extra={"notice": notice.pk})
            return
        except NumberRefused as refusal:
            give_up(notice.pk, reason=str(refusal), at=now)
            logger.warning("carrier refused the number", extra={"notice": notice.pk})
        else:
            mark_carried(notice.pk, carrier_ref=carrier_ref, at=now)


def _carry(notice: Notice, *, carrier: Carrier) -> str:
    """The carrier's name for the message; one that cannot be kept is as good as no answer."""
    answer = carrier.carry(to=notice.phone or "", text=notice.sms, reference=ref("notice", notice.pk))
    if not answer or len(answer) > LONGEST_REFERENCE or not answer.isprintable():
        raise Unavailable("the carrier's answer makes no sense")
    return answer
