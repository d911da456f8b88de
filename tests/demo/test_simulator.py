"""The simulator: invented people apply for everything there is, the same seed tells the same story, nothing is left."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.documents import facade as documents
from citong.identity import facade as identity
from citong.kernel import audit, gauges
from citong.kernel.actors import Actor
from citong.kernel.files import KINDS
from citong.kernel.outbox import stuck_deliveries, waiting_count
from citong.kernel.refs import ref
from citong.kernel.workdays import WorkCalendar
from citong.organisations import facade as organisations
from demo.jobs import simulate_history
from demo.loading import items
from demo.loading.accounts import CITIZENS, COMPANIES, OFFICIALS
from demo.loading.reading import configured, guides
from demo.loading.steps import LOADER, OPENED_AT, load
from demo.simulator import fates, opening, people
from demo.simulator.featured import FEATURED, Featured, account_id_of
from demo.simulator.hours import AFTERNOON, MORNING, ZONE, filing_instants, office_instant
from demo.simulator.items import Offer
from demo.simulator.opening import Historian, history_run, load_cases, opening_run
from demo.simulator.papers import FOLDER, NAMES, content
from demo.simulator.runs import PLANNED, SIMULATED, Chronicle, Run, begin, is_over, play
from demo.simulator.stories import application_for

UNTIL = date(2026, 11, 23)
TODAY = datetime(2026, 11, 23, 7, tzinfo=ZONE)
RUN = Run(seed=7, cases=40, until=UNTIL, lately=0.3)
SHORT_RUN = Run(seed=8, cases=20, until=UNTIL, lately=0.3)
WEEKDAYS = WorkCalendar()

Line = tuple[str, str, datetime, str]


@pytest.fixture
def hall(settings, monkeypatch, db) -> None:
    """The departments, accounts and configured items of the demonstration; no cases yet."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(items, "guides", lambda: iter(()))
    load(by=LOADER, at=OPENED_AT, progress=lambda *_: None)


def silent(_done: int, _total: int) -> None: ...


def told() -> list[Line]:
    """What happened, in its order: whose case, which move, when, and where it led."""
    found = cases.Case.objects.order_by("id").prefetch_related("steps")
    lines = [
        (case.idempotency_key, step.move, step.at, step.to_state)
        for case in found
        for step in case.steps.order_by("id")
    ]
    return sorted(lines, key=lambda line: (line[2], line[0]))


def all_offers() -> list[Offer]:
    online = [each for each in (*configured(), *guides()) if catalogue.is_handled_online(each)]
    return [Offer(f"code-{number}", number, each) for number, each in enumerate(online)]


@pytest.mark.parametrize("seed", range(8))
def test_every_item_can_be_applied_for_with_invented_answers(seed):
    random = Random(seed)
    faults = {}

    for offer in all_offers():
        kind = offer.definition.audience[seed % len(offer.definition.audience)]
        number = random.randrange(people.ENTERPRISES)
        applicant = people.enterprise(number) if kind == "enterprise" else people.person(number)
        filled = application_for(offer, applicant=applicant, on=UNTIL, random=random)
        faults |= cases.examine_application(
            offer.definition,
            situation=filled.situation,
            answers=filled.answers,
            handed_in=[code for code, _ in filled.materials],
        ).faults

    assert faults == {}


def test_invented_people_have_ids_that_check_and_share_none():
    persons = [people.person(number).party for number in range(people.PERSONS)]
    enterprises = [people.enterprise(number).party for number in range(people.ENTERPRISES)]

    faults = {identity.check_id_number(each.id_type, each.id_number, today=UNTIL) for each in persons}

    assert faults == {None}
    assert all(organisations.valid_credit_code(each.id_number) for each in enterprises)
    assert len({each.id_number for each in (*persons, *enterprises)}) == people.PERSONS + people.ENTERPRISES
    assert len({each.name for each in enterprises}) == people.ENTERPRISES
    assert {each.id_number[14] for each in persons} == {"9"}


def test_the_samples_are_what_their_names_say():
    kinds = {suffix: kind for kind in KINDS for suffix in kind.suffixes}

    assert {path.name for path in FOLDER.iterdir()} == set(NAMES)
    assert all(content(name).startswith(kinds[Path(name).suffix].magic) for name in NAMES)


