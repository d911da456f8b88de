"""Whoever dies while somebody applies, or looks, loses nothing that was there and leaves nothing half done."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from citong.cases import facade as cases
from citong.cases.models import Case, CaseMaterial, Draft, EmergencyLook, Step
from citong.kernel.actors import Actor
from citong.kernel.files import take
from citong.kernel.models import FactRecord
from tests.factories.actors import everywhere
from tests.factories.cases import ANA, MONDAY, PARTY, PNG, accepted, application, office, submitted
from tests.factories.catalogue import FIRST, good_answers, publish_configured
from tests.factories.joint import filed
from tests.factories.organisations import StaffFactory
from tests.faults.deaths import DIED, die_again_and_again, split_off

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
LATER = MONDAY + timedelta(days=1)
WRONG = "000000"
MEDIC = Actor(id="account:8001", channel="desk", name="Eli", grants=everywhere("emergency"))
SYSTEM_OF_OTHERS = Actor(id="client:7", channel="openapi", name="业务系统")
AUDITOR = Actor(id="account:8002", channel="desk", name="Fei", grants=everywhere("auditor"))


def drafted() -> Draft:
    return cases.start(publish_configured().item.code, situation=FIRST, by=ANA, at=MONDAY)


def complete() -> Draft:
    draft = drafted()
    cases.save_answers(draft.pk, answers=good_answers(), by=ANA, at=MONDAY)
    attach_to(draft)()
    return draft


def attach_to(draft: Draft) -> Act:
    plan = take([PNG], name="plan.png", by=ANA, at=MONDAY)
    return lambda: cases.attach(draft.pk, material="floor_plan", upload=plan, by=ANA, at=MONDAY)


def start() -> Act:
    code = publish_configured().item.code
    return lambda: cases.start(code, situation=FIRST, by=ANA, at=MONDAY)


def save_situation() -> Act:
    draft = drafted()
    return lambda: cases.save_situation(draft.pk, situation={**FIRST, "kind": "renewal"}, by=ANA, at=LATER)


def save_answers() -> Act:
    draft = drafted()
    return lambda: cases.save_answers(draft.pk, answers=good_answers(), by=ANA, at=LATER)


def attach() -> Act:
    return attach_to(drafted())


def detach() -> Act:
    draft = complete()
    (file,) = draft.files.all()
    return lambda: cases.detach(draft.pk, file_id=file.pk, by=ANA, at=LATER)


def renew() -> Act:
    draft = complete()
    publish_configured(conditions=["新的条件"])
    return lambda: cases.renew(draft.pk, by=ANA, at=LATER)


def discard() -> Act:
    draft = complete()
    return lambda: cases.discard(draft.pk, by=ANA, at=LATER)


def open_as_official() -> Act:
    case, by = submitted(), office().window
    return lambda: cases.open_as_official(case.pk, by=by, at=MONDAY)


def reveal() -> Act:
    case, by = submitted(), office().window
    return lambda: cases.reveal(case.pk, purpose="verify", session="s", by=by, at=MONDAY)


def open_revealed() -> Act:
    case, by = submitted(), office().window
    allowed = cases.reveal(case.pk, purpose="verify", session="s", by=by, at=MONDAY)
    return lambda: cases.open_revealed(case.pk, allowed=allowed, by=by, at=MONDAY)


def open_as_system() -> Act:
    number = submitted(by=SYSTEM_OF_OTHERS).number
    return lambda: cases.open_as_system(number, by=SYSTEM_OF_OTHERS, at=MONDAY)


def find() -> Act:
    submitted()
    by = office().window
    return lambda: cases.find(PARTY.phone, by=by, at=MONDAY)


def read_material() -> Act:
    case, by = submitted(), office().window
    (material,) = case.materials.all()
    return lambda: cases.read_material(case.pk, material_id=material.pk, by=by, at=MONDAY)


def read_evidence() -> Act:
    case, by = accepted(), office().site
    photo = take([PNG], name="现场.png", by=by, at=MONDAY)
    officers = [StaffFactory(department=case.department).pk for _ in range(2)]
    cases.assign_inspectors(case.pk, staff_ids=officers, by=by, at=MONDAY)
    found = {"inspected_on": MONDAY.date(), "findings": "与图纸一致", "passed": True, "upload": str(photo.key)}
    cases.record_inspection(case.pk, **found, by=by, at=MONDAY)
    return lambda: cases.read_evidence(case.pk, upload_id=photo.pk, by=by, at=MONDAY)


def read_letter() -> Act:
    case, by = submitted(), office().window
    return lambda: cases.read_letter(case.pk, letter_id=7, by=by, at=MONDAY)


def read_proof() -> Act:
    case, by = submitted(), office().window
    return lambda: cases.read_proof(case.pk, letter_id=7, upload_id=7, by=by, at=MONDAY)


def break_glass() -> Act:
    number = submitted().number
    return lambda: cases.break_glass(number, reason="要核对一件急事的登记", by=MEDIC, at=MONDAY)


def review_emergency_look() -> Act:
    look = cases.break_glass(submitted().number, reason="要核对一件急事的登记", by=MEDIC, at=MONDAY)
    needed = EmergencyLook.Verdict.CONFIRMED
    return lambda: cases.review_emergency_look(look.pk, verdict=needed, by=AUDITOR, at=LATER)


def look_up() -> Act:
    number = submitted().number
    return _refused(lambda: cases.look_up(number, code=WRONG, at=MONDAY))


def look_up_joint() -> Act:
    number = filed().number
    return _refused(lambda: cases.look_up_joint(number, code=WRONG, at=MONDAY))


def _refused(act: Act) -> Act:
    """A wrong code opens nothing and is counted."""

    def guess() -> None:
        with suppress(cases.NoSuchCase):
            act()

    return guess


OF_APPLICANTS: dict[str, Callable[[], Act]] = {
    made.__name__: made
    for made in (
        start, save_situation, save_answers, attach, detach, renew, discard, open_as_official, reveal, open_revealed,
        open_as_system, find, read_material, read_evidence, read_letter, read_proof, break_glass, review_emergency_look,
        look_up, look_up_joint,
    )
}  # fmt: skip


@pytest.mark.parametrize("verb", OF_APPLICANTS)
def test_whoever_dies_between_two_writes_leaves_all_as_it_was(verb: str):
    act = OF_APPLICANTS[verb]()

    assert die_again_and_again(act) >= 1


def submit() -> Act:
    given = application(publish_configured())
    return lambda: cases.submit(given, key="key-00000001", declared=True, by=ANA, at=MONDAY)


def hand_in() -> Act:
    draft = complete()
    return lambda: cases.hand_in(draft.pk, party=PARTY, declared=True, by=ANA, at=MONDAY)


# Filing is one statement: there is nothing between its writes, so it happened or it did not.
IN_ONE_STATEMENT: dict[str, Callable[[], Act]] = {"submit": submit, "hand_in": hand_in}


@pytest.mark.parametrize("verb", IN_ONE_STATEMENT)
def test_an_application_is_filed_wholly_by_its_one_statement_and_again_it_is_the_same(verb: str):
    act = IN_ONE_STATEMENT[verb]()

    ended = split_off(act, dies_after=1)
    case = Case.objects.get()
    split_off(act, dies_after=99)

    assert ended == DIED
    assert list(Case.objects.all()) == [case]
    assert CaseMaterial.objects.filter(case=case).count() == 1
    assert list(Step.objects.values_list("move", flat=True)) == ["submit"]
    assert FactRecord.objects.filter(name__endswith=".CaseSubmitted", values__case_id=case.pk).count() == 1
    assert all(draft.case_id == case.pk for draft in Draft.objects.all())
