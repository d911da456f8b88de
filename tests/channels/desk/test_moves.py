"""What officials do with a case, told as stories through the screens."""

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from citong.channels.kit import story
from citong.documents import facade as documents
from citong.kernel.outbox import deliver_waiting, stuck_deliveries
from citong.kernel.refs import ref
from tests.factories.cases import ANA, MONDAY, accepted, give_all, office, submitted

pytestmark = pytest.mark.django_db

REFUSAL = {"reasons": "卫生设施不全", "basis": "《公共场所卫生管理条例》第四条", "remedies": "可以申请行政复议"}


def deliver_all() -> None:
    while deliver_waiting(now=timezone.now()):
        pass
    assert not stuck_deliveries()


def address(case, tail: str = "") -> str:
    return f"/desk/cases/{case.pk}/{tail}"


def opinion_address(case, step: str) -> str:
    return address(case, f"opinions/{case.reviews.get(step=step).pk}/")


def told(client, answer) -> str:
    """What the page says after a step."""
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.headers["Location"]).content.decode()


def suspended():
    case = accepted()
    who = office().site
    return cases.suspend(
        case.pk, procedure=cases.Procedure.TESTING, announced_days=10, reason="空气检测", by=who, at=MONDAY
    )


def test_a_permit_goes_its_whole_way_over_the_desk(seat):
    case = submitted()
    window, site, fire = seat("health", "window"), seat("health", "site"), seat("fire", "review")
    market, approver = seat("market", "review"), seat("health", "approve")
    favourable = {"favourable": "yes", "opinion": "符合要求", "point": ["floor_plan:0"]}

    accepting = window.post(address(case, "intake/"), {"move": "accept", "point": ["floor_plan:0", "floor_plan:1"]})
    assert "已经受理" in told(window, accepting)
    assert "意见已经提交" in told(site, site.post(opinion_address(case, "site"), favourable))
    fire.post(opinion_address(case, "fire"), favourable)
    market.post(opinion_address(case, "market"), favourable)
    assert "已经准予" in told(approver, approver.post(address(case, "grant/"), {"reasons": ""}))
    deliver_all()
    letter = documents.letters_of(ref("case", case.pk)).get(kind=documents.Kind.GRANT)
    service = {"letter_id": letter.pk, "how": "in_person", "delivered_on": "2026-09-21", "received_by": "本人"}
    window.post(address(case, "delivery/"), service)

    case = cases.applicants_case(case.number, viewer=ANA)
    assert case.state == cases.State.DELIVERED
    assert case.reviews.get(step="fire").points == {"floor_plan": [0]}
    assert case.steps.get(move="accept").details["points"] == {"floor_plan": [0, 1]}
    text = window.get(address(case)).content.decode()
    for words in ("收件通知书", "受理通知书", "准予行政许可决定书", "当面送达，本人签收", "符合要求"):
        assert words in text


def test_after_a_step_the_next_case_is_one_key_away(seat):
    case = submitted(key="key-00000001")
    following = submitted(case.item_version, key="key-00000002")
    window = seat("health", "window")

    text = told(window, window.post(address(case, "intake/"), {"move": "accept"}))

    assert f'<a href="{address(following)}" data-key="n">下一件' in text


def test_originals_are_waited_for_before_acceptance(window):
    case = submitted(at=timezone.now())

    text = told(window, window.post(address(case, "intake/"), {"move": "pass_pre_review", "note": "等原件"}))

    assert "等申请人交原件" in text
    assert "等原件" in text
    assert "等收原件" not in text.split("<aside")[1]
    assert cases.case(case.pk).state == cases.State.TO_RECEIVE


def test_originals_that_came_are_not_called_awaited_any_more(window):
    case = submitted(at=timezone.now())
    window.post(address(case, "intake/"), {"move": "pass_pre_review", "note": ""})
    before = window.get("/desk/cases/").text + window.get(address(case)).text

    window.post(address(case, "receipt/"), {"note": ""})

    after = [window.get(place).text for place in ("/desk/cases/", address(case))]
    told = cases.case(case.pk)
    assert before.count("待收件") >= 2
    assert told.originals_received_on
    assert all("原件已收" in page for page in after)
    assert "待收件</span>" not in after[1]
    assert story.tag_of(told) == ("等待受理", "info")


def test_turning_away_needs_its_reason_and_keeps_what_was_typed(window):
    case = submitted()

    page = window.post(address(case, "turn-away/"), {"reason": "", "competent_body": "泉州市卫生健康委员会"})

    text = page.content.decode()
    assert page.status_code == 422
    assert "请写明不予受理的理由" in text
    assert 'value="泉州市卫生健康委员会"' in text
    assert cases.case(case.pk).state == cases.State.SUBMITTED


def test_turning_away_ends_the_case(window):
    case = submitted(at=timezone.now())

    text = told(
        window, window.post(address(case, "turn-away/"), {"reason": "不属于本机关职权", "competent_body": "市卫健委"})
    )

    assert "已经不予受理" in text
    assert cases.case(case.pk).state == cases.State.NOT_ACCEPTED


