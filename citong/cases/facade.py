"""Cases: from an application to the decision on it, under the statutory clock.

Other modules use this file and no other of this folder.
"""

# Every refusal and every fact is for the others, and every table that they are told of: they are listed once, below.
from . import errors
from .errors import *
from .facts import *
from .lifecycle import JOINT_STATE_NAMES, STATE_NAMES, HearingState, JointState, State
from .models import *
from .queries.additions import addition_due_on, awaiting
from .queries.alike import Alike, cases_alike, kinds_alike
from .queries.cases import (
    acts_under,
    applicants_case,
    case,
    cases_asked_of,
    cases_of,
    departments_cases,
    draft,
    drafts_of,
    items_filed_lately,
    material_file,
    move_name,
    numbers_of,
    officials_case,
    open_matters_of,
    query_code_of,
    search,
)
from .queries.clocks import ClockFace, clock_face, extended_due_on, first_due_on
from .queries.due import DueDays, due_between, due_days
from .queries.emergency import emergency_look, emergency_looks, open_look, readable_case, what_was_read
from .queries.joint import (
    applicants_joint,
    joint_case,
    joint_definition,
    joint_materials,
    joint_move_name,
    joint_moves_open,
    joint_names,
    joint_query_code_of,
    joint_waits,
    joints_led_by,
    joints_of,
    officials_joint,
)
from .queries.linked import case_above, cases_above, cases_below, step_of_move
from .queries.moves import may_reassign, moves_open, reviews_to_reassign, reviews_to_reopen
from .queries.personal import own_records
from .queries.rerouting import (
    Standing,
    dry_run_route_change,
    open_on_earlier_versions,
    planned_moves,
    route_change,
    route_change_of,
)
from .queries.routes import stages_after, stages_of
from .queries.waiting import Counts, counts, items_awaited_from, next_task, tasks_awaited_from
from .queries.work import (
    Task,
    cases_awaited_from,
    extensions_awaited_from,
    open_under,
    reviews_awaited_from,
    waiting_for_applicants,
)
from .rules import terms
from .rules.clock import PROCEDURE_NAMES, STATUTORY_DAYS, Pause, Procedure, Stops
from .rules.confirmation import Issued, decision_words, issuing_words
from .rules.intake import examine_application
from .rules.permissions import PERMISSION_NAMES, P
from .services.acceptance import accept, deem_accepted, need_no_licence, turn_away
from .services.access import (
    find,
    open_as_official,
    open_as_system,
    open_revealed,
    read_evidence,
    read_letter,
    read_material,
    read_proof,
    reveal,
)
from .services.additions import add, annul_addition, ask_to_add, go_on_without
from .services.clocks import resume, suspend
from .services.corrections import Gap, ask_to_correct, ask_to_supplement, correct, supplement
from .services.counter_moves import take_back
from .services.decision import deem_renewed, grant, refuse
from .services.drafts import attach, detach, discard, renew, save_answers, save_situation, start
from .services.emergency import break_glass, review_emergency_look
from .services.endings import GROUNDS, VOID_GROUNDS, lapse, terminate, void, withdraw
from .services.enquiry import look_up, look_up_joint
from .services.extensions import ask_to_extend, decline_extension, extend
from .services.fees import ask_for_fee, pay
from .services.filing import Application, Filed, hand_in, submit
from .services.hearings import ask_for_hearing, call_hearing, hold_hearing, offer_hearing, waive_hearing
from .services.inspections import assign_inspectors, record_inspection
from .services.intake import fail_pre_review, pass_pre_review, receive, send_back
from .services.issuing import begin_issuing, close, deliver, issue
from .services.joint.access import open_joint_as_official
from .services.joint.corrections import ask_to_correct_joint, correct_joint
from .services.joint.course import advance_joint, lapse_joint, release_member, terminate_member, withdraw_joint
from .services.joint.filing import JointApplication, JointFiled, hand_in_joint, start_joint, submit_joint
from .services.joint.handing_over import HANDOVERS, deliver_joint
from .services.joint.intake import accept_joint, deem_joint_accepted, pass_joint, receive_joint, turn_member_away
from .services.joint.terms import ask_to_extend_joint, decline_joint_extension, extend_joint, recompute_joint_dates
from .services.keeping import DRAFTS
from .services.linked import receive_from_below, take_upper_result
from .services.parties import hear_interested_party, tell_interested_party
from .services.reassigning import reassign_case, reassign_review
from .services.recomputing import recompute_due_dates
from .services.rerouting import approve_route_change, change_routes, give_up_route_change, prepare_route_change
from .services.review import give_opinion, reopen_review

