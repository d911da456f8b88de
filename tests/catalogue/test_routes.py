"""Changing a route: a version that differs in nothing else, kept by one editor at a time, published when all fits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import msgspec
import pytest
from django.db import connection

from citong.catalogue import facade as catalogue
from citong.catalogue.models import ItemVersion
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import Refusal
from citong.organisations.models import Assignment, Post
from tests.catalogue.routes import decider, route, stage, step
from tests.factories.actors import brought_by
from tests.factories.catalogue import MONDAY, ItemVersionFactory, configured_definition, publish_configured
from tests.factories.organisations import AssignmentFactory, StaffFactory

pytestmark = pytest.mark.django_db

SHORT = route(stage("check", step("site", name="现场查看")))
OTHER = route(stage("check", step("site", name="现场查看", days=4)))
CLERK = Actor(id="account:1", channel="desk", name="Ben", grants=brought_by("review", department=1))


@pytest.fixture
def item() -> ItemVersion:
    """The configured item, with somebody in every post."""
    published = publish_configured()
    for post in Post.objects.order_by("id"):
        AssignmentFactory(staff=StaffFactory(department=post.department), post=post)
    return published


def token(item: ItemVersion) -> str:
    return catalogue.route_desk(item.item_id).token


def revise(item: ItemVersion, a_route: catalogue.Route, *, seen: str | None = None, by: Actor = SYSTEM) -> ItemVersion:
    return catalogue.revise_route("HEALTH-1", route=a_route, seen=seen or token(item), by=by, at=MONDAY)


def test_a_revised_route_is_a_draft_that_differs_in_nothing_else(item):
    draft = revise(item, SHORT)

    before, after = catalogue.definition_of(item), catalogue.definition_of(draft)
    assert (draft.number, draft.status) == (2, "draft")
    assert after == msgspec.structs.replace(before, route=SHORT)
    assert catalogue.published("HEALTH-1") == item
    assert catalogue.route_desk(item.item_id).route == SHORT


def test_a_route_is_revised_again_in_the_same_draft(item):
    first = revise(item, SHORT)

    second = revise(item, OTHER)

    assert second.pk == first.pk
    assert catalogue.route_desk(item.item_id).route == OTHER


def test_nobody_writes_over_what_another_saved(item):
    seen = token(item)
    revise(item, SHORT, seen=seen)

    with pytest.raises(catalogue.ChangedMeanwhile, match="别人刚改过"):
        revise(item, OTHER, seen=seen)

    assert catalogue.route_desk(item.item_id).route == SHORT


def test_a_published_route_is_what_new_applications_follow(item):
    revise(item, SHORT)

    published = catalogue.publish_route("HEALTH-1", seen=token(item), by=SYSTEM, at=MONDAY)

    assert catalogue.published("HEALTH-1") == published
    assert catalogue.definition(published.pk).route == SHORT
    assert catalogue.definition(item.pk).route == configured_definition().route
    assert catalogue.asks_the_same(item.pk, other_id=published.pk)


def test_versions_that_ask_for_something_else_do_not_ask_the_same(item):
    changed = publish_configured(conditions=["别的条件"])

    assert not catalogue.asks_the_same(item.pk, other_id=changed.pk)


def test_a_discarded_draft_is_gone(item):
    revise(item, SHORT)

    catalogue.discard_route_draft("HEALTH-1", seen=token(item), by=SYSTEM, at=MONDAY)

    assert catalogue.route_desk(item.item_id).route == configured_definition().route
    with pytest.raises(catalogue.NoRouteDraft):
        catalogue.publish_route("HEALTH-1", seen=token(item), by=SYSTEM, at=MONDAY)
    with pytest.raises(catalogue.NoRouteDraft):
        catalogue.discard_route_draft("HEALTH-1", seen=token(item), by=SYSTEM, at=MONDAY)


def test_publishing_what_somebody_changed_since_is_refused(item):
    revise(item, SHORT)
    seen = token(item)
    revise(item, OTHER)

    with pytest.raises(catalogue.ChangedMeanwhile):
        catalogue.publish_route("HEALTH-1", seen=seen, by=SYSTEM, at=MONDAY)


def test_only_keepers_change_routes(item):
    revise(item, SHORT)
    seen = token(item)

    for refused in (
        lambda: revise(item, OTHER, by=CLERK),
        lambda: catalogue.publish_route("HEALTH-1", seen=seen, by=CLERK, at=MONDAY),
        lambda: catalogue.discard_route_draft("HEALTH-1", seen=seen, by=CLERK, at=MONDAY),
    ):
        with pytest.raises(catalogue.NotACatalogueKeeper):
            refused()


def test_a_draft_that_changes_more_is_not_written_over(item):
    more = configured_definition(conditions=["别的条件"])
    catalogue.draft_version(item.item_id, definition=more, by=SYSTEM, at=MONDAY)

    with pytest.raises(catalogue.DraftHoldsMore):
        revise(item, SHORT)

    assert catalogue.route_desk(item.item_id).draft is None


def test_a_draft_that_the_item_has_left_behind_is_not_published(item):
    draft = revise(item, SHORT)
    newer = configured_definition(conditions=["别的条件"])
    version = ItemVersion.objects.get(pk=draft.pk)
    ItemVersion.objects.filter(pk=item.pk).update(status="superseded")
    ItemVersion.objects.filter(pk=draft.pk).update(number=3)
    ItemVersion.objects.create(
        item_id=item.item_id, number=2, status="published", published_at=MONDAY,
        definition=msgspec.to_builtins(newer),
        **{name: getattr(version, name) for name in ("name", "item_type", "case_type", "audience", "topics", "star",
                                                     "is_online", "promised_days", "statutory_days")},
    )  # fmt: skip

    with pytest.raises(catalogue.ChangedMeanwhile, match="新的一版"):
        catalogue.publish_route("HEALTH-1", seen=token(item), by=SYSTEM, at=MONDAY)
    revise(item, SHORT)

    published = catalogue.publish_route("HEALTH-1", seen=token(item), by=SYSTEM, at=MONDAY)
    assert catalogue.definition(published.pk) == msgspec.structs.replace(newer, route=SHORT)


def test_a_post_that_nobody_holds_is_named(item):
    Assignment.objects.filter(post__code="approve").update(valid_to=date(2026, 9, 21))

    with pytest.raises(catalogue.RouteHasFaults) as refusal:
        revise(item, SHORT)

    assert set(refusal.value.faults) == {"route.decision.post"}
    assert "没有人" in refusal.value.faults["route.decision.post"]


def test_somebody_who_left_before_publication_stops_it(item):
    revise(item, SHORT)
    Assignment.objects.filter(post__code="site").update(valid_to=date(2026, 9, 20))

    with pytest.raises(catalogue.RouteHasFaults) as refusal:
        catalogue.publish_route("HEALTH-1", seen=token(item), by=SYSTEM, at=MONDAY)

    assert set(refusal.value.faults) == {"route.steps.site.post"}


@pytest.mark.parametrize(
    ("a_route", "path"),
    [
        (route(stage("check", step("a", post="nobody"))), "route.steps.a.post"),
        (route(stage("check", step("a", department="nowhere"))), "route.steps.a.post"),
        (route(window="counter"), "route.window"),
        (route(decision=decider(department="nowhere")), "route.decision.post"),
        (route(stage("check", step("a", kind=catalogue.StepKind.FORWARD, level="3", item="CITY-9"))),
         "route.steps.a.item"),
        (route(stage("check")), "route.stages.check"),
        (route(stage("check", step("a", days=9))), "route"),
        (route(stage("check", step("a", when="answers.area > 5.0"))), "route.stages.check.optional"),
        (route(stage("check", step("a", when="answers.nothing > 5"), step("b"))), "route.steps.a.when"),
    ],
    ids=range(9),
)  # fmt: skip
def test_a_route_with_a_fault_is_not_kept(item, a_route, path):
    with pytest.raises(catalogue.RouteHasFaults) as refusal:
        revise(item, a_route)

    assert path in refusal.value.faults
    assert catalogue.route_desk(item.item_id).draft is None


def test_forwarding_goes_to_an_item_of_the_body_above(item):
    upper = publish_configured(code="CITY-1", name="上级事项", exercise_level="3")
    forward = step("up", kind=catalogue.StepKind.FORWARD, level="3", item=upper.item.code)

    draft = revise(item, route(stage("check", step("a")), stage("up", forward)))

    assert draft.status == "draft"


def test_the_list_of_routes_tells_which_are_being_changed(item, django_assert_num_queries):
    ItemVersionFactory(says={"entry_mode": "in05", "visits": {"five_star": 0}})
    revise(item, SHORT)

    with django_assert_num_queries(1):
        found = [(version.item.code, version.has_draft) for version in catalogue.routed_versions()]

    assert found == [("HEALTH-1", True)]


def test_an_item_without_a_published_route_has_no_desk(item):
    with pytest.raises(catalogue.NoSuchItem):
        catalogue.route_desk(999_999)
    with pytest.raises(catalogue.NoSuchItem):
        catalogue.revise_route("NO-SUCH", route=SHORT, seen="", by=SYSTEM, at=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told(item):
    seen = token(item)

    def save(a_route: catalogue.Route) -> str:
        try:
            revise(item, a_route, seen=seen)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(save, [SHORT, OTHER]))

    assert outcomes == ["catalogue.changed_meanwhile", "saved"]
