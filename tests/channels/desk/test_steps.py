"""The steps with pages of their own: what each shows, what it does, what it refuses and keeps."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from citong.cases import facade as cases
from tests.factories.cases import ANA, MONDAY, PNG, accepted, give_all, office, submitted, upload
from tests.factories.catalogue import publish_configured
from tests.factories.organisations import StaffFactory

pytestmark = pytest.mark.django_db

REASON = {"reason": "写明的理由"}


def address(case, tail: str = "") -> str:
    return f"/desk/cases/{case.pk}/{tail}"


def state_of(case) -> str:
    return cases.case(case.pk).state


def told(client, answer) -> str:
    """What the page says after a step."""
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.headers["Location"]).content.decode()


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("现场.png", PNG)


BEFORE_ACCEPTANCE = {
    "turn-away/": ({**REASON, "competent_body": "市卫健委"}, "not_accepted", "已经不予受理"),
    "no-licence/": (REASON, "not_accepted", "已经告知不需要办理"),
    "pre-review-failure/": (REASON, "pre_failed", "预审不通过"),
    "sending-back/": (REASON, "returned", "已经退件"),
}


@pytest.mark.parametrize("tail", BEFORE_ACCEPTANCE)
def test_an_application_is_not_taken_up_with_its_reason(window, tail):
    typed, state, said = BEFORE_ACCEPTANCE[tail]
    case = submitted()

    shown = window.get(address(case, tail)).content.decode()
    text = told(window, window.post(address(case, tail), typed))

    assert "提交后：" in shown
    assert said in text
    assert state_of(case) == state


@pytest.mark.parametrize("tail", BEFORE_ACCEPTANCE)
def test_without_a_reason_nothing_happens(window, tail):
    case = submitted()

    page = window.post(address(case, tail), {"reason": " "})

    assert page.status_code == 422
    assert "请写明" in page.content.decode()
    assert state_of(case) == "submitted"


def test_originals_are_received_before_anything_is_decided(window):
    case = submitted()
    cases.pass_pre_review(case.pk, by=office().window, at=MONDAY)

    page = window.get(address(case)).content.decode()
    text = told(window, window.post(address(case, "receipt/"), {"note": "三样原件"}))

    assert "先收下原件" in page
    assert "已经收下原件" in text
    assert cases.case(case.pk).originals_received_on == date(2026, 9, 21)
    assert "先收下原件" not in text


def test_a_supplement_is_asked_like_corrections_and_counts_as_another_notice(window):
    case = submitted()
    gap = {"tick-0": "on", "problem-0": "没有标出消毒间"}

    shown = window.get(address(case, "supplement/")).content.decode()
    preview = window.post(address(case, "supplement/"), {**gap, "step": "look"}).content.decode()
    text = told(window, window.post(address(case, "supplement/"), {**gap, "step": "send"}))
    cases.supplement(case.pk, answers={}, materials=[("floor_plan", upload())], by=ANA, at=MONDAY)
    again = window.get(address(case, "correction/")).content.decode()

    assert "这是预审" in shown
    assert "预审补件通知书" in preview
    assert "补件通知已经发出" in text
    assert "等申请人补件" in text
    assert "为什么上次" not in again


def test_more_days_are_asked_for_and_approved_by_the_head(seat, head):
    case = accepted(version=publish_configured())
    site = seat("health", "site")

    told(site, site.post(address(case, "extension/"), {"days": "5", "reason": "案情复杂"}))
    waiting = head.get("/desk/").content.decode()
    page = head.get(address(case, "extension/answer/")).content.decode()
    text = told(head, head.post(address(case, "extension/answer/"), {"approved": "yes", "answer": ""}))

    assert "批准延长" in waiting
    assert "案情复杂" in page
    assert "已经答复延长申请" in text
    assert case.extensions.get().approved
    assert "从这天起是延长的" in text or "经批准延长的时间" in text


def test_an_extension_is_declined_with_a_reason(seat, head):
    case = accepted(version=publish_configured())
    cases.ask_to_extend(case.pk, days=5, reason="案情复杂", by=office().site, at=MONDAY)

    silent = head.post(address(case, "extension/answer/"), {"approved": "no", "answer": ""})
    told(head, head.post(address(case, "extension/answer/"), {"approved": "no", "answer": "还来得及"}))

    assert silent.status_code == 422
    assert "请写明不同意延长的理由" in silent.content.decode()
    assert case.extensions.get().approved is False


def test_too_many_days_are_refused_beside_the_question(seat):
    case = accepted()

    page = seat("health", "site").post(address(case, "extension/"), {"days": "11", "reason": "案情复杂"})

    assert page.status_code == 422
    assert "最多延长 10 个工作日" in page.content.decode()
    assert "案情复杂" in page.content.decode()


def test_a_hearing_goes_its_whole_way_over_the_desk(seat, it_is):
    case = accepted()
    site = seat("health", "site")
    chair = StaffFactory(department=case.department, name="Zhu")
    held = {"held_at": "2026-10-13", "begins": "09:30", "place": "三楼会议室", "chair_id": str(chair.pk)}

    told(site, site.post(address(case, "hearing/offer/"), {"reason": "关系相邻人重大利益"}))
    told(site, site.post(address(case, "hearing/request/"), {"asked_by": "Ana"}))
    assert state_of(case) == "suspended"
    early = site.post(address(case, "hearing/call/"), {**held, "held_at": "2026-09-22"})
    told(site, site.post(address(case, "hearing/call/"), {**held, "is_public": "on"}))
    it_is(MONDAY + timedelta(days=23))
    site = seat("health", "site")
    record = {"participants": "Ana、Ben", "record": "各方发言如下", "file": picture()}
    unsigned = site.post(address(case, "hearing/record/"), record)
    kept = unsigned.content.decode().partition('name="kept" value="')[2].partition('"')[0]
    text = told(
        site, site.post(address(case, "hearing/record/"), {**record, "file": "", "kept": kept, "is_signed": "on"})
    )

    assert early.status_code == 422
    assert "提前 7 个工作日" in early.content.decode()
    assert unsigned.status_code == 422
    assert "已经传了" in unsigned.content.decode()
    hearing = case.hearings.get()
    assert (hearing.state, hearing.is_signed, hearing.chair) == ("held", True, "Zhu")
    assert hearing.upload.name == "现场.png"
    assert state_of(case) == "in_review"
    assert "下载签名的笔录" in text
    file = site.get(address(case, f"evidence/{hearing.upload_id}/"))
    assert b"".join(file.streaming_content) == PNG


def test_a_hearing_that_nobody_wants_is_waived(seat, it_is):
    case = accepted()
    site = seat("health", "site")
    cases.offer_hearing(case.pk, reason="重大利益", by=office().site, at=MONDAY)

    early = told(site, site.post(address(case, "hearing/waiver/")))
    it_is(MONDAY + timedelta(days=30))
    site = seat("health", "site")
    late = told(site, site.post(address(case, "hearing/waiver/")))

    assert "之前都可以要求听证" in early
    assert "听证不办了" in late
    assert case.hearings.get().state == "waived"


def test_two_officers_look_at_the_place_and_what_they_found_is_on_file(seat):
    case = accepted()
    site = seat("health", "site")
    sun, lin = (
        StaffFactory(department=case.department, name="Sun"),
        StaffFactory(department=case.department, name="Lin"),
    )

    alone = site.post(address(case, "inspectors/"), {"staff_ids": [str(sun.pk)], "place": "西街 1 号"})
    told(site, site.post(address(case, "inspectors/"), {"staff_ids": [str(sun.pk), str(lin.pk)], "place": "西街"}))
    findings = {"inspected_on": "2026-09-21", "findings": "与图纸一致", "passed": "yes", "file": picture()}
    text = told(site, site.post(address(case, "inspection/"), findings))

    assert alone.status_code == 422
    assert "西街 1 号" in alone.content.decode()
    assert "与图纸一致" in text
    assert "符合要求" in text
    assert case.inspections.get().upload is not None


def test_a_file_that_cannot_be_taken_is_said_beside_its_question(seat):
    case = accepted()
    people = [StaffFactory(department=case.department).pk for _ in range(2)]
    cases.assign_inspectors(case.pk, staff_ids=people, by=office().site, at=MONDAY)
    odd = SimpleUploadedFile("现场.png", b"not a picture")
    typed = {"inspected_on": "2026-09-21", "findings": "与图纸一致", "passed": "no", "file": odd}

    page = seat("health", "site").post(address(case, "inspection/"), typed)

    assert page.status_code == 422
    assert "和文件名对不上" in page.content.decode()
    assert "与图纸一致" in page.content.decode()
    assert case.inspections.get().recorded_at is None


def test_a_file_of_somebody_else_cannot_be_put_on_record(seat):
    case = accepted()
    people = [StaffFactory(department=case.department).pk for _ in range(2)]
    cases.assign_inspectors(case.pk, staff_ids=people, by=office().site, at=MONDAY)
    typed = {"inspected_on": "2026-09-21", "findings": "一致", "passed": "yes", "kept": upload()}

    page = seat("health", "site").post(address(case, "inspection/"), typed)

    assert page.status_code == 404
    assert case.inspections.get().recorded_at is None


def test_interested_parties_are_told_and_heard(seat):
    case = accepted()
    site = seat("health", "site")
    party = {"name": "Chi", "interest": "楼下住户，噪声", "statement_by": "2026-09-30", "phone": ""}

    told(site, site.post(address(case, "parties/"), party))
    told(site, site.post(address(case, "statements/"), {"party_id": case.parties.get().pk, "statement": "没有意见"}))

    assert case.parties.get().statement == "没有意见"


STEPS = [
    "supplement/",
    "receipt/",
    "no-licence/",
    "extension/",
    "hearing/offer/",
    "hearing/request/",
    "hearing/waiver/",
    "hearing/call/",
    "hearing/record/",
    "inspectors/",
    "inspection/",
    "parties/",
    "statements/",
    "fee/",
    "payment/",
    "certificates/",
    "take-back/",
]


@pytest.mark.parametrize("tail", STEPS)
def test_a_step_of_another_post_or_state_is_refused_with_words(seat, tail):
    case = accepted()
    window = seat("health", "window")

    shown, sent = window.get(address(case, tail)), window.post(address(case, tail))

    assert shown.status_code == 403
    assert "不能由您的岗位来做" in shown.content.decode()
    assert sent.status_code == 302
    assert state_of(case) == "in_review"


def test_the_usual_ways_are_open_and_the_others_folded_by_subject(seat):
    case = give_all(accepted())

    panel = seat("health", "approve").get(address(case)).content.decode().partition("<aside")[2]

    assert '<details class="ways" open><summary>决定</summary>' in panel
    assert '<details class="ways"><summary>听证</summary>' in panel
