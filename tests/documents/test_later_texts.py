"""The second text of the letter of acceptance: what was accepted by silence was not found complete by anybody."""

import pytest
from django.apps import apps

from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.documents.queries.letters import sheet_of
from citong.documents.rules.templates import faults_in
from citong.kernel.actors import Actor
from tests.factories.actors import everywhere
from tests.factories.documents import ISSUED_AT, LATER_TEXT, first_text, issue_letter, letter_values

pytestmark = pytest.mark.django_db

KEEPER = Actor(id="account:1", channel="desk", name="Ana", grants=everywhere("business"))
COMPLETE = "材料齐全，符合法定形式，本机关决定自2026年11月22日起予以受理。"


def text(**said: object) -> str:
    letter = issue_letter(values=letter_values(Kind.ACCEPTANCE, **said))
    return "".join("".join(sheet_of(letter).lines()).split())


def test_a_new_hall_writes_with_the_second_text_and_it_is_without_faults():
    in_force = documents.template_in_force(Kind.ACCEPTANCE)

    assert in_force.version == 2
    assert faults_in(Kind.ACCEPTANCE, in_force.body) == []
    assert documents.template_versions(Kind.ACCEPTANCE)[-1].body == first_text(Kind.ACCEPTANCE)


def test_whoever_was_accepted_by_the_office_reads_that_all_is_complete():
    said = text()

    assert f"申请，{COMPLETE}" in said
    assert "视为受理" not in said


def test_whoever_was_accepted_by_silence_reads_nothing_of_the_kind():
    said = text(deemed="视为受理", basis="五个工作日内没有告知")

    assert "申请，依法自2026年11月22日起视为受理。" in said
    assert "受理依据：五个工作日内没有告知。" in said
    assert "材料齐全" not in said
    assert "决定自" not in said


def test_apart_from_that_the_second_text_says_what_the_first_said():
    first, second = first_text(Kind.ACCEPTANCE).splitlines(), LATER_TEXT.TEXT.read_text(encoding="utf-8").splitlines()

    assert first[1:] == second[1:]


def test_a_text_that_administrators_have_put_in_force_stays_in_force():
    first = documents.template_versions(Kind.ACCEPTANCE)[-1]
    own = documents.restore_template(first.pk, by=KEEPER, at=ISSUED_AT)

    LATER_TEXT.enter(apps, None)

    assert documents.template_in_force(Kind.ACCEPTANCE) == own
    assert len(documents.template_versions(Kind.ACCEPTANCE)) == own.version
