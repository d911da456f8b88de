"""A copy of what the hall keeps of somebody (Personal Information Protection Law, art. 45)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.refs import ref

from ..errors import NoSuchExport, NotYourAccount
from ..facts import ExportAsked
from ..models import Account, Export
from ..queries.exports import export_of
from ..queries.parties import party_of
from ..rules.accesses import LookPurpose, Seen
from .accesses import Look, note_looks
from .rows import locked

KEPT_FOR = timedelta(days=7)


@transaction.atomic
def ask_for_export(account_id: int, *, by: Actor, at: datetime) -> Export:
    """Somebody wants a copy of what is kept of them; asked twice, it is the same."""
    if by.id != ref("account", account_id):
        raise NotYourAccount("只能导出自己的信息。")
    account = locked(account_id)
    party_of(account)
    if existing := export_of(account_id, at=at):
        return existing
    Export.objects.filter(account=account, is_over=False).update(is_over=True, content=None)
    export = Export.objects.create(account=account, asked_at=at)
    audit.record("identity.export_asked", subject=ref("account", account_id), by=by, at=at, export=export.pk)
    publish(ExportAsked(export_id=export.pk))
    return export


@transaction.atomic
def complete_export(export_id: int, *, content: Mapping[str, Any], by: Actor, at: datetime) -> None:  # Any: JSON values
    """What is kept has been gathered; made twice, the first stays."""
    export = Export.objects.select_for_update().get(pk=export_id)
    if export.ready_at is None and not export.is_over:
        export.content, export.ready_at, export.until = dict(content), at, at + KEPT_FOR
        export.save(update_fields=["content", "ready_at", "until"])
        audit.record("identity.export_made", subject=ref("account", export.account_id), by=by, at=at, export=export.pk)


@transaction.atomic
def fetch_export(account_id: int, *, by: Actor, at: datetime) -> Mapping[str, Any]:  # Any: JSON values
    """The copy, for whom it is of; that it was fetched stands among the looks, so that a thief does not stay hidden."""
    export = export_of(account_id, at=at) if by.id == ref("account", account_id) else None
    if export is None or export.content is None:
        raise NoSuchExport("没有可以下载的文件。", remedy="可以重新申请导出，做好以后 7 天内有效。")
    audit.record("identity.export_fetched", subject=ref("account", account_id), by=by, at=at, export=export.pk)
    party = party_of(Account.objects.joined().get(pk=account_id))
    look = Look(party.id_type, party.id_number, ref("export", export.pk), "", Seen.EXPORTED, LookPurpose.OWN)
    note_looks([look], by=by, at=at)
    content: Mapping[str, Any] = export.content  # Any: JSON values
    return content


@transaction.atomic
def forget_exports(*, by: Actor, at: datetime) -> int:
    """The content of every copy that was kept long enough goes; returns how many."""
    old = Export.objects.filter(is_over=False, until__lte=at)
    gone = old.update(is_over=True, content=None)
    if gone:
        audit.record("identity.exports_forgotten", subject="export:*", by=by, at=at, count=gone)
    return gone
