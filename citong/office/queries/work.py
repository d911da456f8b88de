"""How much office work waits for somebody, and what the clock has to look after."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Value

from citong.kernel.actors import Actor
from citong.kernel.permissions import has_permission
from citong.kernel.statements import prepared
from citong.organisations import facade as organisations

from ..lifecycle import CountersigningState, TaskState
from ..models import Countersigning, Opinion, Task, TaskPart
from ..rules import SUPERVISING_SOMEWHERE, P, Silence, reminder_reaches
from .countersignings import countersignings_about
from .tasks import tasks_about

CAP = 100


@dataclass(frozen=True)
class Waiting:
    """How much waits for the viewer, each counted no further than the cap."""

    to_answer: int = 0
    to_close: int = 0
    to_report: int = 0
    to_judge: int = 0

    @property
    def countersignings(self) -> int:
        """To be answered, and to be summed up."""
        return min(self.to_answer + self.to_close, CAP)

    @property
    def tasks(self) -> int:
        """To be done, and to be judged."""
        return min(self.to_report + self.to_judge, CAP)


# By hand: the page of every case asks it, and few cases have any (benchmarks/read).
ANY_ABOUT = """
select exists (select from office_countersigning where about = %(about)s::text and about <> ''),
    exists (select from office_task where about = %(about)s::text and about <> '')
"""


def work_about(a_ref: str, *, viewer: Actor) -> tuple[list[Countersigning], list[Task]]:
    """The countersignings and the tasks about something that the viewer may see, newest first; mostly one query."""
    with prepared() as cursor:
        cursor.execute(ANY_ABOUT, {"about": a_ref})
        asked, watched = cursor.fetchone()
    return (
        countersignings_about(a_ref, viewer=viewer) if asked else [],
        tasks_about(a_ref, viewer=viewer) if watched else [],
    )


def waiting(viewer: Actor) -> Waiting:
    """How much waits for the viewer; at most one query, and none for whoever has no part in it."""
    parts = _waiting(viewer)
    if not parts or viewer.department is None:
        return Waiting()
    first, *rest = parts
    found = Counter(kind for (kind,) in first.union(*rest, all=True))
    return Waiting(**found)


def _waiting(viewer: Actor) -> list[QuerySet[Any, tuple[str]]]:
    """What is counted, by permission. Any: rows of several tables become one list of words."""
    of = {"department": viewer.department}
    answers = has_permission(viewer, P.ANSWER)
    supervises = any(has_permission(viewer, each) for each in SUPERVISING_SOMEWHERE)
    counted: list[tuple[bool, QuerySet[Any], str]] = [
        (answers, Opinion.objects.filter(**of, is_awaited=True), "to_answer"),
        (has_permission(viewer, P.SEND), Countersigning.objects.filter(**of, state="answered"), "to_close"),
        (answers, TaskPart.objects.filter(**of, is_awaited=True), "to_report"),
        (supervises, Task.objects.filter(**of, awaits_answer=True), "to_judge"),
    ]
    return [_some(rows, kind) for may, rows, kind in counted if may]


def _some(rows: QuerySet[Any], kind: str) -> QuerySet[Any, tuple[str]]:
    found: QuerySet[Any, tuple[str]] = rows.annotate(kind=Value(kind)).values_list("kind")[:CAP]
    return found


def to_remind(*, today: date, size: int) -> list[int]:
    """The countersignings due tomorrow, counted in working days, with somebody who was not reminded yet."""
    reach = reminder_reaches(today, organisations.work_calendar())
    asking = Countersigning.objects.filter(
        state=CountersigningState.ASKING,
        due_on__lte=reach,
        due_on__gte=today,
        sent_at__date__lt=today,
        opinions__is_awaited=True,
        opinions__reminded_at=None,
    )
    return _ids(asking, size=size)


def to_count(*, today: date, size: int) -> list[int]:
    """The countersignings whose last day is over and whose silence is agreement."""
    asking = Countersigning.objects.filter(state=CountersigningState.ASKING, silence=Silence.AGREES, due_on__lt=today)
    return _ids(asking, size=size)


def to_mark_overdue(*, today: date, size: int) -> list[int]:
    """The open tasks whose last day is over and that are not marked yet."""
    return _ids(Task.objects.filter(ended_at=None, state=TaskState.OPEN, overdue_at=None, due_on__lt=today), size=size)


def _ids(rows: QuerySet[Any], *, size: int) -> list[int]:
    return list(rows.order_by("due_on", "id").values_list("pk", flat=True).distinct()[:size])