@pytest.mark.parametrize("days", [0, 1, 5])
@pytest.mark.parametrize(
    "after",
    [
        pytest.param(datetime(2026, 9, 21, 3, tzinfo=ZONE), id="before the office opens"),
        pytest.param(datetime(2026, 9, 21, 11, 55, tzinfo=ZONE), id="shortly before noon"),
        pytest.param(datetime(2026, 9, 21, 13, tzinfo=ZONE), id="at noon"),
        pytest.param(datetime(2026, 9, 21, 17, 29, tzinfo=ZONE), id="when the office is about to close"),
        pytest.param(datetime(2026, 9, 25, 22, tzinfo=ZONE), id="on a Friday night"),
        pytest.param(datetime(2026, 9, 26, 10, tzinfo=ZONE), id="on a Saturday"),
    ],
)
def test_offices_act_in_office_hours_and_after_what_they_act_on(after, days):
    found = [office_instant(after, days=days, calendar=WEEKDAYS, random=Random(seed)) for seed in range(200)]

    assert min(found) > after
    assert all(WEEKDAYS.is_working_day(at.date()) for at in found)
    assert all(any(begin <= at.time() < end for begin, end in (MORNING, AFTERNOON)) for at in found)


def test_applications_come_by_day_mostly_on_working_days_and_more_and_more():
    found = filing_instants(4000, until=UNTIL, years=2, lately=0.0, calendar=WEEKDAYS, random=Random(1))

    half = UNTIL - timedelta(days=365)
    assert found == sorted(found)
    assert found[-1].date() < UNTIL
    assert min(at.hour for at in found) >= 7
    assert sum(WEEKDAYS.is_working_day(at.date()) for at in found) > 0.9 * len(found)
    assert sum(at.date() >= half for at in found) > sum(at.date() < half for at in found)


def test_the_same_seed_tells_the_same_story(hall):
    first = _told_by(RUN)

    second = _told_by(RUN)

    assert len({key for key, *_ in first if key.startswith("sim:")}) == RUN.cases
    assert first == second


def _told_by(run: Run) -> list[tuple[object, ...]]:
    """Play the run, and then let it not have happened."""
    before = transaction.savepoint()
    play(begin(run), progress=silent)
    # A case that was sent up carries the id of the one below in its key; ids are not told twice.
    found = [(re.sub(r"^forwarded:\d+$", "forwarded", key), *line) for key, *line in told()]
    transaction.savepoint_rollback(before)
    return found


def test_after_a_run_nothing_is_left_half_done(hall):
    play(begin(SHORT_RUN), progress=silent)

    decided = cases.Case.objects.filter(decided_at__isnull=False)
    assert decided.exists()
    assert not cases.Review.objects.filter(case__in=decided, ended_at=None).exists()
    assert not decided.filter(closed_at=None).exists()
    assert (waiting_count(), stuck_deliveries().count()) == (0, 0)
    assert gauges.read(SIMULATED) == gauges.read(PLANNED) == SHORT_RUN.cases
    assert max(at for _, _, at, _ in told()) < datetime.combine(UNTIL, MORNING[0], tzinfo=ZONE)


def test_after_a_run_letters_are_numbered_without_gaps(hall):
    play(begin(SHORT_RUN), progress=silent)

    series: dict[tuple[object, ...], list[Any]] = {}  # Any: rows of letters
    for number in cases.Case.objects.order_by("id").values_list("pk", flat=True):
        for letter in documents.letters_of(ref("case", number)):
            series.setdefault((letter.department_id, letter.kind, letter.year), []).append(letter)
    by_number = [sorted(letters, key=lambda letter: letter.serial) for letters in series.values()]
    assert sum(map(len, by_number)) > SHORT_RUN.cases
    assert all([letter.serial for letter in letters] == list(range(1, len(letters) + 1)) for letters in by_number)


def test_after_a_run_the_audit_is_whole(hall):
    play(begin(SHORT_RUN), progress=silent)

    audit.seal_new_entries(timezone.now())

    verdict = audit.examine()
    assert verdict.broken_at is None
    assert verdict.unsealed == 0
    assert verdict.entries > 5 * SHORT_RUN.cases


