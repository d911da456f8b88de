"""Who looked at one's data; and whether whole data may be read now."""

from datetime import datetime

from citong.kernel.actors import Actor

from ..models import Access, Account, Unmasking
from ..rules.accesses import whose
from .parties import party_of


def looks_at(an_account: Account, *, before: int | None = None, size: int = 20) -> list[Access]:
    """Who looked at the data of this account's person or enterprise, the last first; keyset pages by id."""
    party = party_of(an_account)
    found = Access.objects.select_related("department", "post").filter(whose=whose(party.id_type, party.id_number))
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-id")[:size])


def unmasking_in_force(about: str, *, session: str, by: Actor, at: datetime) -> Unmasking | None:
    """By what the official may read the whole data of this thing now, in this session; None when they may not."""
    theirs = Unmasking.objects.filter(actor=by.id, about=about, until__gt=at, session=session, at__lte=at)
    return theirs.order_by("-until", "-id").first()
