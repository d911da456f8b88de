"""A look at somebody's data, as they read it. Pure: a row in, words out."""

from dataclasses import dataclass
from datetime import datetime

from citong.identity import facade as identity


@dataclass(frozen=True)
class Line:
    """Who looked, when, at what, in which application, what for, under which rule.

    An official is named by department and post, the name masked: enough to complain about, and they are people, too.
    """

    at: datetime
    who: str
    what: str
    fields: str
    number: str
    purpose: str
    note: str
    rule: str


def line_of(access: identity.Access) -> Line:
    """The row in words."""
    purpose = identity.LookPurpose(access.purpose)
    return Line(
        at=access.at,
        who=_who(access),
        what=identity.SEEN_NAMES[identity.Seen(access.seen)],
        fields="、".join(access.fields),
        number=access.number,
        purpose=identity.LOOK_PURPOSES[purpose],
        note=access.note,
        rule=identity.LOOK_RULES[purpose],
    )


def _who(access: identity.Access) -> str:
    department = access.department.name if access.department else ""
    if access.seen == identity.Seen.BY_SYSTEM:
        return f"{department}“{access.actor_name}”系统" if department else f"“{access.actor_name}”系统"
    if access.seen == identity.Seen.BY_SITE:
        return f"“{access.actor_name}”网站"
    post = access.post.name if access.post else "工作人员"
    return " ".join(filter(None, [department, post, identity.masked_name(access.actor_name)]))
