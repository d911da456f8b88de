"""Who may change the catalogue."""

from citong.kernel.actors import Actor
from citong.kernel.permissions import refuse_without
from citong.kernel.scopes import EVERYWHERE
from citong.organisations import facade as organisations

from ..errors import NotACatalogueKeeper
from ..rules.permissions import P


def refuse_unless(permission: P, *, by: Actor, department_id: int | None = None) -> None:
    """Let through who may do this for the department; without one, for the whole hall."""
    refuse_without(
        permission,
        by=by,
        on=EVERYWHERE if department_id is None else organisations.place(department_id),
        refusal=NotACatalogueKeeper,
        words="您的角色不能改这个事项。",
        remedy="请联系承办单位的业务管理员。",
    )
