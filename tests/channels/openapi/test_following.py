"""Following a case: what became of it, its letters, correcting, withdrawing."""

import pytest

from citong.cases import facade as cases
from citong.cases.models import Case
from citong.documents import facade as documents
from citong.kernel.outbox import deliver_waiting
from citong.kernel.refs import ref
from tests.channels.openapi.conftest import body_for
from tests.factories.cases import MONDAY, office
from tests.factories.catalogue import asking_route, publish_configured
from tests.factories.documents import issue_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(system, version) -> str:
    return system.post("cases", body_for(version, system)).json()["number"]


def case_of(number: str) -> Case:
    return Case.objects.get(number=number)


def asked_to_correct(number: str) -> None:
    gaps = [
        cases.Gap("materials.floor_plan", "平面图", "没有标明面积"),
        cases.Gap("answers.place_name", "场所名称", "与招牌不一致"),
    ]
    cases.ask_to_correct(case_of(number).pk, gaps=gaps, by=office().window, at=MONDAY)


def test_a_case_tells_where_it_stands(system, number):
    answer = system.get(f"cases/{number}").json()

    assert (answer["state"], answer["state_name"], answer["can"]) == ("submitted", "待预审", ["withdraw"])
    assert [event["name"] for event in answer["timeline"]] == ["提交申请"]
    assert (answer["clocks"], answer["decision"], answer["corrections"]) == (None, None, [])


def test_an_accepted_case_tells_its_stage_and_why_its_last_day_is_that_day(system, number):
    cases.accept(case_of(number).pk, by=office().window, at=MONDAY)

    answer = system.get(f"cases/{number}").json()

    assert answer["stage"] == "现场查看"
    assert answer["clocks"]["promised"]["due_on"] == case_of(number).promised_due_on.isoformat()
    assert "8 个工作日" in answer["clocks"]["promised"]["words"]
    assert "《行政许可法》第四十二条" in answer["clocks"]["statutory"]["words"]


def test_what_officials_note_for_one_another_is_not_told(system, number):
    cases.accept(case_of(number).pk, note="内部备注", by=office().window, at=MONDAY)

    answer = system.get(f"cases/{number}")

    assert "内部备注" not in answer.content.decode()


def test_a_decision_comes_with_reasons_and_remedies(system, number):
    case = case_of(number)
    cases.accept(case.pk, by=office().window, at=MONDAY)
    Case.objects.filter(pk=case.pk).update(state="to_decide", awaited_post=next(iter(office().approver.posts)))
    cases.refuse(case.pk, reasons="理由", basis="依据", remedies="途径", by=office().approver, at=MONDAY)

    answer = system.get(f"cases/{number}").json()

    assert answer["decision"] | {"decided_at": ""} == {
        "granted": False, "reasons": "理由", "basis": "依据", "remedies": "途径", "decided_at": "",
    }  # fmt: skip


def test_another_systems_case_looks_as_if_it_were_not_there(stranger, number):
    others = stranger.get(f"cases/{number}")
    unknown = stranger.get("cases/350502202609210000010")

    assert (others.status_code, others.json()) == (unknown.status_code, unknown.json())
    assert stranger.post(f"cases/{number}/withdrawal", {"reason": "x"}).status_code == 404
    assert stranger.post(f"cases/{number}/corrections", {}).status_code == 404


def test_the_letters_of_a_case_can_be_fetched(system, number):
    while deliver_waiting(now=MONDAY.replace(year=2100)):
        pass

    listed = system.get(f"cases/{number}").json()["letters"]
    fetched = system.get(f"cases/{number}/letters/{listed[0]['id']}")

    assert [letter["title"] for letter in listed] == ["收件通知书"]
    assert fetched.headers["Content-Type"] == "application/pdf"
    assert b"".join(fetched.streaming_content).startswith(b"%PDF-")


def test_a_letter_of_another_case_is_not_given_out(system, number):
    other = issue_letter(documents.Kind.ACCEPTANCE, subject=ref("case", case_of(number).pk + 1))

    answer = system.get(f"cases/{number}/letters/{other.pk}")

    assert answer.status_code == 404


@pytest.mark.parametrize("letter_id", ["0", "-1", "x", str(2**63), "999999999"])
def test_a_letter_that_is_not_there_is_told_so(system, number, letter_id):
    answer = system.get(f"cases/{number}/letters/{letter_id}")

    assert answer.status_code in {404, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_corrections_are_listed_and_handed_in(system, number):
    asked_to_correct(number)
    asked = system.get(f"cases/{number}").json()

    materials = [{"code": "floor_plan", "file": system.upload()}]
    answer = system.post(f"cases/{number}/corrections", {"answers": {"place_name": "刺桐民宿"}, "materials": materials})

    assert [gap["target"] for gap in asked["corrections"][0]["gaps"]] == ["materials.floor_plan", "answers.place_name"]
    assert asked["can"] == ["correct", "withdraw"]
    assert (answer.status_code, answer.json()["state"]) == (200, "submitted")
    assert case_of(number).answers["place_name"] == "刺桐民宿"


def test_what_a_review_misses_is_listed_and_handed_in_the_same_way(system):
    version = publish_configured(route=asking_route())
    number = system.post("cases", body_for(version, system)).json()["number"]
    cases.accept(case_of(number).pk, by=office().window, at=MONDAY)
    gap = cases.Gap("answers.place_name", "场所名称", "与招牌不一致")
    cases.ask_to_add(case_of(number).pk, gaps=[gap], by=office().site, at=MONDAY)
    asked = system.get(f"cases/{number}").json()

    unasked = system.post(f"cases/{number}/corrections", {"answers": {"place_name": "刺桐民宿", "area": 99.5}})
    answer = system.post(f"cases/{number}/corrections", {"answers": {"place_name": "刺桐民宿"}})
    again = system.post(f"cases/{number}/corrections", {"answers": {"place_name": "刺桐民宿"}})

    assert asked["can"] == ["add", "withdraw"]
    assert (asked["corrections"][0]["kind"], asked["state"]) == ("addition", "in_review")
    assert unasked.status_code == 422
    assert (answer.status_code, answer.json()["state"], answer.json()["can"]) == (200, "in_review", ["withdraw"])
    assert again.status_code == 409
    assert case_of(number).answers["place_name"] == "刺桐民宿"


def test_corrections_without_the_file_asked_for_are_refused(system, number):
    asked_to_correct(number)

    answer = system.post(f"cases/{number}/corrections", {"answers": {"place_name": "刺桐民宿"}})

    assert answer.status_code == 422
    assert answer.json()["faults"] == {"materials.floor_plan": "请按补正通知上传新的文件。"}


def test_corrections_that_nobody_asked_for_are_refused(system, number):
    answer = system.post(f"cases/{number}/corrections", {"answers": {}})

    assert answer.status_code == 409


def test_an_application_can_be_withdrawn_once(system, number):
    first = system.post(f"cases/{number}/withdrawal", {"reason": "不办了"})
    again = system.post(f"cases/{number}/withdrawal", {"reason": "不办了"})

    assert (first.status_code, first.json()["state"]) == (200, "withdrawn")
    assert again.status_code == 409


def test_a_number_typed_with_blanks_is_understood(system, number):
    typed = f"{number[:6]} {number[6:14]}-{number[14:]}"

    assert system.get(f"cases/{typed}").json()["number"] == number


def test_reading_a_case_asks_a_fixed_number_of_questions(system, number, django_assert_max_num_queries):
    system.get(f"cases/{number}")

    with django_assert_max_num_queries(14):
        system.get(f"cases/{number}")
