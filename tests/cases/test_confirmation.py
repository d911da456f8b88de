"""A decision is confirmed with the decider's certificate, and with no other signature than one over that decision."""

from dataclasses import replace

import pytest

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.kernel.errors import Refusal
from citong.kernel.refs import ref
from tests.cases.walk import REVIEWED, SAYS, TUESDAY, Walk
from tests.channels.desk.conftest import holder_of
from tests.factories.cases import office
from tests.factories.certificates import certified

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk():
    return Walk()


@pytest.fixture
def fay(walk):
    """The approver, with a certificate."""
    return certified(holder_of("health", "approve", name="Fay"), at=TUESDAY)


def approver(fay):
    return replace(office().approver, id=identity.account_ref(fay.account), name="Fay")


def signed(fay, pk, *, granted=True, about=None, **written):
    words = {"reasons": "", "basis": "", "remedies": "", **written}
    act = cases.decision_words(cases.case(pk).number, granted=granted, **words)
    challenge = identity.ask_to_sign(act, subject=ref("case", about or pk), session="s", by=approver(fay), at=TUESDAY)
    return fay.signs(challenge)


def test_a_signed_grant_keeps_its_evidence(walk, fay):
    pk = walk.brought(REVIEWED)

    case = cases.grant(pk, signed=signed(fay, pk), by=approver(fay), at=TUESDAY)

    kept = case.decision.signature
    assert kept.subject == ref("case", pk)
    assert case.number in kept.text
    assert identity.is_still_right(kept)


def test_a_signed_refusal_covers_what_is_written(walk, fay):
    pk = walk.brought(REVIEWED)

    case = cases.refuse(pk, **SAYS, signed=signed(fay, pk, granted=False, **SAYS), by=approver(fay), at=TUESDAY)

    assert case.decision.signature is not None


def test_a_signature_over_a_grant_refuses_nobody_and_one_over_other_reasons_nothing(walk, fay):
    pk = walk.brought(REVIEWED)
    other = {**SAYS, "reasons": "别的理由"}

    for made in (signed(fay, pk, granted=True, **SAYS), signed(fay, pk, granted=False, **other)):
        with pytest.raises(identity.SignatureRefused):
            cases.refuse(pk, **SAYS, signed=made, by=approver(fay), at=TUESDAY)
    assert cases.case(pk).state == cases.State.TO_DECIDE


def test_a_signature_for_one_case_decides_no_other(walk, fay):
    first, second = walk.brought(REVIEWED), walk.brought(REVIEWED)

    for made in (signed(fay, first), signed(fay, first, about=second), signed(fay, second, about=first)):
        with pytest.raises(identity.SignatureRefused):
            cases.grant(second, signed=made, by=approver(fay), at=TUESDAY)


def test_a_refused_decision_keeps_no_signature_and_it_can_be_shown_again(walk, fay):
    pk = walk.brought([])
    made = signed(fay, pk)

    with pytest.raises(Refusal):
        cases.grant(pk, signed=made, by=approver(fay), at=TUESDAY)

    assert not identity.signatures_about(ref("case", pk)).exists()


def test_where_it_is_required_nobody_at_the_desk_decides_without(walk, fay, settings):
    settings.CONFIRM_BY_SIGNATURE = "required"
    pk = walk.brought(REVIEWED)

    with pytest.raises(cases.SignatureMissing):
        cases.grant(pk, by=approver(fay), at=TUESDAY)
    assert cases.grant(pk, signed=signed(fay, pk), by=approver(fay), at=TUESDAY).state == cases.State.GRANTED


def test_line_breaks_of_browsers_do_not_change_the_words():
    one = cases.decision_words("350502", granted=True, reasons="一\r\n二", basis="", remedies="")

    assert one == cases.decision_words("350502", granted=True, reasons="一\n二", basis="", remedies="")
    assert one != cases.decision_words("350502", granted=True, reasons="一二", basis="", remedies="")
