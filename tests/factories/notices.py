"""The smallest valid notices."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from citong.notices.facade import About, Kind
from citong.notices.models import Notice

SENT_AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def about(**changes: str) -> About:
    """An application to write about."""
    values = {
        "hall": "示例大厅",
        "applicant": "Ana",
        "item": "公共场所卫生许可",
        "case_number": "350502202611220003174",
    }
    return About(**{**values, **changes})


class NoticeFactory(DjangoModelFactory):
    """A notice whose text message waits to be carried."""

    class Meta:
        model = Notice

    class Params:
        without_phone = factory.Trait(phone="", sms="")
        carried = factory.Trait(carried_at=SENT_AT, carrier_ref="sim-1", attempts=1)
        read = factory.Trait(read_at=SENT_AT)

    kind = Kind.ACCEPTED
    recipient = "account:7"
    subject = factory.Sequence(lambda n: f"case:{n}")
    occasion = "first"
    title = "申请已受理"
    body = "您的申请已经受理。"
    phone = "13900000001"
    sms = "【示例大厅】已受理。"
    created_at = SENT_AT
    due_at = SENT_AT
