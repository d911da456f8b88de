"""After every step of a case somebody is written to: once, in the words that the law asks for, dated by the act."""

from datetime import date

import pytest

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.kernel.facts import HANDLERS
from citong.kernel.models import FactRecord
from tests.cases.walk import REVIEWED, SILENT_FOR_A_WEEK, TUESDAY, Walk
from tests.factories.cases import ANA, office
from tests.journeys.people import deliver_all, letters_of, text_of, titles_of, told

pytestmark = pytest.mark.django_db

HEARING = ["accept", "offer_hearing", "ask_for_hearing", "call_hearing"]
# What happened; the last letters that went out for it; what the applicant was told last; what the letter says.
STEPS = [
    (["ask_to_supplement"], ["预审补件通知书"], ["supplements_asked"], "与图纸不符"),
    (["fail_pre_review"], ["预审不通过告知书"], ["pre_review_failed"], "不属于本机关职权"),
    (["pass_pre_review"], ["收件通知书"], ["originals_wanted"], ""),
    (["pass_pre_review", "receive"], ["收件通知书"], ["originals_wanted", "originals_received"], "场所平面图"),
    (["turn_away"], ["不予受理决定书"], ["not_accepted"], "市局"),
    (["need_no_licence"], ["不受理告知书"], ["no_licence_needed"], "不需要取得行政许可"),
    (["send_back"], ["退件通知书"], ["sent_back"], "现予退回"),
    (["deem_accepted"], ["受理通知书"], ["deemed_accepted"], "2026年9月21日收到材料后五个工作日内没有告知"),
    (
        ["accept", "ask_to_extend", "extend"],
        ["延长办理期限告知书"],
        ["extended"],
        "经本机关负责人He批准，办理期限延长10个工作日，最迟于2026年10月16日",
    ),
    (["accept", "ask_to_add"], ["审查补正通知书"], ["additions_asked"], "法定期限照常计算"),
    (["accept", "ask_to_add", "go_on_without"], ["审查补正通知书"], ["additions_missed"], "与图纸不符"),
    (["accept", "tell_interested_party"], ["利害关系人告知书"], ["accepted"], "排烟口相邻"),
    (["accept", "offer_hearing"], ["听证告知书"], ["hearing_offered"], "2026年9月29日"),
    (HEARING, ["特别程序告知书", "听证通知书"], ["paused", "hearing_called"], "2026年10月9日10时00分"),
    ([*HEARING, "hold_hearing"], ["听证笔录"], ["resumed"], "各方陈述完毕"),
    (["accept", "assign_inspectors", "record_inspection"], ["现场核查记录"], ["accepted"], "2026年9月22日"),
    ([*REVIEWED, "ask_for_fee"], ["缴费通知书"], ["fee_asked"], "120.00 元"),
    ([*REVIEWED, "ask_for_fee", "pay"], ["缴费通知书"], ["fee_asked", "fee_paid"], "示例收费文件"),
    (["ask_to_correct", "lapse"], ["补正告知书", "逾期未补正告知书"], ["corrections_asked", "lapsed"], "没有收到补正"),
    (["pass_pre_review", "lapse"], ["终止办理告知书"], ["originals_wanted", "lapsed"], "到期没有交来"),
    ([*REVIEWED, "ask_for_fee", "lapse"], ["终止办理告知书"], ["lapsed"], "到期没有缴纳"),
    (["accept", "terminate"], ["终止办理告知书"], ["terminated"], "公司注销"),
    (["void"], ["收件通知书", "终止办理告知书"], ["voided"], "此前出具的《收件通知书》（"),
    (["ask_to_correct", "void"], ["终止办理告知书"], ["corrections_asked", "voided"], "《补正告知书》"),
    (["accept", "deem_renewed"], ["准予行政许可决定书"], ["renewed"], "第五十条"),
]


@pytest.mark.parametrize(("steps", "letters", "notices", "says"), STEPS, ids=["+".join(each[0][-3:]) for each in STEPS])
def test_a_step_is_told_in_writing(steps, letters, notices, says):
    walk = Walk()
    pk = walk.submitted()
    deliver_all()
    for step in steps:
        walk.do(step, pk)
        deliver_all()

    assert titles_of(pk)[-len(letters) :] == letters
    assert told(pk)[-len(notices) :] == notices
    assert says in text_of(letters_of(pk)[-1])


