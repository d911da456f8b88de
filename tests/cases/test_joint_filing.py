"""Handing in a whole 一件事: one form, one set of files, one number, and a case for each item."""

from datetime import timedelta

import msgspec
import pytest

from citong.cases import facade as cases
from citong.cases.facade import JointState
from citong.cases.models import CaseMaterial, JointCase
from citong.catalogue import facade as catalogue
from citong.kernel.actors import SYSTEM
from citong.kernel.errors import InvalidInput
from citong.kernel.files import own_uploads
from tests.factories.cases import ANA, BEN, MONDAY, upload
from tests.factories.joint import (
    application,
    filed,
    member,
    states,
)
from tests.factories.packages import ANSWERS, BOARD, SMALL, publish_shop

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=1)


def test_one_submission_makes_a_case_for_each_item_under_one_number():
    joint = filed()

    numbers = [each.number for each in joint.members.all()]
    assert joint.state == JointState.SUBMITTED
    assert len({joint.number, *numbers}) == 4
    assert states(joint) == {"FIRE": "submitted", "FOOD": "submitted", "BOARD": "submitted"}
    assert [each.department.code for each in joint.members.all()] == ["fire", "market", "city"]


def test_a_member_gets_its_share_of_answers_situation_and_files():
    joint = filed()

    fire, food = member(joint, "FIRE"), member(joint, "FOOD")
    assert fire.answers == {"place": "刺桐红饭店", "phone": "13800001234", "floors": 2, "exits": 3}
    assert food.answers == {"shop": "刺桐红饭店", "phone": "13800001234", "area": 90}
    assert fire.situation == {"size": "large"}
    assert sorted(fire.materials.values_list("code", flat=True)) == ["drawing", "licence", "report"]


def test_one_upload_serves_every_member_that_asks_for_it():
    joint = filed()

    served = CaseMaterial.objects.filter(code="licence", case__joint=joint)
    assert served.count() == 2
    assert served.values("upload").distinct().count() == 1


def test_only_the_items_that_the_situation_needs_are_filed():
    joint = filed(situation=SMALL, materials=[("fire__licence", upload()), ("fire__drawing", upload("d.png"))])

    assert set(states(joint)) == {"FIRE", "FOOD"}


def test_handing_in_twice_under_one_key_is_one_whole():
    first = filed()

    again = cases.submit_joint(application(), key="joint-0000001", declared=True, by=ANA, at=LATER)

    assert (again.joint_id, again.is_new) == (first.pk, False)
    assert JointCase.objects.count() == 1


def test_a_draft_becomes_one_whole_however_often_the_button_is_pressed():
    publish_shop()
    given = application()
    draft = cases.start_joint("shop", situation=given.situation, by=ANA, at=MONDAY)
    cases.save_answers(draft.pk, answers=given.answers, by=ANA, at=MONDAY)
    for code, key in given.materials:
        cases.attach(draft.pk, material=code, upload=own_uploads([key], by=ANA)[key], by=ANA, at=MONDAY)

    first = cases.hand_in_joint(draft.pk, party=given.party, declared=True, by=ANA, at=MONDAY)
    again = cases.hand_in_joint(draft.pk, party=given.party, declared=True, by=ANA, at=LATER)

    assert (first.is_new, again.is_new) == (True, False)
    assert first.number == again.number
    assert not cases.drafts_of(ANA).exists()


def test_beginning_twice_takes_up_the_same_draft():
    publish_shop()

    first = cases.start_joint("shop", situation={}, by=ANA, at=MONDAY)
    again = cases.start_joint("shop", situation={}, by=ANA, at=LATER)

    assert first.pk == again.pk


def test_what_is_missing_is_named_as_in_the_form_of_the_whole():
    publish_shop()
    given = application(materials=[], answers={**ANSWERS, "food__area": 0})

    with pytest.raises(cases.ApplicationIncomplete) as refusal:
        cases.submit_joint(given, key="joint-1", declared=True, by=ANA, at=MONDAY)

    assert {"materials.fire__licence", "materials.fire__drawing", "answers.food__area"} <= refusal.value.faults.keys()
    assert not JointCase.objects.exists()


def test_nobody_hands_in_without_declaring_the_truth_or_under_an_older_version():
    publish_shop()

    with pytest.raises(InvalidInput):
        cases.submit_joint(application(), key="k", declared=False, by=ANA, at=MONDAY)
    with pytest.raises(cases.PackageChanged):
        cases.submit_joint(application(version=7), key="k", declared=True, by=ANA, at=MONDAY)


def test_a_strangers_file_is_not_taken():
    publish_shop()
    given = application(materials=[("fire__licence", upload(by=BEN)), *application().materials[1:]])

    with pytest.raises(Exception, match="重新上传"):
        cases.submit_joint(given, key="k", declared=True, by=ANA, at=MONDAY)


def test_a_whole_asks_for_the_highest_level_of_the_items_that_are_needed():
    publish_shop()
    board = msgspec.structs.replace(BOARD, assurances=catalogue.Assurances(online=3))
    catalogue.introduce(board, code="BOARD", by=SYSTEM, at=MONDAY)
    small = [("fire__licence", upload()), ("fire__drawing", upload("d.png"))]

    with pytest.raises(cases.NotSureEnough, match="高级实名"):
        cases.submit_joint(application(), key="joint-0000001", declared=True, by=ANA, at=MONDAY)
    given = application(situation=SMALL, materials=small)
    filed = cases.submit_joint(given, key="joint-0000002", declared=True, by=ANA, at=MONDAY)

    assert filed.is_new
