"""Whoever examined an application does not decide it; and what cannot wait is looked at, but never in secret."""

from dataclasses import replace
from datetime import timedelta

import pytest

from citong.cases import facade as cases
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from tests.factories.actors import brought_by, everywhere
from tests.factories.cases import MONDAY, accepted, give_all, office, submitted
from tests.factories.catalogue import publish_configured
from tests.factories.organisations import DepartmentFactory

pytestmark = pytest.mark.django_db

Verdict = cases.EmergencyLook.Verdict
WHY = "急救中心来电，病人正在抢救，要核对登记"


def both(people, *, department: int) -> Actor:
    """The site reviewer, who stands in for the approver."""
    grants = brought_by("review", "approval", department=department)
    return replace(people.site, posts=people.site.posts | people.approver.posts, grants=grants)


def test_who_examined_does_not_decide():
    case = give_all(accepted())
    examiner = both(office(), department=case.department_id)

    assert "grant" not in cases.moves_open(cases.officials_case(case.pk, viewer=examiner), viewer=examiner)
    with pytest.raises(cases.ExaminedIt, match="不能再由您作决定") as refused:
        cases.grant(case.pk, by=examiner, at=MONDAY)
    assert "第三十四条" in str(refused.value.details["rule"])
    assert refused.value.details["remedy"]
    with pytest.raises(cases.ExaminedIt):
        cases.refuse(case.pk, reasons="不符合", basis="某条", remedies="复议", by=examiner, at=MONDAY)
    assert cases.case(case.pk).state == cases.State.TO_DECIDE


def test_who_handed_it_in_neither_takes_it_up_nor_examines_nor_decides():
    version = publish_configured()
    people = office()
    by_window = submitted(version, key="key-00000002", by=Actor(id=people.window.id, channel="portal"))
    by_site = accepted(version=version, key="key-00000003", by=Actor(id=people.site.id, channel="portal"))
    by_approver = give_all(accepted(version=version, by=Actor(id=people.approver.id, channel="portal")))
    review = by_site.reviews.get(post_id__in=people.site.posts)

    with pytest.raises(cases.HandedItIn, match="您要回避"):
        cases.accept(by_window.pk, by=people.window, at=MONDAY)
    with pytest.raises(cases.HandedItIn):
        cases.give_opinion(review.pk, favourable=True, opinion="同意", by=people.site, at=MONDAY)
    with pytest.raises(cases.HandedItIn):
        cases.grant(by_approver.pk, by=people.approver, at=MONDAY)


def test_somebody_else_decides():
    case = give_all(accepted())

    assert cases.grant(case.pk, by=office().approver, at=MONDAY).state == cases.State.GRANTED


def test_what_is_decided_on_the_spot_one_person_may_do():
    case = give_all(accepted(version=publish_configured(case_type="immediate", promised={"days": 0})))
    examiner = both(office(), department=case.department_id)

    assert cases.grant(case.pk, by=examiner, at=MONDAY).state == cases.State.GRANTED


def test_holding_the_post_is_not_enough_without_the_permission():
    case = submitted()

    with pytest.raises(cases.NotYourPost):
        cases.accept(case.pk, by=replace(office().window, grants=()), at=MONDAY)


@pytest.fixture
def medic() -> Actor:
    elsewhere = DepartmentFactory()
    grants = everywhere("emergency")
    return Actor(id="account:8001", channel="desk", name="Eli", department=elsewhere.pk, grants=grants)


@pytest.fixture
def auditor() -> Actor:
    return Actor(id="account:8002", channel="desk", name="Fay", grants=everywhere("auditor"))


