"""Who may change the structure and the calendar."""

from citong.kernel.actors import SYSTEM, Actor

from ..errors import NotAnAdministrator
from ..models import Post


def refuse_all_but_administrators(by: Actor) -> None:
    """Lets the system itself and posts of administration through."""
    if by.channel != SYSTEM.channel and Post.Duty.ADMINISTRATION not in by.duties:
        raise NotAnAdministrator("只有管理岗的工作人员可以做这件事。", remedy="请联系本单位的系统管理员。")
