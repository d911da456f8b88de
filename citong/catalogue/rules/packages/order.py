"""Which member waits for which, and how long the whole takes."""

from collections.abc import Sequence

from ..definition import Definition
from .choosing import Items
from .definition import Member

# Administrative Licensing Act, art. 42 (2): what several bodies handle together is decided within 45 working days.
LONGEST_WHOLE = 45
# Art. 42 (1): what promises nothing and names no term of its own is decided within twenty.
LONGEST_SINGLE = 20


def ring_in(members: Sequence[Member]) -> list[str]:
    """A ring of members that wait for one another, as A, B, A; empty when there is none."""
    after = {member.key: member.after for member in members}
    done: set[str] = set()
    for key in after:
        ring = _ring_from(key, after, [], done)
        if ring:
            return ring
    return []


def _ring_from(key: str, after: dict[str, list[str]], way: list[str], done: set[str]) -> list[str]:
    if key in way:
        # What waits comes last on the way: told the other way round it is the order in which things would have to be.
        return [*way[way.index(key) :], key][::-1]
    if key in done:
        return []
    for before in after.get(key, []):
        ring = _ring_from(before, after, [*way, key], done)
        if ring:
            return ring
    done.add(key)
    return []


def order_of(members: Sequence[Member]) -> list[list[Member]]:
    """The members in rounds: each waits only for members of earlier rounds. Who is not among them is not waited for."""
    left = {member.key: member for member in members}
    rounds: list[list[Member]] = []
    while left:
        free = [member for member in left.values() if not set(member.after) & left.keys()]
        if not free:
            raise ValueError("the members wait for one another in a ring")
        rounds.append(free)
        left = {key: member for key, member in left.items() if member not in free}
    return rounds


def finishing_days(members: Sequence[Member], *, items: Items) -> dict[str, int]:
    """For each member's key, after how many working days from the beginning it is done at the latest."""
    done: dict[str, int] = {}
    for each in (member for together in order_of(members) for member in together):
        begins = max((done[key] for key in each.after if key in done), default=0)
        done[each.key] = begins + days_of(items[each.item])
    return done


def joint_days(members: Sequence[Member], *, items: Items) -> int:
    """How long the whole takes: the longest chain of members, and never more than the law allows."""
    return min(longest_chain(members, items=items), LONGEST_WHOLE)


def longest_chain(members: Sequence[Member], *, items: Items) -> int:
    """The days of the longest chain of members that wait for one another."""
    return max(finishing_days(members, items=items).values(), default=0)


def days_of(definition: Definition) -> int:
    """The working days within which an item is done; a natural day is never longer than a working day."""
    term = definition.promised or definition.statutory
    return term.days if term else LONGEST_SINGLE
