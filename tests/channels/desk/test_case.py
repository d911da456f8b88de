"""The page of a case: who sees what, and what is recorded."""

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.kernel.audit import entries_about
from citong.kernel.outbox import deliver_waiting
from citong.kernel.refs import ref
from tests.factories.cases import ANA, MONDAY, PDF, PNG, accepted, application, give_all, office, submitted, upload
from tests.factories.catalogue import publish_configured

pytestmark = pytest.mark.django_db

ID_NUMBER = "11010519491231002X"
PHONE = "13800001234"


def page_of(client, case, **query) -> str:
    answer = client.get(f"/desk/cases/{case.pk}/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def content_of(answer) -> bytes:
    """The whole file; reading it to its end closes it."""
    return b"".join(answer.streaming_content)


def actions_on(case) -> list[str]:
    return [entry.action for entry in entries_about(ref("case", case.pk))]


def test_the_window_sees_the_application_as_the_form_asks_it(window):
    case = submitted()

    text = page_of(window, case)

    assert "场所名称" in text
    assert "刺桐客栈" in text
    assert "集中空调" in text
    assert "第一次办" in text
    assert "有健康证明" in text
    assert "2026 年 8 月 1 日" in text


def test_opening_a_case_is_recorded(window):
    case = submitted()

    page_of(window, case)

    assert "cases.read" in actions_on(case)


def test_names_and_numbers_are_masked_until_asked_for(window):
    case = submitted()

    text = page_of(window, case)

    assert ID_NUMBER not in text
    assert PHONE not in text
    assert "Ana" not in text
    assert "1101**********002X" in text
    assert "138****1234" in text


def test_whole_numbers_are_shown_once_it_is_said_what_for_and_that_is_recorded(window):
    case = submitted()

    answer = window.post(f"/desk/cases/{case.pk}/reveal/", {"purpose": "verify"}, follow=True)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert ID_NUMBER in text
    assert PHONE in text
    assert "正在显示完整信息" in text
    assert {"identity.unmask", "cases.reveal"} <= set(actions_on(case))


def test_numbers_are_not_revealed_by_following_a_link(window):
    case = submitted()

    text = window.get(f"/desk/cases/{case.pk}/reveal/").content.decode()

    assert "为什么要看完整信息" in text
    assert ID_NUMBER not in text
    assert ID_NUMBER not in page_of(window, case)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "请选择为什么要看完整信息"),
        ({"purpose": "handling"}, "请选择为什么要看完整信息"),
        ({"purpose": "other"}, "请写明具体用途"),
        ({"purpose": "complaint", "note": "  投诉 "}, "请写明具体用途"),
        ({"purpose": "verify", "note": "长" * 201}, "最多 200 个字"),
    ],
    ids=["nothing chosen", "not for officials to choose", "no words", "too few words", "too many words"],
)
def test_whoever_does_not_say_what_for_sees_nothing(window, sent, said):
    case = submitted()

    answer = window.post(f"/desk/cases/{case.pk}/reveal/", sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert ID_NUMBER not in page_of(window, case)


def test_another_session_and_another_case_stay_masked(window, seat):
    version = publish_configured()
    case, other = submitted(version), submitted(version, key="key-00000002")
    window.post(f"/desk/cases/{case.pk}/reveal/", {"purpose": "verify"})

    assert ID_NUMBER in page_of(window, case)
    assert ID_NUMBER not in page_of(window, other)
    assert ID_NUMBER not in page_of(seat("health", "site"), case)


def test_a_material_stands_beside_its_review_points(window):
    case = submitted()
    paper = case.materials.get()

    text = page_of(window, case)

    assert f'src="/desk/cases/{case.pk}/materials/{paper.pk}/view/"' in text
    assert 'value="floor_plan:0" form="work"' in text
    assert "标明了消毒间" in text
    assert "水质检测报告（没有交，选交）" in text


def test_the_wanted_material_is_open(window):
    version = publish_configured()
    handed_in = [("floor_plan", upload()), ("water_report", upload("report.pdf", PDF))]
    filed = cases.submit(
        application(version, materials=handed_in), key="key-00000001", declared=True, by=ANA, at=MONDAY
    )
    case = cases.case(filed.case_id)
    report = case.materials.get(code="water_report")

    text = page_of(window, case, material=report.pk)

    opened = text.split('class="pile" open')[1].split("</details>")[0]
    assert "水质检测报告" in opened
    assert "<iframe" in opened


def test_a_picture_is_shown_and_saved_with_safe_headers(window):
    case = submitted()
    paper = case.materials.get()
    address = f"/desk/cases/{case.pk}/materials/{paper.pk}/"

    shown, saved = window.get(f"{address}view/"), window.get(address)

    assert content_of(shown) == content_of(saved) == PNG
    assert shown.headers["Content-Type"] == "image/png"
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert shown.headers["X-Content-Type-Options"] == saved.headers["X-Content-Type-Options"] == "nosniff"
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in saved.headers["Content-Security-Policy"]
    assert "cases.read_material" in actions_on(case)


def test_a_material_of_another_case_is_not_found(window):
    case = submitted()

    assert window.get(f"/desk/cases/{case.pk}/materials/999999/").status_code == 404


@pytest.mark.parametrize(
    "tail", ["", "reveal/", "materials/{paper}/", "materials/{paper}/view/", "correction/", "turn-away/"]
)
def test_to_another_department_the_case_does_not_exist(seat, tail):
    case = submitted()
    address = f"/desk/cases/{case.pk}/" + tail.format(paper=case.materials.get().pk)
    stranger = seat("fire", "review")

    answer = stranger.post(address) if tail == "reveal/" else stranger.get(address)

    assert answer.status_code == 404


def test_a_department_that_is_asked_sees_the_case_and_its_own_task(seat):
    case = accepted()
    cases.give_opinion(case.reviews.get().pk, favourable=True, opinion="", by=office().site, at=MONDAY)

    text = page_of(seat("fire", "review"), case)

    assert "您的意见：消防意见" in text
    assert "还差 1 个意见" in text


def test_somebody_without_a_task_sees_who_has_it(window):
    case = accepted()

    text = page_of(window, case)

    assert "现在没有要您办的" in text
    assert "卫生查看" in text


def test_the_clock_explains_its_dates(window):
    text = page_of(window, accepted())

    assert "这些日期是怎么算的" in text
    assert "从 9 月 21 日的第二天起算 8 个工作日" in text


def test_letters_can_be_read_by_those_who_hold_the_case(window, seat):
    case = give_all(accepted())
    while deliver_waiting(now=timezone.now()):
        pass
    letter = documents.letters_of(ref("case", case.pk))[0]
    address = f"/desk/cases/{case.pk}/letters/{letter.pk}/"

    answer = window.get(address)

    assert content_of(answer)
    assert "收件通知书（PDF）" in page_of(window, case)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert window.get(f"/desk/cases/{case.pk}/letters/999999/").status_code == 404
    assert content_of(seat("health", "site").get(address))


def test_a_letter_of_another_case_is_not_found(window):
    version = submitted(key="key-00000001").item_version
    other = submitted(version, key="key-00000002")
    while deliver_waiting(now=timezone.now()):
        pass
    letter = documents.letters_of(ref("case", other.pk))[0]
    own = cases.departments_cases(office().window)[-1]

    assert window.get(f"/desk/cases/{own.pk}/letters/{letter.pk}/").status_code == 404


def test_the_page_takes_few_queries(window, django_assert_max_num_queries):
    case = give_all(accepted())
    page_of(window, case)

    with django_assert_max_num_queries(22):
        page_of(window, case)
