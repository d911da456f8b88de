"""Who works where: the officials of a post, as whom they act at the desk."""

from datetime import date

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.organisations import facade as organisations


class Offices:
    """The officials of all posts, asked for once a department."""

    def __init__(self, *, on: date) -> None:
        self._on = on
        self._holders: dict[tuple[str, str], list[Actor]] = {}
        self._read: set[str] = set()

    def holder(self, department: str, post: str, *, turn: int) -> Actor:
        """One of those who hold the post; which one depends on the turn."""
        if department not in self._read:
            self._read_department(department)
            self._read.add(department)
        holders = self._holders[department, post]
        return holders[turn % len(holders)]

    def _read_department(self, code: str) -> None:
        department = organisations.department(code)
        staff = list(organisations.staff_of(department.pk))
        accounts = identity.accounts_of_staff([each.pk for each in staff])
        posts = {post.pk: post.code for post in organisations.posts_of(department.pk)}
        for each in staff:
            account = accounts.get(each.pk)
            actor = identity.actor_for(account, channel="desk", on=self._on) if account else self._without(each.pk)
            # Whoever stands in today has not done so in the years that are played.
            for post_id in sorted(actor.posts - actor.in_for.keys()):
                self._holders.setdefault((code, posts[post_id]), []).append(actor)

    def _without(self, staff_id: int) -> Actor:
        """Somebody without an account: most of the staff of a demonstration never sign in."""
        standing = organisations.standing_of(staff_id, on=self._on)
        return Actor(
            id=ref("staff", staff_id),
            channel="desk",
            name=standing.name,
            staff=staff_id,
            department=standing.department_id,
            posts=standing.posts,
            grants=identity.grants_of_posts(standing.duties, department=standing.department_id),
            in_for=standing.in_for,
        )