def test_a_case_out_of_reach_is_open_for_an_hour_and_every_look_is_on_record(medic):
    case = submitted()
    with pytest.raises(cases.NoSuchCase):
        cases.open_as_official(case.pk, by=medic, at=MONDAY)

    look = cases.break_glass(case.number, reason=WHY, by=medic, at=MONDAY)

    assert cases.open_as_official(case.pk, by=medic, at=MONDAY).pk == case.pk
    allowed = cases.reveal(case.pk, purpose="contact", session="s", by=medic, at=MONDAY)
    cases.open_revealed(case.pk, allowed=allowed, by=medic, at=MONDAY)
    assert [entry.action for entry in cases.what_was_read(look)] == ["cases.read", "cases.reveal"]
    with pytest.raises(cases.NoSuchCase):
        cases.open_as_official(case.pk, by=medic, at=MONDAY + timedelta(hours=1))


def test_looking_is_not_handling(medic):
    case = submitted()
    cases.break_glass(case.number, reason=WHY, by=medic, at=MONDAY)

    assert cases.moves_open(cases.open_as_official(case.pk, by=medic, at=MONDAY), viewer=medic) == []
    with pytest.raises(cases.NotYourPost):
        cases.accept(case.pk, by=medic, at=MONDAY)
    assert cases.search(case.number, viewer=medic) == []


def test_the_look_of_one_is_not_the_look_of_another(medic):
    case = submitted()
    cases.break_glass(case.number, reason=WHY, by=medic, at=MONDAY)

    with pytest.raises(cases.NoSuchCase):
        cases.open_as_official(case.pk, by=replace(medic, id="account:8003"), at=MONDAY)


@pytest.mark.parametrize("reason", ["", "   ", "急", "长" * 501])
def test_a_reason_that_says_nothing_opens_nothing(medic, reason):
    case = submitted()

    with pytest.raises(cases.ReasonMissing) as refused:
        cases.break_glass(case.number, reason=reason, by=medic, at=MONDAY)

    assert list(refused.value.faults) == ["reason"]
    assert list(audit.entries_about(ref("case", case.pk)).filter(action="cases.glass_broken")) == []


def test_nobody_breaks_the_glass_without_the_permission_or_the_need(medic):
    case, window = submitted(), office().window

    with pytest.raises(cases.NotAllowedToBreakGlass):
        cases.break_glass(case.number, reason=WHY, by=window, at=MONDAY)
    with pytest.raises(cases.NoNeedToBreakGlass):
        cases.break_glass(case.number, reason=WHY, by=replace(window, grants=window.grants + medic.grants), at=MONDAY)
    cases.break_glass(case.number, reason=WHY, by=medic, at=MONDAY)
    with pytest.raises(cases.NoNeedToBreakGlass):
        cases.break_glass(case.number, reason=WHY, by=medic, at=MONDAY)
    with pytest.raises(cases.NoSuchCase):
        cases.break_glass("350502209912319999991", reason=WHY, by=medic, at=MONDAY)


def test_somebody_else_reviews_it_once(medic, auditor):
    look = cases.break_glass(submitted().number, reason=WHY, by=medic, at=MONDAY)
    own = replace(medic, grants=auditor.grants)

    for stranger in (office().head, own):
        with pytest.raises(cases.NotAllowedToBreakGlass):
            cases.review_emergency_look(look.pk, verdict=Verdict.CONFIRMED, by=stranger, at=MONDAY)
    with pytest.raises(cases.ReasonMissing):
        cases.review_emergency_look(look.pk, verdict=Verdict.OBJECTED, remark=" ", by=auditor, at=MONDAY)
    reviewed = cases.review_emergency_look(look.pk, verdict=Verdict.OBJECTED, remark="不急", by=auditor, at=MONDAY)
    assert (reviewed.verdict, reviewed.reviewed_by_name) == ("objected", "Fay")
    with pytest.raises(cases.TooLate):
        cases.review_emergency_look(look.pk, verdict=Verdict.CONFIRMED, by=auditor, at=MONDAY)


def test_those_concerned_see_it(medic, auditor):
    case = submitted()
    look = cases.break_glass(case.number, reason=WHY, by=medic, at=MONDAY)

    for viewer in (medic, auditor, office().head):
        assert cases.emergency_looks(viewer) == [look]
    for viewer in (office().window, office().fire, replace(medic, id="account:8003")):
        assert cases.emergency_looks(viewer) == []
