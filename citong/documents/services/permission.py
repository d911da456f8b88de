"""Who may write the texts of letters, and who may say that one was served."""

from citong.kernel.actors import Actor
from citong.kernel.permissions import refuse_without
from citong.kernel.scopes import EVERYWHERE

from ..errors import NotAKeeper, NotAnOfficial
from ..rules.permissions import P


def refuse_all_but_keepers(by: Actor) -> None:
    """Texts are the same for all departments: their keepers are those of the whole hall."""
    refuse_without(
        P.KEEP_TEMPLATES,
        by=by,
        on=EVERYWHERE,
        refusal=NotAKeeper,
        words="只有全厅的业务管理员可以改文书模板。",
        remedy="请联系业务管理员。",
    )


def refuse_all_but_officials(by: Actor) -> None:
    """Whoever handles applications may say that a letter was served."""
    refuse_without(
        P.RECORD_SERVICE,
        by=by,
        refusal=NotAnOfficial,
        words="只有在岗的工作人员可以登记送达。",
        remedy="请联系承办单位。",
    )
