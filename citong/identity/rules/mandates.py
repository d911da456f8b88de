"""Acting for others: who may be represented by whom, in what, and for how long. Pure.

Civil Code (民法典): art. 161 what can be done through an agent, art. 165 a written mandate names the agent, the matter,
the powers and the term, art. 169 no sub-agent without the principal's consent, art. 173 when a mandate ends; arts 17,
23 and 27 who represents whoever is not of age.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

ARTICLE_165: Final = "《中华人民共和国民法典》第一百六十五条"
ARTICLE_169: Final = "《中华人民共和国民法典》第一百六十九条"
ARTICLE_173: Final = "《中华人民共和国民法典》第一百七十三条"
ARTICLE_27: Final = "《中华人民共和国民法典》第二十三条、第二十七条"
OF_AGE, ELDERLY = 18, 60  # Civil Code, art. 17; Law on the Protection of the Elderly (老年人权益保障法), art. 2
# Whoever does not answer a proposal within two weeks has not agreed.
OFFER_LASTS: Final = timedelta(days=14)
MOST_ITEMS: Final = 50
MOST_CODE: Final = 64


class MandateKind(StrEnum):
    """Why somebody acts for another."""

    HANDLER = "handler"
    AGENT = "agent"
    GUARDIAN = "guardian"
    FAMILY = "family"
    HELPER = "helper"


class Power(StrEnum):
    """What somebody may do for another."""

    FILE = "file"
    FOLLOW = "follow"
    LETTERS = "letters"
    PAY = "pay"
    MANAGE = "manage"


class Ended(StrEnum):
    """Why a mandate is over."""

    REVOKED = "revoked"
    RENOUNCED = "renounced"
    DECLINED = "declined"
    LAPSED = "lapsed"
    RUN_OUT = "run_out"
    OF_AGE = "of_age"
    CLOSED = "closed"


MANDATE_KIND_NAMES: Final = {
    MandateKind.HANDLER: "单位经办人",
    MandateKind.AGENT: "委托代理人",
    MandateKind.GUARDIAN: "未成年人的监护人",
    MandateKind.FAMILY: "帮长辈办事的家人",
    MandateKind.HELPER: "社区代办",
}
POWER_NAMES: Final = {
    Power.FILE: "提交申请、补正材料",
    Power.FOLLOW: "看办理进度",
    Power.LETTERS: "收文书和结果",
    Power.PAY: "缴费",
    Power.MANAGE: "管理经办人",
}
ENDED_WORDS: Final = {
    Ended.REVOKED: "委托人收回了授权",
    Ended.RENOUNCED: "代办人不再代办",
    Ended.DECLINED: "对方没有同意",
    Ended.LAPSED: "过了答复的日子，没有答复",
    Ended.RUN_OUT: "授权到期",
    Ended.OF_AGE: "孩子满十八周岁",
    Ended.CLOSED: "账号已经注销",
}
# Managing handlers is for the handlers of a body; a person's agent names no other (art. 169).
_OF_PERSONS = frozenset({Power.FILE, Power.FOLLOW, Power.LETTERS, Power.PAY})
POWERS_OF: Final = {
    MandateKind.HANDLER: frozenset(Power),
    MandateKind.AGENT: _OF_PERSONS,
    MandateKind.GUARDIAN: _OF_PERSONS,
    MandateKind.FAMILY: _OF_PERSONS,
    MandateKind.HELPER: _OF_PERSONS,
}
# The Civil Code sets no longest term. These are the hall's own, so that nobody is represented by whom they forgot:
# an agent for a year, who is family or belongs to the body for three; a helper for the days that one matter takes.
LONGEST: Final = {
    MandateKind.HANDLER: 3 * 365,
    MandateKind.AGENT: 365,
    MandateKind.GUARDIAN: OF_AGE * 366,
    MandateKind.FAMILY: 3 * 365,
    MandateKind.HELPER: 90,
}
# An agent from outside the family is limited to what was meant (art. 165).
LIMITED: Final = frozenset({MandateKind.AGENT})
# Of whom an item may ask for the signed paper (art. 165). A guardian's proof was seen at a window, a citizen confirms
# each matter of a helper, and the staff of a body act by their office (art. 170).
MAY_NEED_PAPER: Final = frozenset({MandateKind.AGENT, MandateKind.FAMILY})


@dataclass(frozen=True)
class MandateScope:
    """In what somebody acts for another: in the items and topics named, in one matter only, or in everything.

    `is_single`: one application only, and once it is handed in, `case`, a reference, is that one.
    """

    items: Sequence[str] = ()
    topics: Sequence[str] = ()
    powers: Collection[str] = field(default_factory=lambda: (Power.FILE, Power.FOLLOW, Power.LETTERS))
    is_single: bool = False
    case: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether no item and no topic is named."""
        return not self.items and not self.topics

    def allows(self, power: Power) -> bool:
        """Whether this may be done; who may hand in may also see what became of it."""
        return power in self.powers or (power is Power.FOLLOW and Power.FILE in self.powers)

    def covers(self, items: Collection[str], *, topics: Collection[str], case: str = "") -> bool:
        """Whether an application for these items is meant: for all of them, or for the topic that they stand under."""
        if self.case and self.case != case:
            return False
        if self.is_everything:
            return True
        return (bool(items) and set(items) <= set(self.items)) or bool(set(topics) & set(self.topics))


