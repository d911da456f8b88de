"""The audit: only added to, sealed into a chain, and nobody changes it unseen, not even a superuser."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from citong.kernel import audit
from citong.kernel.models import AuditEntry, AuditSeal
from tests.kernel.conftest import ANA, BEN, MONDAY, at_once, triggers_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[AuditEntry]:
    """Nine entries under three seals."""
    for turn in range(3):
        for number in range(3):
            audit.record("tests.note", subject=f"note:{number}", by=ANA, at=MONDAY, turn=turn)
        audit.seal(at=MONDAY + timedelta(seconds=turn))
    return list(AuditEntry.objects.order_by("id"))


def test_an_entry_says_who_did_what_when_and_through_which_channel():
    audit.record("tests.note", subject="note:7", by=BEN, at=MONDAY, reason="字迹不清")

    entry = audit.entries_about("note:7").get()

    assert (entry.actor, entry.channel, entry.action, entry.at) == (BEN.id, "portal", "tests.note", MONDAY)
    assert entry.details == {"reason": "字迹不清"}


def test_an_untouched_chain_is_whole(chain):
    audit.record("tests.note", subject="note:9", by=ANA, at=MONDAY)

    assert audit.examine() == audit.Verdict(seals=3, entries=9, unsealed=1, broken_at=None)


def test_sealing_nothing_makes_no_seal():
    assert audit.seal(at=MONDAY) == 0
    assert not AuditSeal.objects.exists()


def test_an_entry_rolled_back_leaves_no_hole(chain):
    with transaction.atomic():
        audit.record("tests.note", subject="note:9", by=ANA, at=MONDAY)
        transaction.set_rollback(True)
    audit.record("tests.note", subject="note:10", by=ANA, at=MONDAY)
    audit.seal(at=MONDAY)

    assert audit.examine() == audit.Verdict(seals=4, entries=10, unsealed=0, broken_at=None)


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(actor=BEN.id),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(details={}),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(seal=None),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
        lambda _entry: AuditSeal.objects.update(digest="0" * 64),
        lambda entry: _remove_seal(entry.seal_id),
    ],
    ids=["actor", "details", "unseal", "remove", "seal", "remove seals"],
)
def test_the_database_refuses_to_change_the_audit(chain, change):
    with pytest.raises(ProgrammingError, match="never changed or removed"), transaction.atomic():
        change(chain[4])

    assert audit.examine().broken_at is None


def test_sealing_cannot_be_used_to_change_an_entry(chain):
    audit.record("tests.note", subject="note:9", by=ANA, at=MONDAY)
    last = AuditSeal.objects.latest("id")

    with pytest.raises(ProgrammingError), transaction.atomic():
        AuditEntry.objects.filter(seal=None).update(seal=last, actor=BEN.id)


def test_a_changed_entry_breaks_its_seal(chain):
    with triggers_off():
        AuditEntry.objects.filter(pk=chain[4].pk).update(actor=BEN.id)

    assert audit.examine().broken_at == chain[4].seal_id


def test_a_changed_detail_breaks_its_seal(chain):
    with triggers_off():
        AuditEntry.objects.filter(pk=chain[4].pk).update(details={"turn": 7})

    assert audit.examine().broken_at == chain[4].seal_id


def test_a_removed_entry_breaks_its_seal(chain):
    with triggers_off():
        AuditEntry.objects.filter(pk=chain[4].pk).delete()

    assert audit.examine().broken_at == chain[4].seal_id


def test_an_entry_taken_out_of_the_middle_and_left_unsealed_breaks_its_seal(chain):
    with triggers_off():
        AuditEntry.objects.filter(pk=chain[4].pk).update(seal=None)

    assert audit.examine().broken_at == chain[4].seal_id


def test_an_inserted_entry_breaks_its_seal(chain):
    with triggers_off():
        AuditEntry.objects.create(
            at=MONDAY, actor=BEN.id, channel="desk", action="tests.note", subject="note:1", seal_id=chain[4].seal_id
        )

    assert audit.examine().broken_at == chain[4].seal_id


def test_entries_that_changed_places_break_their_seal(chain):
    first, second = chain[3], chain[4]
    with triggers_off():
        AuditEntry.objects.filter(pk=first.pk).update(subject=second.subject)
        AuditEntry.objects.filter(pk=second.pk).update(subject=first.subject)

    assert audit.examine().broken_at == first.seal_id


def test_a_removed_seal_breaks_the_next(chain):
    middle, last = chain[4].seal_id, chain[8].seal_id
    with triggers_off():
        AuditEntry.objects.filter(seal_id=middle).delete()
        AuditSeal.objects.filter(pk=middle).delete()

    assert audit.examine().broken_at == last


def test_a_seal_computed_anew_over_changed_entries_breaks_the_next(chain):
    first, second = (AuditSeal.objects.get(pk=chain[index].seal_id) for index in (0, 3))
    with triggers_off():
        AuditEntry.objects.filter(pk=chain[3].pk).update(actor=BEN.id)
        entries = AuditEntry.objects.filter(seal=second).order_by("id")
        AuditSeal.objects.filter(pk=second.pk).update(digest=audit._digest(first.digest, entries))

    assert audit.examine().broken_at == chain[6].seal_id


def test_the_command_says_whether_the_chain_is_whole(chain):
    said = StringIO()
    call_command("verify_audit", stdout=said)
    assert "The chain is whole." in said.getvalue()

    with triggers_off():
        AuditEntry.objects.filter(pk=chain[4].pk).update(actor=BEN.id)

    with pytest.raises(SystemExit, match="1"):
        call_command("verify_audit", stdout=StringIO(), stderr=StringIO())


@pytest.mark.django_db(transaction=True)
def test_two_who_seal_at_once_make_one_chain():
    for number in range(40):
        audit.record("tests.note", subject=f"note:{number}", by=ANA, at=MONDAY)

    at_once(lambda: _seal(), workers=4)

    verdict = audit.examine()
    assert (verdict.entries, verdict.unsealed, verdict.broken_at) == (40, 0, None)


def _remove_seal(seal_id: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from kernel_auditseal where id = %s", [seal_id])


def _seal() -> None:
    audit.seal(at=MONDAY)