def test_every_handler_may_be_called_again_and_writes_nothing_twice():
    walk = Walk()
    for steps, *_ in STEPS:
        walk.brought(steps)
        deliver_all()
    before = [(letter.number, letter.revoked_by_id) for pk in _all_cases() for letter in letters_of(pk)]
    notices = [told(pk) for pk in _all_cases()]

    for record in FactRecord.objects.order_by("id"):
        for fact_type, handler in HANDLERS.values():
            if f"{fact_type.__module__}.{fact_type.__qualname__}" == record.name:
                handler(fact_type(**record.values))
    deliver_all()

    assert [(letter.number, letter.revoked_by_id) for pk in _all_cases() for letter in letters_of(pk)] == before
    assert [told(pk) for pk in _all_cases()] == notices


def test_every_fact_that_people_have_to_know_has_its_journey():
    followed = {fact_type for fact_type, _ in HANDLERS.values()}
    # Seen on the desk by those whose turn it is, and told to nobody outside; or what other cases follow.
    silent = {
        cases.CaseCorrected, cases.CaseSupplemented, cases.ExtensionAsked, cases.CaseDelivered, cases.CaseForwarded,
        cases.UpperResultTaken, cases.CaseAddedTo, cases.JointCorrected, cases.JointExtensionAsked,
        cases.MemberReleased,
    }  # fmt: skip
    facts = {fact for name in cases.__all__ if _is_fact(fact := getattr(cases, name))}

    assert facts - followed <= silent


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        ("ask_to_supplement", Kind.SUPPLEMENT),
        ("fail_pre_review", Kind.PRE_REVIEW_FAILED),
        ("ask_to_correct", Kind.CORRECTION),
        ("turn_away", Kind.TURNED_AWAY),
        ("need_no_licence", Kind.NO_LICENCE_NEEDED),
        ("send_back", Kind.RETURNED),
    ],
)
def test_a_letter_whose_step_is_taken_back_is_revoked_and_the_next_one_is_a_new_one(step, kind):
    walk = Walk()
    pk = walk.brought([step])
    deliver_all()

    walk.do("take_back", pk)
    deliver_all()
    walk.do(step, pk)
    deliver_all()

    first, second = documents.letters_of(f"case:{pk}").filter(kind=kind).order_by("id")
    assert first.revoked_by.kind == Kind.REVOCATION
    assert first.number in text_of(first.revoked_by)
    assert "办错了" in text_of(first.revoked_by)
    assert second.revoked_by is None
    assert told(pk).count("taken_back") == 1


def test_a_pause_that_is_taken_back_revokes_its_letter():
    walk = Walk()
    pk = walk.brought(["accept", "suspend"])
    deliver_all()

    walk.do("take_back", pk)
    deliver_all()

    announced = documents.letters_of(f"case:{pk}").get(kind=Kind.SPECIAL_PROCEDURE)
    assert announced.revoked_by.kind == Kind.REVOCATION


def test_what_a_review_asked_for_by_mistake_is_revoked_and_asked_anew():
    walk = Walk()
    pk = walk.brought(["accept", "ask_to_add"])
    deliver_all()

    walk.do("annul_addition", pk)
    deliver_all()
    walk.do("ask_to_add", pk)
    deliver_all()

    first, second = documents.letters_of(f"case:{pk}").filter(kind=Kind.ADDITION).order_by("id")
    assert first.revoked_by.kind == Kind.REVOCATION
    assert second.revoked_by is None
    assert told(pk)[-3:] == ["additions_asked", "taken_back", "additions_asked"]


def test_the_letter_claims_no_pause_that_the_item_does_not_promise():
    walk = Walk(addition_stops_promise=False)
    pk = walk.brought(["accept", "ask_to_add"])
    deliver_all()

    said = text_of(letters_of(pk)[-1])
    assert "法定期限和承诺的期限照常计算" in said
    assert "审查中发现" in said
    assert "最迟于2026年10月6日在网上补来" in said


