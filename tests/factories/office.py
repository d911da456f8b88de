"""Departments that work together, and what they send one another, made by the real verbs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.office import facade as office
from citong.organisations.models import Department, Post
from tests.factories.actors import brought_by
from tests.factories.organisations import DepartmentFactory, PostFactory

MONDAY = datetime(2026, 9, 21, 2, tzinfo=UTC)
DAY = timedelta(days=1)
# Five working days later, the next Monday; the autumn holidays are not entered in tests that do not say so.
WEEK = 7 * DAY


@dataclass(frozen=True)
class Body:
    """A department with somebody in each of its posts."""

    department: Department
    window: Actor
    review: Actor
    approver: Actor
    head: Actor
    keeper: Actor
    supervisor: Actor

    @property
    def pk(self) -> int:
        """Of the department."""
        return self.department.pk


def body(word: str = "鲤卫", *, kind: str = Department.Kind.DEPARTMENT) -> Body:
    """A department under this letter word, with one official for each duty."""
    department = DepartmentFactory(letter_word=word, kind=kind)
    held = {duty: holder(department, duty) for duty in Post.Duty}
    return Body(
        department,
        window=held[Post.Duty.WINDOW],
        review=held[Post.Duty.REVIEW],
        approver=held[Post.Duty.APPROVAL],
        head=held[Post.Duty.HEAD],
        keeper=held[Post.Duty.ADMINISTRATION],
        supervisor=held[Post.Duty.SUPERVISION],
    )


def holder(department: Department, duty: Post.Duty) -> Actor:
    """Somebody in a new post with this duty."""
    post = PostFactory(department=department, duty=duty)
    return Actor(
        id=ref("account", 7000 + post.pk),
        channel="desk",
        name=f"{duty.label}{post.pk}",
        department=department.pk,
        posts=frozenset({post.pk}),
        grants=brought_by(duty.value, department=department.pk),
    )


def sent(sender: Body, *asked: Body, at: datetime = MONDAY, **changes: Any) -> office.Countersigning:
    """A question to these departments, which have five working days."""
    paper = {"title": "征求意见", "text": "请提意见。", "asked": [each.pk for each in asked], "days": 5, **changes}
    return office.send_countersigning(office.Paper(**paper), by=sender.review, at=at)


def issued(supervisor: Actor, lead: Body, *assisting: Body, at: datetime = MONDAY, **changes: Any) -> office.Task:
    """A task for these departments, which have five working days."""
    order = {"title": "限期整改", "text": "请尽快办理。", "days": 5, "lead": lead.pk, **changes}
    return office.issue_task(office.Order(assisting=[each.pk for each in assisting], **order), by=supervisor, at=at)
