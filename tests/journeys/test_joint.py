"""开餐饮店, told once from end to end: three departments, one form, one set of papers, one hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.kernel.actors import SYSTEM
from citong.kernel.outbox import deliver_waiting, stuck_deliveries
from citong.kernel.refs import ref
from citong.notices import facade as notices
from tests.factories.cases import ANA, MONDAY, upload
from tests.factories.joint import accepted, filed, granted, lead, mayor, member, refused
from tests.journeys.people import text_of

pytestmark = pytest.mark.django_db


def deliver_all() -> None:
    """A worker does everything that is waiting."""
    while deliver_waiting(now=timezone.now()):
        pass
    assert not stuck_deliveries()


def letters(subject: str) -> list[str]:
    return [letter.title for letter in documents.letters_of(subject)]


def told() -> list[str]:
    return [str(notice.kind) for notice in notices.inbox(ANA.id)][::-1]


def test_a_restaurant_is_opened_by_three_departments_as_one():
    joint = filed()
    deliver_all()
    gap = cases.Gap("materials.fire__licence", "营业执照", "看不清", "请重新拍")
    cases.ask_to_correct_joint(joint.pk, gaps=[gap], by=lead(), at=MONDAY)
    deliver_all()
    cases.correct_joint(joint.pk, answers={}, materials=[("fire__licence", upload("b.png"))], by=ANA, at=MONDAY)
    cases.accept_joint(joint.pk, by=lead(), at=MONDAY)
    deliver_all()
    granted(joint, "BOARD")
    granted(joint, "FIRE")
    deliver_all()
    granted(joint, "FOOD")
    deliver_all()
    cases.deliver_joint(joint.pk, how="in_person", received_by="Ana", by=lead(), at=MONDAY)
    deliver_all()

    joint = cases.joint_case(joint.pk)
    assert joint.state == cases.JointState.DELIVERED
    assert letters(ref("joint", joint.pk)) == ["收件通知书", "补正告知书", "受理通知书"]
    assert letters(ref("case", member(joint, "FIRE").pk))[0] == "准予行政许可决定书"
    assert letters(ref("case", member(joint, "FOOD").pk))[:2] == ["受理通知书", "准予行政许可决定书"]
    assert told()[:3] == ["received", "corrections_asked", "accepted"]
    assert sorted(told()[3:-2]) == [
        "accepted",
        "granted",
        "granted",
        "granted",
    ]  # food is accepted when fire is granted
    assert told()[-2:] == ["all_decided", "all_delivered"]


def test_the_receipt_names_every_item_and_each_paper_once():
    joint = filed()

    deliver_all()

    (receipt,) = documents.letters_of(ref("joint", joint.pk))
    assert receipt.values["item"] == "开餐饮店（一件事：消防安全检查、食品经营许可、户外广告）"
    assert receipt.values["case_number"] == joint.number
    assert [each["name"] for each in receipt.values["materials"]] == [
        "消防安全检查申请表", "营业执照（副本）", "平面 布局图", "检测报告",
    ]  # fmt: skip
    assert letters(ref("case", member(joint, "FIRE").pk)) == []


def test_a_whole_that_silence_has_accepted_is_not_told_that_all_is_complete():
    joint = filed()
    deliver_all()
    cases.deem_joint_accepted(joint.pk, by=SYSTEM, at=MONDAY + timedelta(days=20))
    deliver_all()

    letter = documents.letters_of(ref("joint", joint.pk)).get(kind=documents.Kind.ACCEPTANCE)
    said = text_of(letter)
    assert "依法自2026年9月21日起视为受理" in said
    assert "第三十二条第一款第四项" in said
    assert "第四十二条" in said
    assert "材料齐全" not in said


def test_originals_that_came_have_their_receipt():
    joint = filed()
    cases.pass_joint(joint.pk, by=lead(), at=MONDAY)
    deliver_all()
    cases.receive_joint(joint.pk, by=lead(), at=MONDAY + timedelta(days=1))
    deliver_all()

    receipts = documents.letters_of(ref("joint", joint.pk)).filter(kind=documents.Kind.RECEIPT).order_by("id")
    assert [letter.values["received_on"] for letter in receipts] == ["2026-09-21", "2026-09-22"]
    assert told() == ["received", "originals_awaited", "originals_received"]


def test_a_refusal_lets_the_others_go_on_and_tells_what_stands_still():
    joint = accepted()
    refused(joint, "FIRE")
    deliver_all()
    granted(joint, "BOARD")
    deliver_all()
    cases.terminate_member(member(joint, "FOOD").pk, reason="申请人不办了", by=lead(), at=MONDAY)
    deliver_all()

    assert {each.item_version.item.code: each.state for each in cases.joint_case(joint.pk).members.all()} == {
        "FIRE": "closed", "FOOD": "terminated", "BOARD": "closed",
    }  # fmt: skip
    assert cases.joint_case(joint.pk).state == cases.JointState.DECIDED
    assert told().count("blocked") == 1


def test_more_days_for_the_whole_are_told_with_their_reason():
    joint, head = accepted(), mayor()
    cases.ask_to_extend_joint(joint.pk, days=10, reason="要现场核查", by=lead(), at=MONDAY)
    cases.extend_joint(joint.pk, answer="同意", by=head, at=MONDAY)

    deliver_all()

    extension = documents.letters_of(ref("joint", joint.pk)).last()
    assert extension.title == "延长办理期限告知书"
    assert extension.values["approved_by"] == "本级人民政府负责人"


def test_taking_everything_back_is_told_once():
    joint = filed()
    cases.withdraw_joint(joint.pk, reason="不开了", by=ANA, at=MONDAY)

    deliver_all()

    assert told() == ["received", "withdrawn"]


def test_originals_and_ends_are_told():
    joint = filed()
    cases.pass_joint(joint.pk, by=lead(), at=MONDAY)
    deliver_all()
    for item in ("FIRE", "FOOD", "BOARD"):
        cases.turn_member_away(member(joint, item).pk, reason="不归", competent_body="别处", by=lead(), at=MONDAY)

    deliver_all()

    assert told()[:2] == ["received", "originals_awaited"]
    assert told()[-1] == "all_ended"
