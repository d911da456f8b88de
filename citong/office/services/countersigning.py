"""Countersigning 会签, in the order in which it usually happens: sent, answered or counted, summed up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.models import Upload
from citong.kernel.numbering import next_in_series
from citong.kernel.outbox import publish
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns
from citong.organisations import facade as organisations

from ..errors import NotAsked, NotDueYet, OpinionAlreadyGiven, WordsMissing
from ..facts import OpinionGiven
from ..lifecycle import COUNTERSIGNING, CountersigningState
from ..models import Countersigning, CountersigningFile, Opinion
from ..queries.countersignings import countersigning as countersigning_for
from ..queries.countersignings import file_of
from ..rules import WORDS_MISSING, P, Silence, Verdict, countersigning_number, due_day
from .moves import locked_countersigning, step_countersigning, write_countersigning
from .permission import acting_as
from .wording import faults_of_a_paper, faults_of_departments, remark, words

MOST_FILES = 10
LONGEST_RULE = 100


@dataclass(frozen=True)
class Paper:
    """A document or question as it is sent round: to whom, by when, and what silence means by which rule.

    Sent twice under one key, it is the same countersigning.
    """

    title: str
    text: str
    asked: Collection[int]
    days: int
    silence: Silence = Silence.MEANS_NOTHING
    silence_rule: str = ""
    about: str = ""
    uploads: Sequence[Upload] = ()
    key: str = ""


@transaction.atomic
def send_countersigning(paper: Paper, *, by: Actor, at: datetime) -> Countersigning:
    """Ask other departments for their opinions, within so many working days.

    Silence is agreement only if it is said now, with the rule behind it, such as art. 34 of the Open Government
    Information Regulations.
    """
    name = acting_as(by, permissions={P.SEND})
    if paper.key:
        take_turns("office.send", by.id, paper.key)
        if earlier := Countersigning.objects.filter(sent_by=by.id, key=paper.key).first():
            return earlier
    if faults := _faults_of(paper, by=by, at=at):
        raise WordsMissing("会签还不能发出。", faults=faults)
    countersigning = Countersigning(
        title=paper.title.strip(),
        text=paper.text.strip(),
        about=paper.about,
        key=paper.key,
        days=paper.days,
        silence=paper.silence,
        silence_rule=paper.silence_rule.strip() if paper.silence is Silence.AGREES else "",
    )
    _file(countersigning, by=by, name=name, at=at)
    Opinion.objects.bulk_create(
        Opinion(countersigning=countersigning, department_id=each, due_on=countersigning.due_on)
        for each in sorted(set(paper.asked))
    )
    CountersigningFile.objects.bulk_create(
        CountersigningFile(countersigning=countersigning, upload=each) for each in paper.uploads
    )
    return countersigning


def _faults_of(paper: Paper, *, by: Actor, at: datetime) -> dict[str, str]:
    return {
        **faults_of_a_paper(title=paper.title, text=paper.text, days=paper.days),
        **faults_of_departments(paper.asked, own=by.department, field="asked", on=timezone.localdate(at)),
        **_faults_of_silence(paper.silence, paper.silence_rule),
        **_faults_of_files(paper.uploads, by=by),
    }


def _faults_of_silence(silence: Silence, rule: str) -> dict[str, str]:
    if silence is Silence.AGREES and not rule.strip():
        return {"silence_rule": "到期不回复视为同意的，要写明依据。"}
    return {"silence_rule": f"依据最多 {LONGEST_RULE} 个字。"} if len(rule) > LONGEST_RULE else {}


def _faults_of_files(uploads: Sequence[Upload], *, by: Actor) -> dict[str, str]:
    if len(uploads) > MOST_FILES:
        return {"attached": f"附件最多 {MOST_FILES} 个。"}
    return {"attached": "附件要由您自己上传。"} if any(upload.owner != by.id for upload in uploads) else {}


def _file(countersigning: Countersigning, *, by: Actor, name: str, at: datetime) -> None:
    """Complete it, number it last, and put it on record."""
    assert by.department is not None  # noqa: S101 - acting_as has found a post
    department, today = organisations.department_by_id(by.department), timezone.localdate(at)
    countersigning.department = department
    countersigning.due_on = due_day(today, countersigning.days, organisations.work_calendar())
    countersigning.sent_at, countersigning.sent_by, countersigning.sent_by_name = at, by.id, name
    # By letter word and not by department: a successor that keeps the word goes on counting.
    serial = next_in_series(f"office/countersigning/{department.letter_word}/{today.year}")
    countersigning.number = countersigning_number(letter_word=department.letter_word, year=today.year, serial=serial)
    countersigning.state = COUNTERSIGNING.after("send", CountersigningState.DRAFT)
    countersigning.save(force_insert=True)
    write_countersigning(countersigning, "send", before=CountersigningState.DRAFT, by=by, name=name, at=at)


@transaction.atomic
def give_opinion(countersigning_id: int, *, verdict: Verdict, text: str = "", by: Actor, at: datetime) -> Opinion:
    """What the department of whoever speaks says. The last answer gathers the countersigning for its summary.

    The countersigning is locked first: two who answer last at the same instant gather it once.
    """
    countersigning = locked_countersigning(countersigning_id, by=by)
    opinion = countersigning.opinions.select_related("department").filter(department=by.department).first()
    if opinion is None:
        raise NotAsked("这件会签没有征求本单位的意见。")
    name = acting_as(by, permissions={P.ANSWER})
    if opinion.given_at is not None:
        raise OpinionAlreadyGiven(
            f"本单位已经回复过了：{opinion.get_verdict_display()}。", remedy="要更正的，请联系发出会签的部门。"
        )
    said = _opinion_words(verdict, text)
    step_countersigning(countersigning, "give_opinion", by=by, name=name, at=at, verdict=verdict)
    _answer(opinion, verdict, text=said, by=by, name=name, at=at)
    _gather(countersigning, by=by, name=name, at=at)
    publish(OpinionGiven(countersigning.pk, opinion.department_id, verdict, by_silence=False))
    return opinion


def _opinion_words(verdict: Verdict, text: str) -> str:
    missing = WORDS_MISSING.get(verdict)
    return words(text, field="text", missing=missing) if missing else remark(text, field="text")


def _answer(opinion: Opinion, verdict: Verdict, *, text: str, by: Actor, name: str, at: datetime) -> None:
    opinion.verdict, opinion.text, opinion.is_awaited = verdict, text, False
    opinion.given_at, opinion.given_by, opinion.given_by_name = at, by.id, name
    opinion.save()


def _gather(countersigning: Countersigning, *, by: Actor, name: str, at: datetime) -> None:
    if not countersigning.opinions.filter(is_awaited=True).exists():
        step_countersigning(countersigning, "gather", by=by, name=name, at=at)
    countersigning.save(update_fields=["state"])


@transaction.atomic
def urge_countersigning(countersigning_id: int, *, note: str = "", by: Actor, at: datetime) -> Countersigning:
    """The sender asks those that have not answered to do so."""
    countersigning, name = _own(countersigning_id, by=by)
    waiting = list(countersigning.opinions.filter(is_awaited=True).order_by("pk").values_list("department", flat=True))
    step_countersigning(
        countersigning, "urge", by=by, name=name, at=at, note=remark(note, field="note"), departments=waiting
    )
    countersigning.opinions.filter(is_awaited=True).update(urged_at=at)
    return countersigning


@transaction.atomic
def close_countersigning(countersigning_id: int, *, summary: str, by: Actor, at: datetime) -> Countersigning:
    """Sum the opinions up. Before the last day only once all have answered; whoever is silent then has not agreed."""
    countersigning, name = _own(countersigning_id, by=by)
    COUNTERSIGNING.after("close", countersigning.state)
    is_asking = countersigning.state == CountersigningState.ASKING
    if is_asking and timezone.localdate(at) <= countersigning.due_on:
        raise NotDueYet("还有部门没有回复，期限也没有到，不能汇总。", remedy="可以先催办；过了期限就可以汇总。")
    countersigning.summary = words(summary, field="summary", missing="请写明汇总的意见和怎么采纳。")
    _end(countersigning, "close", by=by, name=name, at=at)
    return countersigning


@transaction.atomic
def withdraw_countersigning(countersigning_id: int, *, reason: str, by: Actor, at: datetime) -> Countersigning:
    """Nobody needs to answer any more."""
    countersigning, name = _own(countersigning_id, by=by)
    COUNTERSIGNING.after("withdraw", countersigning.state)
    said = words(reason, field="reason", missing="请写明为什么撤回。")
    _end(countersigning, "withdraw", by=by, name=name, at=at, note=said)
    return countersigning


def _own(countersigning_id: int, *, by: Actor) -> tuple[Countersigning, str]:
    countersigning = locked_countersigning(countersigning_id, by=by)
    if countersigning.department_id != by.department:
        raise NotAsked("只有发出会签的部门能做这一步。")
    return countersigning, acting_as(by, permissions={P.SEND})


def _end(countersigning: Countersigning, move: str, *, by: Actor, name: str, at: datetime, note: str = "") -> None:
    silent = list(countersigning.opinions.filter(is_awaited=True).order_by("pk").values_list("department", flat=True))
    step_countersigning(countersigning, move, by=by, name=name, at=at, note=note, silent=silent)
    countersigning.ended_at = at
    countersigning.save(update_fields=["state", "summary", "ended_at"])
    countersigning.opinions.filter(is_awaited=True).update(is_awaited=False)


@transaction.atomic
def read_attachment(countersigning_id: int, *, file_id: int, by: Actor, at: datetime) -> Upload:
    """Open a file that was sent along; the look is recorded."""
    found = file_of(countersigning_for(countersigning_id, viewer=by), file_id)
    subject = ref("countersigning", countersigning_id)
    audit.record("office.read_attachment", subject=subject, by=by, at=at, file=file_id)
    return found


@transaction.atomic
def remind(countersigning_id: int, *, by: Actor, at: datetime) -> bool:
    """One working day before the last, those that have not answered are reminded, once; by the clock."""
    countersigning = locked_countersigning(countersigning_id)
    waiting = countersigning.opinions.filter(is_awaited=True, reminded_at=None)
    departments = list(waiting.order_by("pk").values_list("department", flat=True))
    if countersigning.state != CountersigningState.ASKING or not departments:
        return False
    note = "还有一个工作日到期，系统自动提醒"
    step_countersigning(countersigning, "urge", by=by, name=by.name, at=at, note=note, departments=departments)
    waiting.update(reminded_at=at, urged_at=at)
    return True


@transaction.atomic
def count_silence(countersigning_id: int, *, by: Actor, at: datetime) -> bool:
    """The last day is over: where the sender said so, with its rule, those that were silent have agreed."""
    countersigning = locked_countersigning(countersigning_id)
    is_over = timezone.localdate(at) > countersigning.due_on
    if countersigning.state != CountersigningState.ASKING or countersigning.silence != Silence.AGREES or not is_over:
        return False
    silent = list(countersigning.opinions.filter(is_awaited=True).order_by("pk"))
    departments = [opinion.department_id for opinion in silent]
    note = countersigning.silence_rule
    step_countersigning(countersigning, "count_silence", by=by, name=by.name, at=at, note=note, departments=departments)
    for opinion in silent:
        opinion.by_silence = True
        _answer(opinion, Verdict.AGREE, text="", by=by, name=by.name, at=at)
    _gather(countersigning, by=by, name=by.name, at=at)
    for opinion in silent:
        publish(OpinionGiven(countersigning.pk, opinion.department_id, Verdict.AGREE, by_silence=True))
    return True
