"""The life of a case: what can be, and what leads from one state to the next.

Read it aloud: “to *accept*, a case is submitted or to be received, and then it is accepted”. A move that leads to None
is something that happens to a case without taking it further. Domain facts: the lifecycle of the Licensing Act, arts
32 to 50, and what the provincial platforms call the same things.
"""

from enum import StrEnum

from citong.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PRE_SUPPLEMENT = "pre_supplement"
    PRE_FAILED = "pre_failed"
    TO_RECEIVE = "to_receive"
    CORRECTION = "correction"
    NOT_ACCEPTED = "not_accepted"
    WAITING = "waiting"
    BLOCKED = "blocked"
    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    SUSPENDED = "suspended"
    FORWARDED = "forwarded"
    TO_DECIDE = "to_decide"
    FEE_PENDING = "fee_pending"
    GRANTED = "granted"
    ISSUING = "issuing"
    REFUSED = "refused"
    CLOSED = "closed"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    TERMINATED = "terminated"
    VOIDED = "voided"


STATE_NAMES = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "待预审",
    State.PRE_SUPPLEMENT: "预审补件",
    State.PRE_FAILED: "预审不通过",
    State.TO_RECEIVE: "待收件",
    State.CORRECTION: "待补正",
    State.NOT_ACCEPTED: "不予受理",
    State.WAITING: "等前一件办好",
    State.BLOCKED: "前一件没有办成",
    State.ACCEPTED: "已受理",
    State.IN_REVIEW: "审查中",
    State.SUSPENDED: "特别程序中",
    State.FORWARDED: "已转报上级",
    State.TO_DECIDE: "待决定",
    State.FEE_PENDING: "待缴费",
    State.GRANTED: "准予",
    State.ISSUING: "制证中",
    State.REFUSED: "不予许可",
    State.CLOSED: "已办结",
    State.DELIVERED: "已送达",
    State.WITHDRAWN: "已撤回",
    State.RETURNED: "已退件",
    State.TERMINATED: "已终止",
    State.VOIDED: "已作废",
}

BEFORE_ACCEPTANCE = frozenset({State.SUBMITTED, State.TO_RECEIVE})
VOIDABLE = BEFORE_ACCEPTANCE | {State.PRE_SUPPLEMENT, State.CORRECTION}
UP_TO_THE_APPLICANT = frozenset({State.PRE_SUPPLEMENT, State.CORRECTION, State.FEE_PENDING})
QUEUED = frozenset({State.WAITING, State.BLOCKED})
UNDER_REVIEW = frozenset({State.IN_REVIEW, State.SUSPENDED})
UNDER_THE_CLOCK = frozenset({State.ACCEPTED, State.IN_REVIEW, State.SUSPENDED, State.TO_DECIDE, State.FEE_PENDING})
AFTER_ACCEPTANCE = UNDER_THE_CLOCK | {State.FORWARDED}
TURNED_DOWN = frozenset({State.PRE_FAILED, State.NOT_ACCEPTED, State.RETURNED})
ENDED = TURNED_DOWN | {State.CLOSED, State.DELIVERED, State.WITHDRAWN, State.TERMINATED, State.VOIDED}
OPEN = frozenset(State) - ENDED - {State.DRAFT}
UNDECIDED = OPEN - {State.GRANTED, State.ISSUING, State.REFUSED}

