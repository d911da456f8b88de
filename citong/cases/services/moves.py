"""The one place that changes a case's state, and writes its history in the same breath."""

from datetime import datetime

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import NoSuchCase, NotYourPost
from ..lifecycle import CASE
from ..models import Case, Step


def locked(case_id: int) -> Case:
    """The case, locked until the transaction ends; whoever comes second waits and then sees what the first did."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("item_version__item", "department")
        .defer("item_version__definition")
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise NoSuchCase("找不到这个办件。")
    return case


def step(case: Case, move: str, *, by: Actor, at: datetime, note: str = "", **details: object) -> None:
    """Make the move or refuse it; the caller saves the case once all is set."""
    before = case.state
    case.state = CASE.after(move, before)
    Step.objects.create(
        case=case,
        move=move,
        from_state=before,
        to_state=case.state,
        at=at,
        actor=by.id,
        actor_name=by.name,
        department_id=by.department,
        note=note,
        details=details,
    )
    audit.record(f"cases.{move}", subject=ref("case", case.pk), by=by, at=at)


def own(case: Case, *, by: Actor) -> None:
    """Refuse anybody but the applicant; a stranger learns nothing, not even that the case exists."""
    if case.applicant != by.id:
        raise NoSuchCase("找不到这个办件。")


def held_by(case: Case, *, by: Actor) -> None:
    """Refuse anybody but the post whose turn it is."""
    if case.awaited_post_id is None or case.awaited_post_id not in by.posts:
        raise NotYourPost("这个办件现在不在您的岗位上。", remedy="可以在办件页看到现在由哪个岗位办理。")


def held_by_reviewer(case: Case, *, by: Actor) -> None:
    """Refuse anybody whose post was not asked for an opinion in the present stage."""
    if not case.reviews.filter(stage=case.stage, post_id__in=by.posts).exists():
        raise NotYourPost("这个办件现在不由您的岗位审查。", remedy="可以在办件页看到现在由哪些岗位审查。")
