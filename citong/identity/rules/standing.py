"""From posts and granted roles to what somebody may do on a day. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from citong.kernel.scopes import Grant, Scope

from .roles import OF_DUTY, ROLES, Role, clashing, permissions_of_duties


@dataclass(frozen=True)
class Granted:
    """A role that somebody was given, as far as its effect on a day needs it."""

    role: str
    post: int
    scope: Scope
    valid_from: date
    valid_to: date | None

    def holds(self, *, own_posts: Collection[int], on: date) -> bool:
        """Whether it counts on this day: its time is not over, and the post that it rests on is still held."""
        in_time = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return in_time and self.role in ROLES and self.post in own_posts


def grants_on(
    day: date,
    *,
    department: int,
    duties: Iterable[str],
    own_posts: Collection[int],
    granted: Iterable[Granted],
) -> tuple[Grant, ...]:
    """What the posts bring for their department, and what was granted and counts on this day.

    A granted role rests while a post, be it somebody else's who is away, brings one that it must not meet.
    """
    brought = roles_brought(duties)
    counting = [each for each in granted if each.holds(own_posts=own_posts, on=day)]
    extra = [each for each in counting if not clashing(ROLES[each.role], brought)]
    found = [Grant(ROLES[each.role].permissions, each.scope) for each in extra]
    return (*grants_of_posts(duties, department=department), *found)


def grants_of_posts(duties: Iterable[str], *, department: int) -> tuple[Grant, ...]:
    """What posts with these duties bring for their department."""
    permissions = permissions_of_duties(duties)
    return (Grant(permissions, Scope(department=department)),) if permissions else ()


def roles_brought(duties: Iterable[str]) -> list[Role]:
    """The roles that come with posts of these duties."""
    return [OF_DUTY[duty] for duty in sorted(set(duties)) if duty in OF_DUTY]


def granted_from(row: Mapping[str, Any]) -> Granted:
    """A row as it is read together with its account. Any: a document of the database."""
    scope = Scope(department=row["department_id"], area=row["division_id"] or "", prefix=row["prefix"])
    until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    return Granted(row["role"], row["post_id"], scope, date.fromisoformat(row["valid_from"]), until)
