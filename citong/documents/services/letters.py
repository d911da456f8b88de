"""What can happen to a letter, in this order: it is issued, its file is made, a later letter takes its place."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import NotFound
from citong.kernel.models import StoredFile
from citong.kernel.numbering import next_in_series
from citong.kernel.outbox import publish
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import AlreadyRevoked, CannotReplace, LetterIncomplete
from ..facts import LetterIssued, LetterRevoked
from ..models import Letter
from ..queries.templates import template_in_force
from ..rules.fields import labels_of
from ..rules.kinds import EVERY_LETTER, Kind, missing_values, number_of, title_of
from ..rules.layout import blocks_of
from ..rules.wording import local_date, printable

LONGEST_PAUSE = timedelta(hours=1)


@transaction.atomic
def issue(
    kind: Kind,
    *,
    subject: str,
    occasion: str,
    department_id: int,
    recipient: str,
    title: str,
    values: Mapping[str, object],
    by: Actor,
    at: datetime,
) -> Letter:
    """Write a letter and give it its number. Asked twice for the same occasion, it is the same letter.

    What the letter says is frozen here, with the department's name and phone as they are on this day.
    """
    if missing := missing_values(kind, values):
        named = "、".join(labels_of(missing))
        raise LetterIncomplete(f"《{title}》缺少必须写明的内容：{named}。", missing=missing)
    same_occasion = Letter.objects.filter(subject=subject, kind=kind, occasion=occasion)
    if existing := same_occasion.first():
        return existing
    letter = Letter(kind=kind, subject=subject, occasion=occasion, recipient=recipient, title=title, values=values)
    letter.department = organisations.department_by_id(department_id)
    try:
        with transaction.atomic():
            _file(letter, by=by, at=at)
    except IntegrityError:
        # Somebody issued it in the same moment; going back to the savepoint has given our number back.
        if existing := same_occasion.first():
            return existing
        raise
    audit.record("letter.issued", subject=subject, by=by, at=at, letter=letter.pk, kind=kind, number=letter.number)
    publish(LetterIssued(letter_id=letter.pk, subject=subject, kind=kind))
    return letter


def _file(letter: Letter, *, by: Actor, at: datetime) -> None:
    """Complete the letter, number it last, and put it on record."""
    department = letter.department
    as_today = {"issuer": department.name, "phone": department.phone, "hall": settings.HALL_NAME}
    letter.values = printable({**as_today, **letter.values})
    template = template_in_force(Kind(letter.kind))
    letter.template_version = template.version or 0
    # What cannot be printed is not issued; a day that is none is a mistake of the program, and rises here.
    blocks_of(template.body, letter.values)
    letter.issued_at = letter.due_at = at
    letter.issued_by = by.id
    letter.year = local_date(at).year
    # By letter word and not by department: a successor that keeps the word goes on counting.
    kind, word = Kind(letter.kind), department.letter_word
    letter.serial = next_in_series(f"letter/{word}/{kind}/{letter.year}")
    letter.number = number_of(kind, letter_word=word, year=letter.year, serial=letter.serial)
    letter.save(force_insert=True)


@transaction.atomic
def record_rendering(letter_id: int, *, file: StoredFile, at: datetime) -> Letter:
    """The letter has its file. If it had one already, that one stays."""
    letter = _locked(letter_id)
    if letter.file_id is None:
        letter.file, letter.digest, letter.rendered_at, letter.trouble = file, file.digest, at, ""
        letter.save(update_fields=["file", "digest", "rendered_at", "trouble"])
    return letter


@transaction.atomic
def record_trouble(letter_id: int, *, reason: str, at: datetime) -> Letter:
    """The file could not be made: say why to operators, and try again later, at longer and longer intervals."""
    letter = _locked(letter_id)
    if letter.file_id is None:
        letter.attempts = min(letter.attempts + 1, 1000)
        letter.due_at = at + min(timedelta(seconds=5 * 2 ** min(letter.attempts, 12)), LONGEST_PAUSE)
        letter.trouble = reason[:1000]
        letter.save(update_fields=["attempts", "due_at", "trouble"])
    return letter


@transaction.atomic
def revoke_with_letter(letter_id: int, *, reason: str, by: Actor, at: datetime) -> Letter:
    """A letter was wrong: another one, with its own number, says so and takes its force away. Returns the new one."""
    wrong = _unrevoked(letter_id)
    named = {
        "revoked_title": wrong.title,
        "revoked_number": wrong.number,
        "revoked_on": local_date(wrong.issued_at).isoformat(),
        "reason": reason,
    }
    kept = {name: wrong.values[name] for name in (*EVERY_LETTER, "query_code") if wrong.values.get(name)}
    letter = issue(
        Kind.REVOCATION,
        subject=wrong.subject,
        occasion=ref("letter", letter_id),
        department_id=wrong.department_id,
        recipient=wrong.recipient,
        title=title_of(Kind.REVOCATION),
        values={**kept, **named},
        by=by,
        at=at,
    )
    revoke(letter_id, by_letter_id=letter.pk, by=by, at=at)
    return letter


@transaction.atomic
def revoke(letter_id: int, *, by_letter_id: int, by: Actor, at: datetime) -> Letter:
    """A later letter about the same thing takes this one's place; both stay on record."""
    letter = _unrevoked(letter_id)
    later = Letter.objects.filter(pk=by_letter_id, subject=letter.subject, pk__gt=letter_id).first()
    if later is None:
        raise CannotReplace("只能用同一办件之后开出的文书来代替。", letter=letter_id, by_letter=by_letter_id)
    letter.revoked_by = later
    letter.save(update_fields=["revoked_by"])
    audit.record(
        "letter.revoked", subject=letter.subject, by=by, at=at, letter=letter_id, by_letter=ref("letter", later.pk)
    )
    publish(LetterRevoked(letter_id=letter_id, by_letter_id=later.pk, subject=letter.subject))
    return letter


def _unrevoked(letter_id: int) -> Letter:
    """The letter, locked; refuses when another one has taken its place before."""
    letter = _locked(letter_id)
    if letter.revoked_by_id is not None:
        raise AlreadyRevoked("这份文书已经被另一份文书代替了。", letter=letter_id)
    return letter


def _locked(letter_id: int) -> Letter:
    found = Letter.objects.select_for_update(of=("self",)).filter(pk=letter_id).first()
    if found is None:
        raise NotFound("找不到这份文书。", remedy="请从办件详情里重新打开。")
    return found
