"""Whole stories through the verbs: accept, three opinions at once by three departments, grant.

Runs inside the hall's own environment (`manage.py shell`) and prints a JSON object for the benchmark.
"""

import json
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import item
from benchmarks.ground import PNG, establish, found_hall
from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.files import take
from citong.organisations import facade as organisations

DEPARTMENTS: Final = ("bench", "bench-2", "bench-3")
# No official: whoever handed an application in does not handle it.
APPLICANT: Final = Actor(id="account:999999", channel="portal", name="陈阿示")
PARTY: Final = identity.Party(
    kind=identity.PartyKind.PERSON,
    name="陈阿示",
    id_type="111",
    id_number="11010519491231002X",
    phone="13800001234",
)


@dataclass(frozen=True)
class Office:
    """Who acts in a story."""

    window: Actor
    reviewers: dict[int, Actor]
    approver: Actor


def lay(*, stories: int) -> None:
    """As many submitted cases as stories will be told."""
    found_hall()
    for serial, code in enumerate(DEPARTMENTS, start=1):
        establish(code, serial=serial)
    said = msgspec.convert({**item.definition(), "route": _route()}, catalogue.Definition)
    version = catalogue.introduce(said, code=item.CODE, by=SYSTEM, at=timezone.now())
    ids = [_submitted(version, number) for number in range(stories)]
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    counted = _statements(ids[0])
    print(json.dumps({"first": ids[1], "last": ids[-1], "statements": counted}))


def tell(*, first: int, last: int, every: int, seconds: int) -> None:
    """Stories for so many seconds, of every so many-th case, by one process with one connection.

    Says that it is ready, waits for a line, and tells at the end how long each story took.
    """
    office = _office()
    organisations.work_calendar()
    print("ready", flush=True)
    sys.stdin.readline()
    until = time.monotonic() + seconds
    times: list[float] = []
    for case_id in range(first, last + 1, every):
        began = time.monotonic()
        if began >= until:
            print(json.dumps({"milliseconds": times}))
            return
        _story(case_id, office, at=timezone.now())
        times.append((time.monotonic() - began) * 1000)
    raise SystemExit("There were fewer cases than could be handled.")


def _story(case_id: int, office: Office, *, at: datetime) -> None:
    cases.accept(case_id, by=office.window, at=at)
    for review in cases.Review.objects.filter(case=case_id).order_by("id"):
        cases.give_opinion(review.pk, favourable=True, opinion="同意", by=office.reviewers[review.post_id], at=at)
    cases.grant(case_id, reasons="符合条件", by=office.approver, at=at)


def look_at(*, first: int, last: int, told: int) -> None:
    """Every story told is whole: granted, with three opinions and both clocks."""
    granted = cases.Case.objects.filter(pk__range=(first, last), state=cases.State.GRANTED)
    opinions = cases.Review.objects.filter(case__in=granted, favourable=True).count()
    clocks = cases.ClockEvent.objects.filter(case__in=granted).count()
    if (granted.count(), opinions, clocks) != (told, 3 * told, told):
        raise SystemExit(f"Told {told}, found {granted.count()} with {opinions} opinions and {clocks} clocks.")
    print(json.dumps({"whole": told}))


def _statements(case_id: int) -> dict[str, int]:
    """How many statements each verb takes, in a warm process."""
    office, at, counted = _office(), timezone.now(), {}
    organisations.work_calendar()
    with CaptureQueriesContext(connection) as captured:
        cases.accept(case_id, by=office.window, at=at)
    counted["accept"] = len(captured)
    for review in cases.Review.objects.filter(case=case_id).order_by("id"):
        with CaptureQueriesContext(connection) as captured:
            cases.give_opinion(review.pk, favourable=True, opinion="同意", by=office.reviewers[review.post_id], at=at)
        counted["opinion" if "opinion" not in counted else "last_opinion"] = len(captured)
    with CaptureQueriesContext(connection) as captured:
        cases.grant(case_id, reasons="符合条件", by=office.approver, at=at)
    return {**counted, "grant": len(captured)}


def _submitted(version: catalogue.ItemVersion, number: int) -> int:
    files = [str(take([PNG], name="plan.png", by=APPLICANT, at=timezone.now()).key) for _ in item.MATERIALS]
    application = cases.Application(
        item_code=item.CODE,
        version=version.number,
        situation=item.SITUATION,
        answers=item.answers(),
        materials=list(zip(item.MATERIALS, files, strict=True)),
        party=PARTY,
    )
    key = f"story-{number}"
    return cases.submit(application, key=key, declared=True, by=APPLICANT, at=timezone.now()).case_id


def _route() -> item.Part:
    steps = [
        {"code": f"opinion_{place}", "name": f"第 {place} 个意见", "department": code, "post": "site", "days": 3}
        for place, code in enumerate(DEPARTMENTS, start=1)
    ]
    stage = {"code": "opinions", "name": "部门会审", "steps": steps}
    return {"window": "window", "stages": [stage], "decision": {"department": item.DEPARTMENT, "post": "approve"}}


def _office() -> Office:
    sites = [_holder(code, "site") for code in DEPARTMENTS]
    reviewers = {post: who for who in sites for post in who.posts}
    return Office(_holder(item.DEPARTMENT, "window"), reviewers, _holder(item.DEPARTMENT, "approve"))


def _holder(department: str, post: str) -> Actor:
    held = organisations.post(department, post)
    names: dict[str, Any] = {"name": "职工", "department": held.department_id}
    grants = identity.grants_of_posts([held.duty], department=held.department_id)
    return Actor(f"account:{held.pk}", "desk", posts=frozenset({held.pk}), grants=grants, **names)
