"""Who may vouch for whom."""

from citong.kernel.actors import SYSTEM, Actor

from ..errors import NotAllowedToVouch

ADMINISTRATORS = frozenset({"administration"})
COUNTER = frozenset({"administration", "window"})


def refuse_all_but(duties: frozenset[str], by: Actor) -> None:
    """Say no to whoever holds none of these duties."""
    if by.channel != SYSTEM.channel and not duties & by.duties:
        raise NotAllowedToVouch("您的岗位不能做这件事。", remedy="请联系本单位的系统管理员。")
