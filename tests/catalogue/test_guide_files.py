"""Files as people send them, good and bad. Every fault has its line and column."""

import io

import pytest
from openpyxl import Workbook

from citong.catalogue import facade as catalogue
from citong.catalogue.rules import guide_files
from citong.catalogue.rules.guides import GuideRow, row_of

HEADINGS = ["事项编码", "事项名称", "事项类型", "实施部门", "部门代码", "区划代码"]
ROW = ["A-1", "临时救助", "行政给付", "区民政局", "11511301008778298W", "511602000000"]
JSON = (
    '{"item_code": "A-1", "name": "临时救助", "item_type": "5", "department": "区民政局", '
    '"department_code": "11511301008778298W", "area_code": 511602000000, "main_item": null}\n'
)


def read(content, name="items.csv"):
    return list(catalogue.lines_in(io.BytesIO(content), file_name=name))


def table(*rows, headings=HEADINGS):
    return "\n".join(",".join(row) for row in [headings, *rows]).encode()


def sheet(*rows, headings=HEADINGS):
    workbook, buffer = Workbook(), io.BytesIO()
    for row in [headings, *rows]:
        workbook.active.append(row)
    workbook.save(buffer)
    return buffer.getvalue()


def with_cell(heading, cell):
    return [cell if each == heading else was for each, was in zip(HEADINGS, ROW, strict=True)]


@pytest.mark.parametrize(
    ("content", "name", "number"),
    [
        pytest.param(table(ROW), "items.csv", 2, id="csv"),
        pytest.param(b"\xef\xbb\xbf" + table(ROW), "items.CSV", 2, id="csv with a byte order mark"),
        pytest.param(table(["", "", "", "", "", ""], ROW), "items.csv", 3, id="csv with an empty line"),
        pytest.param(JSON.encode(), "items.jsonl", 1, id="jsonl"),
        pytest.param(b"\xef\xbb\xbf" + JSON.encode(), "items.jsonl", 1, id="jsonl with a byte order mark"),
        pytest.param(b"\n\n" + JSON.encode(), "items.jsonl", 3, id="jsonl with empty lines"),
        pytest.param(sheet(ROW), "items.xlsx", 2, id="xlsx"),
        pytest.param(sheet([*ROW[:5], 511602000000]), "items.xlsx", 2, id="xlsx with a code as number"),
    ],
)
def test_the_same_line_is_read_from_every_kind_of_file(content, name, number):
    (line,) = read(content, name)

    row = row_of(line)

    assert isinstance(row, GuideRow)
    assert (row.line, row.code, row.area_code) == (number, "A-1", "511602000000")
    assert row.says["item_type"] == "05"


@pytest.mark.parametrize(
    ("content", "name", "line", "words"),
    [
        pytest.param(b"", "items.csv", 0, "空的", id="an empty file"),
        pytest.param(b"\n \n", "items.csv", 0, "没有内容", id="only empty lines"),
        pytest.param(b"x", "items.doc", 0, "只能导入", id="another kind of file"),
        pytest.param(table(ROW).decode().encode("gb18030"), "items.csv", 1, "CSV UTF-8", id="another encoding"),
        pytest.param(table([*ROW, "more"]), "items.csv", 2, "7 列", id="a cell too many"),
        pytest.param(table(ROW[:5]), "items.csv", 2, "5 列", id="a cell too few"),
        pytest.param(table(ROW, headings=[*HEADINGS[:5], "颜色"]), "items.csv", 1, "没有“颜色”", id="unknown column"),
        pytest.param(
            table(ROW, headings=[*HEADINGS[:5], ""]), "items.csv", 1, "不能空着", id="a column without a name"
        ),
        pytest.param(table(headings=[*HEADINGS, "事项名称"]), "items.csv", 1, "不止一次", id="a column twice"),
        pytest.param(table(headings=HEADINGS[1:]), "items.csv", 1, "缺少“事项编码”", id="a column is missing"),
        pytest.param(table([*ROW[:5], '"511602']), "items.csv", 2, "引号", id="a quotation without end"),
        pytest.param(JSON[:40].encode(), "items.jsonl", 1, "没有传完整", id="a line cut off"),
        pytest.param(b"[1, 2]\n", "items.jsonl", 1, "JSON 对象", id="not an object"),
        pytest.param(JSON.encode("gb18030"), "items.jsonl", 1, "UTF-8", id="jsonl in another encoding"),
        pytest.param(b'{"colour": "red"}\n', "items.jsonl", 1, "没有“colour”", id="an unknown key"),
        pytest.param(b'{"name": ["a"]}\n', "items.jsonl", 1, "文字或数字", id="a list for a cell"),
        pytest.param(b"[" * 100_000, "items.jsonl", 1, "太长", id="a line without end"),
        pytest.param(b"[" * 50_000, "items.jsonl", 1, "JSON", id="an abyss"),
        pytest.param(b"PK no", "items.xlsx", 0, "打不开", id="no workbook"),
        pytest.param(sheet(ROW)[:-200], "items.xlsx", 0, "打不开", id="a workbook cut off"),
        pytest.param(sheet(with_cell("事项名称", "=1+1")), "items.xlsx", 2, "公式", id="a formula"),
    ],
)
def test_what_cannot_be_read_is_explained(content, name, line, words):
    first = read(content, name)[0]

    assert first.line == line
    assert words in first.message


