"""Looking at people's data is written down, where they can read it; whole data are shown for a purpose and a while."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput

from ..models import Access, Unmasking
from ..rules.accesses import WHOLE_FOR, LookPurpose, Seen, faults_of_purpose, whose

ARTICLE_6 = "《个人信息保护法》第六条"


@dataclass(frozen=True)
class Look:
    """What was looked at: whose (kind and number of the document), in what, under which number, what of it, why."""

    id_type: str
    id_number: str
    about: str
    number: str
    seen: Seen
    purpose: LookPurpose = LookPurpose.HANDLING
    fields: Sequence[str] = ()
    note: str = ""


@transaction.atomic(savepoint=False)
def note_looks(looks: Iterable[Look], *, by: Actor, at: datetime) -> None:
    """Write down that somebody looks, for those to read whom it concerns; in the transaction of the look itself."""
    post = min(by.posts, default=None)
    Access.objects.bulk_create(
        Access(
            whose=whose(each.id_type, each.id_number),
            at=at,
            actor=by.id,
            actor_name=by.name,
            department_id=by.department,
            post_id=post,
            channel=by.channel,
            about=each.about,
            number=each.number,
            seen=each.seen,
            fields=list(each.fields),
            purpose=each.purpose,
            note=each.note,
        )
        for each in looks
    )


@transaction.atomic
def unmask(about: str, *, purpose: str, note: str, session: str, by: Actor, at: datetime) -> Unmasking:
    """An official asks for the whole data of one thing, and says what for; it holds for a while, in this session.

    Whether they may at all is known to whoever keeps the thing.
    """
    faults = faults_of_purpose(purpose, note)
    if faults:
        raise InvalidInput("请说明为什么要看完整信息。", faults=faults, rule=ARTICLE_6)
    allowed = Unmasking.objects.create(
        actor=by.id, session=session, about=about, purpose=purpose, note=note.strip(), at=at, until=at + WHOLE_FOR
    )
    audit.record("identity.unmask", subject=about, by=by, at=at, purpose=purpose, unmasking=allowed.pk)
    return allowed
