"""Who acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .scopes import Grant


@dataclass(frozen=True)
class Actor:
    """Whoever reads or changes something: a person, an official, another system, or the system itself.

    `id` is a reference such as `account:7` or `client:2`; `name` is for history that people read; `staff` is the id
    under which their office knows an official; `department` is the id of the one that they speak for, `posts` are the
    ids of those whose work is theirs; `grants` say what they may do, and where. `in_for` says of each post that is not
    their own whose it is: they stand in there for somebody who is away. `on_behalf_of` is the reference of whose matter
    it is when it is not their own, and `authority` names what allows them to act in it.
    """

    id: str
    channel: str
    name: str = ""
    staff: int | None = None
    department: int | None = None
    posts: frozenset[int] = field(default=frozenset())
    grants: tuple[Grant, ...] = ()
    in_for: Mapping[int, str] = field(default_factory=dict, hash=False)
    on_behalf_of: str = ""
    authority: str = ""

    @property
    def stands_for(self) -> str:
        """Whose matter it is: their own, or that of whom they act for."""
        return self.on_behalf_of or self.id

    @property
    def noted(self) -> Mapping[str, str]:
        """What records say beside the name when somebody acts for another."""
        return {"for": self.on_behalf_of, "under": self.authority} if self.on_behalf_of else {}


SYSTEM = Actor(id="system", channel="system", name="系统")


def acting_name(by: Actor, post_id: int | None) -> str:
    """The name for the history of what was done in this post: of whoever stands in, with whose place it is."""
    whose = by.in_for.get(post_id) if post_id is not None else None
    return f"{by.name}（代{whose}）" if whose else by.name
