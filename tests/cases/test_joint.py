"""A whole 一件事: handed in once, collected once, decided by each body for itself, delivered at once."""

from datetime import date, timedelta

import pytest

from citong.cases import facade as cases
from citong.cases.facade import Gap, JointState, State
from citong.cases.models import CaseMaterial, JointCase
from citong.kernel.errors import InvalidInput
from citong.kernel.files import own_uploads
from citong.kernel.lifecycle import MoveNotAllowed
from tests.factories.cases import ANA, BEN, MONDAY, official, upload
from tests.factories.joint import accepted, application, approver, filed, granted, lead, mayor, member, refused
from tests.factories.packages import ANSWERS, SMALL, publish_shop

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=1)
AFTER_SIX_WORKING_DAYS = MONDAY + timedelta(days=20)
GAPS = [Gap("materials.fire__licence", "营业执照", "看不清", "请重新拍")]


def states(joint: cases.JointCase) -> dict[str, str]:
    """The state of each member, by its item."""
    return {each.item_version.item.code: each.state for each in cases.joint_case(joint.pk).members.all()}


def whole(joint: cases.JointCase) -> cases.JointCase:
    """The whole as it stands."""
    return cases.joint_case(joint.pk)


def advanced(joint: cases.JointCase) -> cases.JointCase:
    """The whole after a worker has told it what became of its members."""
    return cases.advance_joint(joint.pk, by=lead(), at=MONDAY)


# handing in


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


# the lead collects once


def test_before_the_lead_accepts_no_department_can_do_anything_with_its_member():
    joint = filed()
    fire = member(joint, "FIRE")
    window = official("fire", "window", "Wu")

    with pytest.raises(cases.NotYourPost, match="牵头单位"):
        cases.accept(fire.pk, by=window, at=MONDAY)
    with pytest.raises(cases.MaterialsShared, match="牵头单位统一收"):
        cases.ask_to_correct(fire.pk, gaps=[Gap("materials.licence", "执照", "看不清")], by=window, at=MONDAY)


def test_only_the_window_of_the_lead_collects():
    joint = filed()

    for stranger in (official("fire", "window", "Wu"), approver("market"), ANA):
        with pytest.raises(cases.NotYourPost):
            cases.accept_joint(joint.pk, by=stranger, at=MONDAY)
        with pytest.raises(cases.NotYourPost):
            cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=stranger, at=MONDAY)


def test_acceptance_starts_those_that_wait_for_nobody():
    joint = accepted()

    assert states(joint) == {"FIRE": "to_decide", "FOOD": "waiting", "BOARD": "to_decide"}
    assert joint.accepted_on == date(2026, 9, 21)
    assert member(joint, "FIRE").promised_due_on is not None
    assert member(joint, "FOOD").accepted_at is None


def test_the_whole_is_due_when_promised_and_never_after_forty_five_working_days():
    joint = accepted()

    assert joint.due_on == date(2026, 10, 12)
    assert joint.statutory_due_on == date(2026, 11, 23)


def test_accepting_twice_changes_nothing():
    joint = accepted()

    cases.accept_joint(joint.pk, by=lead(), at=LATER)

    assert whole(joint).accepted_at == MONDAY
    assert whole(joint).steps.filter(move="accept").count() == 1


def test_one_notice_reaches_every_member_that_shares_the_paper():
    joint = filed()

    cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=MONDAY)

    assert whole(joint).state == JointState.CORRECTION
    assert states(joint) == {"FIRE": "correction", "FOOD": "correction", "BOARD": "submitted"}
    assert member(joint, "FIRE").corrections.get().gaps[0]["target"] == "materials.licence"


def test_a_second_notice_needs_its_reason_and_an_empty_one_is_none():
    joint = filed()
    cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=MONDAY)
    cases.correct_joint(joint.pk, answers={}, materials=[("fire__licence", upload("b.png"))], by=ANA, at=MONDAY)

    with pytest.raises(cases.AlreadyCorrected):
        cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=MONDAY)
    with pytest.raises(cases.ReasonMissing):
        cases.ask_to_correct_joint(joint.pk, gaps=[], why_again="漏看", by=lead(), at=MONDAY)
    cases.ask_to_correct_joint(joint.pk, gaps=GAPS, why_again="漏看了背面", by=lead(), at=MONDAY)


