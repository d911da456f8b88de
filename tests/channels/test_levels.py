"""What is sent up is seen on both levels: at the desk, and by whoever applied."""

import pytest
from django.test import Client
from django.urls import reverse

from citong.cases import facade as cases
from citong.channels.kit.writing import grouped
from citong.identity.models import Account
from citong.kernel.actors import SYSTEM
from tests.channels.desk.conftest import holder_of
from tests.channels.portal.conftest import actor_of
from tests.factories.cases import MONDAY
from tests.factories.identity import AccountFactory
from tests.factories.linked import ITEMS, examined, publish_levels, sent_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("renderer")]


@pytest.fixture
def ana() -> Account:
    return AccountFactory()


@pytest.fixture
def lower(ana) -> cases.Case:
    return sent_up(publish_levels(), by=actor_of(ana))


def received(lower: cases.Case, level: str = "district") -> cases.Case:
    return cases.receive_from_below(lower.pk, item=ITEMS[level], by=SYSTEM, at=MONDAY)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_level_below_sees_where_its_case_is_now(lower):
    street = signed_in(holder_of("street", "window"))
    assert "正在转报上级" in text_of(street, f"/desk/cases/{lower.pk}/")

    upper = received(lower)

    text = text_of(street, f"/desk/cases/{lower.pk}/")
    assert grouped(upper.number) in text
    assert "现在：审查中" in text


def test_the_level_above_sees_what_was_found_and_handed_in_below(lower):
    city = received(examined(received(lower)), level="city")

    text = text_of(signed_in(holder_of("city", "review")), f"/desk/cases/{city.pk}/")

    assert text.count("的初审</h2>") == 2
    assert "属实" in text
    assert "plan.png" in text
    assert "不能再向申请人要" in text


def test_the_level_below_learns_the_result(lower):
    cases.take_upper_result(lower.pk, granted=True, note="区局准予（办件 1）", by=SYSTEM, at=MONDAY)

    text = text_of(signed_in(holder_of("street", "window")), f"/desk/cases/{lower.pk}/")

    assert "上级的结果：区局准予（办件 1）。" in text


def test_another_level_does_not_open_the_case_of_this_one(lower):
    upper = received(lower)

    assert signed_in(holder_of("street", "window")).get(f"/desk/cases/{upper.pk}/").status_code == 404
    assert signed_in(holder_of("district", "window")).get(f"/desk/cases/{lower.pk}/").status_code == 404


def test_the_applicant_goes_from_one_level_to_the_other(ana, lower, django_assert_max_num_queries):
    upper, client = received(lower), signed_in(ana)

    with django_assert_max_num_queries(22):
        below = text_of(client, f"/my/cases/{lower.number}/")
    above = text_of(client, f"/my/cases/{upper.number}/")

    assert f'href="/my/cases/{upper.number}/"' in below
    assert "材料一起送上去了，不用再交" in below
    assert f'href="/my/cases/{lower.number}/"' in above
    assert "上级机关办理中" in text_of(client, "/my/")


def test_before_the_last_opinion_it_is_said_that_the_case_will_go_up(ana):
    case = cases.case(sent_up(publish_levels(), by=actor_of(ana)).pk)
    district = received(case)

    text = text_of(signed_in(holder_of("district", "review")), f"/desk/cases/{district.pk}/")

    assert "意见和全部材料一起送上去，由上级受理、决定；本级的期限到此为止。" in text


def test_the_guide_says_that_the_level_above_decides():
    publish_levels()
    client = Client()

    street, city = (text_of(client, reverse("portal:guide", args=[ITEMS[level]])) for level in ("street", "city"))

    assert "上级决定" in street
    assert "上级决定" not in city
