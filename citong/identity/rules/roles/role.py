"""What a role is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """What somebody may do, under the name that offices use; `about` is for whoever grants it.

    Permissions are named as strings, because most of the modules that they belong to stand above this one. Nobody
    holds a role together with one that it is `apart_from`, whichever of the two says so.
    """

    code: str
    name: str
    about: str
    permissions: frozenset[str]
    apart_from: frozenset[str] = frozenset()
    is_granted: bool = True  # otherwise it comes with a post and with nothing else
