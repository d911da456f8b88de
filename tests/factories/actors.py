"""What posts and roles bring, for actors that no account stands behind."""

from citong.identity import facade as identity
from citong.kernel.scopes import Grant, Scope


def brought_by(*duties: str, department: int) -> tuple[Grant, ...]:
    """What posts with these duties bring for their department."""
    return identity.grants_of_posts(duties, department=department)


def everywhere(*roles: str) -> tuple[Grant, ...]:
    """These roles, granted for the whole hall."""
    return tuple(Grant(identity.ROLES[role].permissions, Scope()) for role in roles)