CASE = Lifecycle(
    {
        # pre-review, on the net
        "submit": ({State.DRAFT}, State.SUBMITTED),
        "ask_to_supplement": ({State.SUBMITTED}, State.PRE_SUPPLEMENT),
        "supplement": ({State.PRE_SUPPLEMENT}, State.SUBMITTED),
        "fail_pre_review": ({State.SUBMITTED}, State.PRE_FAILED),
        "pass_pre_review": ({State.SUBMITTED}, State.TO_RECEIVE),
        # receipt and acceptance (art. 32)
        "receive": ({State.TO_RECEIVE}, None),
        "ask_to_correct": (BEFORE_ACCEPTANCE, State.CORRECTION),
        "correct": ({State.CORRECTION}, State.SUBMITTED),
        "turn_away": (BEFORE_ACCEPTANCE, State.NOT_ACCEPTED),
        "need_no_licence": (BEFORE_ACCEPTANCE, State.NOT_ACCEPTED),
        "send_back": (BEFORE_ACCEPTANCE, State.RETURNED),
        "wait": (BEFORE_ACCEPTANCE, State.WAITING),
        "block": ({State.WAITING}, State.BLOCKED),
        "release": (QUEUED, State.ACCEPTED),
        "accept": (BEFORE_ACCEPTANCE, State.ACCEPTED),
        "deem_accepted": (BEFORE_ACCEPTANCE, State.ACCEPTED),
        # review, and what may come in between (arts 34 to 36, 42, 43, 45 to 48, 55)
        "open_stage": ({State.ACCEPTED, State.IN_REVIEW}, State.IN_REVIEW),
        "reopen_review": ({State.IN_REVIEW}, None),
        "reassign": ({State.IN_REVIEW, State.TO_DECIDE, *BEFORE_ACCEPTANCE}, None),
        "change_route": (UNDER_THE_CLOCK | BEFORE_ACCEPTANCE, None),
        "ask_to_add": ({State.IN_REVIEW}, None),
        "add": (UNDER_REVIEW, None),
        "go_on_without": (UNDER_REVIEW, None),
        "suspend": ({State.IN_REVIEW, State.TO_DECIDE}, State.SUSPENDED),
        "resume": ({State.SUSPENDED}, State.IN_REVIEW),
        "resume_to_decide": ({State.SUSPENDED}, State.TO_DECIDE),
        "ask_to_extend": ({State.IN_REVIEW, State.TO_DECIDE}, None),
        "extend": ({State.IN_REVIEW, State.TO_DECIDE}, None),
        "decline_extension": (UNDER_THE_CLOCK, None),
        "tell_interested_party": ({State.IN_REVIEW, State.SUSPENDED, State.TO_DECIDE}, None),
        "hear_interested_party": ({State.IN_REVIEW, State.SUSPENDED, State.TO_DECIDE}, None),
        "offer_hearing": ({State.IN_REVIEW, State.TO_DECIDE}, None),
        "ask_for_hearing": ({State.IN_REVIEW, State.TO_DECIDE}, None),
        "waive_hearing": ({State.IN_REVIEW, State.SUSPENDED, State.TO_DECIDE}, None),
        "call_hearing": ({State.IN_REVIEW, State.SUSPENDED, State.TO_DECIDE}, None),
        "hold_hearing": ({State.IN_REVIEW, State.SUSPENDED, State.TO_DECIDE}, None),
        "assign_inspectors": ({State.IN_REVIEW, State.SUSPENDED, State.TO_DECIDE}, None),
        "record_inspection": ({State.IN_REVIEW, State.SUSPENDED, State.TO_DECIDE}, None),
        "forward": ({State.ACCEPTED, State.IN_REVIEW}, State.FORWARDED),
        "take_upper_result": ({State.FORWARDED}, State.CLOSED),
        "finish_review": ({State.ACCEPTED, State.IN_REVIEW}, State.TO_DECIDE),
        # decision, issue, delivery (arts 38, 39, 44, 50)
        "ask_for_fee": ({State.TO_DECIDE}, State.FEE_PENDING),
        "pay": ({State.FEE_PENDING}, State.TO_DECIDE),
        "grant": ({State.TO_DECIDE}, State.GRANTED),
        "refuse": ({State.TO_DECIDE}, State.REFUSED),
        "deem_renewed": (UNDER_THE_CLOCK, State.GRANTED),
        "begin_issuing": ({State.GRANTED}, State.ISSUING),
        "close": ({State.GRANTED, State.ISSUING, State.REFUSED}, State.CLOSED),
        "deliver": ({State.CLOSED}, State.DELIVERED),
        # ends without a decision
        "lapse": (UP_TO_THE_APPLICANT | {State.TO_RECEIVE}, State.CLOSED),
        "withdraw": (UNDECIDED - {State.FORWARDED}, State.WITHDRAWN),
        "terminate": (UNDER_THE_CLOCK | QUEUED, State.TERMINATED),
        "void": (VOIDABLE, State.VOIDED),
        # what a clerk did by mistake, undone by a counter-move that stays in the history
        "take_back": (TURNED_DOWN | {State.TO_RECEIVE, State.PRE_SUPPLEMENT, State.CORRECTION}, State.SUBMITTED),
        "take_back_to_receive": ({State.CORRECTION, State.NOT_ACCEPTED, State.RETURNED}, State.TO_RECEIVE),
        "annul_addition": (UNDER_REVIEW, None),
        "annul_pause": ({State.SUSPENDED}, State.IN_REVIEW),
        "annul_pause_to_decide": ({State.SUSPENDED}, State.TO_DECIDE),
        "annul_delivery": ({State.DELIVERED}, State.CLOSED),
    }
)
COUNTER_MOVES = frozenset(
    {
        "take_back",
        "take_back_to_receive",
        "annul_addition",
        "annul_pause",
        "annul_pause_to_decide",
        "annul_delivery",
        "reopen_review",
    }
)

