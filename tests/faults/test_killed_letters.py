"""Whoever dies while a letter is written, revoked or served, or its text published, leaves all as it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from citong.documents import facade as documents
from citong.documents.facade import Kind, Letter, Way
from citong.documents.models import Template
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.files import take
from tests.factories.actors import brought_by, everywhere
from tests.factories.cases import PNG
from tests.factories.documents import ISSUED_AT, first_text, issue_letter
from tests.factories.organisations import DepartmentFactory
from tests.faults.deaths import die_again_and_again, rows

# Typst's threads do not come along into the process that dies.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("renderer")]

Act = Callable[[], object]
KEEPER = Actor(id="account:1", channel="desk", name="Chi", grants=everywhere("business"))
CLERK = Actor(id="account:2", channel="desk", name="Wei", grants=brought_by("window", department=1))
LATER = ISSUED_AT + timedelta(days=1)


def issue() -> Act:
    department = DepartmentFactory().pk
    return lambda: issue_letter(department_id=department)


def ensure_rendered() -> Act:
    letter = issue_letter()
    return lambda: documents.ensure_rendered(letter.pk, at=LATER)


def record_service() -> Act:
    letter = issue_letter()
    photo = take([PNG], name="回证.png", by=CLERK, at=ISSUED_AT)
    said = {"recipient": "Ana", "how": Way.IN_PERSON, "delivered_on": LATER.date(), "received_by": "Ana"}
    return lambda: documents.record_service(letter.pk, **said, evidence=[photo], by=CLERK, at=LATER)


def revoke() -> Act:
    department = DepartmentFactory().pk
    wrong, later = (issue_letter(department_id=department, occasion=each) for each in ("first", "second"))
    return lambda: documents.revoke(wrong.pk, by_letter_id=later.pk, by=SYSTEM, at=LATER)


def revoke_with_letter() -> Act:
    wrong = issue_letter()
    return lambda: documents.revoke_with_letter(wrong.pk, reason="日期写错", by=SYSTEM, at=LATER)


def draft_template() -> Act:
    return lambda: _drafted()


def preview_template() -> Act:
    draft, letter = _drafted(), issue_letter(Kind.RETURNED)
    return lambda: documents.preview_template(draft.pk, letter_id=letter.pk, by=KEEPER, at=LATER)


def publish_template() -> Act:
    draft = _drafted()
    return lambda: documents.publish_template(draft.pk, edition=draft.edition, by=KEEPER, at=LATER)


def discard_template() -> Act:
    draft = _drafted()
    return lambda: documents.discard_template(draft.pk, by=KEEPER, at=LATER)


def restore_template() -> Act:
    first = documents.template_versions(Kind.ACCEPTANCE)[-1]
    return lambda: documents.restore_template(first.pk, by=KEEPER, at=LATER)


def _drafted() -> Template:
    body = first_text(Kind.RETURNED) + "祝您顺利。\n"
    return documents.draft_template(Kind.RETURNED, body=body, note="更客气", edition=0, by=KEEPER, at=LATER)


OF_LETTERS: dict[str, Callable[[], Act]] = {
    made.__name__: made
    for made in (
        issue, ensure_rendered, record_service, revoke, revoke_with_letter, draft_template, preview_template,
        publish_template, discard_template, restore_template,
    )
}  # fmt: skip
# The file itself is stored before the letter names it, and once for all times: whoever comes after finds it there.
BESIDE_FILES = {"ensure_rendered"}


@pytest.mark.parametrize("verb", OF_LETTERS)
def test_whoever_dies_between_two_writes_leaves_all_as_it_was(verb: str):
    act = OF_LETTERS[verb]()

    deaths = die_again_and_again(act, kept=_letters if verb in BESIDE_FILES else rows)

    assert deaths >= (1 if verb == "preview_template" else 2)


def _letters() -> list[dict[str, object]]:
    return list(Letter.objects.order_by("id").values())
