"""What of cases goes after a time. Cases themselves do not: they become archives (Archives Act 档案法, art. 13 and 14;
Licensing Act, art. 61 keeps the records of supervision open to the public)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from citong.kernel.retention import Kept, kept

from ..models import Draft, DraftFile


def _left_alone(since: datetime) -> Iterable[int]:
    unfiled = Draft.objects.filter(case=None, joint=None, saved_at__lt=since)
    return unfiled.order_by("id").values_list("pk", flat=True)


def _forget_drafts(ids: Sequence[int]) -> int:
    """A draft that is taken up again or handed in meanwhile stays: its row is locked, and looked at once more."""
    locked = Draft.objects.select_for_update().filter(pk__in=ids, case=None, joint=None)
    going = list(locked.order_by("id").values_list("pk", flat=True))
    DraftFile.objects.filter(draft__in=going).delete()
    Draft.objects.filter(pk__in=going).delete()
    return len(going)


DRAFTS = kept(
    Kept(
        name="draft",
        label="没有提交的草稿",
        term=timedelta(days=180),
        law="《个人信息保护法》第十九条、第四十七条：没有提交的，过了办理目的所需的时间",
        due=_left_alone,
        forget=_forget_drafts,
    )
)