MOVE_NAMES = {
    "submit": "提交申请",
    "ask_to_supplement": "预审通知补件",
    "supplement": "补件已提交",
    "fail_pre_review": "预审不通过",
    "pass_pre_review": "预审通过，等待收取原件",
    "receive": "收到原件",
    "ask_to_correct": "通知补正",
    "correct": "补正材料已提交",
    "turn_away": "不予受理",
    "need_no_licence": "不需要办理许可，不受理",
    "send_back": "退件",
    "wait": "等前一件办好",
    "block": "前一件没有办成，不能往下办",
    "release": "前一件已经办好，受理",
    "accept": "受理",
    "deem_accepted": "逾期没有告知，视为受理",
    "open_stage": "进入审查",
    "reopen_review": "审查意见撤回，重新审查",
    "reassign": "改由别的岗位办理",
    "change_route": "改按新的流程办理",
    "ask_to_add": "审查中通知补正",
    "add": "审查中要补的已提交",
    "go_on_without": "审查中要补的逾期没有补来，接着审查",
    "suspend": "开始特别程序，停止计时",
    "resume": "特别程序结束，恢复计时",
    "resume_to_decide": "特别程序结束，恢复计时",
    "ask_to_extend": "申请延长期限",
    "extend": "批准延长期限",
    "decline_extension": "不同意延长期限",
    "tell_interested_party": "告知利害关系人",
    "hear_interested_party": "听取利害关系人意见",
    "offer_hearing": "告知听证权利",
    "ask_for_hearing": "提出听证申请",
    "waive_hearing": "没有要求听证",
    "call_hearing": "通知举行听证",
    "hold_hearing": "听证已经举行",
    "assign_inspectors": "指派核查人员",
    "record_inspection": "现场核查完成",
    "forward": "转报上级",
    "take_upper_result": "上级已经决定",
    "finish_review": "审查完毕，等待决定",
    "ask_for_fee": "通知缴费",
    "pay": "已经缴费",
    "grant": "作出准予决定",
    "refuse": "作出不予许可决定",
    "deem_renewed": "到期前没有决定，视为准予延续",
    "begin_issuing": "开始制证",
    "close": "办结",
    "deliver": "结果已送达",
    "lapse": "逾期没有补来，办结",
    "withdraw": "申请人撤回",
    "terminate": "终止办理",
    "void": "作废",
    "take_back": "撤销这一步，退回预审",
    "take_back_to_receive": "撤销这一步，退回收件",
    "annul_addition": "撤回审查中的补正通知",
    "annul_pause": "撤销停止计时",
    "annul_pause_to_decide": "撤销停止计时",
    "annul_delivery": "撤销送达登记",
}


class HearingState(StrEnum):
    """Where a hearing stands (arts 46 to 48)."""

    OFFERED = "offered"
    ASKED = "asked"
    CALLED = "called"
    HELD = "held"
    WAIVED = "waived"


