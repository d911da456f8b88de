"""Handing in: complete or refused, once and never lost."""

import threading
from dataclasses import replace

import pytest
from django.db import connection

from citong.cases import facade as cases
from citong.cases.models import Case
from citong.catalogue.facade import Assurances
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput
from citong.kernel.files import take
from citong.kernel.models import AuditEntry, Delivery
from tests.factories.cases import ANA, BEN, MONDAY, PARTY, PNG, application, submitted, upload
from tests.factories.catalogue import establish_departments, good_answers, publish_configured

pytestmark = pytest.mark.django_db


def test_a_submission_is_stored_with_all_that_belongs_to_it():
    case = submitted()

    assert case.state == cases.State.SUBMITTED
    assert case.due_on.isoformat() == "2026-09-22"
    assert [step.move for step in case.steps.all()] == ["submit"]
    assert [material.code for material in case.materials.all()] == ["floor_plan"]
    assert AuditEntry.objects.filter(action="cases.submit", subject=f"case:{case.pk}").count() == 1
    assert Delivery.objects.filter(fact__values={"case_id": case.pk}, done_at=None).count() == 1


def test_the_same_key_gives_the_same_case():
    version = publish_configured()

    first = cases.submit(application(version), key="key-00000001", declared=True, by=ANA, at=MONDAY)
    again = cases.submit(application(version), key="key-00000001", declared=True, by=ANA, at=MONDAY)

    assert (again.case_id, again.number, again.is_new) == (first.case_id, first.number, False)
    assert Case.objects.count() == 1
    assert Delivery.objects.count() == 1


def test_the_same_key_of_another_applicant_is_another_case():
    version = publish_configured()

    cases.submit(application(version), key="key-00000001", declared=True, by=ANA, at=MONDAY)
    other = cases.submit(application(version, by=BEN), key="key-00000001", declared=True, by=BEN, at=MONDAY)

    assert other.is_new


def test_every_fault_names_its_field():
    version = publish_configured()
    wrong = good_answers(uscc="91350502MA00000011", area="many")
    del wrong["place_name"]

    with pytest.raises(cases.ApplicationIncomplete) as refused:
        cases.submit(
            application(version, answers=wrong, materials=[]), key="key-00000001", declared=True, by=ANA, at=MONDAY
        )

    assert refused.value.faults.keys() == {"answers.place_name", "answers.uscc", "answers.area", "materials.floor_plan"}
    assert not Case.objects.exists()


def test_another_persons_upload_cannot_be_handed_in():
    version = publish_configured()
    stolen = application(version, materials=[("floor_plan", upload(by=BEN))])

    with pytest.raises(cases.ApplicationIncomplete) as refused:
        cases.submit(stolen, key="key-00000001", declared=True, by=ANA, at=MONDAY)

    assert refused.value.faults == {"materials.floor_plan": "这个文件找不到了，请重新上传。"}


def test_a_material_that_is_not_asked_for_is_refused():
    version = publish_configured()
    extra = application(version, materials=[("floor_plan", upload()), ("diary", upload())])

    with pytest.raises(cases.ApplicationIncomplete) as refused:
        cases.submit(extra, key="key-00000001", declared=True, by=ANA, at=MONDAY)

    assert set(refused.value.faults) == {"materials.diary"}


def test_without_the_declaration_nothing_is_filed():
    version = publish_configured()

    with pytest.raises(InvalidInput):
        cases.submit(application(version), key="key-00000001", declared=False, by=ANA, at=MONDAY)


def test_a_form_of_an_older_version_is_refused_and_says_which_is_current():
    version = publish_configured()
    publish_configured(conditions=["新的条件"])

    with pytest.raises(cases.FormOutdated) as refused:
        cases.submit(application(version), key="key-00000001", declared=True, by=ANA, at=MONDAY)

    assert refused.value.details["current_version"] == version.number + 1


def test_answers_that_do_not_count_are_not_stored():
    version = publish_configured()
    answers = good_answers(air_conditioning="none", unknown="x")

    filed = cases.submit(application(version, answers=answers), key="key-00000001", declared=True, by=ANA, at=MONDAY)

    assert {"unknown", "duct_cleaned_on"}.isdisjoint(cases.case(filed.case_id).answers)


