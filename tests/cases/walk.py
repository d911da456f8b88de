"""Every verb of a case by its name, told by whom and with all that it asks for; and how a case gets into each state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Model

from citong.cases import facade as cases
from citong.cases.facade import State
from citong.cases.models import (
    Case,
    CaseMaterial,
    Certificate,
    ClockEvent,
    Correction,
    Decision,
    Extension,
    FeeNotice,
    Hearing,
    Inspection,
    InterestedParty,
    Review,
    Step,
)
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.models import AuditEntry, Delivery, FactRecord
from citong.organisations.models import Post, Staff
from tests.factories.actors import everywhere
from tests.factories.cases import ANA, MONDAY, application, official
from tests.factories.catalogue import asking_route, good_answers, publish_configured
from tests.factories.organisations import PostFactory, StaffFactory

TUESDAY = MONDAY + timedelta(days=1)
HELD_AT = datetime(2026, 10, 9, 2, tzinfo=UTC)
AFTER_HEARING = HELD_AT + timedelta(hours=3)
SILENT_FOR_A_WEEK = MONDAY + timedelta(days=9)
MUCH_LATER = datetime(2027, 3, 1, 2, tzinfo=UTC)
EXPIRES_ON = date(2026, 12, 1)
EXPIRED = datetime(2026, 12, 2, 2, tzinfo=UTC)
GAP = cases.Gap("answers.area", "经营面积", "与图纸不符")
SAYS = {"reasons": "不符合条件", "basis": "《条例》第四条", "remedies": "可以申请行政复议"}
TABLES: tuple[type[Model], ...] = (
    Case,
    CaseMaterial,
    Certificate,
    ClockEvent,
    Correction,
    Decision,
    Extension,
    FeeNotice,
    Hearing,
    Inspection,
    InterestedParty,
    Review,
    Step,
    FactRecord,
    Delivery,
    AuditEntry,
)


@dataclass(frozen=True)
class Verb:
    """What it can make of a case, who does it, and how it is called."""

    moves: frozenset[str]
    who: Callable[[int], Actor]
    act: Callable[[int, Actor], object]


class Walk:
    """A hall with one item that has everything an item can have, and applications that go their way in it."""

    def __init__(self, **item: object) -> None:
        has = {"renews_answer": "opens_on", "makes_certificate": True, "addition_stops_promise": True}
        self.version = publish_configured(**{**has, "route": asking_route(), **item})
        department = self.version.item.department
        for code, duty in (("window-2", "window"), ("site-2", "review"), ("approve-2", "approval")):
            PostFactory(department=department, code=code, duty=duty)
        self.chair, *self.officers = (StaffFactory(department=department, name=name) for name in ("Chi", "Dan", "Eve"))
        self.filed = 0

    def submitted(self) -> int:
        """A new application that wants to renew what expires on `EXPIRES_ON`."""
        self.filed += 1
        handed_in = application(self.version, answers=good_answers(opens_on=EXPIRES_ON.isoformat()))
        return cases.submit(handed_in, key=f"key-{self.filed:08}", declared=True, by=ANA, at=MONDAY).case_id

    def brought(self, steps: Sequence[str]) -> int:
        """An application with which these verbs happened, in this order."""
        pk = self.submitted()
        for name in steps:
            self.do(name, pk)
        return pk

    def do(self, name: str, pk: int) -> None:
        """The verb, by whom it belongs to."""
        verb = self.verbs[name]
        verb.act(pk, verb.who(pk))

    @property
    def verbs(self) -> dict[str, Verb]:
        """Every verb that handles a case, in the order of the story."""
        return {**_before_acceptance(), **_in_review(self.chair, self.officers), **_to_the_end()}


def everything() -> dict[str, list[object]]:
    """All that the verbs could have changed."""
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in TABLES}


def at_post(post_id: int) -> Actor:
    """Whoever sits there."""
    post = Post.objects.select_related("department").get(pk=post_id)
    return official(post.department.code, post.code, f"P{post.pk}")


def everybody(pk: int) -> Actor:
    """The applicant, the department and every post in one: only the lifecycle stands in the way."""
    posts = Post.objects.order_by("id")
    return Actor(
        id=ANA.id,
        channel="desk",
        name="Ana",
        department=Case.objects.get(pk=pk).department_id,
        posts=frozenset(post.pk for post in posts),
        grants=everywhere("window", "examiner", "approver", "head", "supervisor"),
    )


def _window(_pk: int) -> Actor:
    return official("health", "window", "Wei")


def _head(_pk: int) -> Actor:
    return official("health", "head", "He")


def _ana(_pk: int) -> Actor:
    return ANA


def _clock(_pk: int) -> Actor:
    return SYSTEM


def _holder(pk: int) -> Actor:
    """Whose turn it is: the post awaited, or one of the posts asked in this stage."""
    case = Case.objects.get(pk=pk)
    asked = case.reviews.filter(stage=case.stage).order_by("id").values_list("post", flat=True).first()
    post = case.awaited_post_id or asked
    return at_post(post) if post else _window(pk)


def _reviewer(pk: int) -> Actor:
    return at_post(Review.objects.get(pk=_owed(pk)).post_id)


def _owed(pk: int) -> int:
    """The first opinion that is owed, or else the last that was given; 0 where none was asked."""
    asked = Review.objects.filter(case=pk)
    found = asked.filter(ended_at=None).order_by("id").first() or asked.order_by("-id").first()
    return found.pk if found else 0


def _given(pk: int) -> int:
    """The last opinion of this stage that was given, or any."""
    case = Case.objects.get(pk=pk)
    asked = Review.objects.filter(case=pk).order_by("-id")
    found = asked.filter(stage=case.stage).exclude(given_at=None).first() or asked.first()
    return found.pk if found else 0


def _other_post(post_id: int | None) -> int:
    post = Post.objects.filter(pk=post_id or 0).first()
    if post is None:
        return 0
    found = Post.objects.filter(department=post.department_id, duty=post.duty).exclude(pk=post.pk).first()
    return found.pk if found else 0


def _verb(moves: str, who: Callable[[int], Actor], act: Callable[[int, Actor], object]) -> Verb:
    return Verb(frozenset(moves.split()), who, act)


def _before_acceptance() -> dict[str, Verb]:
    again = {"gaps": [GAP], "why_again": "又看了一遍", "at": TUESDAY}
    answers = {"answers": {"area": 130.5}, "materials": [], "at": TUESDAY}
    said = {"reason": "不属于本机关职权", "at": TUESDAY}
    return {
        "ask_to_supplement": _verb(
            "ask_to_supplement", _window, lambda pk, by: cases.ask_to_supplement(pk, **again, by=by)
        ),
        "supplement": _verb("supplement", _ana, lambda pk, by: cases.supplement(pk, **answers, by=by)),
        "fail_pre_review": _verb("fail_pre_review", _window, lambda pk, by: cases.fail_pre_review(pk, **said, by=by)),
        "pass_pre_review": _verb(
            "pass_pre_review", _window, lambda pk, by: cases.pass_pre_review(pk, by=by, at=TUESDAY)
        ),
        "receive": _verb("receive", _window, lambda pk, by: cases.receive(pk, by=by, at=TUESDAY)),
        "ask_to_correct": _verb("ask_to_correct", _window, lambda pk, by: cases.ask_to_correct(pk, **again, by=by)),
        "correct": _verb("correct", _ana, lambda pk, by: cases.correct(pk, **answers, by=by)),
        "turn_away": _verb(
            "turn_away", _window, lambda pk, by: cases.turn_away(pk, **said, competent_body="市局", by=by)
        ),
        "need_no_licence": _verb("need_no_licence", _window, lambda pk, by: cases.need_no_licence(pk, **said, by=by)),
        "send_back": _verb("send_back", _window, lambda pk, by: cases.send_back(pk, **said, by=by)),
        "accept": _verb("accept", _window, lambda pk, by: cases.accept(pk, by=by, at=TUESDAY)),
        "deem_accepted": _verb(
            "deem_accepted", _clock, lambda pk, by: cases.deem_accepted(pk, by=by, at=SILENT_FOR_A_WEEK)
        ),
        "reassign_case": _verb(
            "reassign",
            _head,
            lambda pk, by: cases.reassign_case(
                pk, post_id=_other_post(Case.objects.get(pk=pk).awaited_post_id), reason="出差", by=by, at=TUESDAY
            ),
        ),
    }


def _in_review(chair: Staff, officers: Sequence[Staff]) -> dict[str, Verb]:
    asked = {"gaps": [GAP], "why_again": "又看了一遍", "at": TUESDAY}
    brought = {"answers": {"area": 130.5}, "materials": [], "at": TUESDAY}
    pause = {"procedure": cases.Procedure.TESTING, "announced_days": 10, "reason": "空气检测", "at": TUESDAY}
    party = {"name": "Ben", "interest": "排烟口相邻", "statement_by": date(2026, 10, 12), "at": TUESDAY}
    call = {"held_at": HELD_AT, "place": "三楼", "chair_id": chair.pk, "at": TUESDAY}
    record = {"record": "各方陈述完毕", "participants": "Ana、Ben", "is_signed": True, "at": AFTER_HEARING}
    found = {"inspected_on": date(2026, 9, 22), "findings": "与图纸一致", "passed": True, "at": TUESDAY}
    return {
        "give_opinion": _verb(
            "open_stage finish_review",
            _reviewer,
            lambda pk, by: cases.give_opinion(_owed(pk), favourable=True, opinion="", by=by, at=TUESDAY),
        ),
        "reopen_review": _verb(
            "reopen_review", _head, lambda pk, by: cases.reopen_review(_given(pk), reason="填错了", by=by, at=TUESDAY)
        ),
        "reassign_review": _verb(
            "reassign",
            _head,
            lambda pk, by: cases.reassign_review(
                _owed(pk),
                post_id=_other_post(Review.objects.filter(pk=_owed(pk)).values_list("post", flat=True).first()),
                reason="出差",
                by=by,
                at=TUESDAY,
            ),
        ),
        "ask_to_add": _verb("ask_to_add", _reviewer, lambda pk, by: cases.ask_to_add(pk, **asked, by=by)),
        "add": _verb("add", _ana, lambda pk, by: cases.add(pk, **brought, by=by)),
        "go_on_without": _verb("go_on_without", _clock, lambda pk, by: cases.go_on_without(pk, by=by, at=MUCH_LATER)),
        "annul_addition": _verb(
            "annul_addition", _head, lambda pk, by: cases.annul_addition(pk, reason="不用补了", by=by, at=TUESDAY)
        ),
        "suspend": _verb("suspend", _holder, lambda pk, by: cases.suspend(pk, **pause, by=by)),
        "resume": _verb(
            "resume resume_to_decide", _holder, lambda pk, by: cases.resume(pk, outcome="合格", by=by, at=TUESDAY)
        ),
        "ask_to_extend": _verb(
            "ask_to_extend",
            _holder,
            lambda pk, by: cases.ask_to_extend(pk, days=10, reason="情况复杂", by=by, at=TUESDAY),
        ),
        "extend": _verb("extend", _head, lambda pk, by: cases.extend(pk, by=by, at=TUESDAY)),
        "decline_extension": _verb(
            "decline_extension",
            _head,
            lambda pk, by: cases.decline_extension(pk, answer="不复杂", by=by, at=TUESDAY),
        ),
        "tell_interested_party": _verb(
            "tell_interested_party", _holder, lambda pk, by: cases.tell_interested_party(pk, **party, by=by)
        ),
        "hear_interested_party": _verb(
            "hear_interested_party",
            _holder,
            lambda pk, by: cases.hear_interested_party(
                pk, party_id=_party(pk), statement="没有意见", by=by, at=TUESDAY
            ),
        ),
        "offer_hearing": _verb(
            "offer_hearing", _holder, lambda pk, by: cases.offer_hearing(pk, reason="涉及他人", by=by, at=TUESDAY)
        ),
        "ask_for_hearing": _verb(
            "ask_for_hearing suspend", _ana, lambda pk, by: cases.ask_for_hearing(pk, asked_by="Ana", by=by, at=TUESDAY)
        ),
        "waive_hearing": _verb(
            "waive_hearing resume resume_to_decide",
            _ana,
            lambda pk, by: cases.waive_hearing(pk, by=by, at=TUESDAY),
        ),
        "call_hearing": _verb("call_hearing", _holder, lambda pk, by: cases.call_hearing(pk, **call, by=by)),
        "hold_hearing": _verb(
            "hold_hearing resume resume_to_decide", _holder, lambda pk, by: cases.hold_hearing(pk, **record, by=by)
        ),
        "assign_inspectors": _verb(
            "assign_inspectors",
            _holder,
            lambda pk, by: cases.assign_inspectors(pk, staff_ids=[each.pk for each in officers], by=by, at=TUESDAY),
        ),
        "record_inspection": _verb(
            "record_inspection", _holder, lambda pk, by: cases.record_inspection(pk, **found, by=by)
        ),
    }


def _party(pk: int) -> int:
    party = InterestedParty.objects.filter(case=pk, heard_at=None).first()
    return party.pk if party else 0


def _to_the_end() -> dict[str, Verb]:
    return {
        "ask_for_fee": _verb("ask_for_fee", _holder, lambda pk, by: cases.ask_for_fee(pk, by=by, at=TUESDAY)),
        "pay": _verb("pay", _window, lambda pk, by: cases.pay(pk, receipt="N-1", by=by, at=TUESDAY)),
        "grant": _verb("grant", _holder, lambda pk, by: cases.grant(pk, by=by, at=TUESDAY)),
        "refuse": _verb("refuse", _holder, lambda pk, by: cases.refuse(pk, **SAYS, by=by, at=TUESDAY)),
        "deem_renewed": _verb("deem_renewed", _clock, lambda pk, by: cases.deem_renewed(pk, by=by, at=EXPIRED)),
        "begin_issuing": _verb("begin_issuing", _clock, lambda pk, by: cases.begin_issuing(pk, by=by, at=TUESDAY)),
        "issue": _verb(
            "issue",
            _holder,
            lambda pk, by: cases.issue(
                pk,
                certificates=[cases.Issued("卫生许可证", f"No. {pk}", date(2026, 9, 22), date(2030, 9, 21))],
                by=by,
                at=TUESDAY,
            ),
        ),
        "close": _verb("close", _clock, lambda pk, by: cases.close(pk, by=by, at=TUESDAY)),
        "deliver": _verb("deliver", _window, lambda pk, by: cases.deliver(pk, how="当面领取", by=by, at=TUESDAY)),
        "lapse": _verb("lapse", _clock, lambda pk, by: cases.lapse(pk, by=by, at=MUCH_LATER)),
        "withdraw": _verb("withdraw", _ana, lambda pk, by: cases.withdraw(pk, reason="不办了", by=by, at=TUESDAY)),
        "terminate": _verb(
            "terminate",
            _head,
            lambda pk, by: cases.terminate(pk, ground="subject_gone", reason="公司注销", by=by, at=TUESDAY),
        ),
        "void": _verb(
            "void",
            _head,
            lambda pk, by: cases.void(pk, ground="recorded_twice", reason="窗口录了两遍", by=by, at=TUESDAY),
        ),
        "take_back": _verb(
            "take_back take_back_to_receive annul_pause annul_pause_to_decide annul_delivery",
            _head,
            lambda pk, by: cases.take_back(pk, reason="办错了", by=by, at=TUESDAY),
        ),
    }


REVIEWED = ["accept", "give_opinion", "give_opinion", "give_opinion"]
# How a case gets there by what people do; None: it passes through within one verb, or waits for cases besides it.
PATHS: dict[State, list[str] | None] = {
    State.DRAFT: None,
    State.SUBMITTED: [],
    State.PRE_SUPPLEMENT: ["ask_to_supplement"],
    State.PRE_FAILED: ["fail_pre_review"],
    State.TO_RECEIVE: ["pass_pre_review"],
    State.CORRECTION: ["ask_to_correct"],
    State.NOT_ACCEPTED: ["turn_away"],
    State.WAITING: None,
    State.BLOCKED: None,
    State.ACCEPTED: None,
    State.IN_REVIEW: ["accept"],
    State.SUSPENDED: ["accept", "suspend"],
    State.FORWARDED: None,
    State.TO_DECIDE: REVIEWED,
    State.FEE_PENDING: [*REVIEWED, "ask_for_fee"],
    State.GRANTED: [*REVIEWED, "grant"],
    State.ISSUING: [*REVIEWED, "grant", "begin_issuing"],
    State.REFUSED: [*REVIEWED, "refuse"],
    State.CLOSED: [*REVIEWED, "refuse", "close"],
    State.DELIVERED: [*REVIEWED, "refuse", "close", "deliver"],
    State.WITHDRAWN: ["withdraw"],
    State.RETURNED: ["send_back"],
    State.TERMINATED: ["accept", "terminate"],
    State.VOIDED: ["void"],
}
# What is made by the joint and the linked handling of several cases, and walked with them.
OF_SEVERAL_CASES = frozenset({"wait", "block", "release", "forward", "take_upper_result", "change_route"})


def brought_into(state: State, walk: Walk) -> int:
    """A case in this state; put there by hand only where it passes through, or where other cases bring it."""
    path = PATHS[state]
    if path is not None:
        return walk.brought(path)
    pk = walk.brought([] if state == State.DRAFT else ["accept"])
    Case.objects.filter(pk=pk).update(state=state)
    return pk
