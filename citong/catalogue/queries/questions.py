"""What people look for, and what they do not find."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet, Sum

from ..models import EverydayWord, QuestionAsked

FEWEST_ASKED = 5
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Unanswered:
    """What nobody found, how often, and when last."""

    question: str
    times: int
    last_at: datetime


def looked_for(*, on: date, limit: int = 8) -> list[str]:
    """What others look for of late and find: never what fewer than five looked for."""
    counted = (
        QuestionAsked.objects.filter(day__gt=on - LATELY, day__lte=on)
        .values("question")
        .annotate(times=Sum("asked"), missed=Sum("unanswered"))
        .filter(times__gte=FEWEST_ASKED, missed=0)
        .order_by("-times", "question")
    )
    return [row["question"] for row in counted[:limit]]


def unanswered_questions(*, on: date, limit: int = 200) -> list[Unanswered]:
    """What nothing was found for in the last month, the most frequent first."""
    counted = (
        QuestionAsked.objects.filter(day__gt=on - LATELY, day__lte=on, unanswered__gt=0)
        .values("question")
        .annotate(times=Sum("unanswered"), last=Max("last_at"))
        .order_by("-times", "-last", "question")
    )
    return [Unanswered(row["question"], row["times"], row["last"]) for row in counted[:limit]]


def everyday_words(*, part: str = "") -> QuerySet[EverydayWord]:
    """What people say and what it stands for, those only in which this occurs."""
    words = EverydayWord.objects.order_by("said")
    return words.filter(said__contains=part) if part else words
