"""Who acts."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    """Whoever reads or changes something: a person, an official, another system, or the system itself.

    `id` is a reference such as `account:7` or `client:2`; `name` is for history that people read; `department` and
    `posts` are ids that scope what an official may see and do; `duties` are the kinds of those posts.
    """

    id: str
    channel: str
    name: str = ""
    department: int | None = None
    posts: frozenset[int] = field(default=frozenset())
    duties: frozenset[str] = field(default=frozenset())


SYSTEM = Actor(id="system", channel="system", name="系统")
