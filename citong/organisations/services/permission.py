"""Who may change the structure and the calendar."""

from citong.kernel.actors import Actor
from citong.kernel.permissions import refuse_without
from citong.kernel.scopes import EVERYWHERE

from ..errors import NotAnAdministrator
from ..queries.structure import place
from ..rules import P


def refuse_unless(permission: P, *, by: Actor, department_id: int | None = None) -> None:
    """Let through who may do this for the department; without one, for the whole hall."""
    refuse_without(
        permission,
        by=by,
        on=EVERYWHERE if department_id is None else place(department_id),
        refusal=NotAnAdministrator,
        words="您的角色不能做这件事。",
        remedy="请联系本单位的系统管理员；需要这项权限的，由安全管理员授予角色。",
    )