def test_a_run_that_was_stopped_goes_on_and_doubles_nothing(hall):
    expected = _told_by(SHORT_RUN)
    early = Chronicle(begin(SHORT_RUN))
    while early.filed < SHORT_RUN.cases // 2:
        early.play_day()

    play(begin(SHORT_RUN), progress=silent)

    assert told() == expected
    assert cases.Case.objects.count() == SHORT_RUN.cases


def test_of_two_that_play_one_run_the_slower_one_stands_back(hall):
    faster, slower = Chronicle(begin(SHORT_RUN)), Chronicle(SHORT_RUN)
    faster.play_day()
    before = told()

    assert slower.play_day() is False

    assert told() == before


def test_a_day_that_fails_has_not_happened(hall, monkeypatch):
    chronicle = Chronicle(begin(SHORT_RUN))
    monkeypatch.setattr("demo.simulator.runs.deliver_waiting", _fail)

    with pytest.raises(RuntimeError):
        chronicle.play_day()

    assert not cases.Case.objects.exists()
    assert (gauges.read(SHORT_RUN.series), gauges.read(SIMULATED)) == (0, 0)


def _fail(**_: object) -> int:
    raise RuntimeError("the machine goes down")


def test_an_item_that_is_withdrawn_meanwhile_is_left_out(hall):
    one = Run(seed=3, cases=1, until=UNTIL, lately=1.0, featured=(_elder(fates.Fate()),))
    chronicle = Chronicle(begin(one))
    item = next(found.item for found in catalogue.published_versions() if found.name == "高龄津贴")
    catalogue.withdraw_item(item.pk, reason="停办", by=LOADER, at=TODAY)

    while chronicle.play_day():
        pass

    assert not cases.Case.objects.exists()
    assert is_over(one)


def _elder(fate: fates.Fate) -> Featured:
    return Featured("高龄津贴", 60, fate, number=5, situation={"filed_by": "self"})


ENDINGS = {
    fates.Fate(is_turned_away=True): "submit send_back",  # for a reason that names no other body
    fates.Fate(is_withdrawn_early=True): "submit withdraw",
    fates.Fate(rounds=1, is_corrected=False): "submit ask_to_correct withdraw",
    fates.Fate(is_withdrawn_in_review=True): "submit accept open_stage withdraw",
    fates.Fate(rounds=2, brings_originals=True, is_collected=False): (
        "submit ask_to_correct correct ask_to_correct correct pass_pre_review accept open_stage open_stage "
        "finish_review grant close"
    ),
    fates.Fate(is_favourable=False): "submit accept open_stage open_stage finish_review refuse close deliver",
    fates.Fate(stops="bureau"): "submit accept open_stage open_stage",
}


def test_every_fate_is_played_to_its_end(hall):
    run = Run(seed=3, cases=len(ENDINGS), until=UNTIL, featured=tuple(_elder(fate) for fate in ENDINGS))

    play(begin(run), progress=silent)

    moves = {f"sim:3:{number}": " ".join(_moves(f"sim:3:{number}")) for number in range(len(ENDINGS))}
    assert moves == {f"sim:3:{number}": ending for number, ending in enumerate(ENDINGS.values())}


def _moves(key: str) -> list[str]:
    return [move for its_key, move, _, _ in told() if its_key == key]


def test_a_pause_stops_the_clock_and_ends(hall):
    paused = Featured("公共场所卫生许可（新办）", 40, fates.Fate(is_paused=True), number=5, is_enterprise=True)
    run = Run(seed=3, cases=1, until=UNTIL, featured=(paused,))

    play(begin(run), progress=silent)

    moves = _moves("sim:3:0")
    assert moves.index("suspend") + 1 == moves.index("resume")
    assert moves[-1] == "deliver"


