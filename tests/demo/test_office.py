"""The demonstration's office work: something in every state, played once."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from citong.office import facade as office
from citong.organisations import facade as organisations
from demo.loading import items
from demo.loading.accounts import OFFICIALS
from demo.loading.steps import LOADER, OPENED_AT, load
from demo.simulator.office import load_office_work
from demo.simulator.offices import Offices

pytestmark = pytest.mark.django_db

# A Tuesday after a long holiday, and an ordinary one.
DAYS = [
    datetime(2026, 10, 13, 9, tzinfo=ZoneInfo("Asia/Shanghai")),
    datetime(2026, 11, 24, tzinfo=ZoneInfo("Asia/Shanghai")),
]


@pytest.fixture
def hall(settings, monkeypatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for name in ("guides", "configured"):
        monkeypatch.setattr(items, name, lambda: iter(()))
    load(by=LOADER, at=OPENED_AT, progress=lambda *_: None)


@pytest.mark.parametrize("at", DAYS)
def test_there_is_something_in_every_state_and_playing_it_again_changes_nothing(hall, at):
    load_office_work(at=at)
    before = _states()

    load_office_work(at=at)

    assert _states() == before
    assert before == {
        "countersignings": Counter(asking=3, answered=1, closed=1),
        "tasks": Counter(open=3, reported=1, closed=1),
    }


def _states() -> dict[str, Counter[str]]:
    return {
        "countersignings": Counter(office.Countersigning.objects.values_list("state", flat=True)),
        "tasks": Counter(office.Task.objects.values_list("state", flat=True)),
    }


def test_a_clerk_is_stood_in_for_and_whoever_signs_in_as_approver_will_stand_in_for_the_head(hall):
    load_office_work(at=DAYS[1])
    department = organisations.department("wjj")
    approver = next(each for each in OFFICIALS if (each.department, each.post) == ("wjj", "approve"))

    found = [(each.absent.number, each.substitute.number) for each in organisations.hand_overs_in(department.pk)]

    assert found == [("LC0176", approver.login), ("LC0065", "LC0069")]


def test_the_past_is_not_played_by_whoever_stands_in_today(hall):
    load_office_work(at=DAYS[1])

    names = {Offices(on=DAYS[1].date()).holder("wjj", "window", turn=turn).name for turn in range(4)}

    assert names == {"苏永娜", "杨雨"}
