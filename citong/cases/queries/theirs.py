"""Whose cases and drafts somebody sees: their own, or, when they act for another, those that the mandate is about."""

from django.db.models import Q

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.refs import id_of

_NOTHING = Q(pk__in=[])


def drafts_seen_by(viewer: Actor) -> Q:
    """Everything that was begun in the viewer's name; whoever acts for another sees what they began under the mandate.

    What somebody has begun themselves and not handed in is nobody else's to see.
    """
    mine = Q(applicant=viewer.stands_for)
    return mine & Q(under=viewer.authority) if viewer.on_behalf_of else mine


def cases_seen_by(viewer: Actor, *, power: identity.Power = identity.Power.FOLLOW) -> Q:
    """The viewer's own cases; of another's, those for which the viewer has this power."""
    scope = identity.scope_of(viewer)
    mine = Q(applicant=viewer.stands_for)
    if scope is None:
        return mine
    if not scope.allows(power) or (scope.is_single and not scope.case):
        return _NOTHING
    if scope.case:
        return mine & Q(pk=id_of("case", scope.case)) if scope.case.startswith("case:") else _NOTHING
    if scope.is_everything:
        return mine
    items, topics = list(scope.items), list(scope.topics)
    return mine & (Q(item_version__item__code__in=items) | Q(item_version__topics__overlap=topics))


def joints_seen_by(viewer: Actor, *, power: identity.Power = identity.Power.FOLLOW) -> Q:
    """The viewer's own wholes; of another's, those of which every item is within the viewer's mandate."""
    scope = identity.scope_of(viewer)
    mine = Q(applicant=viewer.stands_for)
    if scope is None:
        return mine
    if not scope.allows(power) or scope.is_single or scope.case:
        return _NOTHING
    if scope.is_everything:
        return mine
    items, topics = list(scope.items), list(scope.topics)
    return mine & (Q(package_version__items__contained_by=items) | Q(package_version__topics__overlap=topics))
