"""Posts are called otherwise, and end when nobody holds them any more."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import NoSuchPost, PostHeld
from ..models import Post
from ..rules import P
from .naming import refuse_unnamed
from .permission import refuse_unless


@transaction.atomic
def rename_post(post_id: int, *, name: str, by: Actor, at: datetime) -> Post:
    """A post is called otherwise; what it may do stays."""
    post = _living(post_id, by=by)
    refuse_unnamed(name=name)
    post.name = name.strip()
    post.save(update_fields=["name"])
    audit.record("organisations.post_renamed", subject=ref("post", post_id), by=by, at=at)
    return post


@transaction.atomic
def end_post(post_id: int, *, by: Actor, at: datetime) -> Post:
    """Nobody is appointed to this post any more; whoever held it left it before."""
    post = _living(post_id, by=by)
    still = Q(valid_to=None) | Q(valid_to__gt=timezone.localdate(at))
    holders = sorted(set(post.assignments.filter(still).order_by("pk").values_list("staff__name", flat=True)))
    if holders:
        raise PostHeld(f"{'、'.join(holders)}还在这个岗位上。", remedy="请先让他们离岗，再撤岗位。", post=post_id)
    post.ended_at = at
    post.save(update_fields=["ended_at"])
    audit.record("organisations.post_ended", subject=ref("post", post_id), by=by, at=at)
    return post


def _living(post_id: int, *, by: Actor) -> Post:
    """The post, locked: whoever appoints somebody to it meanwhile waits, and then finds it ended."""
    post = Post.objects.select_for_update(of=("self",)).filter(pk=post_id, ended_at=None).first()
    if post is None:
        raise NoSuchPost("找不到这个岗位，或者已经撤了。", post=post_id)
    refuse_unless(P.KEEP_STAFF, by=by, department_id=post.department_id)
    return post