def test_a_draft_keeps_what_is_typed_and_becomes_one_case():
    version = publish_configured()
    draft = cases.start(version.item.code, situation={"kind": "first", "place": "hotel"}, by=ANA, at=MONDAY)
    cases.save_answers(draft.pk, answers={"place_name": "x"}, by=ANA, at=MONDAY)
    with pytest.raises(cases.ApplicationIncomplete):
        cases.hand_in(draft.pk, party=PARTY, declared=True, by=ANA, at=MONDAY)
    assert cases.draft(draft.pk, viewer=ANA).answers == {"place_name": "x"}
    cases.save_answers(draft.pk, answers=good_answers(), by=ANA, at=MONDAY)
    _attach_plan(draft.pk)

    first = cases.hand_in(draft.pk, party=PARTY, declared=True, by=ANA, at=MONDAY)
    again = cases.hand_in(draft.pk, party=PARTY, declared=True, by=ANA, at=MONDAY)

    assert first.number == again.number
    assert not cases.drafts_of(ANA).exists()


def test_a_draft_goes_over_to_the_new_version_with_its_answers():
    version = publish_configured()
    draft = cases.start(version.item.code, situation={"kind": "first", "place": "hotel"}, by=ANA, at=MONDAY)
    cases.save_answers(draft.pk, answers=good_answers(), by=ANA, at=MONDAY)
    _attach_plan(draft.pk)
    publish_configured(conditions=["新的条件"])
    with pytest.raises(cases.FormOutdated):
        cases.hand_in(draft.pk, party=PARTY, declared=True, by=ANA, at=MONDAY)

    cases.renew(draft.pk, by=ANA, at=MONDAY)

    assert cases.hand_in(draft.pk, party=PARTY, declared=True, by=ANA, at=MONDAY).is_new


def test_a_draft_is_its_owners_alone():
    version = publish_configured()
    draft = cases.start(version.item.code, situation={}, by=ANA, at=MONDAY)

    with pytest.raises(cases.NoSuchCase):
        cases.draft(draft.pk, viewer=BEN)
    with pytest.raises(cases.NoSuchCase):
        cases.save_answers(draft.pk, answers={}, by=BEN, at=MONDAY)
    with pytest.raises(cases.NoSuchCase):
        cases.hand_in(draft.pk, party=PARTY, declared=True, by=BEN, at=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_file_one_case():
    establish_departments()
    version = publish_configured()
    ready = application(version)
    filed: list[cases.Filed] = []
    start = threading.Barrier(8)

    def click() -> None:
        start.wait()
        filed.append(cases.submit(ready, key="key-00000001", declared=True, by=ANA, at=MONDAY))
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(8)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()

    assert len({one.number for one in filed}) == 1
    assert sum(one.is_new for one in filed) == 1
    assert Delivery.objects.count() == 1


def _attach_plan(draft_id: int) -> None:
    cases.attach(
        draft_id, material="floor_plan", upload=take([PNG], name="plan.png", by=ANA, at=MONDAY), by=ANA, at=MONDAY
    )


@pytest.mark.parametrize("wanted", list(identity.Assurance)[1:])
@pytest.mark.parametrize("has", list(identity.Assurance)[1:])
def test_online_the_item_says_how_sure_the_hall_must_be(wanted, has):
    version = publish_configured(assurances=Assurances(online=int(wanted)))
    ready = application(version, party=replace(PARTY, assurance=has))

    if has >= wanted:
        assert cases.submit(ready, key="key-00000001", declared=True, by=ANA, at=MONDAY).is_new
        return
    with pytest.raises(cases.NotSureEnough) as refused:
        cases.submit(ready, key="key-00000001", declared=True, by=ANA, at=MONDAY)
    assert wanted.label in refused.value.message
    assert "国办函" in refused.value.details["rule"]
    assert "内容都在" in refused.value.details["remedy"]
    assert not Case.objects.exists()


def test_what_was_handed_in_once_is_answered_again_whatever_the_level_is_by_then():
    version = publish_configured(assurances=Assurances(online=2))
    sure, unsure = (application(version, party=replace(PARTY, assurance=identity.Assurance(level))) for level in (2, 1))
    first = cases.submit(sure, key="key-00000001", declared=True, by=ANA, at=MONDAY)

    again = cases.submit(unsure, key="key-00000001", declared=True, by=ANA, at=MONDAY)

    assert (again.case_id, again.is_new) == (first.case_id, False)


def test_what_is_under_way_is_named_until_it_is_over():
    case = submitted()
    named = f"{case.item_version.name}（{case.number}）"

    assert cases.open_matters_of(ANA.id) == [named]
    assert cases.open_matters_of(BEN.id) == []
    cases.withdraw(case.pk, reason="", by=ANA, at=MONDAY)
    assert cases.open_matters_of(ANA.id) == []
