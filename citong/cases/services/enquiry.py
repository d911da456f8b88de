"""Anybody looks at a case who has its number and query code; guessing is slowed down.

Wrong codes slow down who sends them. What many senders try at one number together is counted for the number, and what
one sender tries at many numbers for the sender: six digits are then out of reach, and nobody is kept from their case by
somebody else's guesses.
"""

from datetime import datetime, timedelta

from django.db import transaction

from citong.kernel import audit, limits
from citong.kernel.actors import Actor
from citong.kernel.limits import Patience, Quota
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns

from ..errors import NoSuchCase, TooManyGuesses
from ..models import Case, JointCase
from ..queries.cases import code_fits, enquired_case
from ..queries.joint import enquired_joint
from ..rules.numbers import is_case_number, tidy_number

_QUARTER = timedelta(minutes=15)
OF_ONE = Patience("query.of_one", free=5, first=_QUARTER, longest=8 * _QUARTER, forgotten=timedelta(days=1))
OF_SENDER = Quota("query.of_sender", most=30, every=timedelta(minutes=2))
# A hundred a day, of a million codes.
OF_NUMBER = Quota("query.of_number", most=50, every=_QUARTER)
CODE_HOLDER = Actor(id="query_code", channel="portal")


def look_up(number: str, *, code: str, at: datetime, sender: str = "") -> Case:
    """The case behind a number and its query code. A wrong pair and an unknown number are told alike."""
    tidy = tidy_number(number)
    case = Case.objects.only("number").filter(number=tidy).first() if is_case_number(tidy) else None
    subject = ref("case", case.pk) if case else ""
    _open(tidy, subject, fits=case is not None and code_fits(case, code), sender=sender, at=at)
    assert case is not None  # noqa: S101 - no code fits no case
    return enquired_case(case.pk)


def look_up_joint(number: str, *, code: str, at: datetime, sender: str = "") -> JointCase | None:
    """The whole behind a number and its query code; None when no whole has this number, so that it may be a case's."""
    tidy = tidy_number(number)
    joint = JointCase.objects.only("number").filter(number=tidy).first() if is_case_number(tidy) else None
    if joint is None:
        return None
    _open(tidy, ref("joint", joint.pk), fits=code_fits(joint, code), sender=sender, at=at)
    return enquired_joint(joint.pk)


def _open(number: str, subject: str, *, fits: bool, sender: str, at: datetime) -> None:
    if _has_to_wait(number, subject, fits=fits, sender=sender, at=at):
        raise TooManyGuesses("查询码输错次数太多，请 15 分钟后再试。", remedy="也可以登录后在“我的办事”里查看。")
    if not fits:
        raise NoSuchCase("编号和查询码对不上，请照着收件通知书再输一次。")


@transaction.atomic
def _has_to_wait(number: str, subject: str, *, fits: bool, sender: str, at: datetime) -> bool:
    """Count a wrong code; put a right one on record. One at a time, so that guessing many at once gains nothing."""
    take_turns("cases.look_up", number)
    one = f"{number}/{sender}"
    counts: list[tuple[Quota | Patience, str]] = [(OF_ONE, one), (OF_NUMBER, number)]
    counts += [(OF_SENDER, sender)] if sender else []
    if limits.is_closed(*counts, at=at):
        return True
    if fits:
        audit.record("cases.look_up", subject=subject, by=CODE_HOLDER, at=at)
        return False
    limits.attempt(OF_ONE, one, at=at)
    limits.take(OF_NUMBER, number, at=at)
    if sender:
        limits.take(OF_SENDER, sender, at=at)
    return False
