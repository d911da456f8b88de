"""Whoever dies in the middle of a countersigning 会签 or a supervised task 督办 leaves it as it was."""

from collections.abc import Callable
from datetime import date

import pytest

from citong.kernel.actors import SYSTEM
from citong.kernel.files import take
from citong.office import facade as office
from citong.office.services.countersigning import count_silence, remind
from citong.office.services.tasks import mark_overdue
from citong.organisations import facade as organisations
from tests.factories.cases import PNG
from tests.factories.office import DAY, MONDAY, WEEK, Body, body, issued, sent
from tests.faults.deaths import die_again_and_again

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
AFTER = MONDAY + WEEK + DAY
AGREE = office.Verdict.AGREE


def two() -> tuple[Body, Body]:
    """Who asks or orders, and who answers."""
    return body("鲤政"), body("鲤卫")


def asked(**changes: object) -> tuple[Body, Body, office.Countersigning]:
    sender, answering = two()
    return sender, answering, sent(sender, answering, **changes)


def ordered() -> tuple[Body, Body, office.Task]:
    supervising, leading = two()
    return supervising, leading, issued(supervising.supervisor, leading)


def send_countersigning() -> Act:
    sender, *others = body("鲤政"), body("鲤卫"), body("鲤消")
    return lambda: sent(sender, *others)


def read_attachment() -> Act:
    sender, answering = two()
    plan = take([PNG], name="图.png", by=sender.review, at=MONDAY)
    paper = sent(sender, answering, uploads=[plan])
    (file,) = office.countersigning(paper.pk, viewer=answering.head).files.all()
    return lambda: office.read_attachment(paper.pk, file_id=file.pk, by=answering.head, at=MONDAY)


def give_opinion() -> Act:
    _, answering, paper = asked()
    return lambda: office.give_opinion(paper.pk, verdict=AGREE, by=answering.head, at=MONDAY)


def urge_countersigning() -> Act:
    sender, _, paper = asked()
    return lambda: office.urge_countersigning(paper.pk, by=sender.review, at=MONDAY)


def close_countersigning() -> Act:
    sender, answering, paper = asked()
    office.give_opinion(paper.pk, verdict=AGREE, by=answering.head, at=MONDAY)
    return lambda: office.close_countersigning(paper.pk, summary="都同意", by=sender.review, at=MONDAY)


def withdraw_countersigning() -> Act:
    sender, _, paper = asked()
    return lambda: office.withdraw_countersigning(paper.pk, reason="不用问了", by=sender.review, at=MONDAY)


def issue_task() -> Act:
    supervising, leading = two()
    return lambda: issued(supervising.supervisor, leading)


def urge_task() -> Act:
    supervising, _, task = ordered()
    return lambda: office.urge_task(task.pk, by=supervising.supervisor, at=MONDAY)


def report_progress() -> Act:
    _, leading, task = ordered()
    return lambda: office.report_progress(task.pk, text="在办", by=leading.head, at=MONDAY)


def ask_extension() -> Act:
    _, leading, task = ordered()
    return lambda: office.ask_extension(task.pk, days=5, reason="等检测", by=leading.head, at=MONDAY)


def grant_extension() -> Act:
    supervising, leading, task = ordered()
    office.ask_extension(task.pk, days=5, reason="等检测", by=leading.head, at=MONDAY)
    return lambda: office.grant_extension(task.pk, by=supervising.supervisor, at=MONDAY)


def refuse_extension() -> Act:
    supervising, leading, task = ordered()
    office.ask_extension(task.pk, days=5, reason="等检测", by=leading.head, at=MONDAY)
    return lambda: office.refuse_extension(task.pk, answer="来得及", by=supervising.supervisor, at=MONDAY)


def report_done() -> Act:
    _, leading, task = ordered()
    office.ask_extension(task.pk, days=5, reason="等检测", by=leading.head, at=MONDAY)
    return lambda: office.report_done(task.pk, text="办好了", by=leading.head, at=MONDAY)


def send_report_back() -> Act:
    supervising, task = _reported()
    return lambda: office.send_report_back(task.pk, reason="没有照片", by=supervising.supervisor, at=MONDAY)


def accept_report() -> Act:
    supervising, task = _reported()
    return lambda: office.accept_report(task.pk, by=supervising.supervisor, at=MONDAY)


def _reported() -> tuple[Body, office.Task]:
    supervising, leading, task = ordered()
    office.report_done(task.pk, text="办好了", by=leading.head, at=MONDAY)
    return supervising, task


def withdraw_task() -> Act:
    supervising, leading, task = ordered()
    office.ask_extension(task.pk, days=5, reason="等检测", by=leading.head, at=MONDAY)
    return lambda: office.withdraw_task(task.pk, reason="不用办了", by=supervising.supervisor, at=MONDAY)


def recompute_terms() -> Act:
    supervising, leading, _ = ordered()
    sent(supervising, leading)
    organisations.seed_calendar(by=SYSTEM, at=MONDAY)
    changed = {"first_day": date(2026, 9, 25), "last_day": date(2026, 10, 7)}
    return lambda: office.recompute_terms(**changed, by=SYSTEM, at=MONDAY)


OF_THE_OFFICE: dict[str, Callable[[], Act]] = {
    made.__name__: made
    for made in (
        send_countersigning, read_attachment, give_opinion, urge_countersigning, close_countersigning,
        withdraw_countersigning, issue_task, urge_task, report_progress, ask_extension, grant_extension,
        refuse_extension, report_done, send_report_back, accept_report, withdraw_task, recompute_terms,
    )
}  # fmt: skip


def reminded() -> Act:
    _, _, paper = asked()
    return lambda: remind(paper.pk, by=SYSTEM, at=MONDAY)


def silence_counted() -> Act:
    _, _, paper = asked(silence=office.Silence.AGREES, silence_rule="《政府信息公开条例》第三十四条")
    return lambda: count_silence(paper.pk, by=SYSTEM, at=AFTER)


def marked_overdue() -> Act:
    _, _, task = ordered()
    return lambda: mark_overdue(task.pk, by=SYSTEM, at=AFTER)


BY_THE_CLOCK = {made.__name__: made for made in (reminded, silence_counted, marked_overdue)}


@pytest.mark.parametrize("verb", [*OF_THE_OFFICE, *BY_THE_CLOCK])
def test_whoever_dies_between_two_writes_leaves_all_as_it_was(verb: str):
    act = {**OF_THE_OFFICE, **BY_THE_CLOCK}[verb]()

    assert die_again_and_again(act) >= (1 if verb == "read_attachment" else 3)