def test_what_was_taken_back_before_its_letter_went_out_is_never_written():
    walk = Walk()
    pk = walk.brought(["turn_away", "take_back"])

    deliver_all()

    assert titles_of(pk) == ["收件通知书"]


def test_a_grant_with_a_certificate_waits_for_it_and_then_tells_that_it_is_ready():
    walk = Walk()
    pk = walk.brought([*REVIEWED, "grant"])
    deliver_all()
    assert cases.case(pk).state == cases.State.ISSUING

    walk.do("issue", pk)
    deliver_all()

    assert cases.case(pk).state == cases.State.CLOSED
    assert told(pk)[-2:] == ["granted", "certificates_ready"]


def test_a_refusal_never_waits_for_a_certificate():
    walk = Walk()
    pk = walk.brought([*REVIEWED, "refuse"])

    deliver_all()

    assert cases.case(pk).state == cases.State.CLOSED


def test_a_hearing_called_again_replaces_the_letter_that_named_another_day():
    walk = Walk()
    pk = walk.brought(HEARING)
    deliver_all()

    cases.call_hearing(
        pk,
        held_at=cases.case(pk).hearings.get().held_at.replace(day=12),
        place="五楼",
        chair_id=walk.chair.pk,
        by=office().site,
        at=SILENT_FOR_A_WEEK,
    )
    deliver_all()

    first, second = documents.letters_of(f"case:{pk}").filter(kind=Kind.HEARING_NOTICE).order_by("id")
    assert first.revoked_by == second
    assert "2026年10月12日" in text_of(second)


def test_interested_parties_are_told_on_their_own_phone_of_themselves_and_of_a_hearing():
    walk = Walk()
    pk = walk.brought(["accept"])
    party = cases.tell_interested_party(
        pk, name="Ben", interest="排烟口相邻", statement_by=date(2026, 10, 12), phone="13900000001",
        by=office().site, at=TUESDAY,
    )  # fmt: skip
    walk.do("offer_hearing", pk)
    deliver_all()

    assert told(pk, to=f"party:{party.pk}") == ["party_told", "hearing_offered"]


def test_a_letter_that_was_handed_over_has_its_proof_on_file():
    walk = Walk()
    pk = walk.brought([*REVIEWED, "refuse"])
    deliver_all()
    letter = letters_of(pk)[-1]

    documents.record_service(
        letter.pk, recipient="Ana", how=documents.Way.IN_PERSON, delivered_on=TUESDAY.date(), received_by="Ana",
        by=office().window, at=TUESDAY,
    )  # fmt: skip
    deliver_all()

    assert titles_of(pk)[-1] == "送达回证"
    assert letter.number in text_of(letters_of(pk)[-1])


@pytest.mark.parametrize(
    ("step", "says", "silent"),
    [
        ("accept", "材料齐全，符合法定形式，本机关决定自2026年9月22日起予以受理", "视为受理"),
        ("deem_accepted", "依法自2026年9月21日起视为受理", "材料齐全"),
    ],
)
def test_a_letter_of_acceptance_claims_that_all_is_complete_only_where_somebody_looked(step, says, silent):
    walk = Walk()
    pk = walk.brought([step])
    deliver_all()

    said = text_of(documents.letters_of(f"case:{pk}").get(kind=Kind.ACCEPTANCE))
    assert says in said
    assert silent not in said


def test_a_pause_of_the_promise_alone_does_not_claim_the_law():
    special = {"kind": "公示", "days": 5, "basis": "第四条", "excludes": "promised"}
    walk = Walk(special_procedures=[special])
    pk = walk.brought(["accept"])
    cases.suspend(
        pk, procedure=cases.Procedure.PUBLICITY, announced_days=5, reason="公示", by=office().site, at=TUESDAY
    )
    deliver_all()

    said = text_of(letters_of(pk)[-1])
    assert "法定期限照常计算" in said
    assert "第四十五条" not in said


def _all_cases() -> list[int]:
    return [case.pk for case in cases.cases_of(ANA, size=100)]


def _is_fact(thing: object) -> bool:
    return isinstance(thing, type) and f"{thing.__module__}" == "citong.cases.facts"
