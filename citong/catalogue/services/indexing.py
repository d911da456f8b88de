"""Entries of an older edition, and of departments that changed their names, are made anew."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from citong.kernel import audit
from citong.kernel.actors import Actor

from ..models import ItemVersion, SearchEntry
from ..queries import definition_of
from .rows import EDITION, FOUND_BY, search_entry

BATCH = 200


@transaction.atomic
def renew_search_entries(*, size: int = BATCH, by: Actor, at: datetime) -> int:
    """Make some of the entries anew that are out of date, and say how many; 0 when there are none left.

    A row that is being published at this moment is passed over: publication writes its entry itself.
    """
    stale = Q(edition__lt=EDITION) | ~Q(office=F("item__department__name"))
    entries = SearchEntry.objects.select_for_update(of=("self",), skip_locked=True).filter(stale).order_by("pk")[:size]
    ids = [entry.pk for entry in entries]
    versions = ItemVersion.objects.select_related("item__department").filter(
        item__in=ids, status=ItemVersion.Status.PUBLISHED
    )
    made = [
        search_entry(each.item_id, definition=definition_of(each), office=each.item.department.name)
        for each in versions.order_by("pk")
    ]
    SearchEntry.objects.bulk_create(made, update_conflicts=True, unique_fields=["item"], update_fields=FOUND_BY)
    if made:
        audit.record("catalogue.search_entries_renewed", subject="search", by=by, at=at, count=len(made))
    return len(made)
