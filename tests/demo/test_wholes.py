"""The wholes 一件事 of the demonstration: each at another point of its way, none stuck, none played twice."""

from collections import Counter
from datetime import date

import pytest

from citong.cases import facade as cases
from citong.cases.models import JointCase
from citong.kernel.models import Delivery
from demo.loading import items
from demo.loading.steps import LOADER, OPENED_AT, load
from demo.simulator.wholes import WHOLES, play_wholes

UNTIL = date(2026, 11, 23)


@pytest.fixture
def hall(settings, monkeypatch, db) -> None:
    """The departments, accounts, items and packages of the demonstration; no cases yet."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(items, "guides", lambda: iter(()))
    load(by=LOADER, at=OPENED_AT, progress=lambda *_: None)


@pytest.mark.usefixtures("hall")
def test_all_three_packages_are_seen_at_every_point_of_their_way():
    play_wholes(UNTIL)
    play_wholes(UNTIL)

    wholes = [cases.joint_case(pk) for pk in JointCase.objects.order_by("pk").values_list("pk", flat=True)]
    states = Counter(whole.state for whole in wholes)
    members = Counter(member.state for whole in wholes for member in whole.members.all())
    assert len(wholes) == len(WHOLES)
    assert len({whole.package_version.package.code for whole in wholes}) == 3
    assert {"submitted", "correction", "accepted", "delivered"} <= states.keys()
    assert {"waiting", "blocked", "delivered", "closed"} <= members.keys()
    assert not Delivery.objects.filter(done_at=None).exists()
