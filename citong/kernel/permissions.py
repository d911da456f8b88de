"""What an actor may do, and where. Pure: the grants come with the actor, so that asking costs no query.

A permission is a plain string, `<module>.<act>`; every module names its own in its rules.
"""

from dataclasses import dataclass
from enum import StrEnum

from .actors import SYSTEM, Actor
from .errors import NotPermitted
from .scopes import Place, Scope


class P(StrEnum):
    """What there is to do with the machinery itself."""

    OPERATE = "kernel.operate"
    READ_AUDIT = "kernel.read_audit"
    DISPOSE = "kernel.dispose"


PERMISSION_NAMES = {
    P.OPERATE: "看运行情况，重发没有送到的消息",
    P.READ_AUDIT: "查审计记录",
    P.DISPOSE: "看各种信息保存多久，准备、批准删除到期的，留住不能删的",
}


@dataclass(frozen=True)
class Reach:
    """Everything that an actor's permission covers, for queries; see `organisations.within`."""

    everywhere: bool = False
    departments: frozenset[int] = frozenset()
    areas: frozenset[Scope] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.departments) or bool(self.areas)


def has_permission(actor: Actor, permission: str, *, on: Place | None = None) -> bool:
    """Whether the actor may do this there; without a place, whether they may do it anywhere at all."""
    if actor.channel == SYSTEM.channel:
        return True
    return any(permission in each.permissions and (on is None or each.scope.covers(on)) for each in actor.grants)


def refuse_without(
    permission: str, *, by: Actor, on: Place | None = None, refusal: type[NotPermitted], words: str, remedy: str
) -> None:
    """Say no, in these words, to whoever may not do this there."""
    if not has_permission(by, permission, on=on):
        raise refusal(words, remedy=remedy, contact="本单位管理员")


def reach_of(actor: Actor, permission: str) -> Reach:
    """Where the actor may do this."""
    if actor.channel == SYSTEM.channel:
        return Reach(everywhere=True)
    scopes = [each.scope for each in actor.grants if permission in each.permissions]
    return Reach(
        everywhere=any(each.is_everywhere for each in scopes),
        departments=frozenset(each.department for each in scopes if each.department is not None),
        areas=frozenset(each for each in scopes if each.area),
    )
