"""Many simple applications, looked through together and taken up one by one."""

import pytest

from citong.cases import facade as cases
from tests.factories.cases import MONDAY, office, submitted
from tests.factories.catalogue import publish_configured

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Three applications for the same item."""
    version = publish_configured()
    return [submitted(version, key=f"key-0000000{number}") for number in range(3)]


def address(case) -> str:
    return f"/desk/batch/{case.item_version_id}/"


def send(client, picked, *, move: str = "accept"):
    return client.post(address(picked[0]), {"move": move, "case": [case.pk for case in picked]})


def state_of(case) -> str:
    return cases.case(case.pk).state


def test_items_with_several_alike_are_offered(window, three):
    assert f'href="{address(three[0])}">公共场所卫生许可</a>' in window.get("/desk/batch/").content.decode()
    assert "一批一起预审" in window.get("/desk/?kind=receive").content.decode()


def test_the_table_shows_what_matters_and_masks_people(window, three):
    text = window.get(address(three[0])).content.decode()

    assert text.count('name="case"') == 3
    assert "刺桐客栈" in text
    assert "1 / 2 样" in text
    assert ">Ana<" not in text
    assert "checked" not in text


def test_all_are_picked_by_a_link(window, three):
    assert window.get(address(three[0]), {"all": "1"}).content.decode().count(" checked") == 3


def test_those_that_were_picked_are_accepted_and_no_others(window, three):
    text = send(window, three[:2]).content.decode()

    assert "受理：办好 2 件" in text
    assert [state_of(case) for case in three] == ["in_review", "in_review", "submitted"]


def test_the_pre_review_is_passed_together(window, three):
    send(window, three, move="pass_pre_review")

    assert {state_of(case) for case in three} == {"to_receive"}


def test_one_that_cannot_go_through_keeps_no_other(window, three):
    gap = cases.Gap("answers.place_name", "场所名称", "与招牌不一致")
    cases.ask_to_correct(three[1].pk, gaps=[gap], by=office().window, at=MONDAY)

    text = send(window, three).content.decode()

    assert "办好 2 件，1 件没有办成" in text
    assert "不在可以一起办的里面了" in text
    assert state_of(three[1]) == "correction"


def test_sent_twice_nothing_happens_twice(window, three):
    send(window, three)

    text = send(window, three).content.decode()

    assert "办好 0 件，3 件没有办成" in text
    assert all(case.steps.filter(move="accept").count() == 1 for case in three)


def test_without_a_pick_nothing_happens_and_it_is_said(window, three):
    answer = window.post(address(three[0]), {"move": "accept"})

    assert answer.status_code == 422
    assert "请至少选一件" in answer.content.decode()


@pytest.mark.parametrize("picked", ["x", "-1", "9" * 30, "999999999"])
def test_what_cannot_be_read_or_is_not_there_is_passed_over(window, three, picked):
    answer = window.post(address(three[0]), {"move": "accept", "case": [picked, three[0].pk]})

    assert "办好 1 件" in answer.content.decode()
    assert state_of(three[1]) == "submitted"


def test_another_department_picks_nothing_of_ours(seat, three):
    seat("health", "window")
    stranger = seat("fire", "review")

    answer = send(stranger, three)

    assert answer.status_code == 403
    assert {state_of(case) for case in three} == {"submitted"}


def test_cases_that_differ_in_version_are_not_mixed(window, three):
    other = submitted(publish_configured(code="HEALTH-2"), key="key-00000009")

    text = window.post(address(three[0]), {"move": "accept", "case": [other.pk]}).content.decode()

    assert "办好 0 件" in text
    assert state_of(other) == "submitted"


def test_the_table_asks_the_database_little_however_many_there_are(window, three, django_assert_max_num_queries):
    window.get(address(three[0]))

    with django_assert_max_num_queries(12):
        window.get(address(three[0]))
