"""A whole 一件事, made by the real verbs: opening a shop, of three items in three departments."""

from datetime import datetime
from typing import Any

from citong.cases import facade as cases
from citong.kernel.actors import Actor
from citong.organisations.models import Department, Post
from tests.factories.cases import ANA, MONDAY, PARTY, official, upload
from tests.factories.organisations import DepartmentFactory, PostFactory
from tests.factories.packages import ANSWERS, LARGE, publish_shop


def application(*, by: Actor = ANA, **changes: Any) -> cases.JointApplication:
    """A complete application for the large shop: fire first, then food; the board beside them."""
    one = upload("licence.png", by=by)
    values: dict[str, Any] = {
        "package_code": "shop",
        "situation": LARGE,
        "answers": ANSWERS,
        "materials": [
            ("fire__licence", one),
            ("fire__drawing", upload("drawing.png", by=by)),
            ("fire__report", upload("report.png", by=by)),
        ],
        "party": PARTY,
    }
    return cases.JointApplication(**{**values, **changes})


def filed(*, key: str = "joint-0000001", by: Actor = ANA, at: datetime = MONDAY, **changes: Any) -> cases.JointCase:
    """A whole that waits for its lead."""
    if not Department.objects.filter(code="market").exists():
        publish_shop()
    done = cases.submit_joint(application(by=by, **changes), key=key, declared=True, by=by, at=at)
    return cases.joint_case(done.joint_id)


def lead() -> Actor:
    """The window of the lead department."""
    return official("market", "window", "Li")


def approver(department: str) -> Actor:
    """Who decides in this department."""
    return official(department, "approve", "An")


def mayor() -> Actor:
    """The head of the government at the level of the lead."""
    market = Department.objects.get(code="market")
    if not Department.objects.filter(code="government").exists():
        government = DepartmentFactory(code="government", kind=Department.Kind.GOVERNMENT, division=market.division)
        PostFactory(department=government, code="head", duty=Post.Duty.HEAD)
    return official("government", "head", "Zhang")


def member(joint: cases.JointCase, item: str) -> cases.Case:
    """The member for this item, as it stands."""
    return cases.case(joint.members.get(item_version__item__code=item).pk)


def accepted(**values: Any) -> cases.JointCase:
    """A whole whose members are on their way; food waits for fire."""
    joint = filed(**values)
    cases.accept_joint(joint.pk, by=lead(), at=values.get("at", MONDAY))
    return cases.joint_case(joint.pk)


def granted(joint: cases.JointCase, item: str, *, at: datetime = MONDAY) -> cases.Case:
    """This member is granted by its own department."""
    case = member(joint, item)
    return cases.grant(case.pk, by=approver(case.department.code), at=at)


def refused(joint: cases.JointCase, item: str, *, at: datetime = MONDAY) -> cases.Case:
    """This member is refused by its own department."""
    case = member(joint, item)
    return cases.refuse(
        case.pk,
        reasons="出口不够",
        basis="《消防法》第十五条",
        remedies="可以申请复议",
        by=approver(case.department.code),
        at=at,
    )


def states(joint: cases.JointCase) -> dict[str, str]:
    """The state of each member, by its item."""
    return {each.item_version.item.code: each.state for each in cases.joint_case(joint.pk).members.all()}


def whole(joint: cases.JointCase) -> cases.JointCase:
    """The whole as it stands."""
    return cases.joint_case(joint.pk)


def advanced(joint: cases.JointCase) -> cases.JointCase:
    """The whole after a worker has told it what became of its members."""
    return cases.advance_joint(joint.pk, by=lead(), at=MONDAY)


def settled() -> cases.JointCase:
    """A whole in which everything was granted and closed."""
    joint = accepted()
    granted(joint, "FIRE")
    advanced(joint)
    granted(joint, "FOOD")
    granted(joint, "BOARD")
    for each in joint.members.all():
        cases.close(each.pk, by=lead(), at=MONDAY)
    return advanced(joint)


def single_fire(*, at: datetime) -> cases.Case:
    """The same party applies for the fire item alone."""
    given = application()
    one = cases.Application(
        item_code="FIRE",
        situation={"size": "large"},
        answers={"place": "刺桐红饭店", "phone": "13800001234", "floors": 2, "exits": 4},
        materials=[(code.removeprefix("fire__"), key) for code, key in given.materials],
        party=given.party,
    )
    return cases.case(cases.submit(one, key="again-0001", declared=True, by=ANA, at=at).case_id)
