"""Between the levels: what is sent up, what the level above may do with it, and what comes back."""

import threading

import pytest
from django.db import IntegrityError, connection

from citong.cases import facade as cases
from citong.cases.models import Case
from citong.kernel.actors import SYSTEM
from citong.kernel.errors import Refusal
from citong.kernel.models import FactRecord
from tests.factories.cases import ANA, MONDAY, official, submitted
from tests.factories.linked import ITEMS, examined, publish_level, publish_levels, route_of, sent_up

pytestmark = pytest.mark.django_db

STATES = cases.State


def received(lower: cases.Case, level: str = "district") -> cases.Case:
    return cases.receive_from_below(lower.pk, item=ITEMS[level], by=SYSTEM, at=MONDAY)


def test_the_last_opinion_sends_the_case_up_with_what_was_found():
    case = sent_up()

    assert (case.state, case.stage, case.awaited_post_id, case.due_on) == (STATES.FORWARDED, "up", None, None)
    told = FactRecord.objects.get(name__endswith="CaseForwarded").values
    assert told == {"case_id": case.pk, "department": "district", "item": "DISTRICT-1", "opinion": "初审：同意，属实"}
    assert [step.move for step in case.steps.order_by("id")][-2:] == ["open_stage", "forward"]


def test_an_unfavourable_first_review_is_sent_up_too():
    case = submitted(publish_levels())
    cases.accept(case.pk, by=official("street", "window", "Wei"), at=MONDAY)

    examined(case, favourable=False)

    assert FactRecord.objects.get(name__endswith="CaseForwarded").values["opinion"] == "初审：不同意，属实"


def test_the_clocks_of_the_first_review_end_when_it_is_sent_up():
    case = sent_up()

    face = cases.clock_face(cases.applicants_case(case.number, viewer=ANA))

    assert face is not None
    assert face.ended_on == MONDAY.date()
    assert face.statutory is not None
    assert face.statutory.limit.article == cases.terms.ARTICLE_43


def test_the_level_above_accepts_at_once_what_it_may_not_ask_again():
    lower = sent_up()

    upper = received(lower)

    assert (upper.state, upper.origin_id, upper.department.code) == (STATES.IN_REVIEW, lower.pk, "district")
    assert (upper.accepted_on, upper.is_deemed_accepted) == (MONDAY.date(), False)
    assert upper.answers == lower.answers
    assert upper.situation == lower.situation
    assert (upper.applicant, upper.party_name, upper.submitted_at) == (ANA.id, "Ana", lower.submitted_at)
    assert [(m.code, m.upload_id) for m in upper.materials.all()] == [
        (m.code, m.upload_id) for m in lower.materials.all()
    ]
    assert [step.move for step in upper.steps.order_by("id")] == ["accept", "open_stage"]
    face = cases.clock_face(cases.applicants_case(upper.number, viewer=ANA))
    assert face is not None
    assert face.start == MONDAY.date()


def test_nobody_above_can_ask_the_applicant_again():
    upper = received(sent_up())
    everybody = official("district", "window", "Wei")
    Case.objects.filter(pk=upper.pk).update(state=STATES.SUBMITTED, awaited_post=next(iter(everybody.posts)))

    with pytest.raises(cases.MaterialsShared):
        cases.ask_to_correct(upper.pk, gaps=[cases.Gap("answers.area", "面积", "不对")], by=everybody, at=MONDAY)


def test_a_case_is_received_once_however_often_it_is_told():
    lower = sent_up()

    assert received(lower).pk == received(lower).pk
    assert Case.objects.filter(origin=lower).count() == 1


def test_what_was_not_sent_up_is_not_received_and_has_no_result():
    case = submitted(publish_levels())

    with pytest.raises(cases.NotForwarded):
        received(case)
    with pytest.raises(Refusal):
        cases.take_upper_result(case.pk, granted=True, note="", by=SYSTEM, at=MONDAY)
    assert cases.case(case.pk).state == STATES.SUBMITTED


@pytest.mark.parametrize("granted", [True, False, None])
def test_the_result_from_above_closes_the_level_below_once(granted):
    lower = sent_up()

    for note in ("上级准予", "又说一次"):
        cases.take_upper_result(lower.pk, granted=granted, note=note, by=SYSTEM, at=MONDAY)

    case = cases.case(lower.pk)
    assert (case.state, case.result) == (STATES.CLOSED, Case.Result.FORWARDED)
    taken = case.steps.get(move="take_upper_result")
    assert (taken.note, taken.details) == ("上级准予", {"granted": granted})
    assert FactRecord.objects.filter(name__endswith="UpperResultTaken").count() == 1


def test_while_it_is_above_nobody_below_can_do_anything():
    lower = sent_up()
    people = [official("street", post, "Wei") for post in ("window", "review", "approve")]

    offered = [cases.moves_open(cases.officials_case(lower.pk, viewer=by), viewer=by) for by in people]
    mine = cases.moves_open(cases.applicants_case(lower.number, viewer=ANA), viewer=ANA)

    assert offered == [[], [], []]
    assert mine == []
    with pytest.raises(Refusal):
        cases.withdraw(lower.pk, reason="不办了", by=ANA, at=MONDAY)


def test_the_levels_know_of_one_another(django_assert_num_queries):
    lower = sent_up()
    district = received(lower)
    examined(district)
    city = cases.receive_from_below(district.pk, item=ITEMS["city"], by=SYSTEM, at=MONDAY)

    with django_assert_num_queries(4):
        below = cases.cases_below(city)

    assert [case.pk for case in below] == [district.pk, lower.pk]
    assert [[review.opinion for review in case.reviews.all()] for case in below] == [["属实"], ["属实"]]
    above = cases.case_above(lower)
    assert above is not None
    assert above.pk == district.pk
    assert cases.case_above(city) is None
    assert [case.pk for case in cases.cases_above(lower)] == [district.pk, city.pk]


def test_an_opinion_of_the_level_above_is_an_opinion_like_others():
    publish_level("city")
    asked = {"code": "ask", "name": "市级意见", "department": "city", "post": "review", "days": 3, "level": "3"}
    route = route_of("district")
    route["stages"].append({"code": "ask", "name": "上级意见", "steps": [asked]})
    case = submitted(publish_level("district", route=route))
    cases.accept(case.pk, by=official("district", "window", "Wei"), at=MONDAY)
    examined(case)

    review = case.reviews.get(ended_at=None)
    done = cases.give_opinion(review.pk, favourable=True, opinion="", by=official("city", "review", "Sun"), at=MONDAY)

    assert done.state == STATES.TO_DECIDE


def test_the_database_lets_a_case_be_forwarded_once():
    lower = sent_up()
    first = received(lower)
    other = submitted(publish_levels(), key="key-00000002")

    with pytest.raises(IntegrityError):
        Case.objects.filter(pk=other.pk).update(origin=lower)
    assert first.origin_id == lower.pk


@pytest.mark.django_db(transaction=True)
def test_two_who_hear_of_it_at_once_open_one_case():
    lower, start, opened = sent_up(), threading.Barrier(2), []

    def hear() -> None:
        start.wait()
        try:
            opened.append(received(lower).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=hear) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(opened)) == 1
    assert Case.objects.filter(origin=lower).count() == 1
