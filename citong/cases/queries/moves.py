"""Who may do what with a case now."""

from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.permissions import has_permission
from citong.organisations import facade as organisations

from ..lifecycle import CASE, COUNTER_MOVES, HEARING, PENDING_HEARING, HearingState, State
from ..models import Case, Hearing, Review
from ..rules.permissions import P
from ..rules.procedures import PROCEDURE_NAMES, Excludes, stops
from .additions import awaiting, may_ask_to_add
from .routes import asked_now, may_ask_for_procedure


class Who(Enum):
    """In which part somebody meets a case."""

    APPLICANT = auto()
    HOLDER = auto()
    REVIEWER = auto()
    DEPARTMENT = auto()
    DECIDER = auto()
    HEAD = auto()


HANDLER = frozenset({Who.HOLDER, Who.REVIEWER})
# Moves that are made by people; the others follow from these, or are made by the clock.
MADE_BY: Mapping[str, frozenset[Who]] = {
    "supplement": frozenset({Who.APPLICANT}),
    "correct": frozenset({Who.APPLICANT}),
    "withdraw": frozenset({Who.APPLICANT}),
    "ask_to_supplement": frozenset({Who.HOLDER}),
    "fail_pre_review": frozenset({Who.HOLDER}),
    "pass_pre_review": frozenset({Who.HOLDER}),
    "receive": frozenset({Who.HOLDER}),
    "ask_to_correct": frozenset({Who.HOLDER}),
    "turn_away": frozenset({Who.HOLDER}),
    "need_no_licence": frozenset({Who.HOLDER}),
    "send_back": frozenset({Who.HOLDER}),
    "accept": frozenset({Who.HOLDER}),
    "ask_to_add": frozenset({Who.REVIEWER}),
    "add": frozenset({Who.APPLICANT}),
    "annul_addition": frozenset({Who.REVIEWER, Who.HEAD}),
    "suspend": HANDLER,
    "resume": HANDLER,
    "resume_to_decide": HANDLER,
    "ask_to_extend": HANDLER,
    "extend": frozenset({Who.HEAD}),
    "decline_extension": frozenset({Who.HEAD}),
    "tell_interested_party": HANDLER,
    "hear_interested_party": HANDLER,
    "offer_hearing": HANDLER,
    "ask_for_hearing": HANDLER | {Who.APPLICANT},
    "waive_hearing": HANDLER | {Who.APPLICANT},
    "call_hearing": HANDLER,
    "hold_hearing": HANDLER,
    "assign_inspectors": HANDLER,
    "record_inspection": HANDLER,
    "ask_for_fee": frozenset({Who.HOLDER}),
    "pay": frozenset({Who.DEPARTMENT}),
    "grant": frozenset({Who.HOLDER}),
    "refuse": frozenset({Who.HOLDER}),
    "issue": frozenset({Who.HOLDER}),
    "deliver": frozenset({Who.DEPARTMENT, Who.APPLICANT}),
    "terminate": frozenset({Who.DECIDER, Who.HEAD}),
    "void": frozenset({Who.HEAD}),
}
DECISIONS = frozenset({"grant", "refuse"})
HEARING_MOVES = {"ask_for_hearing": "ask", "waive_hearing": "waive", "call_hearing": "call", "hold_hearing": "hold"}


def moves_open(case: Case, *, viewer: Actor) -> list[str]:
    """What the viewer may do with this case now, in the order of the lifecycle.

    Wants the case as `applicants_case` or `officials_case` gives it. `issue` is the close that makes certificates.
    """
    parts = _parts_of(case, viewer)
    possible = ["issue" if move == "close" and case.state == State.ISSUING else move for move in _possible(case)]
    found = [move for move in possible if MADE_BY.get(move, frozenset()) & parts and _makes_sense(case, move)]
    if has_examined(case, viewer=viewer):
        found = [move for move in found if move not in DECISIONS]
    found = [move for move in found if move not in BY_STEP or BY_STEP[move](case, viewer=viewer)]
    return [*found, "take_back"] if _may_take_back(case, viewer) else found


def has_examined(case: Case, *, viewer: Actor) -> bool:
    """Whether the viewer gave an opinion that counts, and so is not the one to decide."""
    counting = (each for each in case.reviews.all() if each.given_at and each.superseded_at is None)
    return any(each.given_by == viewer.id for each in counting) and not decided_on_the_spot(case)


def decided_on_the_spot(case: Case) -> bool:
    """即办件: complete papers are decided there and then, by one person if need be (Licensing Act, art. 34)."""
    return catalogue.definition(case.item_version_id).case_type is catalogue.CaseType.IMMEDIATE


def _possible(case: Case) -> list[str]:
    return [move for move in CASE.moves_from(case.state) if move not in COUNTER_MOVES or move in MADE_BY]


def _may_annul_addition(case: Case, *, viewer: Actor) -> bool:
    """The post that asks takes it back, or the head."""
    review = awaiting(case)
    return review is not None and (review.post_id in viewer.posts or _heads(case, viewer))


# What hangs on the very step that the viewer's post takes.
BY_STEP = {
    "suspend": may_ask_for_procedure,
    "ask_to_add": may_ask_to_add,
    "annul_addition": _may_annul_addition,
}


