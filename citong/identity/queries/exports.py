"""Copies of what is kept of somebody; and what identity itself keeps of them."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from ..models import Account, Export
from ..rules.accesses import SEEN_NAMES, Seen
from .accesses import looks_at
from .parties import party_of

MOST_LOOKS = 1000


def export_of(account_id: int, *, at: datetime) -> Export | None:
    """The copy that is being made for this account, or can be fetched."""
    current = Export.objects.filter(Q(until=None) | Q(until__gt=at), account=account_id, is_over=False)
    return current.order_by("-id").first()


def export(export_id: int) -> Export:
    """The copy that was asked for, with its account; for journeys."""
    return Export.objects.select_related("account").get(pk=export_id)


def own_record(an_account: Account) -> dict[str, Any]:  # Any: JSON values
    """What identity keeps of the account's holder, under names that they understand."""
    party = party_of(an_account)
    said = {
        "姓名": party.name,
        "证件种类": party.id_type,
        "证件号码": party.id_number,
        "手机号": party.phone,
        "登录名": an_account.login,
        "实名等级": an_account.get_assurance_display(),
        "注册时间": an_account.created_at.isoformat(),
        "法定代表人": party.legal_representative,
        "地址": party.address,
        "经办人": party.handler_name,
        "经办人证件号码": party.handler_id_number,
    }
    looks = looks_at(an_account, size=MOST_LOOKS)
    told = [
        {"时间": each.at.isoformat(), "做了什么": SEEN_NAMES[Seen(each.seen)], "编号": each.number} for each in looks
    ]
    return {"账号": {name: value for name, value in said.items() if value}, "谁查看过": told}
