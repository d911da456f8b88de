"""The terms of the Licensing Act: vectors, and the days on which something falls due."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citong.cases.rules import terms
from citong.cases.rules.procedures import (
    PROCEDURE_NAMES,
    STATUTORY_PROCEDURES,
    Excludes,
    Procedure,
    Stops,
    stops,
)
from citong.kernel.workdays import working_days_between
from tests.cases.by_hand import CHINA, calendars, starts


@pytest.mark.parametrize(
    ("term", "days", "article", "extension", "approver"),
    [
        (terms.ACCEPTANCE, 5, "第三十二条", 0, ""),
        (terms.DECISION, 20, "第四十二条", 10, "本行政机关负责人"),
        (terms.JOINT_DECISION, 45, "第四十二条", 15, "本级人民政府负责人"),
        (terms.FIRST_REVIEW, 20, "第四十三条", 0, ""),
        (terms.DELIVERY, 10, "第四十四条", 0, ""),
        (terms.HEARING_REQUEST, 5, "第四十七条", 0, ""),
        (terms.HEARING, 20, "第四十七条", 0, ""),
        (terms.HEARING_NOTICE, 7, "第四十八条", 0, ""),
        (terms.INSPECTION, 5, "第五十五条", 0, ""),
    ],
    ids=lambda value: value.name if isinstance(value, terms.Term) else "",
)
def test_a_term_is_what_its_article_says(term, days, article, extension, approver):
    assert (term.days, term.extension_days, term.approved_by) == (days, extension, approver)
    assert term.article == f"《行政许可法》{article}"


def test_every_term_is_listed_once_with_a_name_of_its_own():
    declared = [value for value in vars(terms).values() if isinstance(value, terms.Term)]

    assert list(terms.TERMS) == declared
    assert len({term.name for term in declared}) == len(declared)


@pytest.mark.parametrize(
    ("joint", "days", "allowed"),
    [
        (False, 0, False),
        (False, 1, True),
        (False, 10, True),
        (False, 11, False),
        (True, 15, True),
        (True, 16, False),
        (True, -1, False),
    ],
)
def test_a_decision_may_be_put_off_by_as_many_days_as_the_law_says(joint, days, allowed):
    assert terms.decision_term(joint=joint).may_be_extended_by(days) == allowed


def test_what_the_law_does_not_prolong_cannot_be_prolonged():
    assert not terms.ACCEPTANCE.may_be_extended_by(1)


def test_an_application_nobody_answered_counts_as_accepted_after_five_working_days():
    received_on = date(2026, 9, 21)

    assert terms.ACCEPTANCE.last_day(received_on, CHINA) == date(2026, 9, 29)
    assert terms.deemed_accepted_on(received_on, CHINA) == date(2026, 9, 30)
    assert not terms.is_deemed_accepted(received_on, today=date(2026, 9, 29), calendar=CHINA)
    assert terms.is_deemed_accepted(received_on, today=date(2026, 9, 30), calendar=CHINA)


def test_deemed_acceptance_does_not_wait_for_a_working_day():
    assert terms.deemed_accepted_on(date(2026, 6, 5), CHINA) == date(2026, 6, 13)


@settings(deadline=None)
@given(starts, calendars)
def test_five_working_days_have_passed_before_an_application_counts_as_accepted(received_on, calendar):
    eve = terms.deemed_accepted_on(received_on, calendar) - timedelta(days=1)

    assert working_days_between(received_on, eve, calendar) == 5
    assert calendar.is_working_day(eve)


def test_the_days_of_a_hearing():
    told_on = date(2026, 9, 21)

    asked_by = terms.hearing_request_by(told_on, CHINA)
    held_by = terms.hearing_hold_by(asked_by, CHINA)

    assert asked_by == date(2026, 9, 29)
    assert held_by == date(2026, 11, 2)
    assert terms.hearing_notice_by(held_by, CHINA) == date(2026, 10, 22)
    assert terms.hearing_earliest_on(date(2026, 10, 22), CHINA) == held_by


@settings(deadline=None)
@given(starts, st.integers(0, 40), calendars)
def test_a_hearing_is_told_in_time_from_either_end(told_on, later, calendar):
    held_on = told_on + timedelta(days=later)

    from_the_hearing = told_on <= terms.hearing_notice_by(held_on, calendar)
    from_the_notice = held_on >= terms.hearing_earliest_on(told_on, calendar)

    assert from_the_hearing == from_the_notice


@pytest.mark.parametrize(
    ("why", "applied_on", "decided_on", "today", "renewed"),
    [
        ("asked on the last day, silence", date(2026, 11, 30), None, date(2026, 12, 31), True),
        ("it still runs on its last day", date(2026, 11, 30), None, date(2026, 12, 30), False),
        ("asked a day late", date(2026, 12, 1), None, date(2026, 12, 31), False),
        ("decided on the last day", date(2026, 11, 30), date(2026, 12, 30), date(2026, 12, 31), False),
        ("decided too late", date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 4), True),
    ],
)
def test_a_permit_is_deemed_renewed(why, applied_on, decided_on, today, renewed):
    expires_on = date(2026, 12, 30)

    assert terms.renewal_apply_by(expires_on) == date(2026, 11, 30)
    assert (
        terms.is_deemed_renewed(applied_on=applied_on, expires_on=expires_on, decided_on=decided_on, today=today)
        == renewed
    )


def test_renewal_counts_back_over_a_leap_day():
    assert terms.renewal_apply_by(date(2024, 3, 15)) == date(2024, 2, 14)


def test_article_45_names_eight_procedures():
    names = {PROCEDURE_NAMES[procedure] for procedure in STATUTORY_PROCEDURES}

    assert names == {"听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"}
    assert set(PROCEDURE_NAMES) == set(Procedure)


@pytest.mark.parametrize("procedure", Procedure)
def test_nothing_but_article_45_stops_the_statutory_clock(procedure):
    assert stops(procedure, Excludes.NONE) is None
    assert stops(procedure, Excludes.PROMISED) is Stops.PROMISED
    assert stops(procedure, Excludes.BOTH) is (Stops.BOTH if procedure in STATUTORY_PROCEDURES else Stops.PROMISED)
