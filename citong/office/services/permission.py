"""Who speaks for a department, and under which name that goes into the history."""

from collections.abc import Collection

from citong.identity import facade as identity
from citong.kernel.actors import Actor, acting_name
from citong.kernel.permissions import has_permission
from citong.organisations import facade as organisations

from ..errors import NotYourDuty
from ..rules import PERMISSION_NAMES, P


def acting_as(by: Actor, *, permissions: Collection[P]) -> str:
    """The name under which the person speaks for their department; refuses whoever has none of these permissions.

    A post of their own comes first; in another's place, the history says whose.
    """
    here = organisations.place(by.department) if by.department else None
    held = [each for each in permissions if here and has_permission(by, each, on=here)]
    if not held:
        named = "或者".join(f"“{PERMISSION_NAMES[each]}”" for each in sorted(permissions))
        raise NotYourDuty(
            f"这一步要有{named}的权限。",
            remedy="请交给本单位有这项权限的同事，或者请他们安排您代办。",
            contact="本单位管理员",
        )
    return acting_name(by, _post_of(by, held)) if by.in_for else by.name


def _post_of(by: Actor, permissions: Collection[P]) -> int | None:
    """The post that brings one of these permissions, if possible one of their own."""
    fitting = [
        post.pk
        for post in organisations.posts_of(by.department or 0)
        if post.pk in by.posts and any(identity.duty_confers(post.duty, each) for each in permissions)
    ]
    own = [post_id for post_id in fitting if post_id not in by.in_for]
    return next(iter(own or fitting), None)
