"""The story of a case that goes from the street over the district to the city, told through facades only."""

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.journeys import linked
from citong.kernel.outbox import deliver_waiting, stuck_deliveries
from citong.kernel.refs import ref
from citong.notices import facade as notices
from tests.factories.cases import ANA, MONDAY, official
from tests.factories.linked import examined, sent_up

pytestmark = pytest.mark.django_db


def deliver_all() -> None:
    while deliver_waiting(now=timezone.now()):
        pass
    assert not stuck_deliveries()


def above(case: cases.Case) -> cases.Case:
    deliver_all()
    found = cases.case_above(case)
    assert found is not None
    return cases.case(found.pk)


def in_the_city() -> tuple[cases.Case, cases.Case, cases.Case]:
    street = sent_up()
    district = above(street)
    examined(district)
    city = above(district)
    examined(city)
    return street, district, city


def letters_of(case: cases.Case) -> list[str]:
    return [letter.title for letter in documents.letters_of(ref("case", case.pk))]


def test_a_case_goes_up_two_levels_and_its_result_comes_down():
    street, district, city = in_the_city()
    assert [cases.case(c.pk).state for c in (street, district, city)] == ["forwarded", "forwarded", "to_decide"]

    cases.grant(city.pk, by=official("city", "approve", "An"), at=MONDAY)
    deliver_all()

    ends = [(c.state, c.result) for c in map(cases.case, (street.pk, district.pk, city.pk))]
    assert ends == [("closed", "forwarded"), ("closed", "forwarded"), ("closed", "granted")]
    assert letters_of(street) == ["收件通知书", "受理通知书", "转报函"]
    assert letters_of(district) == ["受理通知书", "转报函"]
    assert letters_of(city) == ["受理通知书", "准予行政许可决定书"]
    step = cases.step_of_move(street, move="take_upper_result")
    assert step is not None
    assert step.details == {"granted": True}
    assert city.number in step.note


def test_the_applicant_is_told_of_every_level():
    _, _, city = in_the_city()
    cases.refuse(
        city.pk, reasons="不符合条件", basis="《条例》第四条", remedies="可以申请行政复议",
        by=official("city", "approve", "An"), at=MONDAY,
    )  # fmt: skip

    deliver_all()

    kinds = [notice.kind for notice in notices.inbox(ANA.id)]
    assert kinds.count("forwarded") == 2
    assert kinds.count("upper_result") == 2
    assert kinds.count("accepted") == 3
    assert kinds.count("refused") == 1


def test_what_is_withdrawn_above_ends_below():
    street = sent_up()
    district = above(street)

    cases.withdraw(district.pk, reason="不办了", by=ANA, at=MONDAY)
    deliver_all()

    found = cases.case(street.pk)
    step = cases.step_of_move(street, move="take_upper_result")
    assert (found.state, found.result) == ("closed", "forwarded")
    assert step is not None
    assert step.details == {"granted": None}


def test_what_is_terminated_above_ends_below():
    street = sent_up()
    district = above(street)

    cases.terminate(
        district.pk, ground="subject_gone", reason="申请人已注销",
        by=official("district", "approve", "An"), at=MONDAY,
    )  # fmt: skip
    deliver_all()

    assert cases.case(street.pk).result == "forwarded"


def test_the_letter_tells_the_level_above_what_was_found_and_sent():
    street = sent_up()
    deliver_all()

    letter = documents.letters_of(ref("case", street.pk)).get(kind=documents.Kind.FORWARDING)

    assert letter.values["opinion"] == "初审：同意，属实"
    assert [line["name"] for line in letter.values["materials"]] == ["卫生许可申请表", "场所平面图"]


def test_handlers_that_are_called_again_change_nothing():
    street, district, city = in_the_city()
    cases.grant(city.pk, by=official("city", "approve", "An"), at=MONDAY)
    deliver_all()
    before = (letters_of(street), len(notices.inbox(ANA.id)), street.steps.count())

    linked.open_case_above(cases.CaseForwarded(case_id=street.pk, department="district", item="DISTRICT-1"))
    linked.send_opinion_up(cases.CaseForwarded(case_id=street.pk, department="district", item="DISTRICT-1"))
    linked.report_decision_below(cases.CaseDecided(case_id=city.pk, granted=True))
    linked.pass_result_on(cases.UpperResultTaken(case_id=district.pk, granted=True))
    deliver_all()

    assert (letters_of(street), len(notices.inbox(ANA.id)), street.steps.count()) == before
