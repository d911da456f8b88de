"""Officials who sit at the desk: accounts with posts, signed in to a client each."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from citong.documents.adapters.simulator import SimulatedRenderer
from citong.identity.models import Account
from citong.organisations.models import Post
from tests.factories.cases import MONDAY
from tests.factories.catalogue import establish_departments
from tests.factories.identity import AccountFactory, granted
from tests.factories.organisations import AssignmentFactory, PostFactory, StaffFactory

Seat = Callable[..., Client]


def holder_of(department: str, post: str, *, name: str = "Wei") -> Account:
    """The account of somebody who holds this post."""
    held = Post.objects.select_related("department").get(department__code=department, code=post)
    staff = StaffFactory(department=held.department, name=name)
    AssignmentFactory(staff=staff, post=held)
    return AccountFactory(for_staff=True, staff=staff)


@pytest.fixture(autouse=True)
def letters_by_simulator(renderer: SimulatedRenderer) -> None:
    """Nothing at the desk waits for typesetting."""


@pytest.fixture(autouse=True)
def it_is(monkeypatch) -> Callable[[datetime], None]:
    """At the desk it is the Monday on which cases are handed in; `it_is(later)` makes it another moment."""

    def turn(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    turn(MONDAY)
    return turn


@pytest.fixture
def seat(db) -> Seat:
    """A client at which the holder of a post has signed in."""

    def take(department: str, post: str, *, name: str = "Wei") -> Client:
        establish_departments()
        client = Client()
        client.force_login(holder_of(department, post, name=name))
        return client

    return take


@pytest.fixture
def window(seat) -> Client:
    return seat("health", "window")


@pytest.fixture
def administrator(db) -> Client:
    """Keeps the business of the whole hall."""
    departments = establish_departments()
    PostFactory(department=departments["health"], code="admin", duty=Post.Duty.ADMINISTRATION)
    return signed_in_as(granted(holder_of("health", "admin", name="Chi"), "business"))


@pytest.fixture
def operator(db) -> Client:
    """Keeps the machinery of the hall, and reads nobody's papers."""
    departments = establish_departments()
    PostFactory(department=departments["health"], code="officer", duty=Post.Duty.GENERAL)
    return signed_in_as(granted(holder_of("health", "officer", name="Dee"), "system_administrator"))


def signed_in_as(account: Account) -> Client:
    """A browser in which this account is signed in."""
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def head(seat) -> Client:
    """The head of the department of health."""
    departments = establish_departments()
    PostFactory(department=departments["health"], code="head", name="局长", duty=Post.Duty.HEAD)
    return seat("health", "head", name="Hu")