def test_nobody_is_asked_for_what_the_whole_does_not_ask_for():
    joint = filed()

    with pytest.raises(InvalidInput, match="对不上"):
        cases.ask_to_correct_joint(joint.pk, gaps=[Gap("materials.nothing", "无", "没有")], by=lead(), at=MONDAY)


def test_one_answer_corrects_every_member():
    joint = filed()
    gaps = [*GAPS, Gap("answers.phone", "手机", "打不通")]
    cases.ask_to_correct_joint(joint.pk, gaps=gaps, by=lead(), at=MONDAY)

    cases.correct_joint(
        joint.pk,
        answers={"phone": "13900001234"},
        materials=[("fire__licence", upload("b.png"))],
        by=ANA,
        at=LATER,
    )

    assert whole(joint).state == JointState.SUBMITTED
    assert set(states(joint).values()) == {State.SUBMITTED}
    for item in ("FIRE", "FOOD"):
        corrected = member(joint, item)
        assert corrected.answers["phone"] == "13900001234"
        assert corrected.materials.get(code="licence", replaced_in=None).upload.name == "b.png"
        assert corrected.received_on == date(2026, 9, 22)


def test_a_correction_without_what_was_asked_for_is_not_taken():
    joint = filed()
    cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=MONDAY)

    with pytest.raises(cases.ApplicationIncomplete) as refusal:
        cases.correct_joint(joint.pk, answers={}, materials=[], by=ANA, at=MONDAY)
    with pytest.raises(cases.NoSuchCase):
        cases.correct_joint(joint.pk, answers={}, materials=[], by=BEN, at=MONDAY)
    with pytest.raises(cases.MaterialsShared):
        cases.correct(member(joint, "FIRE").pk, answers={}, materials=[], by=ANA, at=MONDAY)

    assert "materials.fire__licence" in refusal.value.faults


def test_a_member_that_is_turned_away_leaves_the_others():
    joint = filed()

    cases.turn_member_away(member(joint, "BOARD").pk, reason="不归城管", competent_body="住建局", by=lead(), at=MONDAY)
    cases.accept_joint(joint.pk, by=lead(), at=MONDAY)

    assert states(joint) == {"FIRE": "to_decide", "FOOD": "waiting", "BOARD": "not_accepted"}


def test_turning_the_last_member_away_ends_the_whole():
    joint = filed()

    for item in ("FIRE", "FOOD", "BOARD"):
        cases.turn_member_away(member(joint, item).pk, reason="不归", competent_body="别处", by=lead(), at=MONDAY)

    assert whole(joint).state == JointState.CLOSED
    assert whole(joint).closed_at == MONDAY


def test_originals_are_brought_once_and_acceptance_says_that_they_came():
    joint = filed()

    cases.pass_joint(joint.pk, by=lead(), at=MONDAY)
    assert set(states(joint).values()) == {State.TO_RECEIVE}
    cases.accept_joint(joint.pk, by=lead(), at=LATER)

    assert member(joint, "FIRE").originals_received_on == date(2026, 9, 22)


def test_five_silent_days_of_the_lead_accept_all_from_the_day_of_receipt():
    joint = filed()

    with pytest.raises(cases.TooSoon):
        cases.deem_joint_accepted(joint.pk, by=lead(), at=LATER)
    with pytest.raises(cases.DeemedAccepted):
        cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=AFTER_SIX_WORKING_DAYS)
    with pytest.raises(cases.DeemedAccepted):
        cases.turn_member_away(
            member(joint, "FIRE").pk, reason="r", competent_body="b", by=lead(), at=AFTER_SIX_WORKING_DAYS
        )
    cases.deem_joint_accepted(joint.pk, by=lead(), at=AFTER_SIX_WORKING_DAYS)

    assert whole(joint).is_deemed_accepted
    assert whole(joint).accepted_on == date(2026, 9, 21)
    assert member(joint, "FIRE").accepted_on == date(2026, 9, 21)
    assert member(joint, "FOOD").state == State.WAITING


def test_silence_of_the_applicant_ends_what_was_asked_about_and_nothing_else():
    joint = filed()
    gaps = [Gap("answers.board__width", "宽", "太宽")]
    cases.ask_to_correct_joint(joint.pk, gaps=gaps, by=lead(), at=MONDAY)

    with pytest.raises(cases.TooSoon):
        cases.lapse_joint(joint.pk, by=lead(), at=LATER)
    cases.lapse_joint(joint.pk, by=lead(), at=MONDAY + timedelta(days=80))

    assert states(joint) == {"FIRE": "submitted", "FOOD": "submitted", "BOARD": "closed"}
    assert member(joint, "BOARD").result == cases.Case.Result.LAPSED
    assert whole(joint).state == JointState.SUBMITTED


