"""Templates: what can be written, what is refused and where, what comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.documents.rules.fields import BY_LABEL, BY_NAME, fields_of, sample_values
from citong.documents.rules.kinds import AT_WILL, EVERY_LETTER, FOR_EVERY_LETTER, REQUIRED, Kind
from citong.documents.rules.layout import Emphasis, Entry, Numbered, Paragraph, Rows, blocks_of, words_in
from citong.documents.rules.templates import differences, faults_in
from tests.factories.documents import first_text

GOOD = first_text(Kind.REFUSAL)
RETURNED = "{{事项名称}}{{收到日期}}{{理由}}\n"


def faults(body, kind=Kind.RETURNED):
    return [(fault.line, fault.words) for fault in faults_in(kind, body)]


@pytest.mark.parametrize("kind", Kind)
def test_every_first_text_is_without_faults(kind):
    assert faults_in(kind, first_text(kind)) == []


@pytest.mark.parametrize("kind", Kind)
def test_everything_that_a_kind_may_say_has_a_field(kind):
    said = {*EVERY_LETTER, *REQUIRED[kind], *AT_WILL.get(kind, ()), *FOR_EVERY_LETTER}

    assert said <= BY_NAME.keys()


def test_every_field_is_said_by_some_kind_under_a_label_of_its_own():
    assert {field.name for kind in Kind for field in fields_of(kind)} == BY_NAME.keys()
    assert len(BY_LABEL) == len(BY_NAME)


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        pytest.param(RETURNED + "请{{找谁}}", 2, "没有“找谁”这个字段", id="an unknown field"),
        pytest.param(RETURNED + "{{收到日其}}", 2, "是不是“收到日期”？", id="a field with a slip"),
        pytest.param(RETURNED + "\n{{如果有：依据}}按照{{依据}}", 3, "没有用 {{完}} 结束", id="an open condition"),
        pytest.param(RETURNED + "{{完}}", 2, "“完”前面没有“如果有”", id="an end without its beginning"),
        pytest.param(RETURNED + "{{否则}}", 2, "“否则”前面没有“如果有”", id="otherwise without its condition"),
        pytest.param(RETURNED + "{{如果有：依据}}a{{否则}}b{{否则}}c{{完}}", 2, "两次“否则”", id="two otherwises"),
        pytest.param(RETURNED + "{{如果有：天气}}a{{完}}", 2, "没有“天气”这个字段", id="an unknown condition"),
        pytest.param(RETURNED + "{{除非：依据}}a{{完}}", 2, "不认识“除非”", id="a word that is no condition"),
        pytest.param(RETURNED + "{{依据}", 2, "大括号不成对", id="half a brace"),
        pytest.param(RETURNED + "依据}}", 2, "大括号不成对", id="a closing brace alone"),
        pytest.param(RETURNED + "{{ }}", 2, "大括号里没有写字段", id="empty braces"),
        pytest.param(RETURNED + "【依据{{依据}}", 2, "这里没有“】”", id="half a heading"),
        pytest.param(RETURNED + "| 甲 | 乙 | 丙 |", 2, "正好两栏", id="three columns"),
        pytest.param(RETURNED + "|", 2, "正好两栏", id="a bar alone"),
        pytest.param(RETURNED + "{{补正内容}}", 2, "这种文书没有“补正内容”", id="a field of another kind"),
        pytest.param("{{事项名称}}{{收到日期}}", 0, "法律要求写明“理由”", id="what the law asks for"),
        pytest.param(
            "{{事项名称}}{{收到日期}}{{如果有：依据}}{{理由}}{{完}}", 0, "法律要求写明“理由”", id="only sometimes"
        ),
        pytest.param(" \n\t\n", 0, "模板是空的", id="nothing"),
        pytest.param("字" * 20_001, 0, "模板太长", id="too much"),
        pytest.param(RETURNED + "{{如果有：依据}}" * 4 + "a" + "{{完}}" * 4, 2, "条件套得太深", id="too deep"),
    ],
)
def test_a_faulty_template_is_refused_with_its_line(body, line, words):
    found = faults(body)

    assert any(at == line and words in said for at, said in found), found


def test_a_list_stands_alone_on_its_line():
    body = first_text(Kind.CORRECTION).replace("{{补正内容}}", "如下：{{补正内容}}")

    assert faults(body, Kind.CORRECTION) == [(2, "“补正内容”是一张清单，要单独写一行。")]


def test_all_faults_are_told_at_once_in_the_order_of_the_lines():
    assert [line for line, _ in faults("{{甲}}\n好的\n{{乙}}\n【丙")] == [1, 3, 4]


def test_what_is_printed_in_both_branches_is_printed():
    assert faults("{{事项名称}}{{收到日期}}{{如果有：依据}}{{理由}}{{依据}}{{否则}}{{理由}}{{完}}") == []


def test_what_is_printed_under_its_own_condition_is_printed():
    assert faults("{{事项名称}}{{收到日期}}{{如果有：理由}}{{理由}}{{完}}") == []


def test_an_english_colon_is_as_good():
    assert blocks_of("{{如果有:依据}}按{{依据}}{{完}}", {"basis": "甲"}) == (Paragraph("按甲"),)


@pytest.mark.parametrize(
    ("body", "values", "blocks"),
    [
        pytest.param("一{{依据}}\n\n二", {"basis": "甲"}, (Paragraph("一甲"), Paragraph("二")), id="lines"),
        pytest.param("{{收到日期}}到", {"received_on": "2026-01-02"}, (Paragraph("2026年1月2日到"),), id="a day"),
        pytest.param(
            "{{举行时间}}", {"held_at": "2026-12-10T01:05:00+00:00"}, (Paragraph("2026年12月10日9时05分"),), id="a time"
        ),
        pytest.param("{{如果有：依据}}按{{依据}}{{否则}}无{{完}}", {}, (Paragraph("无"),), id="otherwise"),
        pytest.param("【依据】{{依据}}。", {"basis": "甲。"}, (Paragraph("甲。", heading="依据"),), id="one full stop"),
        pytest.param(
            "【理由】{{理由}}",
            {"reason": "甲\n\n 乙 "},
            (Paragraph("甲", heading="理由"), Paragraph("乙")),
            id="paragraphs of people",
        ),
        pytest.param("【准予{{决定种类}}。】", {"decision_noun": "许可"}, (Emphasis("准予许可。"),), id="bold"),
        pytest.param("打{{咨询电话}}", {"phone": "1"}, (Paragraph("打1", ragged=True),), id="a telephone number"),
        pytest.param("{{证照清单}}", {"results": ["甲", "乙"]}, (Numbered((Entry("甲"), Entry("乙"))),), id="names"),
        pytest.param("{{证照清单}}", {"results": []}, (), id="an empty list"),
        pytest.param(
            "{{材料清单}}",
            {"materials": [{"name": "甲", "form": "纸质", "count": 2}, {"name": "乙"}]},
            (Numbered((Entry("甲（纸质，2）"), Entry("乙"))),),
            id="materials",
        ),
        pytest.param("| 甲 | {{依据}} |\n| 乙 | |", {"basis": "1|2"}, (Rows((("甲", "1|2"), ("乙", ""))),), id="rows"),
        pytest.param("{{承诺天数}}{{承诺期限单位}}", {"promised_days": 0}, (Paragraph("0个工作日"),), id="a nought"),
    ],
)
def test_a_template_becomes_blocks(body, values, blocks):
    assert blocks_of(body, values) == blocks


@pytest.mark.parametrize("typed", ["【标题】", "| 甲 | 乙 |", "{{法院}}", "{{完}}", "#panic()", "【"])
def test_what_people_write_is_never_read_as_template(typed):
    assert blocks_of("{{理由}}", {"reason": typed}) == (Paragraph(typed),)


def test_a_day_that_is_none_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="next week"):
        blocks_of("{{收到日期}}", {"received_on": "next week"})


def test_lines_are_compared():
    assert differences("甲\n乙\n", "甲\n丙\n") == [("same", "甲"), ("gone", "乙"), ("new", "丙")]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(body):
    assert isinstance(faults_in(Kind.REFUSAL, body), list)


PARTS = [
    "{{事项名称}}",
    "{{如果有：依据}}",
    "{{否则}}",
    "{{完}}",
    "{{理由}}",
    "【",
    "】",
    "|",
    "\n",
    "。",
    "甲",
    "{{",
    "}}",
    "{{乙}}",
]


@given(st.lists(st.sampled_from(PARTS), max_size=30), st.booleans())
def test_what_is_found_without_faults_can_be_printed_and_says_what_the_law_asks(parts, has_basis):
    body = GOOD + "".join(parts)
    values = {**sample_values(Kind.REFUSAL), "basis": "甲法第一条" if has_basis else "乙"}
    if faults_in(Kind.REFUSAL, body):
        return

    words = "".join(words_in(blocks_of(body, values)))

    for name in ("item", "basis", "review_body", "court"):
        assert str(values[name]) in words


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_every_word_that_people_write_is_printed_once(reason):
    said = reason.strip()
    words = list(words_in(blocks_of("头{{理由}}尾", {"reason": said})))

    assert "".join("".join(words).split()) == "".join(f"头{said}尾".split())


FRAMES = [
    "{f}",
    "【{f}】",
    "【标题】{f}",
    "【标题】",
    "【{f}",
    "】{f}",
    "| 项 | {f} |",
    "| {f} | |",
    "| {f} |",
    "| 甲 | 乙 | {f} |",
    "甲|{f}",
    "{f}| 甲 | 乙 |",
    "{{如果有：依据}}{f}{{否则}}乙{f}{{完}}",
    "{{如果有：依据}}【甲{{完}}】{f}",
    "{{如果有：证照清单}}| {{完}}甲 | {f} | 乙",
    "{{如果有：证照清单}}| 甲 | 乙 {{完}}| {f}",
    "{{如果有：证照清单}}{f}{{完}}",
    "{{如果有：证照清单}}\n{{否则}}\n{f}\n{{完}}",
]
ASKED = ["{{事项名称}}", "{{受理日期}}", "{{理由}}", "{{依据}}", "{{复议机关}}", "{{法院}}"]


@given(st.lists(st.sampled_from(FRAMES), min_size=len(ASKED), max_size=len(ASKED)), st.booleans())
def test_whatever_surrounds_a_field_that_the_law_asks_for_it_is_printed_or_the_text_is_refused(frames, with_results):
    body = "\n".join(frame.replace("{f}", field) for frame, field in zip(frames, ASKED, strict=True))
    values = sample_values(Kind.REFUSAL)
    values["results"] = values["results"] if with_results else []
    if faults_in(Kind.REFUSAL, body):
        return

    words = "".join(words_in(blocks_of(body, values)))

    for said in ("食品经营许可", "2026年11月23日", "没有独立的消毒间", "第十二条", "示例市人民政府", "人民法院"):
        assert said in words
