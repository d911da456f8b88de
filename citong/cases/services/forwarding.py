"""转报: the lower body has examined and sends its opinion up with all the materials (Licensing Act, arts 35 and 43)."""

from datetime import datetime

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish

from ..facts import CaseForwarded
from ..models import Case, ClockEvent
from .clocks import enter
from .moves import step


def forward(case: Case, stage: catalogue.Stage, to: catalogue.RouteStep, *, by: Actor, at: datetime) -> None:
    """Send the case up; its clocks have run their course, and the upper level has its own. The caller saves."""
    step(case, "forward", note=to.name, by=by, at=at, department=to.department, item=to.item)
    enter(case, ClockEvent.Kind.FORWARD, by=by, at=at, reason=to.name)
    case.stage = stage.code
    case.awaited_post = None
    case.due_on = None
    publish(CaseForwarded(case_id=case.pk, department=to.department, item=to.item, opinion=_opinion(case)))


def _opinion(case: Case) -> str:
    """What the first review found, in a sentence for each who was asked."""
    given = case.reviews.filter(given_at__isnull=False, superseded_at=None).order_by("id")
    return "；".join(f"{each.name}：{'同意' if each.favourable else '不同意'}{_said(each.opinion)}" for each in given)


def _said(opinion: str) -> str:
    return f"，{opinion.rstrip('。；，')}" if opinion else ""