def _parts_of(case: Case, viewer: Actor) -> frozenset[Who]:
    if case.applicant == viewer.stands_for:
        return frozenset({Who.APPLICANT})
    own = viewer.department == case.department_id
    reviewing = any(review.post_id in viewer.posts for review in asked_now(case))
    parts = {
        Who.HOLDER: case.awaited_post_id is not None and case.awaited_post_id in viewer.posts,
        Who.REVIEWER: bool(case.stage) and reviewing,
        Who.DEPARTMENT: own and has_permission(viewer, P.ISSUE),
        Who.DECIDER: has_permission(viewer, P.DECIDE) and _decides(case, viewer),
        Who.HEAD: _heads(case, viewer),
    }
    return frozenset(who for who, plays in parts.items() if plays)


def _heads(case: Case, viewer: Actor) -> bool:
    return viewer.department == case.department_id and has_permission(viewer, P.LEAD)


def _decides(case: Case, viewer: Actor) -> bool:
    return _deciding_post(case.route_version_id or case.item_version_id) in viewer.posts


@lru_cache(maxsize=2000)
def _deciding_post(version_id: int) -> int | None:
    """The post that decides under this version, which like the version itself never changes."""
    route = catalogue.definition(version_id).route
    key = (route.decision.department, route.decision.post) if route else ("", "")
    found = organisations.posts_by_keys([key]).get(key)
    return found.pk if found else None


def _makes_sense(case: Case, move: str) -> bool:
    """Whether what the move is about is there: a hearing in the right state, an extension that waits, …"""
    if case.joint_id is not None and move in {"correct", "supplement", "deliver", "void"}:
        return False
    if move in {"resume", "resume_to_decide"}:
        return (move == "resume") == bool(case.stage) and not _is_heard(case)
    if move in HEARING_MOVES:
        hearing = next((each for each in case.hearings.all() if _is_pending(each)), None)
        return hearing is not None and HEARING_MOVES[move] in HEARING.moves_from(hearing.state)
    checks = {
        "add": lambda: awaiting(case) is not None,
        "ask_to_extend": lambda: not any(each.approved is not False for each in case.extensions.all()),
        "extend": lambda: any(each.approved is None for each in case.extensions.all()),
        "decline_extension": lambda: any(each.approved is None for each in case.extensions.all()),
        "hear_interested_party": lambda: any(each.heard_at is None for each in case.parties.all()),
        "assign_inspectors": lambda: not any(each.recorded_at is None for each in case.inspections.all()),
        "record_inspection": lambda: any(each.recorded_at is None for each in case.inspections.all()),
        "offer_hearing": lambda: not _is_heard_or_offered(case),
        "ask_for_fee": lambda: not hasattr(case, "fee_notice") and _is_fee_due(case) and not _is_heard_or_offered(case),
        "receive": lambda: case.originals_received_on is None,
        "suspend": lambda: not _is_heard_or_offered(case) and _can_stop(case),
    }
    return move not in checks or checks[move]()


def _is_heard(case: Case) -> bool:
    """Whether the clocks stand still for a hearing: they run on when it is held, not by hand."""
    return any(each.state in {HearingState.ASKED, HearingState.CALLED} for each in case.hearings.all())


def _is_heard_or_offered(case: Case) -> bool:
    return any(_is_pending(each) for each in case.hearings.all())


def _is_fee_due(case: Case) -> bool:
    definition = catalogue.definition(case.item_version_id)
    return bool(catalogue.fees_for(definition, situation=case.situation, answers=case.answers))


def _can_stop(case: Case) -> bool:
    """Whether the item has a procedure for which a clock may stand still."""
    kinds = {name: procedure for procedure, name in PROCEDURE_NAMES.items()}
    specials = catalogue.definition(case.item_version_id).special_procedures
    return any(stops(kinds[each.kind], Excludes(each.excludes.value)) for each in specials if each.kind in kinds)


def _is_pending(hearing: Hearing) -> bool:
    return hearing.state in PENDING_HEARING


UNDOABLE = frozenset(
    {
        "pass_pre_review",
        "fail_pre_review",
        "ask_to_supplement",
        "ask_to_correct",
        "turn_away",
        "need_no_licence",
        "send_back",
        "suspend",
        "deliver",
    }
)
# What the lead does for all members of a whole at once.
OF_THE_WHOLE = UNDOABLE - {"suspend"}


def _may_take_back(case: Case, viewer: Actor) -> bool:
    steps = list(case.steps.all())
    if not steps or steps[-1].move not in UNDOABLE or viewer.department is None:
        return False
    if case.joint_id is not None and steps[-1].move in OF_THE_WHOLE:
        return False
    return (steps[-1].actor == viewer.id or _heads(case, viewer)) and not _is_heard(case)


def may_reassign(case: Case, *, viewer: Actor) -> bool:
    """Whether the viewer may give the case, now on a post of their department, to another post."""
    return case.awaited_post_id is not None and directs(case.department_id, viewer=viewer)


def reviews_to_reassign(case: Case, *, viewer: Actor) -> list[Review]:
    """The opinions still owed that the viewer may ask of another post of their department."""
    return [
        each for each in _reviews_under_way(case) if not each.ended_at and directs(each.department_id, viewer=viewer)
    ]


def reviews_to_reopen(case: Case, *, viewer: Actor) -> list[Review]:
    """The opinions that the viewer may take back: their own, or as the head; while the stage is open."""
    by_head, given = _heads(case, viewer), [each for each in _reviews_under_way(case) if each.given_at]
    return [each for each in given if by_head or each.given_by == viewer.id]


def _reviews_under_way(case: Case) -> list[Review]:
    in_review = case.state == State.IN_REVIEW
    return [each for each in case.reviews.all() if in_review and each.stage == case.stage]


def directs(department_id: int, *, viewer: Actor) -> bool:
    """Whether the viewer may give this department's work from post to post."""
    return has_permission(viewer, P.REASSIGN, on=organisations.place(department_id))
