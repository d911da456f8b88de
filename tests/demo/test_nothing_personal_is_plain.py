"""After a whole district was played, nothing in the database tells the number of a person to whoever steals it."""

from datetime import date

import pytest

from citong.cases import facade as cases
from demo.loading import items
from demo.loading.steps import LOADER, OPENED_AT, load
from demo.simulator.runs import Run, begin, play
from tests.personal import plain_finds

RUN = Run(seed=7, cases=40, until=date(2026, 11, 23), lately=0.3)


@pytest.mark.django_db
def test_after_a_run_no_number_of_a_person_can_be_read_in_the_database(settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(items, "guides", lambda: iter(()))
    load(by=LOADER, at=OPENED_AT, progress=lambda *_: None)
    play(begin(RUN), progress=lambda *_: None)
    known = {number for case in cases.Case.objects.order_by("id") for number in _numbers_of(case)}

    assert len(known) > 20
    assert plain_finds(frozenset(known)) == []


def _numbers_of(case: cases.Case) -> list[str]:
    """What is personal of a case; the code of an enterprise is not."""
    return [case.contact_phone, *([case.party_id_number] if case.party_kind == "person" else [])]