HEARING = Lifecycle(
    {
        "ask": ({HearingState.OFFERED}, HearingState.ASKED),
        "waive": ({HearingState.OFFERED, HearingState.ASKED, HearingState.CALLED}, HearingState.WAIVED),
        "call": ({HearingState.ASKED, HearingState.CALLED}, HearingState.CALLED),
        "hold": ({HearingState.CALLED}, HearingState.HELD),
    }
)
PENDING_HEARING = frozenset({HearingState.OFFERED, HearingState.ASKED, HearingState.CALLED})
HEARING_NAMES = {
    HearingState.OFFERED: "已告知权利，等申请人要求",
    HearingState.ASKED: "已经要求听证，等组织",
    HearingState.CALLED: "已经通知举行",
    HearingState.HELD: "已经举行",
    HearingState.WAIVED: "没有要求或者放弃",
}


class JointState(StrEnum):
    """Where the whole of a package 一件事 stands; its members are cases, each with a state of its own."""

    SUBMITTED = "submitted"
    TO_RECEIVE = "to_receive"
    CORRECTION = "correction"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    DELIVERED = "delivered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


JOINT_STATE_NAMES = {
    JointState.SUBMITTED: "待牵头窗口受理",
    JointState.TO_RECEIVE: "待收件",
    JointState.CORRECTION: "待补正",
    JointState.ACCEPTED: "各部门办理中",
    JointState.DECIDED: "各项办完，待统一送达",
    JointState.DELIVERED: "已统一送达",
    JointState.CLOSED: "已结束",
    JointState.WITHDRAWN: "已撤回",
}
JOINT_ENDED = frozenset({JointState.DELIVERED, JointState.CLOSED, JointState.WITHDRAWN})
JOINT_INTAKE = frozenset({JointState.SUBMITTED, JointState.TO_RECEIVE})
JOINT_OPEN = JOINT_INTAKE | {JointState.CORRECTION, JointState.ACCEPTED}

JOINT = Lifecycle(
    {
        # the lead collects once (arts 26 and 32)
        "pass_pre_review": ({JointState.SUBMITTED}, JointState.TO_RECEIVE),
        "receive": ({JointState.TO_RECEIVE}, None),
        "ask_to_correct": (JOINT_INTAKE, JointState.CORRECTION),
        "correct": ({JointState.CORRECTION}, JointState.SUBMITTED),
        "turn_member_away": (JOINT_INTAKE, None),
        "lapse": ({JointState.CORRECTION, JointState.TO_RECEIVE}, JointState.SUBMITTED),
        "go_on_without": ({JointState.CORRECTION}, JointState.SUBMITTED),
        "accept": (JOINT_INTAKE, JointState.ACCEPTED),
        "deem_accepted": (JOINT_INTAKE, JointState.ACCEPTED),
        # while the bodies decide (art. 42(2))
        "release_member": ({JointState.ACCEPTED}, None),
        "terminate_member": ({JointState.ACCEPTED}, None),
        "ask_to_extend": ({JointState.ACCEPTED}, None),
        "extend": ({JointState.ACCEPTED}, None),
        "decline_extension": ({JointState.ACCEPTED}, None),
        # every member has ended: something was decided, or all was taken back, or neither
        "settle": ({JointState.ACCEPTED}, JointState.DECIDED),
        "withdraw": (JOINT_OPEN, JointState.WITHDRAWN),
        "end": (JOINT_OPEN, JointState.CLOSED),
        "deliver": ({JointState.DECIDED}, JointState.DELIVERED),
    }
)
JOINT_MOVE_NAMES = {
    "submit": "提交申请",
    "pass_pre_review": "预审通过，等待收取原件",
    "receive": "收到原件",
    "ask_to_correct": "一次告知全部补正内容",
    "correct": "补正材料已提交",
    "turn_member_away": "其中一项不予受理",
    "lapse": "逾期没有补来",
    "go_on_without": "要补正的已经不办，其余接着办",
    "accept": "统一受理",
    "deem_accepted": "逾期没有告知，视为受理",
    "release_member": "前一件重新办成，接着往下办",
    "terminate_member": "其中一项终止办理",
    "ask_to_extend": "申请延长整件事的期限",
    "extend": "批准延长整件事的期限",
    "decline_extension": "不同意延长整件事的期限",
    "settle": "各项都办完了",
    "withdraw": "申请人全部撤回",
    "end": "各项都结束了，没有作出决定",
    "deliver": "结果统一送达",
}
