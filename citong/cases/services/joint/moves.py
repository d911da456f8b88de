"""The one place that changes the state of a whole; the order in which rows are locked; who may act for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from citong.catalogue import facade as catalogue
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.permissions import has_permission
from citong.kernel.refs import ref
from citong.kernel.workdays import WorkCalendar, add_working_days
from citong.organisations import facade as organisations

from ...errors import NoSuchCase, NotYourPost
from ...lifecycle import ENDED, JOINT, State
from ...models import Case, ClockEvent, JointCase, JointStep
from ...queries.clocks import pauses_in
from ...rules.clock import Pause, statutory_pauses
from ...rules.joint import Outcome, due_dates_of_whole
from ...rules.permissions import P
from ..acting import refuse_beyond_whole

ARTICLE_26 = "《行政许可法》第二十六条"


def locked_joint(joint_id: int) -> JointCase:
    """The whole, locked until the transaction ends.

    Whoever changes the whole locks it first and its members after it, by their ids. Verbs of a single case lock one
    case and nothing more, so nobody ever holds a member while waiting for the whole: no two can wait for each other.
    """
    joint = (
        JointCase.objects.select_for_update(of=("self",))
        .select_related("lead", "package_version__package")
        .filter(pk=joint_id)
        .first()
    )
    if joint is None:
        raise NoSuchCase("找不到这件事。")
    return joint


def locked_members(joint: JointCase) -> list[Case]:
    """All members, in the order of the package, locked."""
    found = (
        Case.objects.select_for_update(of=("self",))
        .select_related("item_version__item", "department")
        .defer("item_version__definition")
        .filter(joint=joint)
        .order_by("pk")
    )
    members = list(found)
    for member in members:
        member.joint = joint
    return members


def joint_of(case_id: int) -> int:
    """The id of the whole that this case is a member of."""
    joint_id = Case.objects.filter(pk=case_id).values_list("joint_id", flat=True).first()
    if joint_id is None:
        raise NoSuchCase("这个办件不是一件事里的一项。")
    return joint_id


def member_among(members: Sequence[Case], case_id: int) -> Case:
    """One of the members."""
    return next(member for member in members if member.pk == case_id)


def joint_step(joint: JointCase, move: str, *, by: Actor, at: datetime, note: str = "", **details: object) -> JointStep:
    """Make the move or refuse it, and write it down; the caller saves the whole once all is set."""
    before = joint.state
    joint.state = JOINT.after(move, before)
    return write_joint_step(joint, move, before=before, note=note, by=by, at=at, **details)


def write_joint_step(
    joint: JointCase, move: str, *, before: str, by: Actor, at: datetime, note: str = "", **details: object
) -> JointStep:
    """A line of history and of the audit."""
    audit.record(f"cases.joint_{move}", subject=ref("joint", joint.pk), by=by, at=at)
    return JointStep.objects.create(
        joint=joint,
        move=move,
        from_state=before,
        to_state=joint.state,
        at=at,
        actor=by.id,
        actor_name=by.name,
        department_id=by.department,
        note=note,
        details={**details, **by.noted},
    )


def held_by_lead(joint: JointCase, *, by: Actor) -> None:
    """Refuse anybody but the window of the lead department; the system itself may."""
    if not has_permission(by, P.LEAD_JOINT, on=organisations.place(joint.lead_id)):
        raise NotYourPost(
            f"这件事由{joint.lead.short_name}统一收件、受理和送达。",
            rule=ARTICLE_26,
            remedy="要补材料、要通知申请人的，请和牵头单位联系，由它一次说清。",
        )


def own_joint(joint: JointCase, *, by: Actor, at: datetime) -> None:
    """Refuse anybody but the applicant, and who may act for them; a stranger learns nothing."""
    if joint.applicant != by.stands_for:
        raise NoSuchCase("找不到这件事。")
    refuse_beyond_whole(joint, by=by, at=at)


def package_of(joint: JointCase) -> catalogue.PackageDefinition:
    """What the package says under which it was handed in."""
    return catalogue.package_definition_of(joint.package_version)


def items_of(joint: JointCase) -> dict[str, catalogue.Definition]:
    """What the items of the package said when it was handed in, also those that were not needed."""
    return {code: catalogue.definition(version) for code, version in joint.item_versions.items()}


def whole_of(joint: JointCase, *, answers: dict[str, object] | None = None) -> catalogue.Definition:
    """The whole as one definition, with the answers given, or with these."""
    given = joint.answers if answers is None else answers
    return catalogue.whole_of(package_of(joint), items=items_of(joint), situation=joint.situation, answers=given)


def waits_for(joint: JointCase, members: Sequence[Case]) -> dict[int, list[Case]]:
    """For each member's id, the other members that have to be granted before it."""
    package = package_of(joint)
    by_item = {member.item_version.item.code: member for member in members}
    by_key = {each.key: by_item[each.item] for each in package.members if each.item in by_item}
    return {
        by_key[each.key].pk: [by_key[key] for key in each.after if key in by_key]
        for each in package.members
        if each.key in by_key
    }


def outcome_of(case: Case) -> Outcome:
    """What has become of a member; what the upper level granted is granted."""
    if case.result == Case.Result.GRANTED:
        return Outcome.GRANTED
    if case.result == Case.Result.FORWARDED and case.forwarded_to.filter(result=Case.Result.GRANTED).exists():
        return Outcome.GRANTED
    return Outcome.FAILED if case.state in ENDED or case.state == State.REFUSED else Outcome.OPEN


def set_due_dates(joint: JointCase, members: Sequence[Case]) -> None:
    """By when the accepted whole is due, and the last day of the law; the caller saves."""
    assert joint.accepted_on is not None  # noqa: S101 - asked of accepted wholes alone
    extended = joint.extensions.filter(approved=True).values_list("days", flat=True).first() or 0
    running = [member.promised_due_on or member.statutory_due_on for member in members]
    calendar = organisations.work_calendar()
    joint.due_on, joint.statutory_due_on = due_dates_of_whole(
        joint.accepted_on,
        promised_days=joint.package_version.promised_days,
        more_days=extended,
        members_due=[day for day in running if isinstance(day, date)],
        pauses=_time_that_does_not_count(members, calendar),
        calendar=calendar,
    )


def _time_that_does_not_count(members: Sequence[Case], calendar: WorkCalendar) -> list[Pause]:
    """The statutory pauses of all members; one that still lasts ends, for now, after the days that were announced."""
    ledgers: dict[int, list[ClockEvent]] = {member.pk: [] for member in members}
    for event in ClockEvent.objects.filter(case__in=ledgers).order_by("id"):
        ledgers[event.case_id].append(event)
    return [
        pause if pause.until else replace(pause, until=_announced_end(pause, events, calendar))
        for events in ledgers.values()
        for pause in statutory_pauses(pauses_in(events))
    ]


def _announced_end(pause: Pause, events: Sequence[ClockEvent], calendar: WorkCalendar) -> date:
    begun = next(event for event in reversed(events) if event.kind == ClockEvent.Kind.PAUSE)
    return add_working_days(pause.since, begun.announced_days or 0, calendar)
