"""Work by the clock: what the law says happens when somebody keeps silent."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import Refusal
from citong.kernel.jobs import job

from .queries.rerouting import approved_changes
from .queries.silence import (
    expired_renewals,
    hearings_not_asked_for,
    silent_about_additions,
    silent_applicants,
    silent_applicants_of_wholes,
    silent_leads,
    silent_offices,
)
from .services.acceptance import deem_accepted
from .services.additions import go_on_without
from .services.decision import deem_renewed
from .services.endings import lapse
from .services.hearings import waive_hearing
from .services.joint.course import lapse_joint
from .services.joint.intake import deem_joint_accepted
from .services.rerouting import change_routes

logger = logging.getLogger(__name__)
BATCH = 200


@job(every=timedelta(minutes=5))
def accept_what_nobody_answered(now: datetime) -> None:
    """Five working days without a word: accepted, from the day of receipt (Licensing Act, art. 32)."""
    _each(deem_accepted, silent_offices(at=now, size=BATCH), now)
    _each(deem_joint_accepted, silent_leads(at=now, size=BATCH), now)


@job(every=timedelta(minutes=15))
def close_what_nobody_brought(now: datetime) -> None:
    """Supplements, corrections, originals and payments that did not come in time."""
    _each(lapse, silent_applicants(at=now, size=BATCH), now)
    _each(lapse_joint, silent_applicants_of_wholes(at=now, size=BATCH), now)


@job(every=timedelta(minutes=15))
def review_without_what_nobody_brought(now: datetime) -> None:
    """What a reviewing post asked for did not come in time: its review goes on with what there is."""
    _each(go_on_without, silent_about_additions(at=now, size=BATCH), now)


@job(every=timedelta(minutes=15))
def end_hearings_nobody_asked_for(now: datetime) -> None:
    """Five working days after the right was told, nobody asked (Licensing Act, art. 47)."""
    _each(waive_hearing, hearings_not_asked_for(at=now, size=BATCH), now)


@job(every=timedelta(minutes=15))
def renew_what_expired_undecided(now: datetime) -> None:
    """The licence has expired, its renewal was asked for in time and not decided (Licensing Act, art. 50)."""
    _each(deem_renewed, expired_renewals(at=now, size=BATCH), now)


@job(every=timedelta(minutes=1))
def move_cases_to_approved_routes(now: datetime) -> None:
    """Plans that were approved are carried out, and go on where they were broken off."""
    for change_id in approved_changes():
        change_routes(change_id, by=SYSTEM, at=now, size=BATCH)


def _each(verb: Callable[..., object], case_ids: Iterable[int], now: datetime, *, by: Actor = SYSTEM) -> None:
    """Each case in a transaction of its own; one that has moved on in the meantime keeps no other waiting."""
    for case_id in case_ids:
        try:
            verb(case_id, by=by, at=now)
        except Refusal as refusal:
            logger.warning(
                "not done by the clock", extra={"case": case_id, "verb": verb.__name__, "code": refusal.code}
            )
