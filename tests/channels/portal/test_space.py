"""我的办事: cases, letters, messages; asking with number and code; correcting; withdrawing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.kernel.outbox import deliver_waiting
from citong.kernel.refs import ref
from citong.notices import facade as notices
from tests.factories.cases import MONDAY, PDF, PNG, accepted, office, submitted
from tests.factories.catalogue import publish_configured

from .conftest import actor_of

pytestmark = pytest.mark.django_db


def deliver_all():
    while deliver_waiting(now=timezone.now()):
        pass


@pytest.fixture
def anas_case(ana, item):
    """A case of Ana's that waits for its pre-review."""
    return submitted(item, by=actor_of(ana))


@pytest.fixture
def to_correct(anas_case):
    """Ana's case, sent back for its name and its plan."""
    gaps = [
        cases.Gap(target="answers.place_name", title="场所名称", problem="与招牌不一致"),
        cases.Gap(target="materials.floor_plan", title="场所平面图", problem="看不清", remedy="重新拍"),
    ]
    cases.ask_to_correct(anas_case.pk, gaps=gaps, by=office().window, at=MONDAY)
    return anas_case


def test_an_empty_space_says_what_will_be_there(as_ana):
    page = as_ana.get("/my/").text

    assert "您还没有办过事" in page
    assert "还没有消息" in page


def test_the_space_shows_drafts_cases_and_messages(item, as_ana, ana):
    as_ana.post("/apply/HEALTH-1/start/", {"kind": "renewal"})
    case = submitted(item, by=actor_of(ana))
    deliver_all()

    page = as_ana.get("/my/").text

    assert "还没交的草稿" in page
    assert case.number[:6] in page
    assert "（1 条没看）" in page


@pytest.mark.parametrize("rows", [1, 12])
def test_the_space_asks_the_database_little_however_many_cases(item, as_ana, ana, rows, django_assert_max_num_queries):
    for number in range(rows):
        submitted(item, by=actor_of(ana), key=f"key-{number:08d}")

    with django_assert_max_num_queries(8):
        as_ana.get("/my/")


def test_cases_go_on_to_another_page(item, as_ana, ana):
    for number in range(22):
        submitted(item, by=actor_of(ana), key=f"key-{number:08d}")

    first = as_ana.get("/my/")
    second = as_ana.get("/my/" + first.context["next"])

    assert (len(first.context["cases"]), len(second.context["cases"])) == (20, 2)


def test_a_case_says_where_it_stands_what_happened_and_what_was_handed_in(as_ana, ana, item):
    case = accepted(version=item, by=actor_of(ana))
    deliver_all()

    page = as_ana.get(f"/my/cases/{case.number}/").text

    assert "审查中" in page
    assert "您提交了申请" in page
    assert "受理通知书" in page
    assert "plan.png" in page
    assert "这个日期是怎么算的" in page


def test_a_case_asks_the_database_little(as_ana, ana, item, django_assert_max_num_queries):
    case = accepted(version=item, by=actor_of(ana))
    deliver_all()

    with django_assert_max_num_queries(15):
        as_ana.get(f"/my/cases/{case.number}/")


def test_a_letter_is_downloaded_as_pdf(as_ana, anas_case):
    deliver_all()
    letter = documents.letters_of(ref("case", anas_case.pk)).get()

    answer = as_ana.get(f"/my/cases/{anas_case.number}/letters/{letter.pk}/")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_letter_of_another_case_is_not_handed_out_under_this_one(as_ana, ana, ben, item, anas_case):
    other = submitted(item, by=actor_of(ben), key="key-ben-0001")
    deliver_all()
    letter = documents.letters_of(ref("case", other.pk)).get()

    assert as_ana.get(f"/my/cases/{anas_case.number}/letters/{letter.pk}/").status_code == 404


def test_what_was_handed_in_is_downloaded_and_never_run(as_ana, anas_case):
    material = cases.case(anas_case.pk).materials.get()

    answer = as_ana.get(f"/my/cases/{anas_case.number}/materials/{material.pk}/")

    assert b"".join(answer.streaming_content) == PNG
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_things_of_somebody_else_are_not_there(as_ben, ana, anas_case):
    deliver_all()
    material = cases.case(anas_case.pk).materials.get()
    letter = documents.letters_of(ref("case", anas_case.pk)).get()
    notice = notices.inbox(actor_of(ana).id)[0]
    page = f"/my/cases/{anas_case.number}/"

    addresses = [
        page,
        f"{page}letters/{letter.pk}/",
        f"{page}materials/{material.pk}/",
        f"{page}withdraw/",
        f"{page}correct/",
        f"/my/messages/{notice.pk}/",
    ]

    assert {as_ben.get(address).status_code for address in addresses} == {404}
    assert as_ben.post(f"{page}withdraw/", {"reason": ""}).status_code == 404
    assert cases.case(anas_case.pk).state == cases.State.SUBMITTED