def test_the_hall_opens_with_cases_for_everybody_who_can_be_signed_in_as(hall, monkeypatch):
    monkeypatch.setattr(opening, "OPENING_CASES", len(FEATURED))
    load_cases(at=TODAY, progress=silent)

    numbers = {each.login: len(cases.cases_of(_actor(each.login, "portal"))) for each in (*CITIZENS, *COMPANIES)}
    # Whoever helps citizens to apply has work when somebody comes.
    idle = {"admin", "supervise", "head", "general"}
    at_work = [each for each in OFFICIALS if each.post not in idle and each.granted != "helper"]
    work = {each.role: cases.next_task(_actor(each.login, "desk")) for each in at_work}
    assert min(numbers.values()) >= 2
    leading = {each.role for each in at_work if cases.joints_led_by(_actor(each.login, "desk"), only_open=True)}
    assert [role for role, task in work.items() if task is None and role not in leading] == []


def test_the_hall_opens_with_something_in_every_open_state_and_some_of_it_late(hall):
    load_cases(at=TODAY, progress=silent)

    states = Counter(cases.Case.objects.filter(closed_at=None).values_list("state", flat=True))
    late = cases.Review.objects.filter(ended_at=None, due_on__lt=UNTIL).count()
    assert {"submitted", "correction", "in_review", "suspended", "to_decide"} <= states.keys()
    assert late > 0


def test_a_matter_of_three_levels_is_played_through_all_of_them(hall):
    housing = Featured("公共租赁住房保障资格申请", 60, fates.Fate(), number=5)
    run = Run(seed=3, cases=1, until=UNTIL, featured=(housing,))

    play(begin(run), progress=silent)

    ended = [(case.department.code, case.state, case.result) for case in cases.Case.objects.order_by("id")]
    assert ended == [
        ("jd-kaiyuan", "closed", "forwarded"),
        ("zjj", "closed", "forwarded"),
        ("qz-zjj", "delivered", "granted"),
    ]


def _actor(login: str, channel: str) -> Actor:
    return identity.actor_for(identity.account(account_id_of(login)), channel=channel, on=UNTIL)


def test_whatever_is_applied_for_by_hand_can_be_applied_for_online():
    offered = {offer.definition.name for offer in all_offers()}

    assert {featured.item for featured in FEATURED} <= offered


def test_opening_twice_is_opening_once(hall, monkeypatch):
    monkeypatch.setattr(opening, "OPENING_CASES", len(FEATURED))
    load_cases(at=TODAY, progress=silent)
    before = told()

    load_cases(at=TODAY + timedelta(days=3), progress=silent)

    assert told() == before
    assert gauges.read(PLANNED) == len(FEATURED) + opening.HISTORY_CASES


def test_the_history_is_written_in_slices_once_the_hall_is_open(hall, monkeypatch):
    monkeypatch.setattr(opening, "OPENING_CASES", len(FEATURED))
    monkeypatch.setattr(opening, "HISTORY_CASES", 6)
    historian = Historian()
    assert historian.write_on(today=UNTIL, seconds=0) is False
    load_cases(at=TODAY, progress=silent)

    slices = 1
    while not historian.write_on(today=UNTIL, seconds=0):
        slices += 1

    assert slices > 6
    assert is_over(opening_run(UNTIL))
    assert is_over(history_run(UNTIL))
    assert cases.Case.objects.filter(idempotency_key__startswith=f"sim:{opening.HISTORY_SEED}:").count() == 6


def test_no_history_is_written_where_nothing_is_demonstrated(hall, settings, monkeypatch):
    monkeypatch.setattr(opening, "OPENING_CASES", len(FEATURED))
    load_cases(at=TODAY, progress=silent)
    before = len(told())
    settings.DEMO = False

    simulate_history(TODAY)

    assert len(told()) == before


def test_the_command_takes_a_seed_once(hall, capsys):
    call_command("simulate", cases=2, seed=5, until=UNTIL)
    call_command("simulate", cases=2, seed=5)

    assert cases.Case.objects.count() == 2
    assert "都在了" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wish",
    [
        pytest.param({"cases": 3, "seed": 5}, id="other cases under a seed that was used"),
        pytest.param({"cases": 2, "seed": opening.HISTORY_SEED}, id="a seed of the demonstration itself"),
        pytest.param({"cases": 0, "seed": 6}, id="no cases"),
    ],
)
@pytest.mark.django_db
def test_the_command_refuses_what_it_cannot_do(wish):
    begin(Run(seed=5, cases=2, until=UNTIL))

    with pytest.raises(CommandError):
        call_command("simulate", until=UNTIL, **wish)
