"""The linter: each rule is broken once in a guide that otherwise keeps to all; guides are compared with others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.catalogue import facade as catalogue
from citong.catalogue.rules.empty_stages import can_hold
from citong.catalogue.rules.linter import RULES, context_of
from citong.catalogue.rules.linter.scores import BEST, MOST_OF_A_RULE, WEIGHTS, score
from demo.loading.reading import code_of, configured, guides
from tests.factories.catalogue import CONFIGURED, configured_definition, guide_definition

FORM, ROUTE = CONFIGURED["form"], CONFIGURED["route"]
MATERIALS, SITUATIONS = CONFIGURED["materials"], CONFIGURED["situations"]
LAW = {"law": "公共场所卫生管理条例", "article": "第四条", "issuer": "国务院"}
COMPLETE = {
    "topics": ["licences"],
    "fees": [],
    "conditions": ["场所在本区内", "卫生设施符合标准"],
    "legal_basis": [LAW],
    "results": [{"name": "卫生许可证", "kind": "licence", "validity": "4 年"}],
    "faqs": [{"question": "要不要来看？", "answer": "新办的要看。"}],
    "venues": [{"place": "打锡街 88 号 1 楼", "hours": "周一至周五 8:00–12:00", "phone": "0595-22355121"}],
    "remedy": "可以申请行政复议，也可以提起行政诉讼。",
    "consult_phone": "0595-22355121",
    "supervise_phone": "12345",
}


def upload(**changes):
    return {"code": "plan", "name": "平面图", "collect": "upload", "sample_note": "样本", **changes}


def asking(**field):
    """The form with one more field on its last page."""
    name, schema = field.pop("name", "extra"), field.pop("schema")
    properties = {**FORM["schema"]["properties"], name: schema}
    *pages, last = FORM["pages"]
    pages = [*pages, {**last, "fields": [*last["fields"], {"name": name, **field}]}]
    return {"schema": {**FORM["schema"], "properties": properties}, "pages": pages}


def stepping(**changes):
    step = {
        "code": "a",
        "name": "审查",
        "department": "health",
        "post": "site",
        "days": 1,
        "points": ["齐全"],
        **changes,
    }
    return {**ROUTE, "stages": [{"code": "only", "name": "审查", "steps": [step]}]}


def broken(definition, code="HEALTH-1"):
    return {found.rule for found in catalogue.lint(catalogue.Guide(definition, code))}


def complete(**changes):
    return configured_definition(**{**COMPLETE, **changes})


NATIONAL = "11370800MB285591843370117002011"
BREAKS = {
    "A01": {"name": " "},
    "A02": {"name": "公共场所卫生许可（新办"},
    "A03": {"audience": []},
    "A04": {"assurances": {"online": 0}},
    "A05": {"materials": [*MATERIALS, MATERIALS[1]]},
    "A06": {"basic_code": "000523009000"},
    "A07": {"exercise_level": "5", "basic_code": "370117002011"},
    "A08": {"summary": ""},
    "A09": {"topics": []},
    "A10": {"keywords": []},
    "B01": {"promised": {"days": -1}},
    "B02": {"promised": {"days": 21}},
    "B03": {"promised": {"days": 16}, "statutory": {"days": 20, "unit": "N"}},
    "B04": {"case_type": "immediate"},
    "B05": {"promised": {"days": 0}},
    "B06": {"promised": None},
    "B07": {"statutory": None},
    "B08": {"statutory": {"days": 45}},
    "C01": {"conditions": []},
    "C02": {"results": []},
    "C03": {"results": [{"name": "证", "kind": "licence"}]},
    "C04": {"consult_phone": ""},
    "C05": {"supervise_phone": "0595 22355121、059522355121"},
    "C06": {"consult_phone": "2235512"},
    "C07": {"venues": []},
    "C08": {"venues": [{"place": "打锡街 88 号", "hours": "工作日"}]},
    "C09": {"venues": [{"place": "服务中心", "hours": "8:00–12:00"}]},
    "C10": {"visits": {"window": 1, "three_star": 2}},
    "C11": {"visits": {"window": 3, "four_star": 2}},
    "C12": {"visits": {"window": 1}},
    "C13": {"remedy": "可以申请复议。"},
    "C14": {"quantity_limit": "有限制"},
    "C15": {"faqs": []},
    "D01": {"materials": [MATERIALS[0], upload(sample_note="")]},
    "D02": {"materials": [MATERIALS[0], upload(source="government", issuer="公安机关")]},
    "D03": {"materials": [MATERIALS[0], upload(source="other")]},
    "D04": {"materials": [*MATERIALS, upload(name="场所 平面图", when="situation.place == 'hotel'")]},
    "D05": {"materials": []},
    "D06": {"materials": [MATERIALS[0], upload(name="水质检测报告", source="other", issuer="检测机构")]},
    "D07": {"materials": [MATERIALS[0], upload(collect="licence")]},
    "D08": {"materials": [upload()]},
    "D09": {"materials": [MATERIALS[0], upload(max_files=0)]},
    "D10": {"materials": [MATERIALS[0], {"code": "x", "name": "纸", "collect": "paper"}]},
    "E01": {"fees": [{"name": "费", "cents": 1, "basis": " "}]},
    "E02": {"fees": [{"name": "费", "cents": -1, "basis": "《价格法》"}]},
    "E03": {"fees": [{"name": "费", "cents": 1, "basis": "惯例"}]},
    "E04": {"fees": [{"name": "费", "cents": 0, "basis": "《价格法》"}]},
    "E05": {"fees": [], "fee_before_decision": True},
    "F01": {"route": None},
    "F02": {"route": stepping(days=0)},
    "F03": {"route": stepping(points=[])},
    "F04": {"special_procedures": [{"kind": "公示", "days": 5, "basis": "第四十五条"}]},
    "G01": {"legal_basis": []},
    "G02": {"legal_basis": [{**LAW, "article": ""}]},
    "G03": {"legal_basis": [LAW, LAW]},
    "G04": {"legal_basis": [{**LAW, "law": "中华人民共和国合同法"}]},
    "G05": {"legal_basis": [{**LAW, "issuer": ""}]},
    "G06": {"legal_basis": [LAW, {**LAW, "law": "食品安全法", "article": ""}]},
    "K01": {"form": {**FORM, "schema": {**FORM["schema"], "required": ["ghost"]}}},
    "K02": {"materials": [MATERIALS[0], upload(when="1 + 1")]},
    "K03": {"form": None},
    "K04": {"form": asking(schema={"type": "string"})},
    "K05": {"form": asking(schema={"type": "string", "title": "场所名称"})},
    "K06": {"form": asking(schema={"type": "string", "title": "宗教信仰"})},
    "S01": {"situations": [{**SITUATIONS[0], "options": SITUATIONS[0]["options"][:1]}, *SITUATIONS[1:]]},
    "S02": {"situations": [*SITUATIONS, {"code": "x", "question": "？", "options": SITUATIONS[0]["options"]}]},
    "S03": {"materials": [*MATERIALS, upload(when="situation.kind == 'renewal' && situation.place == 'hotel'")]},
    "S04": {"situations": [*SITUATIONS, {"code": "x", "question": "？", "options": [
        {"code": "a", "label": "是"}, {"code": "b", "label": "是。"}]}]},
    "W01": {"materials": [*MATERIALS, upload(name="法律法规规定的其他材料")]},
    "W02": {"conditions": ["符合有关规定"]},
    "W03": {"conditions": ["具体以窗口答复为准"]},
    "W04": {"summary": "暂无"},
    "W05": {"summary": "开旅店&nbsp;之前要办"},
    "W06": {"summary": "长" * 121},
}  # fmt: skip


@pytest.mark.parametrize("rule", BREAKS)
def test_a_broken_rule_is_found(rule):
    assert rule in broken(complete(**BREAKS[rule]), NATIONAL if rule == "A07" else "HEALTH-1")


def test_every_rule_that_looks_at_one_guide_is_broken_once():
    assert {rule.code for rule in RULES if not rule.code.startswith("X")} == BREAKS.keys()


def test_a_guide_that_keeps_to_the_rules_has_no_errors_and_no_warnings():
    grave = [found for found in catalogue.lint(catalogue.Guide(complete(), "HEALTH-1"))
             if found.severity is not catalogue.Severity.ADVICE]  # fmt: skip

    assert grave == []


def test_each_rule_has_a_code_of_its_own_and_says_title_basis_and_remedy():
    assert len({rule.code for rule in RULES}) == len(RULES) >= 30
    assert all(rule.title and rule.basis and rule.remedy.endswith("。") for rule in RULES)


def test_a_finding_names_its_place_in_words():
    [found] = [each for each in catalogue.lint(catalogue.Guide(complete(**BREAKS["D01"]))) if each.rule == "D01"]

    assert found.place == "申请材料 › 平面图"


def test_what_is_only_read_about_is_warned_of_and_not_stopped():
    found = {each.rule: each.severity for each in catalogue.lint(catalogue.Guide(guide_definition()))}

    assert found["B06"] is found["C02"] is found["G01"] is catalogue.Severity.WARNING
    assert catalogue.Severity.ERROR not in found.values()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("situation.kind == 'first'", "situation.kind == 'renewal'", id="by the situation"),
        pytest.param("answers.area > 50", "answers.area <= 50", id="by a number"),
    ],
)
def test_a_material_may_be_listed_again_for_a_case_that_excludes_the_first(one, other):
    twice = [MATERIALS[0], upload(when=one), upload(code="again", when=other)]

    assert "D04" not in broken(complete(materials=twice))


@pytest.mark.parametrize(
    ("when", "answer"),
    [
        pytest.param("", True, id="always"),
        pytest.param("situation.kind == 'first'", True, id="by a choice"),
        pytest.param("situation.kind == 'renewal' && situation.place == 'hotel'", False, id="a question not asked"),
        pytest.param("answers.area > 10 && answers.area < 5", False, id="numbers that contradict"),
        pytest.param("answers.area > 10 || answers.area < 5", True, id="numbers that do not"),
        pytest.param("size(answers.staff) > 2", None, id="cannot be played through"),
        pytest.param("1 +", None, id="cannot be read"),
    ],
)
def test_whether_a_condition_can_hold_is_played_through(when, answer):
    assert can_hold(configured_definition(), when) is answer


def among(*definitions):
    guides = [catalogue.Guide(each, f"CODE-{n}", f"{n} 街道") for n, each in enumerate(definitions)]
    context = context_of(guides)
    return {found.rule for found in catalogue.lint(guides[0], context=context)}


@pytest.mark.parametrize(
    ("rule", "other"),
    [
        ("X01", {"promised": {"days": 9}}),
        ("X02", {"statutory": {"days": 30}}),
        ("X03", {"materials": MATERIALS[:1]}),
        ("X04", {"fees": [{"name": "工本费", "cents": 500, "basis": "《价格法》"}]}),
        ("X05", {"name": "别的名称"}),
        ("X06", {}),
    ],
)
def test_one_item_with_unequal_terms_is_found(rule, other):
    assert rule in among(complete(), complete(**other))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"department": "fire"}, id="equal at another body"),
        pytest.param({"department": "fire", "exercise_level": "3", "promised": {"days": 9}}, id="of another level"),
        pytest.param({"name": "别的", "basic_code": "000123009001", "promised": {"days": 9}}, id="another item"),
    ],
)
def test_what_need_not_be_equal_is_left_alone(other):
    assert not {rule for rule in among(complete(), complete(**other)) if rule.startswith("X")}


FINDINGS = st.builds(
    catalogue.Finding,
    rule=st.sampled_from(["A01", "B02", "C03", "D04"]),
    severity=st.sampled_from(catalogue.Severity),
    path=st.just("x"),
    label=st.just("x"),
    message=st.just("x"),
    remedy=st.just("x"),
)


@given(st.lists(FINDINGS, max_size=8), FINDINGS)
def test_a_score_lies_between_nothing_and_the_best_and_no_finding_raises_it(findings, one_more):
    assert 0 <= score([*findings, one_more]) <= score(findings) <= BEST


@given(FINDINGS, st.integers(1, 50))
def test_one_habit_does_not_hide_everything_else(finding, times):
    assert BEST - score([finding] * times) <= WEIGHTS[finding.severity] * MOST_OF_A_RULE


@pytest.mark.parametrize(("scores", "tenths"), [([], 1000), ([100], 1000), ([99, 100], 995), ([0, 0, 1], 3)])
def test_a_department_has_the_mean_of_its_items(scores, tenths):
    assert catalogue.mean_tenths(scores) == tenths


def test_every_guide_of_the_demonstration_is_looked_at_and_none_has_an_error():
    shown = [catalogue.Guide(each, code_of(each)) for each in (*configured(), *guides())]

    checked = catalogue.lint_all(shown)

    assert len(checked) == len(shown) > 250
    assert all(found.severity is not catalogue.Severity.ERROR for one in checked for found in one.findings)
    assert {"C03", "G02"} <= {found.rule for one in checked for found in one.findings}
