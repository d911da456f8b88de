"""Which parts of the desk are in somebody's navigation."""

from collections.abc import Mapping

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.documents import facade as documents
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.permissions import P, has_permission
from citong.office import facade as office
from citong.organisations import facade as organisations

# What the navigation asks, each by the permission of the screens behind it.
PARTS: Mapping[str, str] = {
    "read": cases.P.READ,
    "counter": identity.P.VOUCH,
    "help": identity.P.HELP,
    "office": office.P.READ,
    "items": catalogue.P.KEEP_ITEMS,
    "topics": catalogue.P.KEEP_TOPICS,
    "routes": catalogue.P.KEEP_ROUTES,
    "templates": documents.P.KEEP_TEMPLATES,
    "calendar": organisations.P.KEEP_CALENDAR,
    "departments": organisations.P.KEEP_STRUCTURE,
    "staff": identity.P.READ_STAFF,
    "clients": identity.P.KEEP_CLIENTS,
    "certificates": identity.P.KEEP_CERTIFICATES,
    "operations": P.OPERATE,
    "audit": P.READ_AUDIT,
    "retention": P.DISPOSE,
}
CHECKUPS = (catalogue.P.KEEP_ITEMS, catalogue.P.EXAMINE_GUIDES)
EMERGENCY = (cases.P.BREAK_GLASS, cases.P.REVIEW_BREAK_GLASS, cases.P.LEAD, cases.P.REASSIGN)


def parts_open_to(viewer: Actor) -> dict[str, bool]:
    """The parts by name, and whether this person finds anything there."""
    parts = {part: has_permission(viewer, permission) for part, permission in PARTS.items()}
    parts["checkups"] = any(has_permission(viewer, each) for each in CHECKUPS)
    return {**parts, "emergency": any(has_permission(viewer, each) for each in EMERGENCY)}
