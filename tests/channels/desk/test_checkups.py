"""The checkup of guides at the desk: the report, the list, one guide, and what an examiner lets stand."""

import pytest
from django.urls import reverse

from citong.catalogue import facade as catalogue
from citong.catalogue.models import AcceptedFinding
from citong.kernel.actors import SYSTEM
from citong.organisations.models import Post
from tests.channels.desk.conftest import holder_of, signed_in_as
from tests.factories.catalogue import MONDAY, ItemVersionFactory, drafted_guide
from tests.factories.identity import granted
from tests.factories.organisations import DepartmentFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def examiner():
    PostFactory(department=DepartmentFactory(code="centre"), code="seat", duty=Post.Duty.SUPERVISION)
    return signed_in_as(granted(holder_of("centre", "seat"), "supervisor"))


@pytest.fixture
def version():
    found = ItemVersionFactory(says={"name": "<b>高龄津贴</b>"})
    catalogue.check_guides(by=SYSTEM, at=MONDAY)
    return found


def page(client, name, *args, **query):
    return client.get(reverse(f"desk:{name}", args=args), query).content.decode()


def test_before_the_first_look_the_report_says_so(examiner):
    assert "还没有检查过" in page(examiner, "checkups")


def test_the_report_tells_of_time_departments_and_rules(examiner, version, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        shown = page(examiner, "checkups")

    assert "全部指南现在平均" in shown
    assert version.item.department.short_name in shown
    assert "C01 写明受理条件" in shown
    assert f"{reverse('desk:checkup_list')}?rule=C01" in shown


def test_the_list_is_narrowed_and_withstands_nonsense(examiner, version):
    assert "高龄津贴" in page(examiner, "checkup_list", rule="C01")
    assert "没有这样的事项" in page(examiner, "checkup_list", rule="W01")
    assert "高龄津贴" in page(examiner, "checkup_list", rule="\x00", department="x", score="1e9", item="-1")


def test_a_guide_shows_each_finding_with_rule_place_and_remedy_as_text(examiner, version):
    shown = page(examiner, "checkup", version.item_id)

    assert "&lt;b&gt;高龄津贴" in shown
    assert "<b>高龄津贴" not in shown
    assert "规则 C01" in shown
    assert "没有写受理条件。一条一条写明符合什么条件就受理。" in shown


def test_a_draft_shows_what_would_stop_it(examiner, version):
    drafted_guide(version.item, promised={"days": 9}, statutory={"days": 5})

    assert "承诺时限（9 天）不能超过法定时限（5 天）。" in page(examiner, "checkup", version.item_id)


def test_an_examiner_accepts_with_a_reason_and_takes_it_back(examiner, version):
    said = {"rule": "C01", "path": "conditions", "reason": "省里统一公布"}
    examiner.post(reverse("desk:checkup_accept", args=[version.item_id]), said)
    assert "理由：省里统一公布" in page(examiner, "checkup", version.item_id)

    accepted = AcceptedFinding.objects.get()
    examiner.post(reverse("desk:checkup_end", args=[accepted.pk]))
    assert "理由：省里统一公布" not in page(examiner, "checkup", version.item_id)


def test_without_a_reason_nothing_is_accepted(examiner, version):
    said = {"rule": "C01", "path": "conditions", "reason": ""}

    answer = examiner.post(reverse("desk:checkup_accept", args=[version.item_id]), said)

    assert answer.status_code == 422
    assert not AcceptedFinding.objects.exists()


def test_an_item_that_is_not_there_is_not_found(examiner):
    assert examiner.get(reverse("desk:checkup", args=[2_000_000_000])).status_code == 404
