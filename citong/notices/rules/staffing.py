"""What officials are told about the work of other officials."""

from datetime import datetime

from django.utils import timezone

from .wording import Kind, Wording


def glass_broken(*, number: str, who: str, reason: str, until: datetime) -> Wording:
    """Somebody has opened a case of the department beyond their own reach."""
    time = timezone.localtime(until).strftime("%H:%M")
    return Wording(
        kind=Kind.GLASS_BROKEN,
        title="有人应急查阅了一个办件",
        body=f"{who}应急查阅了办件 {number}，到 {time} 为止。理由：{reason}。看过什么都有记录，审计管理员会复核。",
        sms="",
    )
