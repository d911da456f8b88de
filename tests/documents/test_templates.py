"""The texts of letters in the hands of administrators."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from pypdf import PdfReader

from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.documents.models import Template
from citong.documents.queries.letters import sheet_of
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import NotFound, Refusal
from citong.kernel.models import AuditEntry
from tests.factories.actors import brought_by, everywhere
from tests.factories.documents import ISSUED_AT, first_text, issue_letter
from tests.factories.organisations import DepartmentFactory

pytestmark = pytest.mark.django_db

KEEPER = Actor(id="account:1", channel="desk", name="Chi", grants=everywhere("business"))
CLERK = replace(KEEPER, id="account:2", grants=brought_by("window", "review", "approval", "supervision", department=1))
CITIZEN = Actor(id="account:3", channel="portal", name="Ana")
LATER = ISSUED_AT + timedelta(days=1)
BETTER = first_text(Kind.RETURNED) + "祝您顺利。\n"


def draft(body=BETTER, *, edition=0, by=KEEPER):
    return documents.draft_template(Kind.RETURNED, body=body, note="更客气", edition=edition, by=by, at=LATER)


def publish(body=BETTER):
    written = draft(body)
    return documents.publish_template(written.pk, edition=written.edition, by=KEEPER, at=LATER)


def test_every_kind_of_letter_has_a_text_from_the_first_day(django_assert_num_queries):
    with django_assert_num_queries(1):
        texts = documents.template_texts()

    assert [text.kind for text in texts] == list(Kind)
    assert {text.draft for text in texts} == {None}
    assert [text.kind for text in texts if text.published.version != 1] == [Kind.ACCEPTANCE]


def test_a_draft_changes_nothing_until_it_is_published():
    draft()

    assert documents.template_in_force(Kind.RETURNED).version == 1
    assert documents.template_draft(Kind.RETURNED).body == BETTER


def test_a_published_text_is_the_next_version_and_the_one_before_stays():
    published = publish()

    newest, first = documents.template_versions(Kind.RETURNED)
    assert (published.version, newest.status, first.status) == (2, "published", "superseded")
    assert (newest.published_by, newest.note) == (KEEPER.id, "更客气")


def test_a_letter_keeps_the_words_of_the_version_it_was_issued_with():
    department = DepartmentFactory()
    old = issue_letter(Kind.RETURNED, department_id=department.pk)
    publish()
    new = issue_letter(Kind.RETURNED, department_id=department.pk, occasion="second")

    assert (old.template_version, new.template_version) == (1, 2)
    assert "祝您顺利。" not in sheet_of(old).lines()
    assert "祝您顺利。" in sheet_of(new).lines()


def test_an_older_text_comes_back_as_a_new_version():
    publish()
    first = documents.template_versions(Kind.RETURNED)[-1]

    again = documents.restore_template(first.pk, by=KEEPER, at=LATER)

    assert (again.version, again.body, again.note) == (3, first.body, "恢复第 1 版")
    assert documents.template_in_force(Kind.RETURNED) == again


def test_a_draft_waits_while_an_older_text_comes_back_and_takes_the_number_after_it():
    publish()
    waiting = draft(BETTER + "再会。\n")
    documents.restore_template(documents.template_versions(Kind.RETURNED)[-1].pk, by=KEEPER, at=LATER)

    published = documents.publish_template(waiting.pk, edition=1, by=KEEPER, at=LATER)

    assert published.version == 4


def test_a_draft_is_given_up():
    written = draft()

    documents.discard_template(written.pk, by=KEEPER, at=LATER)

    assert documents.template_draft(Kind.RETURNED) is None


def test_what_is_kept_has_no_invisible_characters_and_no_blanks_at_the_ends():
    written = draft(BETTER.replace("\n", "  \r\n") + "\u200b\n\n")

    assert written.body == BETTER


def test_a_faulty_text_is_refused_and_each_line_named():
    with pytest.raises(documents.TemplateFaulty) as refusal:
        draft("{{事项名称}}\n{{天气}}\n{{补正内容}}{{完}}")

    assert "没有“天气”" in refusal.value.faults["第 2 行"]
    assert "这种文书没有“补正内容”" in refusal.value.faults["第 3 行"]
    assert "“完”前面没有" in refusal.value.faults["第 3 行"]
    assert documents.template_draft(Kind.RETURNED) is None


def test_a_text_that_says_less_than_the_law_asks_is_refused():
    with pytest.raises(documents.TemplateFaulty) as refusal:
        draft("{{事项名称}}{{收到日期}}")

    assert refusal.value.faults == {"整份模板": "法律要求写明“理由”，模板里没有，或者只在某种情况下才写。"}


@pytest.mark.parametrize("by", [CLERK, CITIZEN], ids=["a clerk", "a citizen"])
def test_only_administrators_write_texts(by):
    written = draft()
    first = documents.template_versions(Kind.RETURNED)[-1]
    acts = [
        lambda: draft(edition=1, by=by),
        lambda: documents.publish_template(written.pk, edition=1, by=by, at=LATER),
        lambda: documents.discard_template(written.pk, by=by, at=LATER),
        lambda: documents.restore_template(first.pk, by=by, at=LATER),
        lambda: documents.preview_template(written.pk, letter_id=None, by=by, at=LATER),
    ]

    for act in acts:
        with pytest.raises(documents.NotAKeeper):
            act()


def test_nobody_writes_over_what_a_colleague_saved():
    draft()

    with pytest.raises(documents.TemplateMoved):
        draft(BETTER + "再会。\n", edition=0)


def test_nobody_publishes_what_they_have_not_seen():
    written = draft()
    draft(BETTER + "再会。\n", edition=1)

    with pytest.raises(documents.TemplateMoved):
        documents.publish_template(written.pk, edition=1, by=KEEPER, at=LATER)


def test_a_draft_is_published_once():
    published = publish()

    with pytest.raises(documents.TemplateMoved):
        documents.publish_template(published.pk, edition=1, by=KEEPER, at=LATER)


@pytest.mark.parametrize("verb", [documents.discard_template, documents.restore_template])
def test_what_is_not_there_is_refused(verb):
    with pytest.raises(Refusal):
        verb(2_000_000_000, by=KEEPER, at=LATER)


def test_a_draft_is_not_put_back():
    written = draft()

    with pytest.raises(NotFound):
        documents.restore_template(written.pk, by=KEEPER, at=LATER)


def test_the_text_that_is_in_force_is_not_published_again():
    written = draft(first_text(Kind.RETURNED))

    with pytest.raises(documents.NothingToChange):
        documents.publish_template(written.pk, edition=1, by=KEEPER, at=LATER)
    with pytest.raises(documents.NothingToChange):
        documents.restore_template(documents.template_in_force(Kind.RETURNED).pk, by=KEEPER, at=LATER)


def test_a_text_that_no_font_can_write_is_not_published(renderer):
    written = draft(BETTER + "\ue123\n")

    with pytest.raises(documents.TemplateFaulty, match=r"U\+E123"):
        documents.publish_template(written.pk, edition=1, by=KEEPER, at=LATER)
    assert documents.template_in_force(Kind.RETURNED).version == 1


def test_every_act_is_recorded():
    publish()
    documents.restore_template(documents.template_versions(Kind.RETURNED)[-1].pk, by=KEEPER, at=LATER)
    documents.discard_template(draft().pk, by=KEEPER, at=LATER)

    acts = AuditEntry.objects.filter(actor=KEEPER.id).order_by("id").values_list("action", flat=True)
    assert list(acts) == [
        "template.drafted",
        "template.published",
        "template.published",
        "template.drafted",
        "template.discarded",
    ]


@pytest.mark.parametrize(
    "change",
    [{"body": "x"}, {"note": "x"}, {"version": 9}, {"status": "draft"}, {"published_by": "account:9"}],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_to_change_a_published_text(change):
    published = documents.template_in_force(Kind.RETURNED)

    with pytest.raises(DatabaseError), transaction.atomic():
        Template.objects.filter(pk=published.pk).update(**change)


def test_the_database_refuses_to_remove_a_published_text_or_to_bring_back_an_old_one():
    publish()
    first = documents.template_versions(Kind.RETURNED)[-1]

    with pytest.raises(DatabaseError, match="never removed"), transaction.atomic():
        first.delete()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Template.objects.filter(pk=first.pk).update(status="published")


def test_only_one_text_of_a_kind_is_in_force():
    with pytest.raises(IntegrityError, match="one_draft_and_one_published"), transaction.atomic():
        Template.objects.create(
            kind=Kind.RETURNED, version=2, body="x", status="published", created_at=LATER, published_at=LATER
        )


def test_a_text_is_tried_on_made_up_values(renderer):
    text = words(documents.preview_template(draft().pk, letter_id=None, by=KEEPER, at=LATER))

    assert "祝您顺利。" in text
    assert "（预览，不是正式文书）" in text


def test_a_text_is_tried_on_what_a_real_letter_said_and_the_look_is_recorded(renderer):
    letter = issue_letter(Kind.RETURNED)

    text = words(documents.preview_template(draft().pk, letter_id=letter.pk, by=KEEPER, at=LATER))

    assert "Ana" in text
    assert letter.number not in text
    assert documents.verification_code_of(letter) not in text
    assert AuditEntry.objects.filter(action="letter.previewed", subject=letter.subject, actor=KEEPER.id).exists()


def test_a_text_is_not_tried_on_letters_of_another_kind(renderer):
    letter = issue_letter(Kind.ACCEPTANCE)

    with pytest.raises(documents.NotThisKind):
        documents.preview_template(draft().pk, letter_id=letter.pk, by=KEEPER, at=LATER)


def test_the_latest_letters_of_a_kind_come_first(django_assert_num_queries):
    department = DepartmentFactory()
    first, second = (issue_letter(Kind.RETURNED, department_id=department.pk, occasion=name) for name in "ab")
    issue_letter(Kind.ACCEPTANCE, department_id=department.pk)

    with django_assert_num_queries(1):
        assert documents.latest_letters(Kind.RETURNED, limit=2) == [second, first]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_is_told_so():
    written, barrier = draft(), threading.Barrier(2)

    def press():
        barrier.wait()
        try:
            return documents.publish_template(written.pk, edition=1, by=KEEPER, at=LATER).version
        except documents.TemplateMoved:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        answers = [future.result() for future in [people.submit(press) for _ in range(2)]]

    assert sorted(map(str, answers)) == ["2", "told"]


@pytest.mark.django_db(transaction=True)
def test_letters_go_out_whole_while_a_text_is_published():
    department, written, barrier = DepartmentFactory(), draft(), threading.Barrier(5)

    def work(number):
        barrier.wait()
        try:
            if not number:
                documents.publish_template(written.pk, edition=1, by=KEEPER, at=LATER)
                return None
            return issue_letter(Kind.RETURNED, department_id=department.pk, subject=f"case:{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as people:
        letters = [letter for letter in people.map(work, range(5)) if letter]

    assert sorted(letter.serial for letter in letters) == [1, 2, 3, 4]
    assert all(("祝您顺利。" in sheet_of(letter).lines()) == (letter.template_version == 2) for letter in letters)


def test_the_system_itself_may_write_texts():
    assert draft(by=SYSTEM).edition == 1


def words(content):
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
