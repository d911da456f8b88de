"""The rules of code, each seen to catch a violation, then held against every file."""

from pathlib import Path

import pytest

from tests.architecture import code_rules
from tests.architecture.house import CITONG, ROOT, Rule, found, module_names, texts

ALL_CODE = ("citong", "config", "demo", "launch", "benchmarks", "manage.py")
LONG_BODY = "def tell_everything():\n" + "    tell()\n" * 40

# Rule, the folders it holds in, the path and text of a file that breaks it.
RULES: list[tuple[Rule, tuple[str, ...], str, str]] = [
    (code_rules.long_files, (*ALL_CODE, "tests"), "citong/cases/queries.py", "x = 1\n" * 401),
    (code_rules.long_functions, ALL_CODE, "citong/cases/queries.py", LONG_BODY),
    (code_rules.late_imports, ALL_CODE, "citong/cases/rules.py", "def f():\n    import json\n"),
    (code_rules.vague_names, ("citong", "config", "launch"), "citong/cases/rules/utils.py", ""),
    (code_rules.vague_names, ("citong", "config", "launch"), "citong/cases/rules.py", "def process_case(): ..."),
    (code_rules.vague_names, ("citong", "config", "launch"), "citong/cases/models.py", "class CaseManager: ..."),
    (code_rules.unknown_rooms, ("citong",), "citong/cases/views.py", ""),
    (code_rules.unknown_rooms, ("citong",), "citong/cases/templates/case.html", ""),
    (code_rules.tables_touched, ("citong/channels", "citong/journeys"), "citong/journeys/a.py", "Case.objects.all()"),
    (code_rules.tables_touched, ("citong/channels", "citong/journeys"), "citong/journeys/a.py", "case.save()"),
    (code_rules.tables_touched, ("citong/channels",), "citong/channels/a.py", "from django.db import transaction"),
    (code_rules.domain_words, ("citong/kernel",), "citong/kernel/files.py", '"""The files of a case."""'),
    (code_rules.signal_receivers, ALL_CODE, "citong/cases/apps.py", "from django.db.models.signals import post_save"),
    (code_rules.broad_catches, ("citong",), "citong/cases/jobs.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
]
EXPLAINED = ("services", "queries", "rules")

# Verbs that no person does: a job records what an adapter answered; whoever signs in is not known yet.
WITHOUT: dict[str, tuple[set[str], str]] = {
    "documents.record_rendering": ({"by"}, "the renderer's answer"),
    "documents.record_trouble": ({"by"}, "the renderer's answer"),
    "documents.ensure_rendered": ({"by"}, "makes a file of what was decided before"),
    "notices.mark_carried": ({"by"}, "the carrier's answer"),
    "notices.mark_failed": ({"by"}, "the carrier's answer"),
    "notices.give_up": ({"by"}, "the carrier's answer"),
    "cases.look_up": ({"by"}, "whoever knows the number and its query code"),
    "cases.look_up_joint": ({"by"}, "whoever knows the number and its query code"),
    "identity.sign_in": ({"by"}, "nobody is known yet"),
    "identity.ask_to_sign_in": ({"by"}, "nobody is known yet"),
    "identity.sign_in_by_certificate": ({"by"}, "nobody is known yet"),
    "identity.sign_in_by_partner": ({"by"}, "nobody is known yet"),
    "identity.end_on_partners_word": ({"by"}, "the partner's word"),
    "identity.record_told": ({"by"}, "the site's answer"),
    "identity.record_not_told": ({"by"}, "the site's answer"),
    "identity.clear_what_is_over": ({"by"}, "what is over by itself"),
    "identity.sign_in_by_code": ({"by"}, "nobody is known yet"),
    "identity.use_passkey": ({"by"}, "nobody is known yet"),
    "identity.end_what_is_over": ({"by"}, "the clock ends it"),
    "catalogue.count_question": ({"by"}, "kept without a name"),
    "catalogue.lines_in": ({"by", "at"}, "reads a file for the import, changes nothing"),
}
# Questions whose two first arguments name one thing.
PAIRS = {
    "organisations.post": "a post of a department",
    "cases.material_file": "a material of a case",
}


def _name(value: object) -> str | None:
    return value.__name__ if callable(value) else None


@pytest.mark.parametrize(("rule", "folders", "path", "text"), RULES, ids=_name)
def test_a_rule_of_code_catches_its_violation(rule: Rule, folders, path, text):
    assert rule(Path(path), text)


@pytest.mark.parametrize(("rule", "folders"), list(dict.fromkeys((r, f) for r, f, _, _ in RULES)), ids=_name)
def test_a_rule_of_code_is_kept_everywhere(rule: Rule, folders):
    suffixes = (".py", ".html", ".csv") if rule is code_rules.unknown_rooms else (".py",)

    assert found(rule, texts(*folders, suffixes=suffixes)) == []


def test_a_function_without_a_docstring_is_seen():
    assert code_rules.unexplained(Path("citong/cases/queries.py"), "def case(pk): ...\ndef _own(): ...\n") == ["case"]


@pytest.mark.parametrize("module", module_names())
def test_public_verbs_questions_and_rules_explain_themselves(module: str):
    assert [name for source in _rooms(module, *EXPLAINED) for name in code_rules.unexplained(Path(), source)] == []


def test_a_second_positional_argument_is_seen():
    source = "def accept(case_id, reason, *, by, at): ...\ndef good(case_id, *, by, at): ...\n"

    assert code_rules.positional_arguments(source, names={"accept", "good"}) == ["accept"]


def test_a_verb_that_does_not_say_who_or_when_is_seen():
    source = "def accept(case_id, *, by): ...\ndef good(case_id, *, by, at): ...\n"

    assert code_rules.verbs_without(source, verbs={"accept", "good"}, argument="at") == ["accept"]


def test_the_parts_of_a_facade_are_told_apart():
    source = """__all__ = [
    # done
    "accept",
    # kept for a time
    "DRAFTS",
    # asked
    "case",
    # told
    "CaseAccepted",
]
"""

    assert code_rules.facade_part(source, part="done") == {"accept"}
    assert code_rules.facade_part(source, part="kept") == {"DRAFTS"}
    assert code_rules.facade_part(source, part="asked") == {"case"}


@pytest.mark.parametrize("module", module_names())
def test_every_module_has_a_front_door_with_headings(module: str):
    facade = (CITONG / module / "facade.py").read_text(encoding="utf-8")

    assert facade.startswith('"""')
    assert code_rules.facade_part(facade, part="done"), "no heading “done”"
    assert code_rules.facade_part(facade, part="asked"), "no heading “asked”"


@pytest.mark.parametrize("module", module_names())
def test_verbs_and_questions_take_one_argument_by_position(module: str):
    single = {name for name in _offered(module) if f"{module}.{name}" not in PAIRS}

    assert [
        n for s in _rooms(module, "services", "queries") for n in code_rules.positional_arguments(s, names=single)
    ] == []


@pytest.mark.parametrize("argument", ["by", "at"])
@pytest.mark.parametrize("module", module_names())
def test_verbs_are_told_who_and_when(module: str, argument: str):
    verbs = _verbs(module)
    bound = {verb for verb in verbs if argument not in WITHOUT.get(f"{module}.{verb}", (set(), ""))[0]}

    sources = [text for _, text in texts(f"citong/{module}")]

    assert [v for s in sources for v in code_rules.verbs_without(s, verbs=bound, argument=argument)] == []


def test_no_exception_outlives_its_verb():
    verbs = {f"{module}.{name}" for module in module_names() for name in _verbs(module)}
    offered = {f"{module}.{name}" for module in module_names() for name in _offered(module)}

    assert WITHOUT.keys() <= verbs
    assert PAIRS.keys() <= offered


def _verbs(module: str) -> set[str]:
    facade = (CITONG / module / "facade.py").read_text(encoding="utf-8")
    unlisted = [code_rules.transactional(source) for source in _rooms(module, "services")]
    return code_rules.facade_part(facade, part="done").union(*unlisted)


def _offered(module: str) -> set[str]:
    facade = (CITONG / module / "facade.py").read_text(encoding="utf-8")
    return {name for part in ("done", "asked") for name in code_rules.facade_part(facade, part=part)}


def _rooms(module: str, *rooms: str) -> list[str]:
    places = [f"citong/{module}/{room}{ending}" for room in rooms for ending in (".py", "")]
    return [text for place in places if (ROOT / place).exists() for _, text in texts(place)]
