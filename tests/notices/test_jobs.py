from datetime import timedelta

import pytest

from citong.kernel.models import FactRecord
from citong.notices.jobs import carry_waiting_notices
from citong.notices.models import Notice
from tests.factories.notices import SENT_AT, NoticeFactory

pytestmark = pytest.mark.django_db


def texts_by(carrier):
    return [message["text"] for message in carrier.carried()]


def test_a_waiting_text_message_is_carried_once(carrier):
    notice = NoticeFactory(sms="已受理。")

    carry_waiting_notices(SENT_AT)
    carry_waiting_notices(SENT_AT)

    notice.refresh_from_db()
    assert texts_by(carrier) == ["已受理。"]
    assert (notice.carried_at, notice.attempts) == (SENT_AT, 1)
    assert notice.carrier_ref == carrier.carried()[0]["carrier_ref"]


def test_without_a_phone_there_is_nothing_to_carry(carrier):
    NoticeFactory(without_phone=True)

    carry_waiting_notices(SENT_AT)

    assert carrier.carried() == []


def test_a_worker_that_died_before_it_could_record_does_not_tell_twice(carrier):
    notice = NoticeFactory()
    carry_waiting_notices(SENT_AT)
    Notice.objects.filter(pk=notice.pk).update(carried_at=None)

    carry_waiting_notices(SENT_AT)

    assert len(carrier.carried()) == 1


def test_an_outage_costs_one_message_a_try_and_nothing_is_lost(carrier):
    NoticeFactory.create_batch(3)
    carrier.silences = 2

    carry_waiting_notices(SENT_AT)
    carry_waiting_notices(SENT_AT)
    assert sorted(Notice.objects.values_list("attempts", flat=True)) == [0, 1, 1]
    carry_waiting_notices(SENT_AT + timedelta(minutes=1))

    assert len(carrier.carried()) == 3
    assert not Notice.objects.filter(carried_at=None).exists()


def test_a_message_in_trouble_waits_for_its_time(carrier):
    notice = NoticeFactory()
    carrier.silences = 1
    carry_waiting_notices(SENT_AT)

    carry_waiting_notices(SENT_AT + timedelta(seconds=9))

    notice.refresh_from_db()
    assert notice.carried_at is None
    assert notice.error == "the simulated carrier is silent"


def test_after_ten_silences_a_message_is_undeliverable_and_stays_in_the_inbox(carrier):
    notice = NoticeFactory()
    carrier.silences = 100

    for _ in range(12):
        notice.refresh_from_db()
        carry_waiting_notices(notice.due_at)

    notice.refresh_from_db()
    (told,) = FactRecord.objects.filter(name__endswith="NoticeUndeliverable")
    assert notice.attempts == 10
    assert notice.failed_at is not None
    assert told.values["notice_id"] == notice.pk


def test_a_number_that_the_carrier_refuses_is_given_up_and_the_others_are_carried(carrier):
    refused = NoticeFactory(phone="13900000009")
    other = NoticeFactory()
    carrier.refused_numbers = frozenset({"13900000009"})

    carry_waiting_notices(SENT_AT)

    refused.refresh_from_db()
    other.refresh_from_db()
    assert (refused.failed_at, refused.attempts) == (SENT_AT, 1)
    assert other.carried_at == SENT_AT


def test_an_answer_that_makes_no_sense_counts_as_silence(carrier):
    notice = NoticeFactory()
    carrier.is_rambling = True

    carry_waiting_notices(SENT_AT)

    notice.refresh_from_db()
    assert (notice.carried_at, notice.attempts) == (None, 1)