__all__ = [  # noqa: RUF022 - in the order of the story
    # done: preparing and handing in
    "start",
    "save_situation",
    "save_answers",
    "attach",
    "detach",
    "renew",
    "discard",
    "hand_in",
    "submit",
    # done: pre-review, receipt, acceptance
    "ask_to_supplement",
    "supplement",
    "fail_pre_review",
    "pass_pre_review",
    "receive",
    "send_back",
    "ask_to_correct",
    "correct",
    "turn_away",
    "need_no_licence",
    "accept",
    "deem_accepted",
    # done: review, and what may come in between
    "give_opinion",
    "reopen_review",
    "ask_to_add",
    "add",
    "go_on_without",
    "annul_addition",
    "reassign_review",
    "reassign_case",
    "suspend",
    "resume",
    "ask_to_extend",
    "extend",
    "decline_extension",
    "tell_interested_party",
    "hear_interested_party",
    "offer_hearing",
    "ask_for_hearing",
    "waive_hearing",
    "call_hearing",
    "hold_hearing",
    "assign_inspectors",
    "record_inspection",
    # done: between the levels of government
    "receive_from_below",
    "take_upper_result",
    # done: open cases go over to another route
    "prepare_route_change",
    "give_up_route_change",
    "approve_route_change",
    "change_routes",
    # done: decision, issue, delivery, other ends
    "ask_for_fee",
    "pay",
    "grant",
    "refuse",
    "deem_renewed",
    "begin_issuing",
    "issue",
    "close",
    "deliver",
    "lapse",
    "withdraw",
    "terminate",
    "void",
    "take_back",
    "recompute_due_dates",
    # done: wholes 一件事, handed in once, collected by the lead, decided member by member, delivered at once
    "start_joint",
    "hand_in_joint",
    "submit_joint",
    "pass_joint",
    "receive_joint",
    "ask_to_correct_joint",
    "correct_joint",
    "turn_member_away",
    "accept_joint",
    "deem_joint_accepted",
    "advance_joint",
    "release_member",
    "terminate_member",
    "ask_to_extend_joint",
    "extend_joint",
    "decline_joint_extension",
    "deliver_joint",
    "withdraw_joint",
    "lapse_joint",
    "recompute_joint_dates",
    "open_joint_as_official",
    "break_glass",
    "review_emergency_look",
    # done: looking
    "open_as_official",
    "open_as_system",
    "reveal",
    "open_revealed",
    "find",
    "read_material",
    "read_evidence",
    "read_letter",
    "read_proof",
    "look_up",
    "look_up_joint",
    # kept for a time
    "DRAFTS",
    # asked
    "case",
    "applicants_case",
    "acts_under",
    "officials_case",
    "cases_of",
    "cases_asked_of",
    "departments_cases",
    "search",
    "own_records",
    "numbers_of",
    "draft",
    "drafts_of",
    "open_matters_of",
    "items_filed_lately",
    "material_file",
    "moves_open",
    "stages_of",
    "stages_after",
    "awaiting",
    "addition_due_on",
    "case_above",
    "cases_above",
    "cases_below",
    "step_of_move",
    "open_on_earlier_versions",
    "dry_run_route_change",
    "route_change",
    "route_change_of",
    "planned_moves",
    "may_reassign",
    "reviews_to_reassign",
    "reviews_to_reopen",
    "move_name",
    "decision_words",
    "issuing_words",
    "query_code_of",
    "clock_face",
    "first_due_on",
    "extended_due_on",
    "tasks_awaited_from",
    "reviews_awaited_from",
    "cases_awaited_from",
    "waiting_for_applicants",
    "extensions_awaited_from",
    "kinds_alike",
    "cases_alike",
    "due_days",
    "due_between",
    "items_awaited_from",
    "counts",
    "next_task",
    "open_under",
    "examine_application",
    # asked: wholes 一件事
    "joint_case",
    "applicants_joint",
    "officials_joint",
    "joints_of",
    "joints_led_by",
    "joint_moves_open",
    "joint_move_name",
    "joint_query_code_of",
    "joint_definition",
    "joint_materials",
    "joint_names",
    "joint_waits",
    # asked: the values these speak of
    "Application",
    "Filed",
    "Gap",
    "JointApplication",
    "JointFiled",
    "JointCase",
    "JointCorrection",
    "JointExtension",
    "JointState",
    "HANDOVERS",
    "JOINT_STATE_NAMES",
    "Issued",
    "Case",
    "CaseMaterial",
    "Draft",
    "Review",
    "Correction",
    "ClockEvent",
    "Extension",
    "InterestedParty",
    "Hearing",
    "HearingState",
    "Inspection",
    "FeeNotice",
    "Certificate",
    "Step",
    "RouteChange",
    "PlannedMove",
    "Standing",
    "ClockFace",
    "Counts",
    "Alike",
    "DueDays",
    "Task",
    "State",
    "STATE_NAMES",
    "Pause",
    "Procedure",
    "PROCEDURE_NAMES",
    "STATUTORY_DAYS",
    "Stops",
    "GROUNDS",
    "VOID_GROUNDS",
    "terms",
    "P",
    "PERMISSION_NAMES",
    "EmergencyLook",
    "emergency_look",
    "emergency_looks",
    "open_look",
    "readable_case",
    "what_was_read",
    # told
    "GlassBroken",
    "CaseSubmitted",
    "SupplementsAsked",
    "CaseSupplemented",
    "PreReviewPassed",
    "PreReviewFailed",
    "OriginalsReceived",
    "CaseSentBack",
    "CorrectionsAsked",
    "CaseCorrected",
    "CaseTurnedAway",
    "NoLicenceNeeded",
    "CaseAccepted",
    "AdditionsAsked",
    "CaseAddedTo",
    "AdditionsMissed",
    "ClockPaused",
    "ClockResumed",
    "ExtensionAsked",
    "TermExtended",
    "InterestedPartyTold",
    "HearingOffered",
    "HearingCalled",
    "HearingHeld",
    "InspectionRecorded",
    "CaseForwarded",
    "UpperResultTaken",
    "FeeAsked",
    "FeePaid",
    "CaseDecided",
    "CaseClosed",
    "CaseDelivered",
    "CaseLapsed",
    "CaseWithdrawn",
    "CaseTerminated",
    "CaseVoided",
    "MoveTakenBack",
    "JointSubmitted",
    "JointOriginalsAwaited",
    "JointOriginalsReceived",
    "JointCorrectionsAsked",
    "JointCorrected",
    "JointAccepted",
    "MemberReleased",
    "MemberBlocked",
    "JointExtensionAsked",
    "JointExtended",
    "JointDecided",
    "JointDelivered",
    "JointClosed",
    "JointWithdrawn",
]
__all__ += errors.__all__  # refused
