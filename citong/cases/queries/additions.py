"""What a post that reviews asks of the applicant 审查补正: who may ask, who waits for it, and until when."""

from datetime import date

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.organisations import facade as organisations

from ..errors import TooLate
from ..models import Case, Review
from ..rules.additions import answer_by
from ..rules.terms import ARTICLE_42
from .routes import asked_now, may


def awaiting(case: Case) -> Review | None:
    """The opinion that waits for what its post has asked of the applicant; of a case there is one at most."""
    return next((each for each in case.reviews.all() if each.awaits_id is not None), None)


def reviews_that_may_ask(case: Case, *, viewer: Actor) -> list[Review]:
    """The opinions that the viewer owes now, by whose steps the applicant may be asked for something."""
    owed = [each for each in asked_now(case) if each.ended_at is None and each.post_id in viewer.posts]
    return sorted((each for each in owed if may(case, each, catalogue.Power.CORRECT)), key=lambda each: each.pk)


def may_ask_to_add(case: Case, *, viewer: Actor) -> bool:
    """Whether the viewer may ask the applicant for something now.

    Not where the lead of a whole or the level below has collected everything (arts 26 and 35), nor while somebody asks.
    """
    is_shared = case.joint_id is not None or case.origin_id is not None
    return not is_shared and awaiting(case) is None and bool(reviews_that_may_ask(case, viewer=viewer))


def addition_due_on(case: Case, *, today: date) -> date:
    """By when the applicant would have to bring what is asked for today."""
    days = catalogue.definition(case.item_version_id).addition_days
    calendar = organisations.work_calendar()
    until = answer_by(today, days=days, statutory_due_on=case.statutory_due_on, calendar=calendar)
    if until is None:
        raise TooLate(
            "法定期限快到了，来不及再等申请人补正。",
            rule=ARTICLE_42,
            remedy="请按现有材料提意见；确实需要更多时间的，先申请延长期限。",
        )
    return until
