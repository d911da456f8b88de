"""To accept or not: the case's first legal moment (Licensing Act, art. 32)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.organisations import facade as organisations

from ..errors import ReasonMissing, TooSoon
from ..facts import CaseAccepted, CaseTurnedAway, NoLicenceNeeded
from ..lifecycle import State
from ..models import Case
from ..rules.permissions import P
from ..rules.terms import ARTICLE_32, deemed_accepted_on
from .clocks import start_clocks
from .intake import counts_as_accepted, refuse_deemed_accepted
from .moves import ended, held_by, locked, step
from .review import open_next_stage

TAKEN_UP = [
    "state",
    "stage",
    "awaited_post",
    "due_on",
    "originals_received_on",
    "accepted_at",
    "accepted_on",
    "is_deemed_accepted",
    "renews_until",
    "promised_due_on",
    "statutory_due_on",
]


@transaction.atomic
def turn_away(case_id: int, *, reason: str, competent_body: str, by: Actor, at: datetime) -> Case:
    """Not within this body's powers: say so, and name the body that is competent (Licensing Act, art. 32(1) no. 2)."""
    case, by = _not_accepting(case_id, by=by, at=at)
    refuse_unexplained(reason, competent_body)
    step(case, "turn_away", note=reason, by=by, at=at, competent_body=competent_body)
    ended(case, Case.Result.NOT_ACCEPTED, at=at)
    publish(CaseTurnedAway(case_id=case.pk))
    return case


def refuse_unexplained(reason: str, competent_body: str) -> None:
    """Nobody is turned away without the reason and the body to turn to."""
    needed = {
        "reason": (reason, "请写明不予受理的理由。"),
        "competent_body": (competent_body, "请写明该找哪个机关办。"),
    }
    faults = {name: words for name, (text, words) in needed.items() if not text.strip()}
    if faults:
        raise ReasonMissing("不予受理要写明理由，并告诉申请人该找哪个机关。", faults=faults, rule=ARTICLE_32)


@transaction.atomic
def need_no_licence(case_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """What is applied for needs no licence: tell the applicant at once (Licensing Act, art. 32(1) no. 1)."""
    case, by = _not_accepting(case_id, by=by, at=at)
    if not reason.strip():
        raise ReasonMissing(
            "要写明为什么不需要办理。", faults={"reason": "请写明为什么不需要办理许可。"}, rule=ARTICLE_32
        )
    step(case, "need_no_licence", note=reason, by=by, at=at)
    ended(case, Case.Result.NO_LICENCE_NEEDED, at=at)
    publish(NoLicenceNeeded(case_id=case.pk))
    return case


def _not_accepting(case_id: int, *, by: Actor, at: datetime) -> tuple[Case, Actor]:
    case = locked(case_id)
    by = held_by(case, may=P.RECEIVE, by=by)
    refuse_deemed_accepted(case, "不予受理", at=at)
    return case, by


@transaction.atomic
def accept(
    case_id: int, *, points: Mapping[str, Sequence[int]] | None = None, note: str = "", by: Actor, at: datetime
) -> Case:
    """Accept: both clocks start, and the first stage of the route opens (Licensing Act, arts 32(5) and 42).

    Whoever accepts after the five working days states what the law did already: accepted from the day of receipt.
    """
    case = locked(case_id)
    by = held_by(case, may=P.RECEIVE, by=by)
    is_deemed = counts_as_accepted(case, at=at)
    if case.state == State.TO_RECEIVE and case.originals_received_on is None:
        case.originals_received_on = timezone.localdate(at)
    step(case, "accept", note=note, by=by, at=at, points=dict(points or {}))
    take_up(case, on=case.received_on if is_deemed else timezone.localdate(at), is_deemed=is_deemed, by=by, at=at)
    return case


@transaction.atomic
def deem_accepted(case_id: int, *, by: Actor, at: datetime) -> Case:
    """Nothing was told in five working days: accepted, with effect from the day the materials were received."""
    case = locked(case_id)
    if not counts_as_accepted(case, at=at):
        day = deemed_accepted_on(case.received_on, organisations.work_calendar())
        raise TooSoon(f"{day} 才视为受理。", rule=ARTICLE_32)
    step(case, "deem_accepted", by=by, at=at, received_on=case.received_on.isoformat())
    take_up(case, on=case.received_on, is_deemed=True, by=by, at=at)
    return case


def take_up(case: Case, *, on: date, is_deemed: bool, by: Actor, at: datetime) -> None:
    """Both clocks run from this day and the route begins; saves the case and tells that it is accepted."""
    case.accepted_at = at
    case.accepted_on = on
    case.is_deemed_accepted = is_deemed
    case.renews_until = renews_until(case)
    start_clocks(case, on=on, by=by, at=at)
    open_next_stage(case, by=by, at=at)
    case.save(update_fields=TAKEN_UP)
    publish(CaseAccepted(case_id=case.pk))


def renews_until(case: Case) -> date | None:
    """When the licence expires that this application wants to renew, by the answer that the item names (art. 50)."""
    field = catalogue.definition(case.item_version_id).renews_answer
    answer = case.answers.get(field) if field else None
    return date.fromisoformat(answer) if isinstance(answer, str) and answer else None
