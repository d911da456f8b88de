"""Decisions and issued certificates are confirmed with a certificate, and by no signature over anything else."""

from dataclasses import replace
from datetime import date

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

MADE = [cases.Issued("卫生许可证", "泉卫 001", date(2026, 9, 22), date(2030, 9, 21))]
CHANGED = {
    "name": [replace(MADE[0], name="公共场所卫生许可证")],
    "number": [replace(MADE[0], number="泉卫 002")],
    "beginning": [replace(MADE[0], valid_from=date(2026, 9, 23))],
    "end": [replace(MADE[0], valid_to=date(2031, 9, 21))],
    "no end": [replace(MADE[0], valid_to=None)],
    "one more": [*MADE, replace(MADE[0], number="泉卫 002")],
}
ISSUING = [*REVIEWED, "grant", "begin_issuing"]


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
    return signed_words(fay, act, about or pk, by=approver(fay))


def signed_words(holder, act, pk, *, by):
    challenge = identity.ask_to_sign(act, subject=ref("case", pk), session="s", by=by, at=TUESDAY)
    return holder.signs(challenge)


@pytest.fixture
def wei(walk):
    """Somebody at the window, with a certificate."""
    return certified(holder_of("health", "window", name="Wei"), at=TUESDAY)


def at_window(wei):
    return replace(office().window, id=identity.account_ref(wei.account), name="Wei")


def signed_issue(wei, pk, made=MADE, *, about=None):
    act = cases.issuing_words(cases.case(pk).number, made)
    return signed_words(wei, act, about or pk, by=at_window(wei))


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


def test_signed_certificates_keep_their_evidence_each(walk, wei):
    pk, two = walk.brought(ISSUING), [*MADE, replace(MADE[0], number=" 泉卫 002 ", valid_to=None)]

    case = cases.issue(pk, certificates=two, signed=signed_issue(wei, pk, two), by=at_window(wei), at=TUESDAY)

    (kept,) = identity.signatures_about(ref("case", pk))
    assert {each.signature_id for each in case.certificates.all()} == {kept.pk}
    assert all(said in kept.text for said in (case.number, "卫生许可证，编号 泉卫 001", "2030-09-21", "长期有效"))
    assert identity.is_still_right(kept)


@pytest.mark.parametrize("made", CHANGED.values(), ids=CHANGED)
def test_what_is_issued_otherwise_than_signed_is_not_issued(walk, wei, made):
    pk = walk.brought(ISSUING)

    with pytest.raises(identity.SignatureRefused):
        cases.issue(pk, certificates=made, signed=signed_issue(wei, pk), by=at_window(wei), at=TUESDAY)

    assert cases.case(pk).state == cases.State.ISSUING
    assert not cases.case(pk).certificates.exists()


def test_a_signature_for_one_case_issues_nothing_in_another(walk, wei):
    first, second = walk.brought(ISSUING), walk.brought(ISSUING)
    used = signed_issue(wei, first)
    cases.issue(first, certificates=MADE, signed=used, by=at_window(wei), at=TUESDAY)

    others = [replace(MADE[0], number="泉卫 002")]
    swapped = signed_issue(wei, second, others, about=first), signed_issue(wei, first, others, about=second)
    for made in (used, *swapped):
        with pytest.raises(identity.SignatureRefused):
            cases.issue(second, certificates=others, signed=made, by=at_window(wei), at=TUESDAY)


def test_a_signature_over_the_decision_issues_nothing(walk, wei):
    pk = walk.brought(ISSUING)
    act = cases.decision_words(cases.case(pk).number, granted=True, reasons="", basis="", remedies="")
    made = signed_words(wei, act, pk, by=at_window(wei))

    with pytest.raises(identity.SignatureRefused):
        cases.issue(pk, certificates=MADE, signed=made, by=at_window(wei), at=TUESDAY)


def test_where_it_is_required_nobody_at_the_desk_issues_without(walk, wei, settings):
    pk = walk.brought(ISSUING)
    settings.CONFIRM_BY_SIGNATURE = "required"

    with pytest.raises(cases.SignatureMissing):
        cases.issue(pk, certificates=MADE, by=at_window(wei), at=TUESDAY)
    case = cases.issue(pk, certificates=MADE, signed=signed_issue(wei, pk), by=at_window(wei), at=TUESDAY)
    assert case.state == cases.State.CLOSED


def test_a_name_that_is_written_to_pass_for_name_and_number_makes_other_words():
    one = [cases.Issued("证", "1，编号 2", date(2026, 9, 22))]
    other = [cases.Issued("证，编号 1", "2", date(2026, 9, 22))]

    assert cases.issuing_words("350502", one) != cases.issuing_words("350502", other)
