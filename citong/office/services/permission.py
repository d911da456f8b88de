"""Who speaks for a department, and under which name that goes into the history."""

from collections.abc import Collection

from citong.kernel.actors import Actor, acting_name
from citong.organisations import facade as organisations

from ..errors import NotYourDuty

DUTY_NAMES = dict(organisations.Post.Duty.choices)


def acting_as(by: Actor, *, duties: Collection[str]) -> str:
    """The name under which the person acts, in a post with one of these duties; refuses whoever holds none.

    A post of their own comes first; in another's place, the history says whose.
    """
    posts = organisations.posts_of(by.department) if by.department else ()
    fitting = [post.pk for post in posts if post.pk in by.posts and post.duty in duties]
    if not fitting:
        named = "、".join(str(name) for duty, name in DUTY_NAMES.items() if duty in duties)
        raise NotYourDuty(
            f"这一步要由{named}来办。",
            remedy="请交给本单位担任这些岗位的同事，或者请他们安排您代办。",
            contact="本单位管理员",
        )
    own = [post_id for post_id in fitting if post_id not in by.in_for]
    return acting_name(by, (own or fitting)[0])