def test_a_line_in_another_encoding_is_found_far_down_the_file():
    content = table(*[ROW] * 500) + "\n临时".encode("gb18030")

    *lines, fault = read(content)

    assert fault.line == 502
    assert all(isinstance(line, catalogue.Line) for line in lines)


def test_a_very_large_file_is_refused_unread(monkeypatch):
    monkeypatch.setattr(guide_files, "LARGEST_BYTES", 10)

    (fault,) = read(table(ROW))

    assert "100 MB" in fault.message


def test_a_workbook_that_unpacks_to_no_end_is_refused(monkeypatch):
    monkeypatch.setattr(guide_files, "LARGEST_UNPACKED_BYTES", 10)

    (fault,) = read(sheet(ROW), "items.xlsx")

    assert "打不开" in fault.message


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_what_a_spreadsheet_would_run_is_refused(sign):
    (line,) = read(JSON.replace("临时", f"{sign}临时".replace("\t", "\\t")).encode(), "items.jsonl")

    (fault,) = row_of(line)

    assert (fault.line, fault.column) == (1, "事项名称")
    assert "公式" in fault.message


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("事项编码", "", "不能空着"),
        ("事项名称", " ", "不能空着"),
        ("事项名称", "长" * 201, "最多 200 个字"),
        ("事项编码", "中文", "2 到 64 位"),
        ("事项类型", "行政处罚", "请填：行政许可"),
        ("事项类型", "3", "请填：行政许可"),
        ("区划代码", "511602", "12 位"),
        ("区划代码", "５１１６０２００００００", "12 位"),
        ("部门代码", "1" * 41, "最多 40 个字"),
        ("实施部门", "区\x00局", "控制字符"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named(heading, cell, words):
    (line,) = read(table(with_cell(heading, cell)))

    (fault,) = row_of(line)

    assert (fault.line, fault.column) == (2, heading)
    assert words in fault.message


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("承诺时限", "五天", "正整数"),
        ("法定时限", "1.5", "正整数"),
        ("服务对象", "猫", "个人和法人"),
        ("承诺时限", "99999", "最多 4 个字"),
    ],
)
def test_an_optional_cell_is_checked_when_it_is_filled(heading, cell, words):
    (line,) = read(table([*ROW, cell], headings=[*HEADINGS, heading]))

    (fault,) = row_of(line)

    assert (fault.column, words in fault.message) == (heading, True)


def test_all_faults_of_a_line_are_named_at_once():
    (line,) = read(table(["", "=x", "猫", "", "", "1"]))

    assert {fault.column for fault in row_of(line)} == set(HEADINGS)


def test_a_promise_beyond_the_law_is_a_fault_of_its_line():
    (line,) = read(table([*ROW, "30", "20"], headings=[*HEADINGS, "承诺时限", "法定时限"]))

    (fault,) = row_of(line)

    assert (fault.line, fault.column) == (2, "承诺时限")


def test_optional_columns_say_more_of_an_item():
    headings = [*HEADINGS, "服务对象", "一句话说明", "关键词", "主项名称", "承诺时限", "咨询电话"]
    (line,) = read(table([*ROW, "个人", "困难时帮一把", "救急、补助;", "社会救助", "5", "0595-1"], headings=headings))

    definition = row_of(line).applied_to(None, department="civil")

    assert definition.department == "civil"
    assert (definition.audience, definition.summary) == (["person"], "困难时帮一把")
    assert (definition.keywords, definition.promised.days) == (["救急", "补助", "社会救助"], 5)


def test_a_line_says_how_sure_the_hall_must_be_for_each_way():
    headings = [*HEADINGS, "网上办理实名等级", "窗口办理实名等级"]
    (line,) = read(table([*ROW, "3", "0"], headings=headings))
    known = row_of(line).applied_to(None, department="civil")
    (other,) = read(table([*ROW, "2"], headings=[*HEADINGS, "邮寄办理实名等级"]))

    after = row_of(other).applied_to(known, department="civil")

    assert (known.assurances.online, known.assurances.window, known.assurances.mail) == (3, 0, 0)
    assert (after.assurances.online, after.assurances.mail) == (3, 2)


@pytest.mark.parametrize("cell", ["5", "11", "高级"])
def test_a_level_that_is_none_is_said_at_its_cell(cell):
    (line,) = read(table([*ROW, cell], headings=[*HEADINGS, "网上办理实名等级"]))

    assert [(fault.line, fault.column) for fault in row_of(line)] == [(2, "网上办理实名等级")]


def test_online_nobody_applies_who_is_not_registered():
    (line,) = read(table([*ROW, "0"], headings=[*HEADINGS, "网上办理实名等级"]))

    assert [fault.column for fault in row_of(line)] == ["网上办理实名等级"]


def test_conditions_are_one_a_line():
    (line,) = read(JSON.replace("}", ', "conditions": "本区户籍\\n\\n 家庭困难 "}').encode(), "items.jsonl")

    assert row_of(line).says["conditions"] == ["本区户籍", "家庭困难"]
