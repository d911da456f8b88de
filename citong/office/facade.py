"""Office: what departments ask of one another 会签, and what is watched over until it is done 督办.

Other modules use this file and no other of this folder.
"""

from .errors import (
    ExtensionPending,
    NoSuchAttachment,
    NoSuchCountersigning,
    NoSuchTask,
    NotAsked,
    NotDueYet,
    NothingAsked,
    NotYourDuty,
    OpinionAlreadyGiven,
    WordsMissing,
)
from .facts import OpinionGiven, TaskOverdue
from .lifecycle import COUNTERSIGNING_STATES, TASK_STATES, CountersigningState, TaskState
from .models import Countersigning, Extension, Opinion, Step, Task, TaskPart
from .queries.countersignings import (
    countersigning,
    countersigning_move_name,
    countersigning_moves,
    countersignings_about,
    countersignings_sent_by,
    opinions_asked_of,
    opinions_awaited_from,
)
from .queries.tasks import (
    parts_awaited_from,
    parts_of,
    pending_extension,
    task,
    task_move_name,
    task_moves,
    tasks_about,
    tasks_issued_by,
    tasks_to_answer,
)
from .queries.work import Waiting, waiting, work_about
from .rules import (
    PERMISSION_NAMES,
    SILENCE_NAMES,
    SUPERVISING_SOMEWHERE,
    USUAL_DAYS,
    VERDICT_NAMES,
    P,
    Silence,
    Verdict,
    supervising,
)
from .services.countersigning import (
    Paper,
    close_countersigning,
    give_opinion,
    read_attachment,
    send_countersigning,
    urge_countersigning,
    withdraw_countersigning,
)
from .services.extensions import ask_extension, grant_extension, refuse_extension
from .services.recomputing import recompute_terms
from .services.tasks import (
    Order,
    accept_report,
    issue_task,
    report_done,
    report_progress,
    send_report_back,
    urge_task,
    withdraw_task,
)

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "send_countersigning",
    "read_attachment",
    "give_opinion",
    "urge_countersigning",
    "close_countersigning",
    "withdraw_countersigning",
    "issue_task",
    "urge_task",
    "report_progress",
    "ask_extension",
    "grant_extension",
    "refuse_extension",
    "report_done",
    "send_report_back",
    "accept_report",
    "withdraw_task",
    "recompute_terms",
    # asked
    "Paper",
    "Order",
    "countersigning",
    "countersigning_moves",
    "countersigning_move_name",
    "countersignings_about",
    "opinions_awaited_from",
    "opinions_asked_of",
    "countersignings_sent_by",
    "task",
    "task_moves",
    "task_move_name",
    "pending_extension",
    "tasks_about",
    "work_about",
    "parts_awaited_from",
    "parts_of",
    "tasks_to_answer",
    "tasks_issued_by",
    "waiting",
    "Waiting",
    "Countersigning",
    "CountersigningState",
    "COUNTERSIGNING_STATES",
    "Opinion",
    "Silence",
    "SILENCE_NAMES",
    "Verdict",
    "VERDICT_NAMES",
    "Task",
    "TaskPart",
    "TaskState",
    "TASK_STATES",
    "Extension",
    "Step",
    "P",
    "PERMISSION_NAMES",
    "SUPERVISING_SOMEWHERE",
    "USUAL_DAYS",
    "supervising",
    # told
    "OpinionGiven",
    "TaskOverdue",
    # refused
    "NoSuchCountersigning",
    "NoSuchTask",
    "NoSuchAttachment",
    "NotYourDuty",
    "NotAsked",
    "OpinionAlreadyGiven",
    "NotDueYet",
    "ExtensionPending",
    "NothingAsked",
    "WordsMissing",
]
