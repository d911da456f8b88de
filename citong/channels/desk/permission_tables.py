"""Who may do what, in tables: of roles, of permissions, of the desk's screens. For docs/permissions.md."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from citong.identity import facade as identity

from .permission_words import WORDS

HEAD = """# Who may do what

Written by `python manage.py print_permissions > docs/permissions.md` from the program itself; a test fails when it is
out of date. A role comes with a post, for the department of the post, or is granted for a department, a division (with
or without what lies below it) or the whole hall, until a day. ● means yes.
"""


def page() -> str:
    """All the tables."""
    return "\n".join([HEAD, *_roles(), "", *_permissions(), "", *_screens(), "", *_apart(), ""])


def guards() -> dict[str, str]:
    """The guard of every address of the desk, by name."""
    resolvers = [each for each in get_resolver().url_patterns if isinstance(each, URLResolver)]
    desk = next(each for each in resolvers if each.namespace == "desk")
    patterns = [each for each in desk.url_patterns if isinstance(each, URLPattern)]
    return {f"desk:{each.name}": str(getattr(each.callback, "guard", "")) for each in patterns}


def permissions_at(guard: str) -> frozenset[str]:
    """The permissions of which one opens the screen; none where every official comes in."""
    return frozenset(guard.removeprefix("permitted:").split(",")) if guard.startswith("permitted:") else frozenset()


def _roles() -> Iterator[str]:
    duties = {role.code: duty for duty, role in identity.OF_DUTY.items()}
    yield "## Roles\n"
    yield "| code | name | comes with a post | may be granted | what it is for |"
    yield "|---|---|---|---|---|"
    for code, role in identity.ROLES.items():
        granted = "●" if role.is_granted else ""
        yield f"| `{code}` | {role.name} | {duties.get(code, '')} | {granted} | {role.about} |"


def _permissions() -> Iterator[str]:
    yield "## Permissions\n"
    yield from _heads("permission")
    for permission, words in sorted(WORDS.items()):
        yield _row(f"`{permission}` {words}", frozenset({permission}))


def _screens() -> Iterator[str]:
    yield "## Screens of the desk\n"
    yield "Those that are not listed open to all officials, and show each of them the rows within reach.\n"
    yield from _heads("screen")
    for name, guard in sorted(guards().items()):
        if permissions_at(guard):
            yield _row(f"`{name}`", permissions_at(guard))


def _apart() -> Iterator[str]:
    yield "## Never in one person\n"
    yield "| role | must not meet |"
    yield "|---|---|"
    for role in identity.ROLES.values():
        others = [other.name for other in identity.ROLES.values() if identity.apart(role, other)]
        yield f"| {role.name} | {'、'.join(others)} |"


def _heads(first: str) -> Iterator[str]:
    yield f"| {first} | {' | '.join(role.name for role in identity.ROLES.values())} |"
    yield f"|---|{'---|' * len(identity.ROLES)}"


def _row(name: str, wanted: frozenset[str]) -> str:
    marks = ["●" if wanted & role.permissions else "" for role in identity.ROLES.values()]
    return f"| {name} | {' | '.join(marks)} |"
