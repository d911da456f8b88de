"""What the catalogue tells the others."""

from dataclasses import dataclass

from citong.kernel.facts import Fact


@dataclass(frozen=True)
class ItemPublished(Fact):
    """A version of an item is in force from now on; the one before it, if any, no longer takes applications."""

    item_id: int
    version_id: int
    previous_version_id: int | None = None


@dataclass(frozen=True)
class ItemWithdrawn(Fact):
    """An item is no longer offered; cases under it go on to their end."""

    item_id: int
    version_id: int | None = None
    reason: str = ""
