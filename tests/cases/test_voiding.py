"""作废: what should never have been on record is struck out, by whom and how long it can be, and what stays."""

from datetime import timedelta

import pytest

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.documents.models import Letter
from citong.kernel.lifecycle import MoveNotAllowed
from tests.cases.walk import SILENT_FOR_A_WEEK, Walk
from tests.factories.cases import ANA, MONDAY, accepted, office, official, submitted
from tests.factories.catalogue import publish_configured
from tests.journeys.people import deliver_all, letters_of, text_of, titles_of, told

pytestmark = pytest.mark.django_db

SAID = {"ground": "recorded_twice", "reason": "和前一件是同一份申请"}


def head():
    return official("health", "head", "He")


@pytest.fixture
def case():
    return submitted(publish_configured())


def test_the_head_strikes_out_what_was_recorded_twice_and_the_record_stays(case):
    number = case.number

    void = cases.void(case.pk, **SAID, by=head(), at=MONDAY)

    assert (void.state, void.result, void.number) == ("voided", "voided", number)
    assert void.closed_at == MONDAY
    assert void.awaited_post_id is None
    last = case.steps.latest("id")
    assert (last.move, last.note, last.details) == ("void", SAID["reason"], {"ground": "recorded_twice"})
    assert submitted(case.item_version, key="key-00000002").number != number


@pytest.mark.parametrize("who", ["window", "approver"])
def test_nobody_but_the_head_strikes_out(case, who):
    with pytest.raises(cases.NotYourPost, match="单位负责人"):
        cases.void(case.pk, **SAID, by=getattr(office(), who), at=MONDAY)

    assert cases.case(case.pk).state == "submitted"


def test_the_applicant_does_not_strike_out_but_withdraws(case):
    with pytest.raises(cases.NotYourPost):
        cases.void(case.pk, **SAID, by=ANA, at=MONDAY)


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"ground": "", "reason": "重复"}, {"ground"}),
        ({"ground": "subject_gone", "reason": "重复"}, {"ground"}),
        ({"ground": "wrong_item", "reason": " "}, {"reason"}),
        ({"ground": "", "reason": ""}, {"ground", "reason"}),
    ],
)
def test_without_ground_and_reason_nothing_is_struck_out(case, said, faults):
    with pytest.raises(cases.ReasonMissing) as refused:
        cases.void(case.pk, **said, by=head(), at=MONDAY)

    assert refused.value.faults.keys() == faults
    assert cases.case(case.pk).state == "submitted"


def test_whoever_was_accepted_has_a_right_to_a_decision():
    case = accepted(version=publish_configured())

    with pytest.raises(MoveNotAllowed):
        cases.void(case.pk, **SAID, by=head(), at=MONDAY)


def test_what_the_law_has_accepted_by_silence_is_not_struck_out(case):
    with pytest.raises(cases.DeemedAccepted):
        cases.void(case.pk, **SAID, by=head(), at=SILENT_FOR_A_WEEK)

    cases.accept(case.pk, by=office().window, at=SILENT_FOR_A_WEEK)


def test_corrections_that_were_asked_for_in_time_do_not_count_as_silence(case):
    cases.ask_to_correct(
        case.pk, gaps=[cases.Gap("answers.area", "经营面积", "与图纸不符")], by=office().window, at=MONDAY
    )

    void = cases.void(case.pk, **SAID, by=head(), at=SILENT_FOR_A_WEEK)

    assert void.state == "voided"


def test_struck_out_twice_is_struck_out_once(case):
    cases.void(case.pk, **SAID, by=head(), at=MONDAY)

    with pytest.raises(MoveNotAllowed):
        cases.void(case.pk, **SAID, by=head(), at=MONDAY + timedelta(hours=1))

    assert case.steps.filter(move="void").count() == 1


def test_what_is_void_stays_void(case):
    cases.void(case.pk, **SAID, by=head(), at=MONDAY)

    with pytest.raises(cases.CannotTakeBack):
        cases.take_back(case.pk, reason="办错了", by=head(), at=MONDAY)


def test_one_letter_explains_it_and_takes_the_force_of_all_before_it():
    walk = Walk()
    pk = walk.brought(["ask_to_correct"])
    deliver_all()
    receipt, correction = letters_of(pk)

    walk.do("void", pk)
    deliver_all()

    last = letters_of(pk)[-1]
    assert (last.kind, last.revoked_by) == (Kind.TERMINATION, None)
    assert set(Letter.objects.filter(revoked_by=last)) == {receipt, correction}
    for words in ("窗口录了两遍", "同一份申请重复登记", receipt.number, correction.number, "行政复议"):
        assert words in text_of(last)


def test_what_was_struck_out_before_its_letters_went_out_is_told_once():
    walk = Walk()
    pk = walk.brought(["ask_to_supplement", "void"])

    deliver_all()

    assert titles_of(pk) == ["终止办理告知书"]
    assert told(pk) == ["voided"]
    assert "不再有效" not in text_of(letters_of(pk)[0])


def test_proof_that_a_letter_was_served_stays_on_record():
    walk = Walk()
    pk = walk.submitted()
    deliver_all()
    documents.record_service(
        letters_of(pk)[0].pk, recipient="Ana", how=documents.Way.IN_PERSON, delivered_on=MONDAY.date(),
        received_by="Ana", by=office().window, at=MONDAY,
    )  # fmt: skip
    deliver_all()

    walk.do("void", pk)
    deliver_all()

    proof = documents.letters_of(f"case:{pk}").get(kind=Kind.PROOF_OF_SERVICE)
    assert proof.revoked_by is None
