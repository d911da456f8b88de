"""Handing corrections in: no more files than the item takes, and nothing asked that nobody can do."""

import pytest

from citong.cases import facade as cases
from citong.kernel.actors import Actor
from tests.factories.cases import ANA, MONDAY, accepted, application, office, submitted, upload
from tests.factories.catalogue import CONFIGURED, publish_configured

pytestmark = pytest.mark.django_db


def ask_for(target: str, case: cases.Case) -> None:
    gap = cases.Gap(target=target, title="要改的", problem="看不清")
    cases.ask_to_correct(case.pk, gaps=[gap], by=office().window, at=MONDAY)


def test_corrections_bring_no_more_files_than_the_material_takes():
    case = submitted()
    ask_for("materials.floor_plan", case)
    too_many = [("floor_plan", upload()) for _ in range(6)]

    with pytest.raises(cases.ApplicationIncomplete) as refused:
        cases.correct(case.pk, answers={}, materials=too_many, by=ANA, at=MONDAY)

    assert refused.value.faults == {"materials.floor_plan": "“场所平面图”最多 5 个文件。"}


def test_a_file_that_a_corrected_answer_makes_superfluous_does_not_stand_in_the_way():
    plan = {**CONFIGURED["materials"][1], "when": "answers.area > 100.0"}
    case = submitted(version=publish_configured(materials=[plan]))
    ask_for("answers.area", case)

    corrected = cases.correct(case.pk, answers={"area": 60.5}, materials=[], by=ANA, at=MONDAY)

    assert corrected.state == cases.State.SUBMITTED
    assert corrected.answers["area"] == 60.5


def test_history_names_an_enterprise_with_the_longest_name():
    enterprise = Actor(id="account:1003", channel="portal", name="泉" * 120)
    filed = cases.submit(
        application(publish_configured(), by=enterprise), key="key-00000001", declared=True, by=enterprise, at=MONDAY
    )

    withdrawn = cases.withdraw(filed.case_id, reason="", by=enterprise, at=MONDAY)

    assert [step.actor_name for step in withdrawn.steps.order_by("id")] == [enterprise.name] * 2


def test_a_pause_does_not_change_the_day_that_was_promised_at_acceptance():
    case = accepted(version=publish_configured(special_procedures=[{"kind": "检测", "days": 5, "basis": "第四条"}]))
    promised = case.promised_due_on

    cases.suspend(
        case.pk, procedure=cases.Procedure.TESTING, announced_days=5, reason="水质检测", by=office().site, at=MONDAY
    )

    assert cases.case(case.pk).promised_due_on is None
    assert cases.first_due_on(cases.case(case.pk)) == promised
