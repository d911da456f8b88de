"""Where a permission counts: in one department, in an area with or without what lies below it, or everywhere."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """Where something lies: the department that answers for it, and the code of that department's area."""

    department: int
    area: str


# What belongs to no department, such as the calendar: only a grant for everywhere covers it.
EVERYWHERE = Place(department=0, area="")


@dataclass(frozen=True)
class Scope:
    """One department, or an area by its code; without either, everywhere.

    `prefix` is what the codes of everything in the area begin with; empty when what lies below is not meant.
    """

    department: int | None = None
    area: str = ""
    prefix: str = ""

    @property
    def is_everywhere(self) -> bool:
        """Whether there is no limit."""
        return self.department is None and not self.area

    def covers(self, place: Place) -> bool:
        """Whether the place lies within."""
        if self.is_everywhere:
            return True
        if place == EVERYWHERE:
            return False
        if self.department is not None:
            return place.department == self.department
        return place.area == self.area or (bool(self.prefix) and place.area.startswith(self.prefix))


@dataclass(frozen=True)
class Grant:
    """Permissions, and where they count."""

    permissions: frozenset[str]
    scope: Scope = field(default_factory=Scope)
