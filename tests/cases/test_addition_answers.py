"""审查补正: what the applicant brings, and what becomes of the review when nothing comes."""

from datetime import date, datetime

import pytest

from citong.cases import facade as cases
from citong.cases.jobs import review_without_what_nobody_brought
from citong.kernel.actors import SYSTEM
from tests.factories.additions import AREA, asked, brought, days_on, opinion, reviewed, told
from tests.factories.cases import ANA, BEN, MONDAY, accepted, office
from tests.factories.catalogue import asking_route, good_answers, publish_configured

pytestmark = pytest.mark.django_db


def test_the_opinion_waits_for_the_answer_and_is_then_given():
    case = reviewed()
    asked(case)

    with pytest.raises(cases.ApplicantAsked, match="还没有补来"):
        opinion(case)
    brought(case, at=days_on(1))

    assert case.materials.get(replaced_in=1).round == 0
    assert case.materials.get(replaced_in=None).round == 1
    assert case.corrections.get().answered_at == days_on(1)
    assert told()[-1] == "CaseAddedTo"
    assert opinion(case, at=days_on(1)).stage == "opinions"


def test_a_stranger_answers_nothing_and_nobody_answers_what_was_not_asked():
    case = reviewed()

    with pytest.raises(cases.NothingAsked):
        brought(case)
    asked(case)
    with pytest.raises(cases.NoSuchCase):
        cases.add(case.pk, answers={}, materials=[], by=BEN, at=MONDAY)


def test_what_was_asked_for_has_to_come():
    case = reviewed()
    asked(case)

    with pytest.raises(cases.ApplicationIncomplete) as refused:
        cases.add(case.pk, answers={}, materials=[], by=ANA, at=MONDAY)

    assert refused.value.faults.keys() == {"materials.floor_plan"}


def test_what_nobody_asked_about_stays_as_others_have_reviewed_it():
    case = reviewed()
    asked(case, AREA)

    with pytest.raises(cases.ApplicationIncomplete) as refused:
        brought(case, area=99.5, place_name="换了名字")

    assert refused.value.faults.keys() == {"answers.place_name", "materials.floor_plan"}
    assert cases.case(case.pk).answers["area"] == good_answers()["area"]


def test_an_answer_brings_in_the_post_that_it_calls_for():
    case = accepted(version=publish_configured(route=asking_route()))
    route_was = [each.step for each in case.reviews.all()]
    asked(case, AREA)
    cases.add(case.pk, answers={"area": 60.0}, materials=[], by=ANA, at=MONDAY)
    case = opinion(case)
    assert list(case.reviews.filter(stage="opinions").values_list("step", flat=True)) == ["fire"]

    asked(case, AREA, by=office().fire, why_again="现场量过")
    cases.add(case.pk, answers={"area": 130.5}, materials=[], by=ANA, at=MONDAY)

    assert route_was == ["site"]
    assert sorted(case.reviews.filter(stage="opinions").values_list("step", flat=True)) == ["fire", "market"]
    opinion(case, "fire")
    assert opinion(case, "market").state == cases.State.TO_DECIDE


def test_a_stage_that_an_answer_makes_needless_is_still_finished_and_followed_by_the_next():
    route = asking_route()
    visit, opinions = route["stages"]
    visit["steps"][0]["when"] = "answers.area > 100"
    visit["optional"] = True
    case = accepted(version=publish_configured(route={**route, "stages": [visit, opinions]}))
    asked(case, AREA)

    cases.add(case.pk, answers={"area": 60.0}, materials=[], by=ANA, at=MONDAY)

    case = opinion(case)
    assert (case.stage, [each.step for each in case.reviews.order_by("id")]) == ("opinions", ["site", "fire"])


def test_a_renewal_counts_by_the_day_that_was_corrected():
    version = publish_configured(route=asking_route(), renews_answer="opens_on")
    case = accepted(version=version)
    asked(case, cases.Gap("answers.opens_on", "开业日期", "和旧证不一致"))

    cases.add(case.pk, answers={"opens_on": "2026-12-31"}, materials=[], by=ANA, at=MONDAY)

    assert cases.case(case.pk).renews_until == date(2026, 12, 31)


def test_who_keeps_silent_loses_nothing_but_the_chance_to_add():
    case = reviewed(addition_stops_promise=True)
    asked(case)

    review_without_what_nobody_brought(datetime(2026, 10, 5, 15, tzinfo=MONDAY.tzinfo))  # still the last day in China
    assert case.reviews.get().awaits is not None
    for _ in range(2):
        review_without_what_nobody_brought(datetime(2026, 10, 5, 17, tzinfo=MONDAY.tzinfo))

    case = cases.case(case.pk)
    assert (case.state, case.closed_at, case.reviews.get().awaits) == (cases.State.IN_REVIEW, None, None)
    assert case.corrections.get().lapsed_at is not None
    assert case.steps.filter(move="go_on_without").count() == 1
    assert told().count("AdditionsMissed") == 1
    assert case.promised_due_on is not None
    with pytest.raises(cases.NothingAsked):
        brought(case)
    assert opinion(case).stage == "opinions"


def test_nobody_goes_on_without_before_the_last_day_is_over():
    case = reviewed()
    asked(case)

    with pytest.raises(cases.TooSoon):
        cases.go_on_without(case.pk, by=SYSTEM, at=days_on(1))


def test_with_the_end_of_the_case_nobody_waits_any_more():
    case = reviewed()
    asked(case)

    cases.withdraw(case.pk, reason="不办了", by=ANA, at=MONDAY)
    review_without_what_nobody_brought(days_on(60))

    assert case.reviews.get().awaits is None
    assert case.corrections.get().lapsed_at is None


def test_a_licence_that_expires_meanwhile_counts_as_renewed_all_the_same():
    version = publish_configured(route=asking_route(), renews_answer="opens_on")
    case = accepted(version=version)
    cases.Case.objects.filter(pk=case.pk).update(renews_until=date(2026, 12, 1))
    asked(case)

    decided = cases.deem_renewed(case.pk, by=SYSTEM, at=days_on(90))

    assert decided.state == cases.State.GRANTED
    assert case.reviews.get().awaits is None
