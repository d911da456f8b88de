"""Applications and the people who handle them, made by the real verbs: a case in any state is one that got there."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from citong.cases import facade as cases
from citong.catalogue.models import ItemVersion
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.files import take
from citong.organisations.models import Post
from tests.factories.actors import brought_by
from tests.factories.catalogue import FIRST, good_answers, publish_configured

MONDAY = datetime(2026, 9, 21, 2, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 32
PDF = b"%PDF-1.7\n%test\n%%EOF\n"

ANA = Actor(id="account:1001", channel="portal", name="Ana")
BEN = Actor(id="account:1002", channel="portal", name="Ben")

PARTY = identity.Party(
    kind=identity.PartyKind.PERSON,
    name="Ana",
    id_type="111",
    id_number="11010519491231002X",
    phone="13800001234",
)


@dataclass(frozen=True)
class Office:
    """The officials of the configured item, each as an actor with the post."""

    window: Actor
    site: Actor
    fire: Actor
    market: Actor
    approver: Actor
    head: Actor


def official(department: str, post: str, name: str) -> Actor:
    """An actor who holds this post."""
    found = Post.objects.select_related("department").get(department__code=department, code=post)
    return Actor(
        id=f"account:{found.pk + 5000}",
        channel="desk",
        name=name,
        department=found.department_id,
        posts=frozenset({found.pk}),
        grants=brought_by(found.duty, department=found.department_id),
    )


def office() -> Office:
    """The people of the departments that `publish_configured` establishes."""
    return Office(
        window=official("health", "window", "Wei"),
        site=official("health", "site", "Sun"),
        fire=official("fire", "review", "Fan"),
        market=official("market", "review", "Mo"),
        approver=official("health", "approve", "An"),
        head=official("health", "head", "He"),
    )


def upload(name: str = "plan.png", content: bytes = PNG, *, by: Actor = ANA) -> str:
    """The key of a file that this person handed in."""
    return str(take([content], name=name, by=by, at=MONDAY).key)


def application(version: ItemVersion, *, by: Actor = ANA, **changes: Any) -> cases.Application:
    """A complete application for the configured item."""
    values: dict[str, Any] = {
        "item_code": version.item.code,
        "version": version.number,
        "situation": FIRST,
        "answers": good_answers(),
        "materials": [("floor_plan", upload(by=by))],
        "party": PARTY,
    }
    return cases.Application(**{**values, **changes})


def submitted(
    version: ItemVersion | None = None, *, key: str = "key-00000001", by: Actor = ANA, at: datetime = MONDAY
) -> cases.Case:
    """A case that waits for its pre-review."""
    found = version or publish_configured()
    filed = cases.submit(application(found, by=by), key=key, declared=True, by=by, at=at)
    return cases.case(filed.case_id)


def accepted(**values: Any) -> cases.Case:
    """A case in the first stage of its review."""
    case = submitted(**values)
    return cases.accept(case.pk, by=office().window, at=values.get("at", MONDAY))


def give_all(case: cases.Case, *, favourable: bool = True, at: datetime = MONDAY) -> cases.Case:
    """Every opinion of every stage, so that the case awaits its decision."""
    people = office()
    by_post = {next(iter(who.posts)): who for who in (people.site, people.fire, people.market)}
    while waiting := list(case.reviews.filter(ended_at=None).order_by("id")):
        for review in waiting:
            cases.give_opinion(review.pk, favourable=favourable, opinion="意见", by=by_post[review.post_id], at=at)
    return cases.case(case.pk)
