"""Roles: what somebody may do. A post brings the role of its duty, for its department; others are granted."""

from collections.abc import Collection, Iterable, Mapping

from citong.organisations import facade as organisations

from .handling import APPROVER, BUSINESS, EMERGENCY, EXAMINER, HEAD, HELPER, SUPERVISOR, WINDOW
from .officers import AUDITOR, SECURITY_ADMINISTRATOR, SYSTEM_ADMINISTRATOR
from .role import Role

__all__ = ["OF_DUTY", "ROLES", "Role", "apart", "clashing", "duty_confers", "permissions_of_duties"]

ROLES: Mapping[str, Role] = {
    each.code: each
    for each in (
        *(WINDOW, EXAMINER, APPROVER, HEAD, SUPERVISOR, EMERGENCY, HELPER, BUSINESS),
        *(SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDITOR),
    )
}
_Duty = organisations.Post.Duty
# What the duty of a post brings; a general post brings nothing by itself, and officers hold one.
OF_DUTY: Mapping[str, Role] = {
    _Duty.WINDOW.value: WINDOW,
    _Duty.REVIEW.value: EXAMINER,
    _Duty.APPROVAL.value: APPROVER,
    _Duty.HEAD.value: HEAD,
    _Duty.SUPERVISION.value: SUPERVISOR,
    _Duty.ADMINISTRATION.value: BUSINESS,
}


def permissions_of_duties(duties: Iterable[str]) -> frozenset[str]:
    """Everything that posts with these duties bring, for their department."""
    return frozenset().union(*(OF_DUTY[duty].permissions for duty in duties if duty in OF_DUTY))


def duty_confers(duty: str, permission: str) -> bool:
    """Whether a post with this duty brings this permission."""
    return duty in OF_DUTY and permission in OF_DUTY[duty].permissions


def apart(one: Role, other: Role) -> bool:
    """Whether nobody may hold both."""
    return other.code in one.apart_from or one.code in other.apart_from


def clashing(role: Role, held: Collection[Role]) -> list[Role]:
    """Of the roles that somebody holds, those that this one must not meet."""
    return [each for each in held if apart(role, each)]
