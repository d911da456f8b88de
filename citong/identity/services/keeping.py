"""What of identity goes after a time. Accounts, and who looked at whose data, stay as long as there are cases."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from citong.kernel.retention import Kept, kept

from ..models import Unmasking


def _over(since: datetime) -> Iterable[int]:
    old = Unmasking.objects.filter(until__lt=since)
    return old.order_by("id").values_list("pk", flat=True)


def _forget_unmaskings(ids: Sequence[int]) -> int:
    gone, _ = Unmasking.objects.filter(pk__in=ids).delete()
    return gone


UNMASKINGS = kept(
    Kept(
        name="unmasking",
        label="查看完整信息的临时许可（查看记录本身保留）",
        term=timedelta(days=3 * 365),
        law="《个人信息保护法》第五十六条：处理情况记录至少保存三年",
        due=_over,
        forget=_forget_unmaskings,
    )
)
