"""Acting for others: proposed, agreed to, witnessed at a window, used, ended."""

from .answering import accept_mandate, confirm_handler, decline_mandate, end_mandate, let_mandate_run_out
from .counter import Witnessed, change_representative, end_mandates_at_window, give_mandate_at_window
from .helping import ask_to_help, begin_help
from .offering import Named, appoint_agent, ask_to_act, claim_guardianship, invite_handler
from .using import bind_to_case, refuse_unmandated

__all__ = [
    "Named",
    "Witnessed",
    "accept_mandate",
    "appoint_agent",
    "ask_to_act",
    "ask_to_help",
    "begin_help",
    "bind_to_case",
    "change_representative",
    "claim_guardianship",
    "confirm_handler",
    "decline_mandate",
    "end_mandate",
    "end_mandates_at_window",
    "give_mandate_at_window",
    "invite_handler",
    "let_mandate_run_out",
    "refuse_unmandated",
]