def lacks_paper(kind: MandateKind, *, has_paper: bool) -> bool:
    """Whether a mandate does not do for an item that asks for a signed power of attorney (art. 165)."""
    return kind in MAY_NEED_PAPER and not has_paper


def fault_of_scope(kind: MandateKind, scope: MandateScope) -> dict[str, str | None]:
    """What is wrong with what somebody is to do for another."""
    powers = set(scope.powers)
    beyond = powers - POWERS_OF[kind]
    unlimited = kind in LIMITED and scope.is_everything and not scope.case
    too_many = len(scope.items) + len(scope.topics) > MOST_ITEMS
    unreadable = any(not code.strip() or len(code) > MOST_CODE for code in (*scope.items, *scope.topics))
    return {
        "powers": "请至少选一样可以代办的事。" if not powers else "有一样不能这样授权。" if beyond else None,
        "items": "请选定可以代办的事项，不能什么都代办。"
        if unlimited
        else f"最多选 {MOST_ITEMS} 项。"
        if too_many
        else "有一个事项看不懂，请重新选。"
        if unreadable
        else None,
    }


def fault_of_term(kind: MandateKind, *, begins: date, last_day: date) -> str | None:
    """Why a mandate cannot hold until the end of this day."""
    if last_day < begins:
        return "最后一天不能早于今天。"
    if (last_day - begins).days > LONGEST[kind]:
        return f"最长 {LONGEST[kind]} 天，到期可以再授权。"
    return None


def birthday(born: date, *, age: int) -> date:
    """The day on which somebody reaches an age; of those born on 29 February, in other years the first of March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def is_minor(born: date, *, on: date) -> bool:
    """Whether somebody is not of age on a day (art. 17)."""
    return on < birthday(born, age=OF_AGE)


def is_elderly(born: date, *, on: date) -> bool:
    """Whether somebody has reached sixty."""
    return on >= birthday(born, age=ELDERLY)


def holds(*, state: str, begins: date, ends: date | None, on: date) -> bool:
    """Whether a mandate counts on a day; `ends` is the first day on which it does not."""
    return state == "in_force" and begins <= on and (ends is None or on < ends)


def name_for_history(agent: str, *, principal: str, is_person: bool) -> str:
    """Who acted for whom, as history tells it."""
    return f"{agent}（代 {principal[:1] + '*' if is_person else principal}）"
