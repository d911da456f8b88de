"""By when a whole is due, and more days for it."""

from datetime import date

import pytest

from citong.cases import facade as cases
from tests.factories.cases import MONDAY
from tests.factories.joint import (
    accepted,
    approver,
    lead,
    mayor,
    whole,
)

pytestmark = pytest.mark.django_db


def test_only_the_head_of_the_government_extends_the_whole_once_by_fifteen_days_at_most():
    joint, head = accepted(), mayor()

    with pytest.raises(cases.ReasonMissing):
        cases.ask_to_extend_joint(joint.pk, days=16, reason="复杂", by=lead(), at=MONDAY)
    cases.ask_to_extend_joint(joint.pk, days=15, reason="要现场核查", by=lead(), at=MONDAY)
    for other in (lead(), approver("market")):
        with pytest.raises(cases.NotYourPost, match="人民政府"):
            cases.extend_joint(joint.pk, by=other, at=MONDAY)
    cases.extend_joint(joint.pk, answer="同意", by=head, at=MONDAY)

    assert whole(joint).statutory_due_on == date(2026, 12, 14)
    with pytest.raises(cases.CannotExtend):
        cases.ask_to_extend_joint(joint.pk, days=1, reason="再来", by=lead(), at=MONDAY)


def test_a_declined_extension_leaves_the_term_and_says_why():
    joint, head = accepted(), mayor()
    cases.ask_to_extend_joint(joint.pk, days=5, reason="要现场核查", by=lead(), at=MONDAY)

    with pytest.raises(cases.ReasonMissing):
        cases.decline_joint_extension(joint.pk, answer="", by=head, at=MONDAY)
    cases.decline_joint_extension(joint.pk, answer="来得及", by=head, at=MONDAY)

    assert whole(joint).statutory_due_on == date(2026, 11, 23)
    with pytest.raises(cases.CannotExtend):
        cases.extend_joint(joint.pk, by=head, at=MONDAY)
