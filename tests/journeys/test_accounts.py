"""What follows for the holder of an account: the code arrives, changes are told, a closed account leaves no drafts."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.models import FactRecord
from citong.kernel.ports import adapter
from citong.notices import facade as notices
from citong.notices.jobs import carry_waiting_notices
from citong.notices.models import Notice
from tests.factories.cases import MONDAY, application, office
from tests.factories.catalogue import FIRST, publish_configured
from tests.factories.notices import NoticeFactory
from tests.identity.opening import BROWSER, PASSWORD, VISITOR, sign_up
from tests.journeys.people import deliver_all

PHONE = "13800138000"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_adapters():
    adapter.cache_clear()
    yield
    adapter.cache_clear()


def now() -> datetime:
    return timezone.now()


def ask(subject=PHONE, *, purpose=identity.Purpose.SIGN_UP):
    return identity.ask_for_code(subject, purpose=purpose, browser=BROWSER, sender="192.0.2.1", by=VISITOR, at=now())


def carried(number=PHONE):
    return [message["text"] for message in notices.carried_in_simulation(to=number)]


def signed_up():
    account = sign_up(at=now())
    return account, Actor(id=f"account:{account.pk}", channel="portal", name="Ana")


def test_the_code_arrives_on_the_telephone_and_lies_nowhere_else():
    challenge = ask()

    deliver_all()
    carry_waiting_notices(now())

    code = identity.code_of(challenge.pk, at=now())
    (text,) = carried()
    assert f"验证码{code}，用于注册，5分钟内有效" in text
    kept = str(list(Notice.objects.values("sms", "body", "title", "secret", "error")))
    kept += str(list(FactRecord.objects.values("values")))
    assert code not in kept


def test_a_code_that_came_too_late_is_not_carried():
    ask()
    deliver_all()

    carry_waiting_notices(now() + timedelta(minutes=6))

    assert carried() == []
    assert Notice.objects.get().failed_at is not None


def test_a_code_goes_before_what_can_wait():
    waiting = [NoticeFactory(due_at=now() - timedelta(days=1)) for _ in range(60)]
    ask()
    deliver_all()

    carry_waiting_notices(now())

    assert len(carried()) == 1
    assert Notice.objects.filter(carried_at=None).count() == len(waiting) - 49


def test_nobody_unknown_is_sent_anything():
    ask(purpose=identity.Purpose.SIGN_IN)

    deliver_all()

    assert not Notice.objects.exists()


def test_a_code_that_was_used_before_it_went_out_is_not_sent():
    sign_up(at=now())

    deliver_all()

    assert not Notice.objects.filter(kind="phone_code").exists()


def code(subject, purpose, *, later):
    """What somebody finds on their telephone, some minutes later: codes want a pause between them."""
    at = now() + timedelta(minutes=later)
    challenge = identity.ask_for_code(subject, purpose=purpose, browser=BROWSER, sender="192.0.2.1", by=VISITOR, at=at)
    return {"code": identity.code_of(challenge.pk, at=at), "browser": BROWSER, "at": at}


def test_who_recovers_the_password_is_told():
    account, ana = signed_up()
    shown = code(PHONE, identity.Purpose.RECOVER, later=2)
    identity.recover(PHONE, id_number=account.person.id_number, password=PASSWORD, by=VISITOR, **shown)

    deliver_all()

    assert [notice.kind for notice in notices.inbox(ana.id)] == ["password_recovered"]


def test_the_old_telephone_is_told_of_the_new_one():
    account, ana = signed_up()
    shown = code("13900139000", identity.Purpose.NEW_PHONE, later=2)
    identity.change_phone(account.pk, phone="13900139000", password=PASSWORD, old_code="", by=ana, **shown)

    deliver_all()

    (told,) = notices.inbox(ana.id)
    assert (told.kind, told.phone) == ("phone_changed", PHONE)


def test_a_level_that_rises_and_falls_is_told_each_time():
    account, ana = signed_up()
    values = {"method": identity.Method.COUNTER, "source": "x", "valid_until": timezone.localdate()}
    identity.raise_assurance(account.pk, **values, by=SYSTEM, at=now())
    identity.let_proofs_run_out(account.pk, by=SYSTEM, at=now() + timedelta(days=1))

    deliver_all()

    assert [notice.kind for notice in notices.inbox(ana.id)] == ["assurance_fell", "assurance_raised"]


def close(account, by):
    identity.close_account(account.pk, by=by, **code(PHONE, identity.Purpose.CONFIRM, later=2))


def test_a_closed_account_leaves_its_cases_and_no_drafts():
    version = publish_configured()
    account, ana = signed_up()
    filed = cases.submit(application(version, by=ana), key="key-00000001", declared=True, by=ana, at=MONDAY)
    cases.start(version.item.code, situation=FIRST, by=ana, at=MONDAY)

    with pytest.raises(identity.MattersOpen) as refused:
        close(account, ana)
    assert filed.number in refused.value.details["remedy"]
    cases.withdraw(filed.case_id, reason="", by=ana, at=MONDAY)
    identity.close_account(account.pk, by=ana, **code(PHONE, identity.Purpose.CONFIRM, later=4))
    deliver_all()

    assert list(cases.drafts_of(ana)) == []
    kept = cases.officials_case(filed.case_id, viewer=office().window)
    assert (kept.applicant, kept.party_name) == (ana.id, "Ana")
