"""What people look for, counted by the day and kept without anybody's name."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor

from ..models import QuestionAsked
from ..rules.questions import question_kept

KEPT_DAYS = 180
# By hand: one statement counts, however many ask the same at once.
COUNT = """
insert into catalogue_questionasked (day, question, asked, unanswered, last_at)
values (%(day)s, %(question)s, 1, %(unanswered)s, %(at)s)
on conflict (day, question) do update
set asked = catalogue_questionasked.asked + 1,
    unanswered = catalogue_questionasked.unanswered + excluded.unanswered,
    last_at = greatest(catalogue_questionasked.last_at, excluded.last_at)
"""


@transaction.atomic
def count_question(text: str, *, found: bool, at: datetime) -> None:
    """Somebody looked for this, no matter who: what may be a number of theirs is not kept (个人信息保护法, art. 6)."""
    question = question_kept(text)
    if question:
        said: dict[str, int | str | date | datetime] = {
            "day": timezone.localdate(at),
            "question": question,
            "unanswered": int(not found),
            "at": at,
        }
        with connection.cursor() as cursor:
            cursor.execute(COUNT, said)


@transaction.atomic
def forget_questions(*, by: Actor, at: datetime) -> int:
    """After half a year nobody needs to know what was looked for."""
    old = QuestionAsked.objects.filter(day__lt=timezone.localdate(at) - timedelta(days=KEPT_DAYS))
    count, _ = old.delete()
    if count:
        audit.record("catalogue.questions_forgotten", subject="search", by=by, at=at, count=count)
    return count