# the members bear on one another


def test_a_grant_releases_what_waited_for_it_and_its_clocks_run_from_then():
    joint = accepted()
    granted(joint, "FIRE", at=LATER)

    cases.advance_joint(joint.pk, by=lead(), at=LATER)
    cases.advance_joint(joint.pk, by=lead(), at=LATER)

    food = member(joint, "FOOD")
    assert food.state == State.TO_DECIDE
    assert food.accepted_on == date(2026, 9, 22)
    assert food.steps.filter(move="release").count() == 1


def test_a_refusal_blocks_what_waits_for_it_and_refuses_nobody_else():
    joint = accepted()
    refused(joint, "FIRE")

    advanced(joint)

    assert states(joint) == {"FIRE": "refused", "FOOD": "blocked", "BOARD": "to_decide"}
    assert member(joint, "FOOD").result == ""


def test_a_withdrawn_or_terminated_member_blocks_what_waits_for_it_too():
    joint = accepted()

    cases.withdraw(member(joint, "FIRE").pk, reason="不办了", by=ANA, at=MONDAY)
    advanced(joint)

    assert states(joint)["FOOD"] == State.BLOCKED


def test_a_blocked_member_goes_on_when_what_it_waits_for_is_granted_anew():
    joint = accepted()
    refused(joint, "FIRE")
    advanced(joint)
    food = member(joint, "FOOD")
    with pytest.raises(cases.NotReleasable):
        cases.release_member(food.pk, by=lead(), at=MONDAY)

    anew = single_fire(at=LATER)
    cases.accept(anew.pk, by=official("fire", "window", "Wu"), at=LATER)
    cases.grant(anew.pk, by=approver("fire"), at=LATER)
    with pytest.raises(cases.NotYourPost):
        cases.release_member(food.pk, by=approver("fire"), at=LATER)
    cases.release_member(food.pk, by=lead(), at=LATER)

    assert member(joint, "FOOD").state == State.TO_DECIDE


def single_fire(*, at) -> cases.Case:
    """The same party applies for the fire item alone."""
    given = application()
    one = cases.Application(
        item_code="FIRE",
        situation={"size": "large"},
        answers={"place": "刺桐红饭店", "phone": "13800001234", "floors": 2, "exits": 4},
        materials=[(code.removeprefix("fire__"), key) for code, key in given.materials],
        party=given.party,
    )
    return cases.case(cases.submit(one, key="again-0001", declared=True, by=ANA, at=at).case_id)


def test_the_lead_ends_a_blocked_member_with_a_reason_and_no_other():
    joint = accepted()
    refused(joint, "FIRE")
    advanced(joint)

    with pytest.raises(cases.ReasonMissing):
        cases.terminate_member(member(joint, "FOOD").pk, reason=" ", by=lead(), at=MONDAY)
    with pytest.raises(cases.NotReleasable):
        cases.terminate_member(member(joint, "BOARD").pk, reason="不办了", by=lead(), at=MONDAY)
    cases.terminate_member(member(joint, "FOOD").pk, reason="申请人不办了", by=lead(), at=MONDAY)

    assert member(joint, "FOOD").state == State.TERMINATED


def test_the_whole_is_settled_when_its_last_member_ends_and_delivered_at_once():
    joint = settled()
    assert joint.state == JointState.DECIDED

    with pytest.raises(cases.NotYourPost, match="统一送达"):
        cases.deliver(member(joint, "BOARD").pk, how="当面", by=approver("city"), at=MONDAY)
    with pytest.raises(cases.ReasonMissing) as refusal:
        cases.deliver_joint(joint.pk, how="by pigeon", received_by="", by=lead(), at=MONDAY)
    assert refusal.value.faults.keys() == {"how", "received_by"}
    cases.deliver_joint(joint.pk, how="in_person", received_by="Ana", by=lead(), at=MONDAY)

    assert set(states(joint).values()) == {State.DELIVERED}
    assert whole(joint).state == JointState.DELIVERED
    with pytest.raises(MoveNotAllowed):
        cases.deliver_joint(joint.pk, how="in_person", received_by="Ana", by=lead(), at=MONDAY)


