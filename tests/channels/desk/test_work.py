"""What waits for a person, the department's cases, and looking one up."""

from datetime import timedelta

import pytest

from citong.cases import facade as cases
from citong.channels.kit import writing
from tests.factories.cases import ANA, MONDAY, accepted, office, submitted

pytestmark = pytest.mark.django_db

LINK = "data-stop"


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_to_do_says_what_will_come(window):
    text = text_of(window.get("/desk/"))

    assert "手上没有要办的" in text


def test_a_new_application_waits_for_the_window(window):
    case = submitted()

    text = text_of(window.get("/desk/"))

    assert writing.grouped(case.number) in text
    assert "待预审、待收件（1）" in text
    assert "已超期" in text
    assert "Ana" not in text.split("<main")[1]
    assert "A**" in text


def test_an_opinion_that_is_owed_is_listed_by_what_is_asked(seat):
    accepted()

    text = text_of(seat("health", "site").get("/desk/?kind=review"))

    assert "卫生查看" in text
    assert "待我审查（1）" in text


def test_the_work_of_other_posts_is_not_listed(seat):
    accepted()

    assert LINK not in text_of(seat("fire", "review").get("/desk/"))


def test_what_is_due_first_stands_first(window):
    first = submitted(key="key-00000001")
    earlier = submitted(first.item_version, key="key-00000002", at=MONDAY - timedelta(days=4))

    text = text_of(window.get("/desk/"))

    assert text.index(f"/desk/cases/{earlier.pk}/") < text.index(f"/desk/cases/{first.pk}/")


def test_the_next_page_begins_after_the_last_row(window):
    version = submitted(key="key-00000000").item_version
    for n in range(1, 22):
        submitted(version, key=f"key-{n:08d}")

    first = text_of(window.get("/desk/?kind=receive"))
    address = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = text_of(window.get(address))

    assert first.count(LINK) == 20
    assert second.count(LINK) == 2
    assert "after=" in address


def test_an_unreadable_edge_of_a_page_is_the_first_page(window):
    submitted()

    for edge in ("nonsense", "2026-13-45_1", "2026-09-21_", "_"):
        assert LINK in text_of(window.get("/desk/", {"kind": "receive", "after": edge}))


def test_the_list_is_narrowed_to_an_item(window):
    case = submitted()

    item = case.item_version.item_id
    here = text_of(window.get("/desk/", {"item": item}))
    elsewhere = text_of(window.get("/desk/", {"item": "999999"}))

    assert LINK in here
    assert f'<option value="{item}" selected>' in here
    assert LINK in elsewhere


def test_cases_that_wait_for_their_applicants_are_a_list_of_their_own(window):
    case = submitted()
    gap = cases.Gap(target="materials.floor_plan", title="场所平面图", problem="没有标出消毒间")
    cases.ask_to_correct(case.pk, gaps=[gap], by=office().window, at=MONDAY)

    text = text_of(window.get("/desk/?kind=correction"))

    assert "等申请人补正" in text
    assert LINK in text


def test_the_department_sees_its_cases_filtered(window):
    case = submitted()

    everything = text_of(window.get("/desk/cases/"))
    narrowed = text_of(window.get("/desk/cases/?state=submitted&since=2026-09-21"))
    nothing = text_of(window.get("/desk/cases/?state=closed"))

    assert f"/desk/cases/{case.pk}/" in everything
    assert f"/desk/cases/{case.pk}/" in narrowed
    assert '<option value="submitted" selected>' in narrowed
    assert "没有符合条件的办件" in nothing


def test_a_filter_that_cannot_be_read_is_named(window):
    assert "请这样写日期" in text_of(window.get("/desk/cases/?since=soon"))


def test_another_department_does_not_see_them(seat):
    submitted()

    text = text_of(seat("fire", "review").get("/desk/cases/"))

    assert "本单位还没有办件" in text


def test_a_case_is_found_by_number_name_and_phone(window):
    case = submitted()

    for words in (writing.grouped(case.number), "Ana", case.contact_phone):
        assert f"/desk/cases/{case.pk}/" in text_of(window.get("/desk/search/", {"q": words}))


def test_who_is_not_found_is_told_what_to_check(window):
    submitted()

    assert "没有找到" in text_of(window.get("/desk/search/", {"q": "Ben"}))
    assert "没有找到" not in text_of(window.get("/desk/search/"))


def test_other_departments_cases_are_not_found(seat):
    submitted()

    assert LINK not in text_of(seat("fire", "review").get("/desk/search/", {"q": "Ana"}))


@pytest.mark.parametrize(
    ("address", "most"), [("/desk/", 12), ("/desk/?kind=receive", 12), ("/desk/cases/", 7), ("/desk/search/?q=Ana", 10)]
)
def test_lists_take_few_queries_however_long(window, address, most, django_assert_max_num_queries):
    version = submitted(key="key-00000000").item_version
    window.get(address)
    with django_assert_max_num_queries(most) as before:
        window.get(address)
    for n in range(1, 8):
        submitted(version, key=f"key-{n:08d}", by=ANA)

    with django_assert_max_num_queries(len(before)):
        assert window.get(address).status_code == 200


def test_a_search_passes_over_what_no_name_can_hold(window):
    text = text_of(window.get("/desk/search/", {"q": "Ana\x00"}))

    assert "没有找到" in text
