"""What the letters say of a case."""

import pytest

from citong.journeys import letters
from tests.factories.cases import accepted
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
