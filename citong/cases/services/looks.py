"""What a look at a case is, for those whom it concerns (Personal Information Protection Law, art. 45)."""

from collections.abc import Sequence
from datetime import datetime

from citong.identity import facade as identity
from citong.identity.facade import LookPurpose
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import NotAllowedToUnmask
from ..models import Case, EmergencyLook, JointCase
from ..queries.cases import visible_to
from ..rules.permissions import P

ARTICLE_6 = "《个人信息保护法》第六条"
# What is masked on the page of a case, and whole once somebody asked for it.
MASKED_FIELDS = ("姓名", "证件号码", "联系人", "手机号", "申请表里的证件号码和手机号")


def refuse_unmasking(case: Case, *, by: Actor) -> None:
    """Let through who may read whole data of this case, which they see."""
    if not Case.objects.filter(visible_to(by, by=P.READ_WHOLE), pk=case.pk).exists():
        raise NotAllowedToUnmask(
            "您的岗位不能看完整的个人信息。", rule=ARTICLE_6, remedy="办理这件事的岗位可以看；平时显示头尾几位就够了。"
        )


def note_look(
    case: Case | JointCase,
    seen: identity.Seen,
    *,
    allowed: identity.Unmasking | None = None,
    emergency: EmergencyLook | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Write down that somebody looks at this application: with whole data, by what they are allowed to; in an
    emergency, why."""
    look = look_at(case, seen, allowed=allowed, emergency=emergency)
    identity.note_looks([look], by=by, at=at)


def note_found(found: Sequence[Case], *, by: Actor, at: datetime) -> None:
    """Write down whom somebody has found by what is personal of them."""
    identity.note_looks([look_at(case, identity.Seen.FOUND) for case in found], by=by, at=at)


def look_at(
    case: Case | JointCase,
    seen: identity.Seen,
    *,
    allowed: identity.Unmasking | None = None,
    emergency: EmergencyLook | None = None,
) -> identity.Look:
    """The look, as identity keeps it."""
    purpose, note = LookPurpose.HANDLING, ""
    if allowed is not None:
        purpose, note = LookPurpose(allowed.purpose), allowed.note
    if emergency is not None:
        purpose, note = LookPurpose.EMERGENCY, emergency.reason
    return identity.Look(
        id_type=case.party_id_type,
        id_number=case.party_id_number,
        about=about(case),
        number=case.number,
        seen=seen,
        purpose=purpose,
        fields=MASKED_FIELDS if allowed else (),
        note=note,
    )


def about(case: Case | JointCase) -> str:
    """The name under which strangers know it."""
    return ref("joint" if isinstance(case, JointCase) else "case", case.pk)
