"""Countersignings as those who take part in them may see them."""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from citong.kernel.actors import Actor
from citong.kernel.models import Upload
from citong.kernel.permissions import has_permission, reach_of
from citong.organisations import facade as organisations

from ..errors import NoSuchAttachment, NoSuchCountersigning
from ..lifecycle import COUNTERSIGNING, COUNTERSIGNING_MOVES, CountersigningState
from ..models import Countersigning, CountersigningFile, CountersigningStep, Opinion
from ..rules import P
from .pages import After, after, below


def countersigning(countersigning_id: int, *, viewer: Actor) -> Countersigning:
    """One that the viewer's department sent or was asked in, with its opinions, files and history."""
    found = _whole().filter(pk=countersigning_id).filter(_visible_to(viewer)).first()
    if found is None:
        raise NoSuchCountersigning("找不到这件会签。")
    return found


def countersignings_about(a_ref: str, *, viewer: Actor) -> list[Countersigning]:
    """Those about something, such as case:42, newest first."""
    found = Countersigning.objects.select_related("department").filter(about=a_ref).exclude(about="")
    return list(found.filter(_visible_to(viewer)).order_by("-id")[:50])


def opinions_awaited_from(viewer: Actor, *, after_row: After | None = None, size: int = 20) -> list[Opinion]:
    """What the viewer's department has to answer, most urgent first."""
    found = _opinions().filter(department=viewer.department, is_awaited=True)
    return list(after(found, after_row).order_by("due_on", "id")[:size])


def opinions_asked_of(viewer: Actor, *, before: int | None = None, size: int = 20) -> list[Opinion]:
    """Everything that the viewer's department was ever asked, newest first."""
    return list(below(_opinions().filter(department=viewer.department), before).order_by("-id")[:size])


def countersignings_sent_by(viewer: Actor, *, before: int | None = None, size: int = 20) -> list[Countersigning]:
    """What the viewer's department has sent round, newest first, each with its opinions."""
    opinions = Opinion.objects.select_related("department").order_by("id")
    found = Countersigning.objects.filter(department=viewer.department)
    return list(below(found, before).prefetch_related(Prefetch("opinions", opinions)).order_by("-id")[:size])


def countersigning_moves(a_countersigning: Countersigning, *, viewer: Actor, today: date) -> list[str]:
    """What the viewer may do with it on this day, in the order of the lifecycle."""
    possible = COUNTERSIGNING.moves_from(a_countersigning.state)
    is_ours = viewer.department == a_countersigning.department_id and has_permission(viewer, P.SEND)
    is_asked = has_permission(viewer, P.ANSWER) and any(
        opinion.department_id == viewer.department and opinion.is_awaited for opinion in a_countersigning.opinions.all()
    )
    # Before the last day is over it is summed up only when all have answered.
    is_early = a_countersigning.state == CountersigningState.ASKING and today <= a_countersigning.due_on
    by_sender = {"urge", "withdraw"} | (set() if is_early else {"close"}) if is_ours else set()
    by_asked = {"give_opinion"} if is_asked else set()
    return [move for move in possible if move in by_sender | by_asked]


def countersigning_move_name(move: str) -> str:
    """A move in words for people."""
    return COUNTERSIGNING_MOVES[move]


def file_of(a_countersigning: Countersigning, file_id: int) -> Upload:
    """The upload behind one of its files."""
    for each in a_countersigning.files.all():
        if each.pk == file_id:
            return each.upload
    raise NoSuchAttachment("这件会签里没有这个附件。")


def _visible_to(viewer: Actor) -> Q:
    reach = reach_of(viewer, P.READ)
    found = organisations.within(reach)
    if reach.everywhere or viewer.department not in reach.departments:
        return found
    return found | Q(Exists(Opinion.objects.filter(countersigning=OuterRef("pk"), department=viewer.department)))


def _whole() -> QuerySet[Countersigning]:
    return Countersigning.objects.select_related("department").prefetch_related(
        Prefetch("opinions", Opinion.objects.select_related("department").order_by("id")),
        Prefetch("files", CountersigningFile.objects.select_related("upload__file").order_by("id")),
        Prefetch("steps", CountersigningStep.objects.select_related("department").order_by("id")),
    )


def _opinions() -> QuerySet[Opinion]:
    return Opinion.objects.select_related("countersigning__department")
