from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import NotFound
from citong.kernel.models import FactRecord
from citong.notices import facade as notices
from citong.notices.models import Notice
from citong.notices.services import give_up, mark_carried, mark_failed
from tests.factories.notices import SENT_AT, NoticeFactory, about

pytestmark = pytest.mark.django_db

ANA = Actor(id="account:7", channel="portal", name="Ana")
BEN = Actor(id="account:8", channel="portal", name="Ben")
LATER = SENT_AT + timedelta(hours=1)


def send(**changes):
    wanted = {
        "wording": notices.accepted(about(), due=date(2026, 11, 27)),
        "to": ANA.id,
        "phone": "13900000001",
        "subject": "case:42",
        "link": "/cases/42/",
        "occasion": "first",
        "by": SYSTEM,
        "at": SENT_AT,
        **changes,
    }
    return notices.send(wanted.pop("wording"), **wanted)


def undeliverable():
    return FactRecord.objects.filter(name__endswith="NoticeUndeliverable").count()


def test_a_notice_is_in_the_inbox_at_once():
    notice = send()

    assert notices.inbox(ANA.id) == [notice]
    assert notices.unread_count(ANA.id) == 1


def test_the_same_occasion_is_told_once():
    first = send()

    again = send(at=LATER)

    assert again == first
    assert again.created_at == SENT_AT


def test_a_second_occasion_is_told_again():
    send(wording=notices.corrections_asked(about(), gaps=1), occasion="correction-1")
    send(wording=notices.corrections_asked(about(), gaps=2), occasion="correction-2")

    assert Notice.objects.count() == 2


def test_two_people_may_be_told_of_the_same_occasion():
    send(to=ANA.id)
    send(to=BEN.id)

    assert Notice.objects.count() == 2


def test_a_text_message_never_holds_an_identity_number():
    wording = notices.Wording(notices.Kind.ACCEPTED, title="申请已受理", body="…", sms="11010519491231002X已受理")

    with pytest.raises(notices.TellsTooMuch):
        send(wording=wording)


def test_the_first_reading_counts():
    notice = send()
    notices.mark_read(notice.pk, by=ANA, at=SENT_AT)

    again = notices.mark_read(notice.pk, by=ANA, at=LATER)

    assert again.read_at == SENT_AT
    assert notices.unread_count(ANA.id) == 0


def test_nobody_reads_the_notices_of_another():
    notice = send(to=ANA.id)

    with pytest.raises(NotFound):
        notices.mark_read(notice.pk, by=BEN, at=SENT_AT)


def test_what_is_carried_does_not_fail_afterwards():
    notice = NoticeFactory()
    mark_carried(notice.pk, carrier_ref="sim-1", at=SENT_AT)

    after = mark_failed(notice.pk, reason="late", at=LATER)

    assert (after.carried_at, after.failed_at, after.error) == (SENT_AT, None, "")


def test_a_carriers_late_word_does_not_revive_what_was_given_up():
    notice = NoticeFactory()
    give_up(notice.pk, reason="no such number", at=SENT_AT)

    after = mark_carried(notice.pk, carrier_ref="sim-1", at=LATER)

    assert (after.carried_at, after.failed_at) == (None, SENT_AT)


def test_each_failure_waits_longer_than_the_one_before():
    notice = NoticeFactory()

    waits = [mark_failed(notice.pk, reason="silent", at=SENT_AT).due_at - SENT_AT for _ in range(4)]

    assert [wait.total_seconds() for wait in waits] == [10, 20, 40, 80]


def test_the_tenth_failure_is_the_last_and_is_told_once():
    notice = NoticeFactory(attempts=8)
    mark_failed(notice.pk, reason="silent", at=SENT_AT)
    assert undeliverable() == 0

    mark_failed(notice.pk, reason="silent", at=LATER)
    mark_failed(notice.pk, reason="silent", at=LATER)

    assert undeliverable() == 1
    assert [gone.failed_at for gone in notices.undeliverable_notices()] == [LATER]


def test_the_inbox_is_turned_page_by_page_newest_first():
    sent = [NoticeFactory() for _ in range(5)]
    NoticeFactory(recipient=BEN.id)

    first_page = notices.inbox(ANA.id, size=3)
    second_page = notices.inbox(ANA.id, size=3, after=first_page[-1].pk)

    assert first_page + second_page == sent[::-1]


def test_unread_notices_are_counted_no_further_than_the_cap():
    NoticeFactory.create_batch(4)
    NoticeFactory(read=True)

    assert notices.unread_count(ANA.id) == 4
    assert notices.unread_count(ANA.id, cap=3) == 3


def test_officials_see_what_people_were_told_about_a_case():
    told = [NoticeFactory(subject="case:1", occasion=name) for name in ("a", "b")]
    NoticeFactory(subject="case:2")

    assert list(notices.notices_about("case:1")) == told


def test_the_database_knows_no_notice_that_is_both_carried_and_failed():
    notice = NoticeFactory(carried=True)

    with pytest.raises(IntegrityError, match="carried_or_failed"), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(failed_at=SENT_AT)
