"""What the letters say of a case."""

import pytest

from citong.cases import facade as cases
from citong.journeys import letters
from tests.factories.cases import ANA, MONDAY, accepted, office, submitted, upload
from tests.factories.catalogue import publish_configured

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("statutory", "promised", "units"),
    [
        pytest.param({"days": 20}, {"days": 8}, ("个工作日", "个工作日"), id="both in working days"),
        pytest.param({"days": 30, "unit": "N"}, {"days": 8}, ("日", "个工作日"), id="a law that counts calendar days"),
        pytest.param({"days": 30, "unit": "N"}, {"days": 15, "unit": "N"}, ("日", "日"), id="both in calendar days"),
    ],
)
def test_the_letter_of_acceptance_names_what_each_term_counts(statutory, promised, units):
    case = accepted(version=publish_configured(statutory=statutory, promised=promised))

    values = letters.acceptance(case)

    assert (values["statutory_unit"], values["promised_unit"]) == units


@pytest.mark.parametrize(
    ("promised", "said"),
    [
        pytest.param({"days": 0}, "当场办结", id="decided on the spot"),
        pytest.param({"days": 8}, "", id="with a term of some days"),
    ],
)
def test_what_is_decided_on_the_spot_is_promised_in_those_words(promised, said):
    case = accepted(version=publish_configured(promised=promised))

    assert letters.acceptance(case)["on_the_spot"] == said


def test_a_late_receipt_still_lists_what_was_handed_in_first():
    case = submitted()
    gap = cases.Gap(target="materials.floor_plan", title="场所平面图", problem="看不清")
    cases.ask_to_correct(case.pk, gaps=[gap], by=office().window, at=MONDAY)
    cases.correct(case.pk, answers={}, materials=[("floor_plan", upload())], by=ANA, at=MONDAY)

    values = letters.receipt(cases.case(case.pk))

    assert {"name": "场所平面图", "count": "1 个文件"} in values["materials"]


def test_a_late_letter_of_acceptance_names_the_day_that_was_promised_before_a_pause():
    case = accepted(version=publish_configured(special_procedures=[{"kind": "检测", "days": 5, "basis": "第四条"}]))
    promised = case.promised_due_on
    cases.suspend(
        case.pk, procedure=cases.Procedure.TESTING, announced_days=5, reason="水质检测", by=office().site, at=MONDAY
    )

    values = letters.acceptance(cases.case(case.pk))

    assert values["due_on"] == promised.isoformat()
