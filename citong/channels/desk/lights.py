"""How a last day looks from today: green, yellow or red, always in words."""

from dataclasses import dataclass
from datetime import date

from citong.cases import facade as cases
from citong.cases.facade import State
from citong.channels.kit.story import state_name
from citong.identity import facade as identity
from citong.kernel.workdays import WorkCalendar, working_days_between

NEAR = 1

STATE_TONES = {
    State.SUBMITTED: "info",
    State.PRE_SUPPLEMENT: "wait",
    State.PRE_FAILED: "late",
    State.TO_RECEIVE: "wait",
    State.CORRECTION: "wait",
    State.NOT_ACCEPTED: "late",
    State.WAITING: "wait",
    State.BLOCKED: "warn",
    State.ACCEPTED: "info",
    State.IN_REVIEW: "info",
    State.SUSPENDED: "wait",
    State.FORWARDED: "wait",
    State.TO_DECIDE: "info",
    State.FEE_PENDING: "wait",
    State.GRANTED: "ok",
    State.ISSUING: "info",
    State.REFUSED: "late",
    State.CLOSED: "ok",
    State.DELIVERED: "ok",
    State.WITHDRAWN: "plain",
    State.RETURNED: "plain",
    State.TERMINATED: "plain",
    State.VOIDED: "plain",
}


@dataclass(frozen=True)
class Light:
    """What is left of a term, and its tone: ok, warn or late."""

    words: str
    tone: str


def light(due_on: date | None, *, today: date, calendar: WorkCalendar) -> Light | None:
    """What is left until this day; None where no day is set."""
    if due_on is None:
        return None
    if due_on < today:
        over = working_days_between(due_on, today, calendar)
        return Light(f"已超期 {over} 个工作日" if over else "已超期", "late")
    if due_on == today:
        return Light("今天到期", "warn")
    left = working_days_between(today, due_on, calendar)
    return Light(f"还剩 {left} 个工作日", "warn" if left <= NEAR else "ok")


@dataclass(frozen=True)
class Line:
    """A row of a list of cases."""

    case_id: int
    number: str
    item: str
    applicant: str
    what: str
    tone: str
    due_on: date | None
    light: Light | None


def applicant_of(case: cases.Case) -> str:
    """Who applies, as lists may show it: people masked, organisations by their name."""
    return case.party_name if case.party_kind == "enterprise" else identity.masked_name(case.party_name)


def line_of_task(task: cases.Task, *, today: date, calendar: WorkCalendar) -> Line:
    """Something that waits, as a row; nothing is due while the clock is stopped, or the applicant is asked for it."""
    what, due_on = task.what, task.due_on
    if task.case.state == State.SUSPENDED:
        what, due_on = f"{what}（停止计时）", None
    elif task.applicant_asked:
        what, due_on = f"{what}（等申请人补正）", None
    return _line(task.case, what=what, due_on=due_on, today=today, calendar=calendar)


def line_of_case(case: cases.Case, *, today: date, calendar: WorkCalendar) -> Line:
    """A case with its state, as a row."""
    return _line(case, what=state_name(case), due_on=case.due_on, today=today, calendar=calendar)


def _line(case: cases.Case, *, what: str, due_on: date | None, today: date, calendar: WorkCalendar) -> Line:
    return Line(
        case_id=case.pk,
        number=case.number,
        item=f"{case.item_version.name}（一件事）" if case.joint_id else case.item_version.name,
        applicant=applicant_of(case),
        what=what,
        tone=STATE_TONES.get(State(case.state), "plain"),
        due_on=due_on,
        light=light(due_on, today=today, calendar=calendar),
    )
