"""Who may change the catalogue."""

from citong.kernel.actors import SYSTEM, Actor

from ..errors import NotACatalogueKeeper

KEEPING = "administration"


def refuse_all_but_keepers(by: Actor) -> None:
    """Lets the system itself and posts of administration through."""
    if by.channel != SYSTEM.channel and KEEPING not in by.duties:
        raise NotACatalogueKeeper("只有管理岗的工作人员可以修改事项。", remedy="请联系本单位的事项管理员。")
