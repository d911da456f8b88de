"""What a look at a case is, for those whom it concerns (Personal Information Protection Law, art. 45)."""

from collections.abc import Sequence
from datetime import datetime

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..models import Case, JointCase

# What is masked on the page of a case, and whole once somebody asked for it.
MASKED_FIELDS = ("姓名", "证件号码", "联系人", "手机号", "申请表里的证件号码和手机号")


def note_look(
    case: Case | JointCase,
    seen: identity.Seen,
    *,
    allowed: identity.Unmasking | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Write down that somebody looks at this application; with whole data, by what they are allowed to."""
    identity.note_looks([look_at(case, seen, allowed=allowed)], by=by, at=at)


def note_found(found: Sequence[Case], *, by: Actor, at: datetime) -> None:
    """Write down whom somebody has found by what is personal of them."""
    identity.note_looks([look_at(case, identity.Seen.FOUND) for case in found], by=by, at=at)


def look_at(case: Case | JointCase, seen: identity.Seen, *, allowed: identity.Unmasking | None = None) -> identity.Look:
    """The look, as identity keeps it."""
    return identity.Look(
        id_type=case.party_id_type,
        id_number=case.party_id_number,
        about=about(case),
        number=case.number,
        seen=seen,
        purpose=identity.Purpose(allowed.purpose) if allowed else identity.Purpose.HANDLING,
        fields=MASKED_FIELDS if allowed else (),
        note=allowed.note if allowed else "",
    )


def about(case: Case | JointCase) -> str:
    """The name under which strangers know it."""
    return ref("joint" if isinstance(case, JointCase) else "case", case.pk)
