"""Looking through the guides: scores, days, what an examiner lets stand, what stops a publication."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from citong.catalogue import facade as catalogue
from citong.catalogue.jobs import look_through_guides
from citong.catalogue.models import AcceptedFinding, Checkup, DayScore
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.models import AuditEntry
from tests.catalogue.guangan import import_real_items
from tests.factories.actors import brought_by, everywhere
from tests.factories.catalogue import MONDAY, ItemFactory, ItemVersionFactory, drafted_guide
from tests.factories.organisations import DepartmentFactory

pytestmark = pytest.mark.django_db
EXAMINER = Actor("account:77", "desk", name="Chi", grants=everywhere("supervisor"))
WARNED = {"rule": "C01", "path": "conditions"}


def looked_through(**says):
    version = ItemVersionFactory(says=says)
    catalogue.check_guides(by=SYSTEM, at=MONDAY)
    return version


def accept(version, **changes):
    given = {**WARNED, "reason": "由省里统一公布。", "by": EXAMINER, "at": MONDAY, **changes}
    return catalogue.accept_finding(version.item_id, **given)


def test_every_published_guide_gets_its_score_and_the_day_its_mean():
    one, other = looked_through(), ItemVersionFactory(says={"conditions": ["老人年满八十岁"]})

    look_through_guides(MONDAY)

    scores = [Checkup.objects.get(pk=version.item_id).score for version in (one, other)]
    assert scores[0] < scores[1] < 100
    assert [day.tenths for day in catalogue.days_scored()] == [round(sum(scores) * 5)]
    assert {each.items for each in catalogue.departments_scored()} == {1}


def test_looking_twice_on_a_day_leaves_one_score_and_the_next_day_adds_one():
    looked_through()

    catalogue.check_guides(by=SYSTEM, at=MONDAY + timedelta(hours=2))
    catalogue.check_guides(by=SYSTEM, at=MONDAY + timedelta(days=1))

    assert DayScore.objects.count() == 2


def test_what_is_withdrawn_is_looked_at_no_more():
    version = looked_through()
    catalogue.withdraw_item(version.item_id, reason="下放", by=SYSTEM, at=MONDAY)

    catalogue.check_guides(by=SYSTEM, at=MONDAY)

    assert catalogue.checkup(version.item_id) is None
    assert DayScore.objects.count() == 0


def test_an_accepted_finding_stays_visible_does_not_count_and_is_on_record():
    version = looked_through()
    before = catalogue.checkup(version.item_id)

    accept(version)

    after = catalogue.checkup(version.item_id)
    assert after.score == before.score + 4
    assert "C01" not in after.rules
    assert "C01" in {found.rule for found in catalogue.findings_of(after)}
    assert catalogue.accepted_findings(version.item_id).get().reason == "由省里统一公布。"
    assert AuditEntry.objects.filter(action="catalogue.finding_accepted").count() == 1


def test_an_acceptance_outlives_the_next_look_and_ends_when_it_is_taken_back():
    version = looked_through()
    accepted = accept(version)

    catalogue.check_guides(by=SYSTEM, at=MONDAY)
    assert "C01" not in catalogue.checkup(version.item_id).rules

    catalogue.end_acceptance(accepted.pk, by=EXAMINER, at=MONDAY)
    assert "C01" in catalogue.checkup(version.item_id).rules
    with pytest.raises(catalogue.NothingToAccept):
        catalogue.end_acceptance(accepted.pk, by=EXAMINER, at=MONDAY)


def test_what_is_accepted_counts_again_when_it_says_something_else():
    version = looked_through(conditions=["符合有关规定"])
    accept(version, rule="W02", path="conditions.0")
    draft = drafted_guide(version.item, conditions=["按有关部门的要求"])
    catalogue.publish(draft.pk, by=SYSTEM, at=MONDAY)

    catalogue.check_guides(by=SYSTEM, at=MONDAY)

    assert "W02" in catalogue.checkup(version.item_id).rules


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        pytest.param({"reason": "  "}, InvalidInput, id="no reason"),
        pytest.param({"reason": "长" * 501}, InvalidInput, id="a reason without end"),
        pytest.param({"rule": "Z99"}, catalogue.NothingToAccept, id="no such finding"),
        pytest.param({"rule": "W01", "path": "materials.all.name"}, catalogue.NothingToAccept, id="an error"),
        pytest.param({"by": Actor("account:1", "desk")}, catalogue.NotACatalogueKeeper, id="nobody"),
        pytest.param({"by": replace(EXAMINER, id="account:5")}, catalogue.NotYourOwnGuide, id="who published it"),
    ],
)
def test_what_cannot_be_accepted_is_refused(changes, refusal):
    material = {"code": "all", "name": "其他材料", "collect": "paper"}
    version = ItemVersionFactory(says={"materials": [material]}, published_by="account:5")
    catalogue.check_guides(by=SYSTEM, at=MONDAY)

    with pytest.raises(refusal):
        accept(version, **changes)


def test_whoever_keeps_items_does_not_excuse_them_and_an_examiner_only_those_within_reach():
    version = looked_through()
    keeper = Actor("account:8", "desk", grants=brought_by("administration", department=version.item.department_id))
    elsewhere = Actor("account:9", "desk", grants=brought_by("supervision", department=DepartmentFactory().pk))

    for by in (keeper, elsewhere):
        with pytest.raises(catalogue.NotACatalogueKeeper):
            accept(version, by=by)


def test_a_finding_is_accepted_once():
    version = looked_through()
    accept(version)

    with pytest.raises(catalogue.NothingToAccept):
        accept(version)


@pytest.mark.django_db(transaction=True)
def test_two_examiners_at_once_accept_once():
    version, outcomes = looked_through(), []

    def one_accepts():
        try:
            accept(version)
            outcomes.append("accepted")
        except catalogue.NothingToAccept:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=one_accepts) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["accepted", "refused"]
    assert AcceptedFinding.objects.count() == 1


def test_an_error_stops_the_publication_and_names_rule_place_and_remedy():
    draft = drafted_guide(ItemFactory(), promised={"days": 30}, statutory={"days": 20})

    with pytest.raises(catalogue.CannotBePublished) as refused:
        catalogue.publish(draft.pk, by=SYSTEM, at=MONDAY)

    said = refused.value.faults["promised"]
    assert "规则 B02" in said
    assert "缩短承诺时限" in said
    assert "承诺时限" in said
    assert refused.value.details["rule"] == "行政许可法第四十二条"


def test_warnings_do_not_stop_a_publication():
    draft = drafted_guide(ItemFactory())

    assert catalogue.findings_in(draft)
    assert catalogue.publish(draft.pk, by=SYSTEM, at=MONDAY).status == "published"


def test_the_worst_come_first_a_page_at_a_time_each_asking_once(django_assert_num_queries):
    versions = [ItemVersionFactory(says={"conditions": ["一"] * (n % 2)}) for n in range(5)]
    catalogue.check_guides(by=SYSTEM, at=MONDAY)
    seen, after = [], None

    for _ in range(3):
        with django_assert_num_queries(1):
            page = catalogue.checkups(after=after, size=2)
            seen += [(row.score, row.pk, row.version.name, row.item.department.short_name) for row in page.rows]
        after = page.next_after

    assert after is None
    assert len(seen) == len(versions)
    assert seen == sorted(seen)


def test_a_list_is_narrowed_to_a_rule_and_a_department():
    bad, good = ItemVersionFactory(), ItemVersionFactory(says={"conditions": ["一"]})
    catalogue.check_guides(by=SYSTEM, at=MONDAY)

    assert [row.pk for row in catalogue.checkups(rule="C01").rows] == [bad.item_id]
    department = good.item.department_id
    assert [row.pk for row in catalogue.checkups(department_id=department).rows] == [good.item_id]
    assert {each.rule.code: each.items for each in catalogue.rules_broken()}["C01"] == 1


def test_the_number_of_queries_does_not_grow_with_the_guides(django_assert_max_num_queries):
    for _ in range(12):
        ItemVersionFactory()

    with django_assert_max_num_queries(12):
        catalogue.check_guides(by=SYSTEM, at=MONDAY)


def test_the_real_items_of_a_district_are_looked_through(capsys):
    import_real_items()

    catalogue.check_guides(by=SYSTEM, at=MONDAY)
    call_command("lint_guides")

    assert Checkup.objects.count() == 800
    assert "检查了 800 项" in capsys.readouterr().out


def test_the_command_checks_a_file_and_tells_of_errors(tmp_path, capsys):
    file = tmp_path / "items.csv"
    heads = "事项编码,事项名称,事项类型,实施部门,部门代码,区划代码,承诺时限,法定时限"
    file.write_text(f"{heads}\nA-1,甲,行政许可,局,d1,350502000000,9,5\n", encoding="utf-8")

    with pytest.raises(CommandError, match="1 处错误"):
        call_command("lint_guides", str(file), "--all")

    said = capsys.readouterr().out
    assert "错误 B02 承诺时限：承诺时限（9 天）不能超过法定时限（5 天）" in said
    assert "局：1 项" in said


def test_the_command_says_when_there_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("lint_guides", str(tmp_path / "nothing.csv"))
