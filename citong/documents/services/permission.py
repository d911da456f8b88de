"""Who may write the texts of letters, and who may say that one was served."""

from citong.kernel.actors import SYSTEM, Actor

from ..errors import NotAKeeper, NotAnOfficial

KEEPING = "administration"


def refuse_all_but_keepers(by: Actor) -> None:
    """Lets the system itself and posts of administration through."""
    if by.channel != SYSTEM.channel and KEEPING not in by.duties:
        raise NotAKeeper("只有管理岗的工作人员可以改文书模板。", remedy="请联系本单位的系统管理员。")


def refuse_all_but_officials(by: Actor) -> None:
    """Lets the system itself and holders of posts through."""
    if by.channel != SYSTEM.channel and not by.duties:
        raise NotAnOfficial("只有在岗的工作人员可以登记送达。")
