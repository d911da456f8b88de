"""Moving open cases at the desk: tried out, prepared, approved by a colleague, and told case by case."""

import pytest
from django.test import Client

from citong.cases import facade as cases
from citong.cases.models import RouteChange
from citong.organisations.models import Post
from tests.factories.cases import MONDAY, accepted, office
from tests.factories.catalogue import establish_departments, publish_configured
from tests.factories.organisations import PostFactory
from tests.factories.rerouting import OPINIONS, next_version, route, visited

pytestmark = pytest.mark.django_db


@pytest.fixture
def keepers(seat) -> tuple[Client, Client]:
    """Two administrators of one department."""
    PostFactory(department=establish_departments()["health"], code="admin", duty=Post.Duty.ADMINISTRATION)
    return seat("health", "admin", name="Chi"), seat("health", "admin", name="Dee")


@pytest.fixture
def case() -> cases.Case:
    return accepted(version=publish_configured())


def item_of(case: cases.Case) -> str:
    return f"/desk/routes/{case.item_version.item_id}/"


def prepared(client: Client, case: cases.Case) -> str:
    return client.post(f"{item_of(case)}cases/").headers["Location"]


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_publication_page_leads_to_the_cases_on_the_old_route(keepers, case):
    next_version(route=route(OPINIONS))

    text = text_of(keepers[0], f"{item_of(case)}publish/")

    assert "还有 1 件按以前的流程在办" in text
    assert f'href="{item_of(case)}cases/"' in text


def test_the_table_says_where_each_case_would_stand(keepers, case, django_assert_max_num_queries):
    stuck = accepted(key="key-2")
    gap = [cases.Gap("answers.area", "面积", "不对")]
    with pytest.raises(cases.NotYourPost):
        cases.ask_to_correct(stuck.pk, gaps=gap, by=office().site, at=MONDAY)
    next_version(route=route(OPINIONS))

    with django_assert_max_num_queries(12):
        text = text_of(keepers[0], f"{item_of(case)}cases/")

    assert "2 件按旧流程在办，其中 2 件可以改走第 2 版的流程" in text
    assert "现场查看（等卫生查看）" in text
    assert "部门会审（等消防意见、市场监管意见）" in text
    assert "新流程没有环节“现场查看”" in text
    assert cases.case(case.pk).route_version_id is None


def test_one_prepares_another_approves_and_the_job_does_it(keepers, case, django_assert_max_num_queries):
    next_version(route=route(OPINIONS))
    first, second = keepers

    plan = prepared(first, case)
    assert "要请另一位管理岗的同事打开这一页" in text_of(first, plan)
    assert first.post(plan, {"do": "approve"}).status_code == 403
    assert second.post(plan, {"do": "approve"}).status_code == 302
    assert "正在改" in text_of(second, plan)
    second.post(plan, {"do": "go_on"})

    with django_assert_max_num_queries(9):
        text = text_of(first, plan)
    assert "已经做完" in text
    assert "已经改走新流程 1 件" in text
    assert cases.case(case.pk).stage == "opinions"


def test_what_has_moved_on_is_told_in_the_report(keepers, case):
    next_version(route=route(OPINIONS))
    plan = prepared(keepers[0], case)
    visited(case)

    keepers[1].post(plan, {"do": "approve"})
    keepers[1].post(plan, {"do": "go_on"})

    assert "准备好以后这件又往前走了，仍按原来的流程办。" in text_of(keepers[0], plan)


def test_a_plan_is_given_up_and_another_can_be_made(keepers, case):
    next_version(route=route(OPINIONS))
    plan = prepared(keepers[0], case)
    assert keepers[0].post(f"{item_of(case)}cases/").status_code == 409
    assert "已经有一次改动" in text_of(keepers[0], f"{item_of(case)}cases/")

    keepers[0].post(plan, {"do": "give_up"})

    assert "已经放弃" in text_of(keepers[0], plan)
    assert prepared(keepers[1], case) != plan
    assert RouteChange.objects.count() == 2


def test_nothing_to_move_says_so(keepers, case):
    assert "没有按旧流程在办的件" in text_of(keepers[0], f"{item_of(case)}cases/")
    assert keepers[0].post(f"{item_of(case)}cases/").status_code == 409


def test_a_step_that_is_none_is_not_there(keepers, case):
    next_version(route=route(OPINIONS))

    assert keepers[0].post(prepared(keepers[0], case), {"do": "everything"}).status_code == 404


def test_the_case_says_in_its_history_that_it_went_over(keepers, window, case):
    next_version(route=route(OPINIONS))
    plan = prepared(keepers[0], case)
    keepers[1].post(plan, {"do": "approve"})
    keepers[1].post(plan, {"do": "go_on"})

    text = text_of(window, f"/desk/cases/{case.pk}/")

    assert "改按新的流程办理" in text
    assert "新流程没有环节“现场查看”" in text