def test_a_message_is_read_by_opening_it(as_ana, ana, anas_case):
    deliver_all()
    notice = notices.inbox(actor_of(ana).id)[0]

    page = as_ana.get(f"/my/messages/{notice.pk}/")

    assert f'href="/my/cases/{anas_case.number}/"' in page.text
    assert notices.unread_count(actor_of(ana).id) == 0
    assert "没看过" not in as_ana.get("/my/messages/").text


def test_an_application_is_withdrawn_after_one_more_question(as_ana, anas_case):
    address = f"/my/cases/{anas_case.number}/withdraw/"
    assert "要撤回这项申请吗" in as_ana.get(address).text

    answer = as_ana.post(address, {"reason": ""}, follow=True)

    assert "已撤回" in answer.text
    assert "现在不能撤回" in as_ana.get(address).text


def test_withdrawing_twice_is_told_and_changes_nothing(as_ana, anas_case):
    address = f"/my/cases/{anas_case.number}/withdraw/"
    as_ana.post(address, {"reason": ""})

    assert as_ana.post(address, {"reason": ""}).status_code == 409


def test_everything_to_correct_stands_on_one_page(as_ana, to_correct):
    page = as_ana.get(f"/my/cases/{to_correct.number}/correct/").text

    assert "与招牌不一致" in page
    assert "重新拍" in page
    assert 'name="place_name"' in page
    assert 'name="file-floor_plan"' in page
    assert 'name="uscc"' not in page


def test_corrections_are_handed_in_together(as_ana, to_correct):
    sent = {
        "_asked": ["place_name"],
        "place_name": "刺桐红民宿",
        "file-floor_plan": SimpleUploadedFile("new.pdf", PDF),
    }

    answer = as_ana.post(f"/my/cases/{to_correct.number}/correct/", sent, follow=True)

    case = cases.case(to_correct.pk)
    assert "已经交上去了" in answer.text
    assert case.state == cases.State.SUBMITTED
    assert case.answers["place_name"] == "刺桐红民宿"
    assert case.materials.filter(replaced_in=None).get().upload.name == "new.pdf"


def test_a_file_that_came_is_not_asked_for_again_when_something_else_is_wrong(as_ana, to_correct):
    address = f"/my/cases/{to_correct.number}/correct/"
    sent = {"_asked": ["place_name"], "place_name": "", "file-floor_plan": SimpleUploadedFile("new.pdf", PDF)}

    wrong = as_ana.post(address, sent)
    key = wrong.context["remedy"].brought[0].taken[0][0]
    right = as_ana.post(address, {"_asked": ["place_name"], "place_name": "刺桐红", "kept-floor_plan": key})

    assert wrong.status_code == 422
    assert "new.pdf" in wrong.text
    assert right.status_code == 302


def test_a_missing_or_hostile_file_is_told_at_its_material(as_ana, to_correct):
    address = f"/my/cases/{to_correct.number}/correct/"
    answers = {"_asked": ["place_name"], "place_name": "刺桐红"}

    missing = as_ana.post(address, answers)
    hostile = as_ana.post(address, {**answers, "file-floor_plan": SimpleUploadedFile("run.exe", b"MZ")})
    forged = as_ana.post(address, {**answers, "kept-floor_plan": "not-a-key"})

    assert {missing.status_code, hostile.status_code, forged.status_code} == {422}
    assert "这种文件收不了" in hostile.text
    assert cases.case(to_correct.pk).state == cases.State.CORRECTION


def test_there_is_nothing_to_correct_unless_it_was_asked(as_ana, anas_case):
    answer = as_ana.get(f"/my/cases/{anas_case.number}/correct/", follow=True)

    assert "现在没有要补正的" in answer.text


def test_number_and_code_open_the_progress_without_personal_data(anas_case):
    pair = {"number": anas_case.number, "code": cases.query_code_of(anas_case)}

    page = Client().post("/progress/", pair).text

    assert "申请人提交了申请" in page
    assert "A**" in page
    assert "13800001234" not in page
    assert "11010519491231002X" not in page


def test_a_wrong_code_and_an_unknown_number_look_alike(anas_case):
    wrong = Client().post("/progress/", {"number": anas_case.number, "code": "xxxxxx"})
    unknown = Client().post("/progress/", {"number": "1" * 21, "code": "xxxxxx"})

    assert wrong.status_code == unknown.status_code == 404
    assert "对不上" in wrong.text
    assert "对不上" in unknown.text


def test_guessing_is_slowed_down(anas_case):
    for _ in range(5):
        Client().post("/progress/", {"number": anas_case.number, "code": "xxxxxx"})

    answer = Client().post("/progress/", {"number": anas_case.number, "code": cases.query_code_of(anas_case)})

    assert answer.status_code == 429
    assert "15 分钟" in answer.text


def test_the_code_is_never_taken_from_an_address(anas_case):
    pair = {"number": anas_case.number, "code": cases.query_code_of(anas_case)}

    assert "申请人提交了申请" not in Client().get("/progress/", pair).text


def test_items_that_are_filed_often_stand_on_the_front(client):
    for number in range(3):
        submitted(publish_configured(code=f"HEALTH-{number}", name=f"事项{number}"), key=f"key-{number:08d}")

    page = client.get("/").text

    assert "大家常办" in page
    assert "事项2" in page
