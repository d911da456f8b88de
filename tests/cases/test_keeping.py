"""What was kept long enough goes: shown first, approved by a second person, held by nobody; and nothing else goes."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from citong.cases import facade as cases
from citong.cases.models import Draft
from citong.kernel import retention
from citong.kernel.actors import Actor
from citong.kernel.audit import entries_about
from citong.kernel.errors import InvalidInput, NotFound, NotPermitted
from citong.kernel.models import LegalHold
from citong.kernel.retention import NotDisposable
from tests.factories.actors import everywhere
from tests.factories.cases import ANA, BEN, MONDAY
from tests.factories.catalogue import FIRST, publish_configured

pytestmark = pytest.mark.django_db
KEEPER = Actor(id="account:91", channel="desk", name="Kim", grants=everywhere("system_administrator"))
OTHER = replace(KEEPER, id="account:92", name="Lin")
OLD = MONDAY + cases.DRAFTS.term + timedelta(seconds=1)


@pytest.fixture
def draft(db) -> Draft:
    return cases.start(publish_configured().item.code, situation=FIRST, by=ANA, at=MONDAY)


def prepared() -> int:
    return retention.prepare("draft", by=KEEPER, at=OLD).pk


def test_looking_what_would_go_changes_nothing(draft):
    assert retention.would_go(cases.DRAFTS, at=OLD) == [draft.pk]
    assert Draft.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize(("seconds", "goes"), [(-1, False), (0, False), (1, True)])
def test_it_goes_when_its_time_is_over_and_not_before(draft, seconds: int, goes: bool):
    at = MONDAY + cases.DRAFTS.term + timedelta(seconds=seconds)

    assert retention.would_go(cases.DRAFTS, at=at) == ([draft.pk] if goes else [])


def test_a_second_person_approves_and_what_went_is_counted(draft):
    pk = prepared()

    gone = retention.approve(pk, by=OTHER, at=OLD)

    assert (gone.gone, gone.prepared_by, gone.approved_by) == (1, KEEPER.id, OTHER.id)
    assert not Draft.objects.exists()
    (last, first) = entries_about(f"disposal:{pk}")
    assert (first.action, last.action, last.details) == ("kernel.prepare_disposal", "kernel.dispose", {"count": 1})


def test_whoever_prepared_it_cannot_approve_it(draft):
    with pytest.raises(NotDisposable, match="另一个人"):
        retention.approve(prepared(), by=KEEPER, at=OLD)

    assert Draft.objects.exists()


def test_approved_twice_it_goes_once(draft):
    pk = prepared()
    retention.approve(pk, by=OTHER, at=OLD)

    assert retention.approve(pk, by=OTHER, at=OLD).gone == 1
    assert entries_about(f"disposal:{pk}").count() == 2


def test_what_is_taken_up_again_in_between_stays(draft):
    pk = prepared()
    cases.save_answers(draft.pk, answers={"place_name": "刺桐客栈"}, by=ANA, at=OLD)

    assert retention.approve(pk, by=OTHER, at=OLD).gone == 0
    assert Draft.objects.exists()


def test_what_became_due_after_it_was_prepared_stays(draft):
    pk = prepared()
    later = cases.start(draft.item_version.item.code, situation=FIRST, by=BEN, at=MONDAY + timedelta(days=1))

    retention.approve(pk, by=OTHER, at=OLD + timedelta(days=2))

    assert list(Draft.objects.values_list("pk", flat=True)) == [later.pk]


def test_what_was_prepared_long_ago_is_not_approved(draft):
    with pytest.raises(NotDisposable, match="7 天"):
        retention.approve(prepared(), by=OTHER, at=OLD + timedelta(days=7, seconds=1))


def test_what_is_held_stays_until_it_is_lifted(draft):
    pk = prepared()
    held = retention.hold(f"draft:{draft.pk}", reason="法院要调取", by=KEEPER, at=OLD)
    assert retention.hold(f"draft:{draft.pk}", reason="又来调取了", by=OTHER, at=OLD) == held

    assert retention.approve(pk, by=OTHER, at=OLD).gone == 0
    assert retention.would_go(cases.DRAFTS, at=OLD) == []

    retention.lift(held.pk, by=KEEPER, at=OLD)
    assert retention.would_go(cases.DRAFTS, at=OLD) == [draft.pk]
    with pytest.raises(NotFound):
        retention.lift(held.pk, by=KEEPER, at=OLD)


@pytest.mark.parametrize(
    ("subject", "reason", "field"),
    [
        ("case:1", "法院要调取", "subject"),
        ("draft:", "法院要调取", "subject"),
        ("draft:x", "法院要调取", "subject"),
        ("draft:١", "法院要调取", "subject"),
        ("draft:99999999999999999999", "法院要调取", "subject"),
        ("draft:1", " 留着 ", "reason"),
    ],
)
def test_nonsense_is_not_held(subject: str, reason: str, field: str):
    with pytest.raises(InvalidInput) as refused:
        retention.hold(subject, reason=reason, by=KEEPER, at=OLD)

    assert list(refused.value.faults) == [field]
    assert not LegalHold.objects.exists()


def test_others_let_nothing_go_and_hold_nothing(draft):
    clerk, pk = replace(OTHER, grants=everywhere("window", "head", "business", "auditor")), prepared()

    for act in (
        lambda: retention.prepare("draft", by=clerk, at=OLD),
        lambda: retention.approve(pk, by=clerk, at=OLD),
        lambda: retention.hold("draft:1", reason="法院要调取", by=clerk, at=OLD),
        lambda: retention.lift(1, by=clerk, at=OLD),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_where_nothing_is_due_nothing_is_prepared():
    with pytest.raises(NotDisposable):
        retention.prepare("draft", by=KEEPER, at=OLD)
    with pytest.raises(NotFound):
        retention.prepare("case", by=KEEPER, at=OLD)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_one_deletes():
    cases.start(publish_configured().item.code, situation=FIRST, by=ANA, at=MONDAY)
    pk, third, counted = prepared(), replace(KEEPER, id="account:93"), []
    start = threading.Barrier(2)

    def approve(by: Actor) -> None:
        start.wait()
        try:
            counted.append(retention.approve(pk, by=by, at=OLD).gone)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=(by,)) for by in (OTHER, third)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counted == [1, 1]
    assert entries_about(f"disposal:{pk}").filter(action="kernel.dispose").count() == 1
