"""Which material of the whole a file of a member is. Pure."""

from collections.abc import Iterable

from citong.catalogue import facade as catalogue


def material_code(shared: Iterable[catalogue.SharedMaterial], item: str, code: str) -> str:
    """The code of the whole for a member's material; empty when the whole does not ask for it."""
    return next((each.material.code for each in shared if each.serves.get(item) == code), "")