def test_an_unfavourable_opinion_needs_reasons_and_keeps_what_was_ticked(seat):
    case = accepted()

    page = seat("health", "site").post(
        opinion_address(case, "site"), {"favourable": "no", "opinion": "", "point": ["floor_plan:1"]}
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert "请写明不同意的理由和依据" in text
    assert 'value="no" checked' in text
    assert 'value="floor_plan:1" form="work" checked' in text


def test_an_opinion_without_a_choice_keeps_its_words(seat):
    case = accepted()

    page = seat("health", "site").post(opinion_address(case, "site"), {"opinion": "现场与图纸一致"})

    assert page.status_code == 422
    assert "现场与图纸一致" in page.content.decode()


def test_an_opinion_sent_twice_is_told_kindly(seat):
    case = accepted()
    site = seat("health", "site")
    where = opinion_address(case, "site")
    site.post(where, {"favourable": "yes", "opinion": ""})

    text = told(site, site.post(where, {"favourable": "no", "opinion": "改主意"}))

    assert "这项意见已经提交过了" in text
    assert "改主意" in text
    assert case.reviews.get(step="site").favourable


def test_what_was_typed_too_late_is_shown_to_be_copied_as_words_and_not_as_markup(seat):
    case = give_all(accepted())
    approver = seat("health", "approve")
    cases.grant(case.pk, by=office().approver, at=MONDAY)

    text = told(approver, approver.post(address(case, "grant/"), {"reasons": "符合<b>条件</b>" + "详" * 1500}))

    assert "没有交上去" in text
    assert "符合&lt;b&gt;条件&lt;/b&gt;" + "详" * 1500 in text


def test_ticks_that_cannot_be_read_are_passed_over(seat):
    case = accepted()

    seat("health", "site").post(
        opinion_address(case, "site"),
        {"favourable": "yes", "point": ["floor_plan", "floor_plan:x", "floor_plan:1", ":"]},
    )

    assert case.reviews.get(step="site").points == {"floor_plan": [1]}


def test_a_review_of_another_case_is_not_found(seat):
    case = accepted(key="key-00000001")
    other = accepted(version=case.item_version, key="key-00000002")

    answer = seat("health", "site").post(
        address(case, f"opinions/{other.reviews.get().pk}/"), {"favourable": "yes", "opinion": ""}
    )

    assert answer.status_code == 404


def test_a_reviewer_cannot_speak_for_another_post(seat):
    case = accepted()
    approver = seat("health", "approve")

    text = told(approver, approver.post(opinion_address(case, "site"), {"favourable": "yes", "opinion": ""}))

    assert "不在您的岗位上" in text
    assert case.reviews.get(step="site").favourable is None


def test_accepting_twice_is_told_kindly(window):
    case = submitted()
    window.post(address(case, "intake/"), {"move": "accept"})

    text = told(window, window.post(address(case, "intake/"), {"move": "accept"}))

    assert "现在不在您的岗位上" in text
    assert case.steps.filter(move="accept").count() == 1


def test_an_official_without_such_a_post_is_told_whom_to_ask(administrator):
    case = accepted()

    page = administrator.post(address(case, "grant/"), {})

    assert page.status_code == 403
    assert "本单位管理员" in page.content.decode()


def test_a_step_that_is_not_open_is_refused(window):
    case = submitted()

    for tail in ("refusal/", "resume/", "pause/", "delivery/"):
        refused = window.get(address(case, tail))
        assert refused.status_code == 403
        assert "办事工作台" in refused.content.decode()


def test_a_case_that_somebody_else_decided_first_says_so(seat):
    case = give_all(accepted())
    approver = seat("health", "approve")
    cases.grant(case.pk, by=office().approver, at=MONDAY)

    text = told(approver, approver.post(address(case, "grant/"), {}))

    assert "现在不在您的岗位上" in text
    assert "已经准予" not in text
    assert "没有交上去" not in text


def test_a_refusal_needs_reasons_basis_and_remedies(seat):
    case = give_all(accepted())

    page = seat("health", "approve").post(address(case, "refusal/"), {**REFUSAL, "reasons": " "})

    text = page.content.decode()
    assert page.status_code == 422
    assert "请写明不予许可的理由" in text
    assert "可以申请行政复议" in text


def test_a_refusal_is_prepared_with_basis_and_remedies(seat):
    case = give_all(accepted())

    text = seat("health", "approve").get(address(case, "refusal/")).content.decode()

    assert "《公共场所卫生管理条例》第四条" in text
    assert "六十日内" in text
    assert "行政诉讼" in text


def test_a_refused_permit_shows_its_reasons(seat):
    case = give_all(accepted(), favourable=False)
    approver = seat("health", "approve")

    told(approver, approver.post(address(case, "refusal/"), REFUSAL))
    deliver_all()

    text = approver.get(address(case)).content.decode()
    assert "理由：卫生设施不全" in text
    assert "不予行政许可决定书" in text


def test_a_special_procedure_stops_the_clock_and_its_end_starts_it(seat):
    case = accepted()
    site = seat("health", "site")

    stopped = site.post(address(case, "pause/"), {"procedure": "testing", "announced_days": "10", "reason": "空气检测"})
    assert "已经停止计时" in told(site, stopped)
    assert "先停下来不算" in site.get(address(case)).content.decode()
    resumed = site.post(address(case, "resume/"), {"outcome": "检测合格"})

    assert "已经恢复计时" in told(site, resumed)
    assert cases.case(case.pk).state == cases.State.IN_REVIEW


def test_a_pause_names_every_fault(seat):
    case = accepted()

    page = seat("health", "site").post(
        address(case, "pause/"), {"procedure": "hearing", "announced_days": "0", "reason": ""}
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert "有 3 处要改" in text


def test_while_the_clock_is_stopped_no_opinion_is_asked(seat):
    case = suspended()

    site = seat("health", "site")

    page, work = site.get(address(case)).content.decode(), site.get("/desk/?kind=review").content.decode()

    assert "您的意见" not in page
    assert "特别程序结束，恢复计时" in page
    assert "卫生查看（停止计时）" in work
    assert "不计时" in work


def test_a_delivery_says_how(window):
    case = give_all(accepted())
    cases.grant(case.pk, by=office().approver, at=MONDAY)
    deliver_all()

    page = window.post(address(case, "delivery/"), {"note": "本人"})

    assert page.status_code == 422
    assert "请选送达方式" in page.content.decode()
