"""In which order, after which payment, with which certificate a case is decided (arts 39, 57 and 58)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from citong.cases import facade as cases
from tests.cases.walk import REVIEWED, SAYS, TUESDAY, Walk
from tests.factories.cases import (
    ANA,
    MONDAY,
    give_all,
    office,
    submitted,
)
from tests.factories.catalogue import publish_configured

pytestmark = pytest.mark.django_db


def limited(count: int, **quota: object) -> list[int]:
    version = publish_configured(quota={"count": count, **quota})
    hours = range(count + 1)
    made = [submitted(version, key=f"key-0000000{n}", at=MONDAY + timedelta(hours=n)) for n in hours]
    for n, case in enumerate(made):
        cases.accept(case.pk, by=office().window, at=MONDAY + timedelta(hours=n))
        give_all(case)
    return [case.pk for case in made]


def test_where_numbers_are_limited_who_was_accepted_first_is_decided_first_and_the_last_is_refused():
    first, second, third = limited(2)
    approver = office().approver

    with pytest.raises(cases.OutOfTurn, match="先受理的还没有决定"):
        cases.grant(second, by=approver, at=TUESDAY)
    cases.grant(first, by=approver, at=TUESDAY)
    cases.grant(second, by=approver, at=TUESDAY)
    with pytest.raises(cases.QuotaUsedUp, match="限 2 个"):
        cases.grant(third, by=approver, at=TUESDAY)
    cases.refuse(third, **SAYS, by=approver, at=TUESDAY)


def test_who_withdraws_or_is_refused_leaves_the_place_to_the_next():
    first, second = limited(1)
    cases.withdraw(first, reason="不办了", by=ANA, at=TUESDAY)

    assert cases.grant(second, by=office().approver, at=TUESDAY).state == cases.State.GRANTED


def test_a_quota_of_a_year_begins_anew_in_the_next():
    first, second = limited(1)
    cases.grant(first, by=office().approver, at=TUESDAY)

    granted = cases.grant(second, by=office().approver, at=datetime(2026, 12, 31, 16, 1, tzinfo=UTC))

    assert granted.state == cases.State.GRANTED


def test_a_fee_comes_before_the_grant_where_the_item_says_so():
    walk = Walk(fee_before_decision=True)
    pk = walk.brought(REVIEWED)

    with pytest.raises(cases.SomethingIsOwed, match="费用还没有缴"):
        walk.do("grant", pk)
    walk.do("ask_for_fee", pk)
    with pytest.raises(cases.NotYourPost):
        walk.do("ask_for_fee", pk)
    with pytest.raises(cases.ReasonMissing):
        cases.pay(pk, receipt=" ", by=office().window, at=TUESDAY)
    walk.do("pay", pk)
    walk.do("grant", pk)


def test_waiting_for_a_payment_stops_the_promise_alone_and_only_where_the_item_says_so():
    walk = Walk(fee_stops_promise=True)
    pk = walk.brought([*REVIEWED, "ask_for_fee"])
    waiting = cases.case(pk)

    assert waiting.promised_due_on is None
    assert waiting.statutory_due_on == date(2026, 10, 20)


def test_a_certificate_has_a_number_of_its_own():
    walk = Walk()
    pk = walk.brought([*REVIEWED, "grant", "begin_issuing"])
    day = date(2026, 9, 22)
    twice = [cases.Issued("许可证", "1", day), cases.Issued("许可证", " 1 ", day)]

    for wrong, place in (
        ([], "certificates"),
        (twice, "certificates.0"),
        ([cases.Issued("许可证", "", day)], "certificates.0"),
    ):
        with pytest.raises(cases.ReasonMissing) as refused:
            cases.issue(pk, certificates=wrong, by=office().window, at=TUESDAY)
        assert place in refused.value.faults
    cases.issue(pk, certificates=[cases.Issued("许可证", "1", day)], by=office().window, at=TUESDAY)
    other = walk.brought([*REVIEWED, "grant", "begin_issuing"])
    with pytest.raises(cases.ReasonMissing, match="证照的内容还不对"):
        cases.issue(other, certificates=[cases.Issued("许可证", "1", day)], by=office().window, at=TUESDAY)
