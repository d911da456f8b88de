"""A case to which everything happened that can come in between; made by the real verbs, on days long past."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from citong.cases import facade as cases
from citong.kernel.actors import SYSTEM
from citong.organisations.models import Post, Staff
from tests.factories.cases import ANA, PDF, Office, give_all, office, official, submitted, upload
from tests.factories.catalogue import publish_configured
from tests.factories.organisations import PostFactory, StaffFactory

BUSY_ITEM = {"statutory": {"days": 20}, "promised": {"days": 12}, "makes_certificate": True}


def busy_case(*, today: date) -> cases.Case:
    """A case that awaits its decision: supplemented, paused, extended, heard, inspected, paid for."""
    case = submitted(publish_configured(**BUSY_ITEM), at=_on(today, -60))
    people = office()
    _prepare(case, people, today)
    cases.accept(case.pk, note="材料齐全", by=people.window, at=_on(today, -55))
    _stop_and_go(case, people, today)
    _extend(case, people, today)
    _hear(case, people, today)
    _look(case, people, today)
    give_all(case, at=_on(today, -5))
    cases.ask_for_fee(case.pk, by=people.approver, at=_on(today, -4))
    cases.pay(case.pk, receipt="闽财票 0001", by=people.window, at=_on(today, -3))
    return cases.case(case.pk)


def made_out(case: cases.Case, *, today: date) -> cases.Case:
    """The same, granted, with its certificate."""
    people = office()
    cases.grant(case.pk, reasons="符合条件", by=people.approver, at=_on(today, -2))
    cases.begin_issuing(case.pk, by=SYSTEM, at=_on(today, -2))
    issued = cases.Issued("公共场所卫生许可证", "泉卫公字〔2026〕第 001 号", today, today.replace(year=today.year + 4))
    return cases.issue(case.pk, certificates=[issued], by=people.window, at=_on(today, -1))


def _on(today: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(today + timedelta(days=days), datetime.min.time())) + timedelta(hours=9)


def _prepare(case: cases.Case, people: Office, today: date) -> None:
    gap = cases.Gap("materials.floor_plan", "场所平面图", "没有标出消毒间", "重新画一张")
    cases.ask_to_supplement(case.pk, gaps=[gap], by=people.window, at=_on(today, -59))
    brought = [("floor_plan", upload())]
    cases.supplement(case.pk, answers={}, materials=brought, by=ANA, at=_on(today, -57))


def _stop_and_go(case: cases.Case, people: Office, today: date) -> None:
    testing = {"procedure": cases.Procedure.TESTING, "announced_days": 10, "reason": "空气质量检测"}
    cases.suspend(case.pk, **testing, by=people.site, at=_on(today, -52))
    cases.resume(case.pk, outcome="检测合格", by=people.site, at=_on(today, -47))


def _extend(case: cases.Case, people: Office, today: date) -> None:
    if not Post.objects.filter(department=case.department, code="head").exists():
        PostFactory(department=case.department, code="head", name="局长", duty=Post.Duty.HEAD)
    head = official("health", "head", "Hu")
    cases.ask_to_extend(case.pk, days=8, reason="涉及相邻关系，情况复杂", by=people.site, at=_on(today, -46))
    cases.extend(case.pk, answer="同意", by=head, at=_on(today, -45))


def _hear(case: cases.Case, people: Office, today: date) -> None:
    told = {
        "name": "刺桐花园业主委员会",
        "interest": "楼下住户，担心夜间噪声",
        "statement_by": today - timedelta(days=36),
    }
    party = cases.tell_interested_party(case.pk, **told, by=people.site, at=_on(today, -45))
    words = "希望夜里十点以后不放音乐"
    cases.hear_interested_party(case.pk, party_id=party.pk, statement=words, by=people.site, at=_on(today, -41))
    cases.offer_hearing(case.pk, reason="关系相邻住户重大利益", by=people.site, at=_on(today, -44))
    cases.ask_for_hearing(case.pk, asked_by="刺桐花园业主委员会", by=people.site, at=_on(today, -42))
    chair: Staff = StaffFactory(department=case.department, name="陈主持")
    place = {"held_at": _on(today, -26), "place": "政务中心三楼会议室", "chair_id": chair.pk}
    cases.call_hearing(case.pk, **place, by=people.site, at=_on(today, -41))
    record = {
        "record": "双方陈述了意见。\n经营者承诺加装隔音门。",
        "participants": "经营者、业主委员会代表",
        "is_signed": True,
    }
    signed = upload("笔录.pdf", PDF, by=people.site)
    cases.hold_hearing(case.pk, **record, upload=signed, by=people.site, at=_on(today, -25))


def _look(case: cases.Case, people: Office, today: date) -> None:
    officers = [StaffFactory(department=case.department, name=name).pk for name in ("林查验", "吴查验")]
    cases.assign_inspectors(case.pk, staff_ids=officers, place="西街 116 号", by=people.site, at=_on(today, -24))
    found = {"inspected_on": today - timedelta(days=23), "findings": "与图纸一致，已经加装隔音门。", "passed": True}
    cases.record_inspection(case.pk, **found, upload=upload(by=people.site), by=people.site, at=_on(today, -23))
