import io
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from citong.catalogue import facade as catalogue
from citong.catalogue.models import Item, ItemVersion
from citong.catalogue.services import guides
from citong.kernel.actors import SYSTEM
from citong.kernel.models import AuditEntry, FactRecord
from citong.organisations import facade as organisations
from citong.organisations.models import Department
from tests.catalogue.guangan import import_real_items
from tests.factories.catalogue import MONDAY, ItemFactory, drafted_guide, publish_configured
from tests.factories.organisations import DepartmentFactory, DivisionFactory

pytestmark = pytest.mark.django_db

AREA = "511602000000"
CIVIL = "11511301008778298W"


@pytest.fixture(autouse=True)
def area():
    return DivisionFactory(code=AREA, name="广安区")


def line(number=1, **cells):
    usual = {
        "item_code": f"A-{number}",
        "name": "临时救助",
        "item_type": "5",
        "department": "区民政局",
        "department_code": CIVIL,
        "area_code": AREA,
    }
    return catalogue.Line(number, {**usual, **cells})


def take(*lines):
    return catalogue.import_guides(lines, by=SYSTEM, at=MONDAY)


def test_a_guide_comes_in_as_a_published_item():
    report = take(line(promised_days="5"))

    version = catalogue.published("A-1")
    assert (report.added, report.faults) == (1, [])
    assert (version.name, version.star, version.is_online, version.promised_days) == ("临时救助", 1, False, 5)
    assert [hit.version.pk for hit in catalogue.find("lsjz").hits] == [version.pk]
    assert FactRecord.objects.get().values == {
        "item_id": version.item_id,
        "version_id": version.pk,
        "previous_version_id": None,
    }
    assert AuditEntry.objects.filter(action="catalogue.guides_imported").count() == 1


def test_an_unknown_department_is_established_and_reported():
    report = take(line())

    department = organisations.department_by_uscc(CIVIL)
    assert (department.name, department.division_id) == ("区民政局", AREA)
    assert (report.departments, report.placeholders) == (["区民政局"], [])


def test_a_department_without_a_credit_code_gets_a_placeholder_and_is_reported():
    report = take(line(department_code="00877868-5"), line(2, department_code="00877868-5"))

    department = Department.objects.get(name="区民政局")
    assert department.uscc.startswith("Y9511602")
    assert organisations.valid_credit_code(department.uscc)
    assert report.placeholders == ["区民政局"]


@pytest.mark.parametrize(
    ("known", "given"),
    [
        pytest.param({"uscc": CIVIL, "name": "民政"}, {}, id="by its credit code"),
        pytest.param({"code": "civil", "name": "民政"}, {"department_code": "civil"}, id="by its code"),
        pytest.param({"name": "区民政局"}, {"department_code": "00877868-5"}, id="by its name in the same area"),
    ],
)
def test_a_known_department_is_recognised(area, known, given):
    department = DepartmentFactory(division=area, **known)

    report = take(line(**given))

    assert report.departments == []
    assert catalogue.published("A-1").item.department == department


def test_one_department_may_appear_under_several_codes():
    report = take(line(department_code="1_1"), line(2, department_code="1_2"), line(3, department_code="1_3"))

    assert (report.added, report.departments) == (3, ["区民政局"])
    assert [each.items for each in catalogue.departments_with_items()] == [3]


def test_the_same_file_twice_changes_nothing():
    take(line(), line(2))

    report = take(line(), line(2))

    assert (report.added, report.updated, report.unchanged) == (0, 0, 2)
    assert ItemVersion.objects.count() == 2


def test_what_changed_becomes_a_new_version():
    take(line(), line(2))
    before = catalogue.published("A-2")

    report = take(line(), line(2, name="急难救助"))

    after = catalogue.published("A-2")
    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)
    assert (after.number, after.name) == (2, "急难救助")
    assert catalogue.version(before.pk).status == ItemVersion.Status.SUPERSEDED
    assert FactRecord.objects.order_by("-id")[0].values["previous_version_id"] == before.pk


def test_a_configured_item_keeps_its_form_when_only_its_name_is_imported(area):
    version = publish_configured(code="A-1", wants_signed_mandate=True)
    department = version.item.department

    take(line(name="公共场所卫生许可证核发", item_type="01", department_code=department.uscc))

    found = catalogue.published("A-1")
    assert (found.number, found.name, found.is_online) == (2, "公共场所卫生许可证核发", True)
    assert catalogue.definition_of(found).form == catalogue.definition_of(version).form
    assert catalogue.definition_of(found).wants_signed_mandate


