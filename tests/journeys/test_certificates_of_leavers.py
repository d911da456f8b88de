"""Whoever leaves the office takes no certificate along that opens or signs anything."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citong.identity import facade as identity
from citong.identity import jobs
from citong.journeys import staffing
from citong.kernel.actors import SYSTEM
from citong.organisations import facade as organisations
from tests.channels.desk.conftest import holder_of
from tests.factories.catalogue import establish_departments
from tests.factories.certificates import certified

pytestmark = pytest.mark.django_db


@pytest.fixture
def fay():
    establish_departments()
    return certified(holder_of("health", "approve", name="Fay"), at=timezone.now())


def leaves(fay, *, on):
    staff, now = fay.account.staff, timezone.now()
    post = staff.assignments.get().post
    organisations.end_assignment(staff.pk, post_id=post.pk, on=on, by=SYSTEM, at=now)
    staffing.revoke_certificates_of_who_has_left(organisations.AssignmentEnded(staff_id=staff.pk, post_id=post.pk))


def standing(fay):
    row = identity.certificate(fay.row.pk)
    return row.state, row.reason


def test_a_certificate_ends_with_the_last_post_of_its_holder(fay):
    leaves(fay, on=timezone.localdate())

    assert standing(fay) == ("revoked", "affiliation_changed")


def test_a_post_that_ends_later_leaves_the_certificate_until_then(fay):
    now = timezone.now()

    leaves(fay, on=timezone.localdate() + timedelta(days=3))
    jobs.revoke_certificates_of_who_has_left(now + timedelta(days=2))
    assert standing(fay) == ("valid", "")
    jobs.revoke_certificates_of_who_has_left(now + timedelta(days=3))

    assert standing(fay) == ("revoked", "affiliation_changed")


def test_whoever_stays_keeps_theirs(fay):
    jobs.revoke_certificates_of_who_has_left(timezone.now())

    assert standing(fay) == ("valid", "")
    assert identity.revoke_certificates_of_staff(0, by=SYSTEM, at=timezone.now()) == 0
