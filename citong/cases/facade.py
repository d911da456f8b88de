"""Cases: from an application to the decision on it, under the statutory clock.

Other modules use this file and no other of this folder.
"""

from .errors import (
    AlreadyCorrected,
    ApplicationIncomplete,
    FormOutdated,
    NoSuchCase,
    NotOnline,
    NotYourPost,
    PauseNotAllowed,
    ReasonMissing,
    ReviewAlreadyGiven,
    TooManyGuesses,
)
from .facts import (
    CaseAccepted,
    CaseClosed,
    CaseCorrected,
    CaseDecided,
    CaseDelivered,
    CaseSubmitted,
    CaseTurnedAway,
    CaseWithdrawn,
    ClockPaused,
    ClockResumed,
    CorrectionsAsked,
)
from .lifecycle import STATE_NAMES, State
from .models import Case, CaseMaterial, ClockEvent, Correction, Draft, Review
from .queries.cases import (
    applicants_case,
    case,
    cases_of,
    departments_cases,
    draft,
    drafts_of,
    items_filed_lately,
    material_file,
    move_name,
    moves_open,
    officials_case,
    query_code_of,
    search,
)
from .queries.clocks import ClockFace, clock_face, first_due_on
from .queries.work import (
    Counts,
    Task,
    cases_awaited_from,
    counts,
    items_awaited_from,
    next_task,
    open_under,
    reviews_awaited_from,
    waiting_for_applicants,
)
from .rules.clock import PROCEDURE_NAMES, STATUTORY_DAYS, Pause, Procedure
from .rules.intake import examine_application, material_faults
from .services.acceptance import Gap, accept, ask_to_correct, correct, pass_pre_review, turn_away
from .services.access import look_up, open_as_official, read_letter, read_material, reveal
from .services.clocks import resume, suspend
from .services.decision import close, deliver, grant, refuse, withdraw
from .services.drafts import attach, detach, discard, renew, save_answers, save_situation, start
from .services.filing import Application, Filed, hand_in, submit
from .services.recomputing import recompute_due_dates
from .services.review import give_opinion

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "start",
    "save_situation",
    "save_answers",
    "attach",
    "detach",
    "renew",
    "discard",
    "hand_in",
    "submit",
    "pass_pre_review",
    "ask_to_correct",
    "correct",
    "turn_away",
    "accept",
    "give_opinion",
    "suspend",
    "resume",
    "grant",
    "refuse",
    "close",
    "deliver",
    "withdraw",
    "recompute_due_dates",
    "open_as_official",
    "reveal",
    "read_material",
    "read_letter",
    "look_up",
    # asked
    "case",
    "applicants_case",
    "officials_case",
    "cases_of",
    "departments_cases",
    "search",
    "draft",
    "drafts_of",
    "items_filed_lately",
    "material_file",
    "moves_open",
    "move_name",
    "query_code_of",
    "clock_face",
    "first_due_on",
    "reviews_awaited_from",
    "cases_awaited_from",
    "waiting_for_applicants",
    "items_awaited_from",
    "counts",
    "next_task",
    "open_under",
    "examine_application",
    "material_faults",
    "Application",
    "Filed",
    "Gap",
    "Case",
    "CaseMaterial",
    "Draft",
    "Review",
    "Correction",
    "ClockEvent",
    "ClockFace",
    "Counts",
    "Task",
    "State",
    "STATE_NAMES",
    "Pause",
    "Procedure",
    "PROCEDURE_NAMES",
    "STATUTORY_DAYS",
    # told
    "CaseSubmitted",
    "CorrectionsAsked",
    "CaseCorrected",
    "CaseTurnedAway",
    "CaseAccepted",
    "ClockPaused",
    "ClockResumed",
    "CaseDecided",
    "CaseClosed",
    "CaseDelivered",
    "CaseWithdrawn",
    # refused
    "NoSuchCase",
    "NotOnline",
    "FormOutdated",
    "ApplicationIncomplete",
    "NotYourPost",
    "AlreadyCorrected",
    "ReviewAlreadyGiven",
    "ReasonMissing",
    "PauseNotAllowed",
    "TooManyGuesses",
]
