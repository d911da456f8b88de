from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput
from citong.organisations import facade as organisations
from citong.organisations.models import Division

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
FUJIAN = {"code": "350000000000", "level": "province", "name": "福建省", "parent": ""}
QUANZHOU = {"code": "350500000000", "level": "city", "name": "泉州市", "parent": "350000000000"}
LICHENG = {"code": "350502000000", "level": "county", "name": "鲤城区", "parent": "350500000000"}

pytestmark = pytest.mark.django_db


def load(*rows):
    return organisations.load_divisions(rows, by=SYSTEM, at=AT)


def test_divisions_find_their_place():
    count = load(LICHENG, QUANZHOU, FUJIAN)

    assert count == 3
    assert organisations.division("350502000000").parent.name == "泉州市"
    assert [child.name for child in organisations.children_of("350000000000")] == ["泉州市"]


def test_loading_again_renames():
    load(FUJIAN, QUANZHOU)

    load({**QUANZHOU, "name": "泉州"})

    assert organisations.division("350500000000").name == "泉州"
    assert Division.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({**LICHENG, "code": "350502"}, "12 位"),
        ({**LICHENG, "code": "35050200000a"}, "12 位"),
        (FUJIAN, "已经出现过"),
        ({**LICHENG, "level": "township"}, "不认识"),
        ({**LICHENG, "name": ""}, "没有填"),
        ({**LICHENG, "name": "长" * 81}, "太长"),
        ({**LICHENG, "parent": ""}, "没有填上级"),
        ({**LICHENG, "parent": "360000000000"}, "不在表里"),
        ({**QUANZHOU, "code": "360100000000"}, "不属于上级"),
        ({**LICHENG, "level": "province", "parent": "350500000000"}, "不比它高"),
    ],
    ids=[
        "short code",
        "letter in the code",
        "twice",
        "level",
        "no name",
        "long name",
        "no parent",
        "unknown parent",
        "parent of another province",
        "parent below",
    ],
)
def test_a_bad_line_is_named_and_nothing_is_loaded(row, reason):
    with pytest.raises(InvalidInput) as refused:
        load(FUJIAN, QUANZHOU, row)

    assert list(refused.value.faults) == ["第 4 行"]
    assert reason in refused.value.faults["第 4 行"]
    assert not Division.objects.exists()


def test_every_bad_line_is_named():
    with pytest.raises(InvalidInput) as refused:
        load(FUJIAN, {**QUANZHOU, "name": ""}, {**LICHENG, "level": "x"})

    assert list(refused.value.faults) == ["第 3 行", "第 4 行"]


def test_only_administrators_load_divisions():
    with pytest.raises(organisations.NotAnAdministrator):
        organisations.load_divisions([FUJIAN], by=Actor(id="account:1", channel="desk"), at=AT)


def test_the_shipped_list_is_loaded_and_loaded_again(capsys):
    call_command("load_divisions")
    call_command("load_divisions")

    assert Division.objects.count() == 3604
    assert capsys.readouterr().out == "导入了 3604 个行政区划。\n" * 2
    assert [street.name for street in organisations.streets_of("350502000000")] == [
        "海滨街道",
        "临江街道",
        "鲤中街道",
        "开元街道",
        "浮桥街道",
        "江南街道",
        "金龙街道",
        "常泰街道",
        "清濛经济开发区",
    ]


def test_streets_of_a_city_are_those_of_its_counties():
    call_command("load_divisions")

    streets = organisations.streets_of("350500000000")

    assert {street.code[:6] for street in streets} > {"350502", "350503"}


def test_a_file_that_is_wrong_is_explained(tmp_path):
    file = tmp_path / "divisions.csv"
    file.write_text("code,level,name,parent\n12,city,某市,\n", encoding="utf-8")

    with pytest.raises(CommandError, match="第 2 行：代码“12”不是 12 位数字"):
        call_command("load_divisions", file)


def test_an_unknown_division_is_not_found():
    with pytest.raises(organisations.NoSuchDivision):
        organisations.division("999999999999")
