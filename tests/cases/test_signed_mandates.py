"""Items that ask an agent for a signed power of attorney: asked where an application is begun and handed in."""

import msgspec
import pytest

from citong.cases import facade as cases
from citong.cases.models import Case, JointCase
from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.files import take
from tests.factories import joint
from tests.factories.cases import MONDAY, PARTY, PNG, application, upload
from tests.factories.catalogue import FIRST, publish_configured
from tests.factories.mandates import OLD, agreed, person, self_of, under
from tests.factories.packages import BOARD, ITEMS, LARGE, SMALL, publish_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return person("王芳", serial=1)


@pytest.fixture
def mother():
    return person("陈桂花", serial=3, born=OLD)


def acting(ana, mother, *items, is_signed=False):
    """As whoever acts for the mother in these items, with the photo of the paper or without."""
    paper = str(take([PNG], name="paper.png", by=self_of(ana), at=MONDAY).key) if is_signed else ""
    scope = identity.MandateScope(items=items)
    return under(agreed(ana, mother, scope=scope, paper=paper, at=MONDAY), ana)


def hand_in(version, *, by, key="key-00000001"):
    return cases.submit(application(version, by=by, party=PARTY), key=key, declared=True, by=by, at=MONDAY)


def test_an_agent_without_the_paper_neither_begins_nor_hands_in(ana, mother):
    version = publish_configured(wants_signed_mandate=True)
    by = acting(ana, mother, version.item.code)

    with pytest.raises(identity.MandateNotSigned):
        cases.start(version.item.code, situation=FIRST, by=by, at=MONDAY)
    with pytest.raises(identity.MandateNotSigned):
        hand_in(version, by=by)

    assert not Case.objects.exists()
    assert not cases.drafts_of(self_of(mother)).exists()


def test_with_the_paper_both_are_done(ana, mother):
    version = publish_configured(wants_signed_mandate=True)
    by = acting(ana, mother, version.item.code, is_signed=True)

    assert cases.start(version.item.code, situation=FIRST, by=by, at=MONDAY).pk
    assert hand_in(version, by=by).is_new


def test_whoever_acts_for_themselves_is_not_asked(mother):
    version = publish_configured(wants_signed_mandate=True)

    assert hand_in(version, by=self_of(mother)).is_new


def test_an_item_that_does_not_ask_takes_an_agent_without_the_paper(ana, mother):
    version = publish_configured()

    assert hand_in(version, by=acting(ana, mother, version.item.code)).is_new


def test_when_the_item_asks_from_now_on_drafts_are_kept_and_what_was_handed_in_goes_on(ana, mother):
    version = publish_configured()
    by = acting(ana, mother, version.item.code)
    filed = hand_in(version, by=by)
    draft = cases.start(version.item.code, situation=FIRST, by=by, at=MONDAY)
    version = publish_configured(wants_signed_mandate=True)

    assert cases.save_answers(draft.pk, answers={}, by=by, at=MONDAY).pk == draft.pk
    assert hand_in(version, by=by).case_id == filed.case_id
    assert cases.withdraw(filed.case_id, reason="不办了", by=by, at=MONDAY)
    with pytest.raises(identity.MandateNotSigned):
        hand_in(version, by=by, key="key-00000002")


def board_asks():
    publish_shop()
    signed = msgspec.structs.replace(BOARD, wants_signed_mandate=True)
    catalogue.introduce(signed, code="BOARD", by=SYSTEM, at=MONDAY)


def submit_joint(by, **changes):
    return cases.submit_joint(joint.application(by=by, **changes), key="joint-0000001", declared=True, by=by, at=MONDAY)


def test_of_a_package_one_item_that_asks_is_enough(ana, mother):
    board_asks()
    by = acting(ana, mother, *ITEMS)

    with pytest.raises(identity.MandateNotSigned):
        cases.start_joint("shop", situation=LARGE, by=by, at=MONDAY)
    with pytest.raises(identity.MandateNotSigned):
        submit_joint(by)

    assert not JointCase.objects.exists()


def test_with_the_paper_the_whole_is_handed_in(ana, mother):
    board_asks()
    by = acting(ana, mother, *ITEMS, is_signed=True)

    assert submit_joint(by).is_new


def test_what_is_not_needed_of_a_package_asks_for_nothing(ana, mother):
    board_asks()
    by = acting(ana, mother, *ITEMS)
    papers = [("fire__licence", upload(by=by)), ("fire__drawing", upload("d.png", by=by))]

    assert cases.start_joint("shop", situation=SMALL, by=by, at=MONDAY).pk
    assert submit_joint(by, situation=SMALL, materials=papers).is_new
