"""Acting under a mandate: every verb that can be done for another asks here first, in its own transaction."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import id_of

from ...errors import BeyondTheMandate, MandateNotSigned
from ...models import Mandate
from ...queries.mandates import is_in_force, mandate_is_over
from ...rules.mandates import ARTICLE_165, POWER_NAMES, MandateKind, Power, lacks_paper
from .rows import locked_mandate


def refuse_unmandated(
    *,
    power: Power,
    items: Collection[str],
    topics: Collection[str],
    case: str = "",
    wants_paper: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """Let through whoever acts for themselves, and whoever may do this for the other.

    The mandate is locked until the caller's transaction is done: it ends before what is done under it, or after; never
    in between. So the caller must have one. `wants_paper`: what is done asks for a signed power of attorney.
    """
    if not by.on_behalf_of:
        return
    mandate = locked_mandate(id_of("mandate", by.authority))
    if not is_in_force(mandate, on=timezone.localdate(at)) or not _is_theirs(mandate, by=by):
        raise mandate_is_over()
    scope = mandate.scope
    if power is Power.MANAGE and scope.allows(power):
        return
    if not scope.allows(power) or not scope.covers(items, topics=topics, case=case):
        raise BeyondTheMandate(
            f"对方没有授权您办这一件（{POWER_NAMES[power]}）。",
            rule=ARTICLE_165,
            remedy="请对方在“代办与授权”里把这一项加上，或者请对方自己办。",
        )
    if wants_paper and lacks_paper(MandateKind(mandate.kind), has_paper=mandate.has_paper):
        raise MandateNotSigned(
            "代别人办这件事，要有对方签字的授权书，这项授权里没有。",
            rule=ARTICLE_165,
            remedy="请在“代办与授权”里结束这一项，再重新提出，附上授权书的照片；也可以两个人带证件到大厅窗口当面签。",
        )


def bind_to_case(case: str, *, by: Actor, at: datetime) -> None:
    """An application was handed in under a mandate for one only: from now on it is about that one."""
    if by.on_behalf_of:
        unbound = Mandate.objects.filter(pk=id_of("mandate", by.authority), is_single=True, case="")
        if unbound.update(case=case):
            audit.record("identity.mandate_bound", subject=by.authority, by=by, at=at, case=case)


def _is_theirs(mandate: Mandate, *, by: Actor) -> bool:
    return by.on_behalf_of == f"account:{mandate.principal_id}"
