"""The life of a case: what can be, and what leads from one state to the next."""

from enum import StrEnum

from citong.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    TO_RECEIVE = "to_receive"
    CORRECTION = "correction"
    NOT_ACCEPTED = "not_accepted"
    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    SUSPENDED = "suspended"
    TO_DECIDE = "to_decide"
    GRANTED = "granted"
    REFUSED = "refused"
    CLOSED = "closed"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"


STATE_NAMES = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "待预审",
    State.TO_RECEIVE: "待收件",
    State.CORRECTION: "待补正",
    State.NOT_ACCEPTED: "不予受理",
    State.ACCEPTED: "已受理",
    State.IN_REVIEW: "审查中",
    State.SUSPENDED: "特别程序中",
    State.TO_DECIDE: "待决定",
    State.GRANTED: "准予",
    State.REFUSED: "不予许可",
    State.CLOSED: "已办结",
    State.DELIVERED: "已送达",
    State.WITHDRAWN: "已撤回",
}

BEFORE_ACCEPTANCE = frozenset({State.SUBMITTED, State.TO_RECEIVE})
AFTER_ACCEPTANCE = frozenset({State.ACCEPTED, State.IN_REVIEW, State.SUSPENDED, State.TO_DECIDE})
OPEN = BEFORE_ACCEPTANCE | AFTER_ACCEPTANCE | {State.CORRECTION, State.GRANTED, State.REFUSED}

CASE = Lifecycle(
    {
        "submit": ({State.DRAFT}, State.SUBMITTED),
        "pass_pre_review": ({State.SUBMITTED}, State.TO_RECEIVE),
        "ask_to_correct": (BEFORE_ACCEPTANCE, State.CORRECTION),
        "correct": ({State.CORRECTION}, State.SUBMITTED),
        "turn_away": (BEFORE_ACCEPTANCE, State.NOT_ACCEPTED),
        "accept": (BEFORE_ACCEPTANCE, State.ACCEPTED),
        "open_stage": ({State.ACCEPTED, State.IN_REVIEW}, State.IN_REVIEW),
        "suspend": ({State.IN_REVIEW}, State.SUSPENDED),
        "resume": ({State.SUSPENDED}, State.IN_REVIEW),
        "finish_review": ({State.ACCEPTED, State.IN_REVIEW}, State.TO_DECIDE),
        "grant": ({State.TO_DECIDE}, State.GRANTED),
        "refuse": ({State.TO_DECIDE}, State.REFUSED),
        "close": ({State.GRANTED, State.REFUSED}, State.CLOSED),
        "deliver": ({State.CLOSED}, State.DELIVERED),
        "withdraw": (BEFORE_ACCEPTANCE | AFTER_ACCEPTANCE | {State.CORRECTION}, State.WITHDRAWN),
    }
)

MOVE_NAMES = {
    "submit": "提交申请",
    "pass_pre_review": "预审通过，等待收取原件",
    "ask_to_correct": "通知补正",
    "correct": "补正材料已提交",
    "turn_away": "不予受理",
    "accept": "受理",
    "open_stage": "进入审查",
    "suspend": "开始特别程序，停止计时",
    "resume": "特别程序结束，恢复计时",
    "finish_review": "审查完毕，等待决定",
    "grant": "作出准予决定",
    "refuse": "作出不予许可决定",
    "close": "办结",
    "deliver": "结果已送达",
    "withdraw": "申请人撤回",
}