def test_a_draft_makes_room_for_what_is_imported():
    take(line())
    item = Item.objects.get()
    draft = drafted_guide(item, name="草稿")

    take(line(name="急难救助"))

    published = catalogue.publish(draft.pk, by=SYSTEM, at=MONDAY)
    assert list(item.versions.order_by("number").values_list("number", "name")) == [
        (1, "临时救助"),
        (2, "急难救助"),
        (3, "草稿"),
    ]
    assert published.number == 3


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([line(), line(2, item_code="A-1")], (2, "事项编码", "第 1 行已经有了"), id="a code twice"),
        pytest.param([line(), line(2, area_code="990000000000")], (2, "区划代码", "没有这个代码"), id="no such area"),
        pytest.param([line(), line(2, name="")], (2, "事项名称", "不能空着"), id="a bad cell"),
        pytest.param([line(), catalogue.ImportFault(2, "", "坏行")], (2, "", "坏行"), id="an unreadable line"),
        pytest.param([], (0, "", "没有事项"), id="nothing at all"),
    ],
)
def test_one_fault_keeps_the_whole_file_out(lines, expected):
    report = take(*lines)

    (fault,) = report.faults
    assert (fault.line, fault.column) == expected[:2]
    assert expected[2] in fault.message
    assert not Item.objects.exists()
    assert not Department.objects.exists()


def test_an_item_of_another_department_is_not_taken_over():
    item = ItemFactory(code="A-1")

    (fault,) = take(line()).faults

    assert "另一个部门" in fault.message
    assert not item.versions.exists()


def test_a_withdrawn_item_does_not_come_back_by_a_file():
    take(line())
    catalogue.withdraw_item(Item.objects.get().pk, reason="取消", by=SYSTEM, at=MONDAY)

    (fault,) = take(line()).faults

    assert "已经取消" in fault.message


def test_a_file_with_too_many_lines_is_refused(monkeypatch):
    monkeypatch.setattr(guides, "MOST_LINES", 2)

    (fault,) = take(line(), line(2), line(3)).faults

    assert "超过 2 行" in fault.message


def test_no_more_faults_are_listed_than_somebody_reads(monkeypatch):
    monkeypatch.setattr(guides, "FAULTS_LISTED", 3)

    report = take(*[line(number, name="") for number in range(1, 6)])

    assert ([fault.line for fault in report.faults], report.more_faults) == ([1, 2, 3], 2)


def test_eight_hundred_real_items_come_in_by_a_few_statements(django_assert_max_num_queries):
    with django_assert_max_num_queries(1100):  # a fact for each item; the rest in bulk
        report = import_real_items()

    assert (report.added, report.faults) == (800, [])
    assert {item.scheme for item in Item.objects.all()} == {"sichuan", "local"}


def test_real_items_are_unchanged_the_second_time():
    import_real_items()

    report = import_real_items()

    assert (report.added, report.updated, report.unchanged, report.departments) == (0, 0, 800, [])


def test_the_command_tells_what_came_of_a_file(tmp_path):
    file, told = tmp_path / "items.csv", io.StringIO()
    file.write_text(
        f"事项编码,事项名称,事项类型,实施部门,部门代码,区划代码\nA-1,临时救助,行政给付,区司法局,0087,{AREA}\n"
    )

    call_command("import_items", str(file), stdout=told)

    assert "新增 1 项，更新 0 项，未变 0 项" in told.getvalue()
    assert "新建部门 1 个：区司法局" in told.getvalue()
    assert "先用了替代代码" in told.getvalue()


def test_the_command_names_each_fault_and_fails(tmp_path):
    file, told = tmp_path / "items.csv", io.StringIO()
    file.write_text(f"事项编码,事项名称,事项类型,实施部门,部门代码,区划代码\nA-1,=救助,行政给付,区司法局,0087,{AREA}\n")

    with pytest.raises(CommandError, match="没有导入：文件有 1 处要改") as failure:
        call_command("import_items", str(file), stderr=told)

    assert failure.value.returncode == 1
    assert "第 2 行，事项名称：单元格不能以 =" in told.getvalue()


def test_the_command_says_when_there_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("import_items", str(tmp_path / "nothing.csv"))


def test_the_command_says_how_many_faults_it_kept_to_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(guides, "FAULTS_LISTED", 1)
    file, told = tmp_path / "items.jsonl", io.StringIO()
    file.write_text("x\ny\nz\n")

    with pytest.raises(CommandError, match="3 处"):
        call_command("import_items", str(file), stderr=told)

    assert "还有 2 处没有列出" in told.getvalue()


def test_codes_that_say_nothing_in_letters_do_not_melt_two_departments_into_one():
    report = take(line(department_code="民政"), line(2, department_code="卫健", department="区卫健局"))

    assert [(fault.line, fault.column) for fault in report.faults] == [(1, "部门代码"), (2, "部门代码")]


def test_a_department_of_a_morning_import_exists_from_that_day_in_china():
    catalogue.import_guides([line()], by=SYSTEM, at=datetime(2026, 9, 20, 23, tzinfo=UTC))

    assert Department.objects.get(name="区民政局").valid_from == date(2026, 9, 21)
