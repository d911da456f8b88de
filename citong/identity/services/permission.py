"""Who may keep accounts and systems, vouch for people, and grant roles."""

from citong.kernel.actors import Actor
from citong.kernel.permissions import refuse_without
from citong.kernel.scopes import EVERYWHERE, Place
from citong.organisations import facade as organisations

from ..errors import NotAllowedToVouch
from ..rules.permissions import P


def refuse_unless(permission: P, *, by: Actor, department_id: int | None = None) -> None:
    """Let through who may do this for the department; without one, for the whole hall."""
    _refuse(permission, by=by, on=EVERYWHERE if department_id is None else organisations.place(department_id))


def refuse_unless_somewhere(permission: P, *, by: Actor) -> None:
    """Let through who may do this at all: citizens belong to no department."""
    _refuse(permission, by=by, on=None)


def _refuse(permission: P, *, by: Actor, on: Place | None) -> None:
    refuse_without(
        permission,
        by=by,
        on=on,
        refusal=NotAllowedToVouch,
        words="您的角色不能做这件事。",
        remedy="需要这项权限的，请安全管理员授予角色。",
    )
