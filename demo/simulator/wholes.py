"""Wholes 一件事 of the demonstration: each was applied for once, and each is at another point of its way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.kernel.errors import Refusal
from citong.kernel.outbox import deliver_waiting
from citong.kernel.workdays import WorkCalendar
from citong.organisations import facade as organisations

from . import people, words
from .answers import answers_for
from .fates import Fate
from .featured import GUEST_HOUSE, MOTHER, Featured, applicant_of
from .hours import first_thing, office_instant
from .offices import Offices
from .papers import Folder, materials_for

WINDOW = "window"
LARGE = {"kind": "kai-canyindian", "size": "large", "sign": "board_road", "premises": "rent"}
SMALL = {"kind": "drinks", "size": "small", "sign": "board", "premises": "own"}
NEWBORN = {"certificate": "none", "married": "yes", "benefits": "both"}
RETIRED = {"kind": "normal", "medical": "enough", "fund": "yes"}


@dataclass(frozen=True)
class Whole:
    """A whole, how many working days ago it was handed in, and what becomes of it on the way."""

    package: str
    days_ago: int
    situation: Mapping[str, str]
    login: str = ""
    number: int = 0
    is_enterprise: bool = False
    asks_about: str = ""  # the lead asks for a better one of the material with this word in its name
    refuses: str = ""  # the member with this key is not granted
    given: Mapping[str, object] = field(default_factory=dict)


WHOLES = (
    Whole("kai-canyindian", 1, LARGE, number=40, is_enterprise=True),
    Whole("kai-canyindian", 4, LARGE, login=GUEST_HOUSE),
    Whole("kai-canyindian", 3, SMALL, number=41, is_enterprise=True, asks_about="营业执照"),
    Whole("kai-canyindian", 14, LARGE, number=42, is_enterprise=True, refuses="fire"),
    Whole("kai-canyindian", 40, SMALL, number=43, is_enterprise=True),
    Whole("chusheng", 3, NEWBORN, login=MOTHER),
    Whole("chusheng", 30, NEWBORN, number=44),
    Whole("tuixiu", 2, RETIRED, number=45),
    Whole("tuixiu", 9, RETIRED, number=46),
)


def play_wholes(until: date) -> None:
    """Play each whole, up to the day before this one; what was played before stays as it is."""
    players = _Players(until)
    offered = set(catalogue.packages().values_list("package__code", flat=True))
    for number, whole in enumerate(WHOLES):
        if whole.package in offered:
            players.play(whole, number)


class _Players:
    """Applicants, the lead's window, and the officials of all departments."""

    def __init__(self, until: date) -> None:
        self._until = until
        self._offices = Offices(on=until)
        self._calendar: WorkCalendar = organisations.work_calendar()
        self._folder = Folder()

    @transaction.atomic
    def play(self, whole: Whole, number: int) -> None:
        """All of it or nothing: a whole that was interrupted has not happened."""
        random = Random(f"whole:{number}")
        at = first_thing(self._day(whole.days_ago), random=random)
        filed = self._hand_in(whole, number, at=at, random=random)
        if not filed.is_new:
            return
        goes_on = True
        while goes_on and at.date() < self._until:
            self._follow()
            goes_on = self._take_a_turn(whole, filed.joint_id, at=at)
            at = office_instant(at, days=1, calendar=self._calendar, random=random)
        self._follow()

    def _hand_in(self, whole: Whole, number: int, *, at: datetime, random: Random) -> cases.JointFiled:
        package = catalogue.package_definition_of(catalogue.package(whole.package))
        items = catalogue.definitions_in_force(catalogue.members_in_force(package).values())
        applicant = _applicant(whole, on=self._until)
        situation = _situation(package, items, whole.situation)
        asked = catalogue.whole_of(package, items=items, situation=situation, answers={})
        assert asked.form is not None  # noqa: S101 - the packages of the demonstration have forms
        answers = answers_for(
            asked.form,
            situation=situation,
            applicant=applicant,
            on=at.date(),
            random=random,
            given=whole.given,
        )
        asked = catalogue.whole_of(package, items=items, situation=situation, answers=answers)
        materials = materials_for(asked, situation=situation, answers=answers, random=random)
        application = cases.JointApplication(
            package_code=whole.package,
            situation=situation,
            answers=answers,
            materials=[(each.code, self._folder.key(each.name, by=applicant.actor, at=at)) for each in materials],
            party=applicant.party,
        )
        return cases.submit_joint(application, key=f"demo:whole:{number}", declared=True, by=applicant.actor, at=at)

    def _take_a_turn(self, whole: Whole, joint_id: int, *, at: datetime) -> bool:
        """What happens on a day; False when nothing more will."""
        joint = cases.joint_case(joint_id)
        lead = self._offices.holder(joint.lead.code, WINDOW, turn=joint_id)
        if joint.state == cases.JointState.SUBMITTED and timezone.localdate(at) > timezone.localdate(
            joint.submitted_at
        ):
            return self._look(whole, joint, lead_at=at)
        if joint.state == cases.JointState.DECIDED:
            who = joint.contact_name
            relation = "" if who == joint.party_name else "经办人"
            cases.deliver_joint(joint_id, how="in_person", received_by=who, relation=relation, by=lead, at=at)
            return False
        for member in joint.members.all():
            self._decide(whole, member, at=at)
        return joint.state in {cases.JointState.SUBMITTED, cases.JointState.ACCEPTED}

    def _look(self, whole: Whole, joint: cases.JointCase, *, lead_at: datetime) -> bool:
        lead = self._offices.holder(joint.lead.code, WINDOW, turn=joint.pk)
        if not whole.asks_about:
            cases.accept_joint(joint.pk, note=words.ACCEPTED[0], by=lead, at=lead_at)
            return True
        found = next(each for each, files in cases.joint_materials(joint) if whole.asks_about in each.material.name)
        problem, remedy = words.PROBLEMS[0]
        gap = cases.Gap(f"materials.{found.material.code}", found.material.name, problem, remedy)
        cases.ask_to_correct_joint(joint.pk, gaps=[gap], by=lead, at=lead_at)
        return False

    def _decide(self, whole: Whole, member: cases.Case, *, at: datetime) -> None:
        """The next opinion, or the decision, of the member's own department."""
        definition = catalogue.definition(member.item_version_id)
        assert definition.route is not None  # noqa: S101 - only items with a route are in packages
        decider = self._offices.holder(definition.route.decision.department, definition.route.decision.post, turn=0)
        if member.state == cases.State.IN_REVIEW:
            self._give_opinions(member, at=at)
        elif member.state == cases.State.TO_DECIDE and self._is_refused(whole, member):
            law = definition.legal_basis[0]
            basis = f"《{law.law.strip('《》')}》{law.article}"
            reasons = words.REFUSALS[0]
            cases.refuse(member.pk, reasons=reasons, basis=basis, remedies=words.REMEDIES, by=decider, at=at)
        elif member.state == cases.State.TO_DECIDE:
            try:
                cases.grant(member.pk, reasons=words.GRANTED[0], by=decider, at=at)
            except Refusal:
                return  # a fee or a look at the place has to come first: it stays where it is, for somebody to try

    def _give_opinions(self, member: cases.Case, *, at: datetime) -> None:
        for review in member.reviews.select_related("post", "department").filter(ended_at=None).order_by("id"):
            by = self._offices.holder(review.department.code, review.post.code, turn=0)
            cases.give_opinion(review.pk, favourable=True, opinion=words.FAVOURABLE[0], by=by, at=at)

    def _is_refused(self, whole: Whole, member: cases.Case) -> bool:
        package = catalogue.package_definition_of(catalogue.package(whole.package))
        refused = {each.item for each in package.members if each.key == whole.refuses}
        return member.item_version.item.code in refused

    def _follow(self) -> None:
        while deliver_waiting(now=timezone.now()):
            pass

    def _day(self, days_ago: int) -> date:
        day = self._until
        while days_ago:
            day -= timedelta(days=1)
            days_ago -= self._calendar.is_working_day(day)
        return day


def _applicant(whole: Whole, *, on: date) -> people.Applicant:
    """The holder of the account, or an invented one."""
    featured = Featured("", 0, Fate(), whole.login, number=whole.number, is_enterprise=whole.is_enterprise)
    return applicant_of(featured, on=on)


def _situation(
    package: catalogue.PackageDefinition, items: Mapping[str, catalogue.Definition], chosen: Mapping[str, str]
) -> dict[str, str]:
    """What is chosen, and the first answer to each question that the items add."""
    situation = dict(chosen)
    while True:
        asked = catalogue.whole_of(package, items=dict(items), situation=situation, answers={})
        missing = {fault.path for fault in catalogue.check_situation(asked, situation=situation)}
        if not missing:
            return situation
        question = next(each for each in asked.situations if each.code in missing)
        situation[question.code] = question.options[0].code