def settled() -> cases.JointCase:
    """A whole in which everything was granted and closed."""
    joint = accepted()
    granted(joint, "FIRE")
    advanced(joint)
    granted(joint, "FOOD")
    granted(joint, "BOARD")
    for each in joint.members.all():
        cases.close(each.pk, by=lead(), at=MONDAY)
    return advanced(joint)


def test_the_applicant_takes_everything_back_that_is_not_decided():
    joint = accepted()
    granted(joint, "BOARD")

    with pytest.raises(cases.NoSuchCase):
        cases.withdraw_joint(joint.pk, reason="", by=BEN, at=MONDAY)
    cases.withdraw_joint(joint.pk, reason="不开了", by=ANA, at=MONDAY)
    assert states(joint) == {"FIRE": "withdrawn", "FOOD": "withdrawn", "BOARD": "granted"}
    assert whole(joint).state == JointState.ACCEPTED
    cases.close(member(joint, "BOARD").pk, by=lead(), at=MONDAY)
    advanced(joint)

    assert whole(joint).state == JointState.DECIDED


def test_a_whole_taken_back_at_once_is_withdrawn_and_stays_so():
    joint = filed()

    cases.withdraw_joint(joint.pk, reason="", by=ANA, at=MONDAY)

    assert whole(joint).state == JointState.WITHDRAWN
    with pytest.raises(MoveNotAllowed):
        cases.withdraw_joint(joint.pk, reason="", by=ANA, at=MONDAY)
    with pytest.raises(MoveNotAllowed):
        cases.accept_joint(joint.pk, by=lead(), at=MONDAY)


def test_when_what_was_to_be_corrected_is_taken_back_the_rest_goes_on():
    joint = filed()
    cases.ask_to_correct_joint(joint.pk, gaps=[Gap("answers.board__width", "宽", "太宽")], by=lead(), at=MONDAY)

    cases.withdraw(member(joint, "BOARD").pk, reason="不立了", by=ANA, at=MONDAY)
    advanced(joint)

    assert whole(joint).state == JointState.SUBMITTED


# the term of the whole


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


# who sees it


def test_the_lead_sees_every_member_and_a_department_only_its_own_and_the_whole():
    joint = filed()
    fire = official("fire", "window", "Wu")

    assert cases.officials_joint(joint.pk, viewer=fire).pk == joint.pk
    assert cases.officials_case(member(joint, "FIRE").pk, viewer=lead()).joint_id == joint.pk
    with pytest.raises(cases.NoSuchCase):
        cases.officials_case(member(joint, "BOARD").pk, viewer=fire)
    with pytest.raises(cases.NoSuchCase):
        cases.applicants_joint(joint.number, viewer=BEN)


def test_number_and_code_open_the_whole_and_five_wrong_codes_close_it():
    joint = filed()
    code = cases.joint_query_code_of(joint)

    found = cases.look_up_joint(joint.number, code=code, at=MONDAY)
    assert found
    assert found.pk == joint.pk
    assert cases.look_up_joint(member(joint, "FIRE").number, code=code, at=MONDAY) is None
    for _ in range(5):
        with pytest.raises(cases.NoSuchCase):
            cases.look_up_joint(joint.number, code="wrong", at=MONDAY)
    with pytest.raises(cases.TooManyGuesses):
        cases.look_up_joint(joint.number, code=code, at=MONDAY)


def test_the_page_of_a_whole_costs_the_same_however_many_members(django_assert_max_num_queries):
    joint = accepted()

    with django_assert_max_num_queries(12):
        found = cases.applicants_joint(joint.number, viewer=ANA)
        cases.joint_materials(found)
        cases.joint_waits(found)
        cases.joint_moves_open(found, viewer=ANA)


def test_each_is_offered_what_they_may_do():
    joint, head = accepted(), mayor()
    cases.ask_to_extend_joint(joint.pk, days=5, reason="要现场核查", by=lead(), at=MONDAY)
    found = whole(joint)

    assert cases.joint_moves_open(found, viewer=ANA) == ["withdraw"]
    assert cases.joint_moves_open(found, viewer=lead()) == []
    assert cases.joint_moves_open(found, viewer=head) == ["extend", "decline_extension"]
    assert cases.joint_moves_open(found, viewer=approver("fire")) == []
