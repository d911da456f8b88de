"""The lives of a countersigning 会签 and of a supervised task 督办: what can be, and what leads to the next."""

from enum import StrEnum

from citong.kernel.lifecycle import Lifecycle


class CountersigningState(StrEnum):
    """Where a countersigning stands."""

    DRAFT = "draft"
    ASKING = "asking"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class TaskState(StrEnum):
    """Where a supervised task stands."""

    DRAFT = "draft"
    OPEN = "open"
    REPORTED = "reported"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


COUNTERSIGNING_STATES = {
    CountersigningState.DRAFT: "草拟",
    CountersigningState.ASKING: "征求意见中",
    CountersigningState.ANSWERED: "意见已齐，待汇总",
    CountersigningState.CLOSED: "已汇总办结",
    CountersigningState.WITHDRAWN: "已撤回",
}
TASK_STATES = {
    TaskState.DRAFT: "草拟",
    TaskState.OPEN: "办理中",
    TaskState.REPORTED: "已报办结，待确认",
    TaskState.CLOSED: "已办结",
    TaskState.WITHDRAWN: "已撤销",
}

COUNTERSIGNING = Lifecycle(
    {
        "send": ({CountersigningState.DRAFT}, CountersigningState.ASKING),
        "give_opinion": ({CountersigningState.ASKING}, CountersigningState.ASKING),
        "urge": ({CountersigningState.ASKING}, CountersigningState.ASKING),
        "count_silence": ({CountersigningState.ASKING}, CountersigningState.ASKING),
        "gather": ({CountersigningState.ASKING}, CountersigningState.ANSWERED),
        "close": ({CountersigningState.ASKING, CountersigningState.ANSWERED}, CountersigningState.CLOSED),
        "withdraw": ({CountersigningState.ASKING, CountersigningState.ANSWERED}, CountersigningState.WITHDRAWN),
    }
)
TASK = Lifecycle(
    {
        "issue": ({TaskState.DRAFT}, TaskState.OPEN),
        "urge": ({TaskState.OPEN}, TaskState.OPEN),
        "report_progress": ({TaskState.OPEN}, TaskState.OPEN),
        "ask_extension": ({TaskState.OPEN}, TaskState.OPEN),
        "grant_extension": ({TaskState.OPEN}, TaskState.OPEN),
        "refuse_extension": ({TaskState.OPEN}, TaskState.OPEN),
        "mark_overdue": ({TaskState.OPEN}, TaskState.OPEN),
        "report_done": ({TaskState.OPEN}, TaskState.REPORTED),
        "send_back": ({TaskState.REPORTED}, TaskState.OPEN),
        "accept": ({TaskState.REPORTED}, TaskState.CLOSED),
        "withdraw": ({TaskState.OPEN, TaskState.REPORTED}, TaskState.WITHDRAWN),
    }
)

# A new term is no move: the state stays what it is, and the old day stays in the history.
RECOMPUTE = "recompute"
COUNTERSIGNING_MOVES = {
    "send": "发出会签",
    "give_opinion": "回复意见",
    "urge": "催办",
    "count_silence": "到期没有回复，按发出时的约定视为同意",
    "gather": "意见已齐",
    "close": "汇总办结",
    "withdraw": "撤回会签",
    RECOMPUTE: "工作日历有变化，重算期限",
}
TASK_MOVES = {
    "issue": "交办",
    "urge": "催办",
    "report_progress": "反馈进展",
    "ask_extension": "申请延期",
    "grant_extension": "同意延期",
    "refuse_extension": "不同意延期",
    "mark_overdue": "超过期限",
    "report_done": "报告办结",
    "send_back": "退回重办",
    "accept": "确认办结",
    "withdraw": "撤销督办",
    RECOMPUTE: "工作日历有变化，重算期限",
}
