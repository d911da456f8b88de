"""Tasks that are watched over: who sets them, urging, reports, more time, and how they end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from citong.kernel.actors import Actor
from citong.kernel.lifecycle import MoveNotAllowed
from citong.office import facade as office
from citong.office.models import Task
from citong.organisations.models import Department
from tests.factories.actors import everywhere
from tests.factories.office import DAY, MONDAY, WEEK, Body, body, issued

pytestmark = pytest.mark.django_db

State = office.TaskState


@pytest.fixture
def task(government, health, fire) -> Task:
    """Set by the government to health, with fire assisting."""
    return issued(government.supervisor, health, fire)


def now(task: Task) -> Task:
    return Task.objects.get(pk=task.pk)


def moves_of(task: Task) -> list[str]:
    return [step.move for step in task.steps.order_by("id")]


def test_a_task_has_a_number_a_leading_department_and_a_last_day(government, health, fire, market):
    task = issued(government.supervisor, health, fire, market, about="case:42")

    assert (task.number, task.about) == ("鲤政督〔2026〕1号", "case:42")
    assert (task.state, task.due_on) == (State.OPEN, date(2026, 9, 28))
    assert [(part.department_id, part.is_lead) for part in task.parts.order_by("id")] == [
        (health.pk, True),
        (fire.pk, False),
        (market.pk, False),
    ]
    assert issued(government.supervisor, fire).number == "鲤政督〔2026〕2号"


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (Department.Kind.DEPARTMENT, "supervisor"),
        (Department.Kind.GOVERNMENT, "supervisor"),
        (Department.Kind.GOVERNMENT, "head"),
        (Department.Kind.CENTRE, "keeper"),
    ],
)
def test_supervisors_the_head_of_the_government_and_the_centre_set_tasks(health, kind, who):
    assert issued(getattr(body("鲤督", kind=kind), who), health).state == State.OPEN


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (Department.Kind.DEPARTMENT, "head"),
        (Department.Kind.DEPARTMENT, "keeper"),
        (Department.Kind.CENTRE, "head"),
        (Department.Kind.GOVERNMENT, "keeper"),
        (Department.Kind.GOVERNMENT, "approver"),
    ],
)
def test_nobody_else_sets_tasks(health, kind, who):
    by = getattr(body("鲤督", kind=kind), who)

    with pytest.raises(office.NotYourDuty):
        issued(by, health)
    with pytest.raises(office.NotYourDuty):
        issued(replace(by, department=None), health)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"text": " "}, "text"),
        ({"days": 0}, "days"),
    ],
)
def test_a_task_that_is_not_complete_is_not_set_and_the_place_is_named(government, health, changes, field):
    with pytest.raises(office.WordsMissing) as refused:
        issued(government.supervisor, health, **changes)

    assert list(refused.value.faults) == [field]
    assert not Task.objects.exists()


def test_nobody_takes_part_twice_and_the_supervisor_not_at_all(government, health):
    for lead, assisting, field in (
        (government, [], "lead"),
        (health, [health], "assisting"),
        (health, [government], "assisting"),
    ):
        with pytest.raises(office.WordsMissing) as refused:
            issued(government.supervisor, lead, *assisting)
        assert list(refused.value.faults) == [field]


def test_every_urge_is_counted_and_recorded(task, government):
    for note in ("", "领导批示"):
        office.urge_task(task.pk, note=note, by=government.supervisor, at=MONDAY + DAY)

    assert now(task).urges == 2
    assert [step.note for step in task.steps.filter(move="urge").order_by("id")] == ["", "领导批示"]


def test_all_who_take_part_report_how_far_they_are(task, health, fire, market):
    office.report_progress(task.pk, text="已经现场看过。", by=health.approver, at=MONDAY)
    office.report_progress(task.pk, text="消防没有问题。", by=fire.keeper, at=MONDAY)

    reports = task.steps.filter(move="report_progress").order_by("id")
    assert [(step.department_id, step.note) for step in reports] == [
        (health.pk, "已经现场看过。"),
        (fire.pk, "消防没有问题。"),
    ]
    with pytest.raises(office.NoSuchTask):
        office.report_progress(task.pk, text="x", by=market.approver, at=MONDAY)
    with pytest.raises(office.WordsMissing):
        office.report_progress(task.pk, text=" ", by=health.approver, at=MONDAY)
    with pytest.raises(office.NotYourDuty):
        office.report_progress(task.pk, text="x", by=health.window, at=MONDAY)


def test_the_supervisor_does_not_report(task, government):
    with pytest.raises(office.NotAsked):
        office.report_progress(task.pk, text="x", by=government.head, at=MONDAY)


def test_a_task_is_over_when_the_supervisor_accepts_the_report(task, government, health):
    office.report_done(task.pk, text="已经改好。", by=health.head, at=MONDAY)
    reported = now(task)

    office.accept_report(task.pk, conclusion="办得好。", by=government.head, at=MONDAY + DAY)

    closed = now(task)
    assert (reported.state, reported.awaits_answer) == (State.REPORTED, True)
    assert (closed.state, closed.conclusion, closed.ended_at) == (State.CLOSED, "办得好。", MONDAY + DAY)
    assert not task.parts.filter(is_awaited=True).exists()
    assert moves_of(task) == ["issue", "report_done", "accept"]


def test_a_report_that_does_not_satisfy_is_sent_back_and_the_term_stays(task, government, health):
    office.report_done(task.pk, text="好了。", by=health.head, at=MONDAY)
    assert office.parts_awaited_from(health.head) == []

    office.send_report_back(task.pk, reason="照片没有。", by=government.supervisor, at=MONDAY)

    again = now(task)
    assert (again.state, again.due_on, again.awaits_answer) == (State.OPEN, task.due_on, False)
    assert [part.task for part in office.parts_awaited_from(health.head)] == [task]


def test_only_the_leading_department_says_that_it_is_done(task, fire):
    with pytest.raises(office.NotAsked):
        office.report_done(task.pk, text="好了", by=fire.approver, at=MONDAY)
    with pytest.raises(office.NotAsked):
        office.ask_extension(task.pk, days=3, reason="忙", by=fire.approver, at=MONDAY)


def test_more_time_is_asked_for_and_given(task, government, health):
    office.ask_extension(task.pk, days=5, reason="要等检测。", by=health.approver, at=MONDAY)
    asked = now(task)

    office.grant_extension(task.pk, answer="可以。", by=government.supervisor, at=MONDAY + DAY)

    granted = now(task)
    extension = task.extensions.get()
    assert asked.awaits_answer
    assert (granted.due_on, granted.days, granted.awaits_answer) == (date(2026, 10, 5), 10, False)
    assert {part.due_on for part in task.parts.all()} == {granted.due_on}
    assert (extension.granted, extension.answer, extension.answered_by_name) == (
        True,
        "可以。",
        government.supervisor.name,
    )
    assert task.steps.get(move="grant_extension").details == {
        "days": 5,
        "due_from": "2026-09-28",
        "due_on": "2026-10-05",
    }


def test_more_time_is_refused_with_a_reason(task, government, health):
    office.ask_extension(task.pk, days=5, reason="要等检测。", by=health.approver, at=MONDAY)

    with pytest.raises(office.WordsMissing):
        office.refuse_extension(task.pk, answer="", by=government.supervisor, at=MONDAY)
    office.refuse_extension(task.pk, answer="时间够了。", by=government.supervisor, at=MONDAY)

    assert (now(task).due_on, now(task).awaits_answer) == (task.due_on, False)
    assert task.extensions.get().granted is False


def test_more_time_is_asked_for_once_at_a_time_and_answered_once(task, government, health):
    with pytest.raises(office.NothingAsked):
        office.grant_extension(task.pk, by=government.supervisor, at=MONDAY)
    office.ask_extension(task.pk, days=5, reason="等检测", by=health.approver, at=MONDAY)
    with pytest.raises(office.ExtensionPending):
        office.ask_extension(task.pk, days=3, reason="再等", by=health.approver, at=MONDAY)
    office.grant_extension(task.pk, by=government.supervisor, at=MONDAY)

    for answer in (office.grant_extension, office.refuse_extension):
        with pytest.raises(office.NothingAsked):
            answer(task.pk, answer="不行", by=government.supervisor, at=MONDAY)
    assert now(task).days == 10


@pytest.mark.parametrize("said", [{"days": 0, "reason": "x"}, {"days": 91, "reason": "x"}, {"days": 1, "reason": " "}])
def test_a_wish_for_more_time_says_how_much_and_why(task, health, said):
    with pytest.raises(office.WordsMissing):
        office.ask_extension(task.pk, **said, by=health.approver, at=MONDAY)

    assert not task.extensions.exists()


@pytest.mark.parametrize("ending", ["report", "withdraw"])
def test_a_wish_that_is_no_longer_needed_is_set_aside(task, government, health, ending):
    office.ask_extension(task.pk, days=5, reason="等检测", by=health.approver, at=MONDAY)

    if ending == "report":
        office.report_done(task.pk, text="提前好了。", by=health.approver, at=MONDAY)
    else:
        office.withdraw_task(task.pk, reason="不用办了", by=government.supervisor, at=MONDAY)

    assert task.extensions.get().granted is False
    assert now(task).awaits_answer is (ending == "report")


STEPS: dict[str, Callable[[int, Actor], object]] = {
    "urge": lambda pk, by: office.urge_task(pk, by=by, at=MONDAY),
    "report_progress": lambda pk, by: office.report_progress(pk, text="x", by=by, at=MONDAY),
    "ask_extension": lambda pk, by: office.ask_extension(pk, days=1, reason="x", by=by, at=MONDAY),
    "grant_extension": lambda pk, by: office.grant_extension(pk, by=by, at=MONDAY),
    "refuse_extension": lambda pk, by: office.refuse_extension(pk, answer="x", by=by, at=MONDAY),
    "report_done": lambda pk, by: office.report_done(pk, text="x", by=by, at=MONDAY),
    "send_back": lambda pk, by: office.send_report_back(pk, reason="x", by=by, at=MONDAY),
    "accept": lambda pk, by: office.accept_report(pk, by=by, at=MONDAY),
    "withdraw": lambda pk, by: office.withdraw_task(pk, reason="x", by=by, at=MONDAY),
}
OF_LEAD = {"report_progress", "ask_extension", "report_done"}
CLOSED_TO = {
    State.OPEN: {"send_back", "accept"},
    State.REPORTED: set(STEPS) - {"send_back", "accept", "withdraw"},
    State.CLOSED: set(STEPS),
    State.WITHDRAWN: set(STEPS),
}


def bring(task: Task, state: State, *, health: Body, government: Body) -> None:
    if state in {State.REPORTED, State.CLOSED}:
        STEPS["report_done"](task.pk, health.head)
    if state == State.CLOSED:
        STEPS["accept"](task.pk, government.head)
    if state == State.WITHDRAWN:
        STEPS["withdraw"](task.pk, government.head)


@pytest.mark.parametrize(
    ("state", "step"), [(state, step) for state, steps in CLOSED_TO.items() for step in sorted(steps)]
)
def test_a_step_that_the_state_does_not_know_is_refused_and_changes_nothing(task, government, health, state, step):
    bring(task, state, health=health, government=government)
    before = (now(task).state, moves_of(task))

    with pytest.raises(MoveNotAllowed):
        STEPS[step](task.pk, health.head if step in OF_LEAD else government.head)

    assert (now(task).state, moves_of(task)) == before


@pytest.mark.parametrize("step", sorted(set(STEPS) - OF_LEAD))
def test_the_steps_of_the_supervisor_are_nobody_elses(task, government, health, market, step):
    with pytest.raises(office.NotAsked):
        STEPS[step](task.pk, health.supervisor)
    with pytest.raises(office.NotYourDuty):
        STEPS[step](task.pk, government.approver)
    with pytest.raises(office.NoSuchTask):
        STEPS[step](task.pk, market.supervisor)


@pytest.mark.parametrize("step", sorted({"urge", "withdraw", "report_done", "ask_extension"}))
def test_what_does_not_exist_is_not_there(step, government):
    with pytest.raises(office.NoSuchTask):
        STEPS[step](0, government.supervisor)


def test_it_is_seen_by_those_who_take_part_and_by_those_who_watch_over_all(health, fire, market, government):
    task = issued(government.supervisor, health, fire, about="case:42")

    over_all = replace(market.supervisor, grants=everywhere("supervisor"))
    for viewer in (government.window, health.window, fire.window, over_all):
        assert office.task(task.pk, viewer=viewer) == task
        assert office.tasks_about("case:42", viewer=viewer) == [task]
    for viewer in (market.head, market.supervisor, replace(health.window, grants=())):
        with pytest.raises(office.NoSuchTask):
            office.task(task.pk, viewer=viewer)
        assert office.tasks_about("case:42", viewer=viewer) == []


def test_what_can_be_done_is_offered_to_whoever_may_do_it(task, government, health, fire):
    def offered() -> dict[str, list[str]]:
        viewers = {"head": government.head, "lead": health.head, "assisting": fire.head, "window": health.window}
        return {
            name: office.task_moves(office.task(task.pk, viewer=viewer), viewer=viewer)
            for name, viewer in viewers.items()
        }

    at_first = offered()
    STEPS["ask_extension"](task.pk, health.head)
    asked = offered()
    STEPS["report_done"](task.pk, health.head)
    reported = offered()

    assert at_first == {
        "head": ["urge", "withdraw"],
        "lead": ["report_progress", "ask_extension", "report_done"],
        "assisting": ["report_progress"],
        "window": [],
    }
    assert asked["head"] == ["urge", "grant_extension", "refuse_extension", "withdraw"]
    assert asked["lead"] == ["report_progress", "report_done"]
    assert reported == {"head": ["send_back", "accept", "withdraw"], "lead": [], "assisting": [], "window": []}


def test_lists_are_in_order_page_by_page(government, health, fire):
    late, soon = issued(government.supervisor, health, days=9), issued(government.supervisor, health, fire, days=2)
    office.ask_extension(late.pk, days=1, reason="x", by=health.head, at=MONDAY)
    first, second = office.parts_awaited_from(health.window)

    after = office.parts_awaited_from(health.window, after_row=(first.due_on, first.pk))

    assert ([first.task, second.task], after) == ([soon, late], [second])
    assert [part.task for part in office.parts_of(health.window)] == [soon, late]
    assert [part.task for part in office.parts_of(health.window, before=first.pk)] == [late]
    assert office.tasks_issued_by(government.window) == [soon, late]
    assert office.tasks_issued_by(government.window, before=soon.pk) == [late]
    assert office.tasks_to_answer(government.window) == [late]
    assert office.tasks_to_answer(government.window, after_row=(late.due_on, late.pk)) == []


def test_what_waits_is_counted_by_duty_in_one_query(government, health, fire, django_assert_num_queries):
    task = issued(government.supervisor, health, fire)
    office.report_done(issued(government.supervisor, health).pk, text="x", by=health.head, at=MONDAY)
    paper = office.Paper("题", "文", asked=[fire.pk], days=5)
    office.send_countersigning(paper, by=health.review, at=MONDAY)
    answered = office.send_countersigning(paper, by=health.review, at=MONDAY)
    office.give_opinion(answered.pk, verdict=office.Verdict.AGREE, by=fire.head, at=MONDAY)

    with django_assert_num_queries(1):
        of_head = office.waiting(fire.head)
    with django_assert_num_queries(0):
        of_nobody = office.waiting(health.window)

    assert (of_head.countersignings, of_head.tasks) == (1, 1)
    assert office.waiting(health.review) == office.Waiting(to_close=1)
    assert office.waiting(health.keeper) == office.Waiting(to_report=1)
    assert office.waiting(government.supervisor) == office.Waiting(to_judge=1)
    assert of_nobody == office.waiting(replace(health.head, department=None)) == office.Waiting()
    assert now(task).state == State.OPEN


def test_more_time_takes_back_that_it_is_late(task, government, health):
    from_clock = MONDAY + WEEK + DAY
    Task.objects.filter(pk=task.pk).update(overdue_at=from_clock)
    office.ask_extension(task.pk, days=1, reason="x", by=health.head, at=from_clock)
    office.grant_extension(task.pk, by=government.head, at=from_clock)

    assert now(task).overdue_at is None
