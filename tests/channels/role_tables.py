"""Whom the desk lets in where, and which rows each role sees: what is expected, written down apart from the program.

A screen that is not named here opens to every official, and shows each only the rows within reach.
"""

from collections.abc import Collection

HANDLERS = frozenset({"window", "examiner", "approver", "head"})
READERS = HANDLERS | {"supervisor"}
OFFICERS = frozenset({"system_administrator", "security_administrator", "auditor"})
LEADERS = frozenset({"head", "supervisor"})

_OF_HANDLERS = (
    "supplement", "correction", "addition", "addition_recall",
    "receipt", "turn_away", "no_licence", "pre_review_failure", "sending_back", "pause",
    "resume", "extension", "party", "statement", "inspectors", "inspection", "hearing_offer", "hearing_request",
    "hearing_waiver", "hearing_call", "hearing_record", "refusal", "fee", "certificates", "intake", "opinion", "grant",
)  # fmt: skip
_OF_BUSINESS = (
    "calendar", "calendar_day", "calendar_year", "calendar_publish", "items", "import", "item", "routes", "route",
    "route_publish", "route_cases", "route_change", "route_discard", "route_file", "route_upload", "templates",
    "template", "template_edit", "template_check", "template_look", "template_paper", "template_publish",
    "template_discard", "template_restore", "packages", "package", "package_publish", "package_withdraw",
    "package_file", "package_import", "package_keep",
    "unanswered", "everyday_words", "everyday_word_keep", "everyday_word_drop",
)  # fmt: skip
_OF_THE_WHOLE = (
    "joint_accept", "joint_correction", "joint_extension", "joint_extension_answer", "joint_delivery",
    "joint_turn_away", "joint_terminate", "joint_release",
)  # fmt: skip
_OF_SYSTEMS = (
    "operations", "send_again", "further_post", "leaving", "staff_account", "departments", "establishment",
    "appointment", "merger", "clients", "client_revocation", "end_sessions", "clear_factors",
    "sites", "site", "site_new", "site_change", "site_renew", "site_revoke", "partners", "partner", "partner_new",
    "department", "posts", "post_new", "post", "post_end",
    "halls", "hall", "hall_new", "hall_change", "hall_close", "window_new", "window", "window_close",
    "certificate_list", "certificate_founding", "certificate_new", "certificate", "certificate_file",
    "certificate_renewal", "certificate_suspension", "certificate_resumption", "certificate_revocation",
)  # fmt: skip

SCREENS: dict[str, Collection[str]] = {
    **dict.fromkeys(_OF_HANDLERS, HANDLERS),
    **dict.fromkeys(_OF_BUSINESS, frozenset({"business"})),
    **dict.fromkeys(_OF_THE_WHOLE, frozenset({"window", "head"})),
    **dict.fromkeys(_OF_SYSTEMS, frozenset({"system_administrator"})),
    **dict.fromkeys(("due", "due_list", "search", "cases", "joints"), READERS),
    **dict.fromkeys(("batches", "batch", "verify", "register_person", "lost_phone"), frozenset({"window"})),
    **dict.fromkeys(("mandate", "representative"), frozenset({"window"})),
    **dict.fromkeys(("help", "help_go"), frozenset({"helper"})),
    **dict.fromkeys(("reassignment", "review_reassignment"), LEADERS),
    **dict.fromkeys(("people", "person", "roles"), OFFICERS),
    **dict.fromkeys(("retention", "retention_prepare", "retention_approve"), OFFICERS - {"auditor"}),
    **dict.fromkeys(("granting", "taking_back"), frozenset({"security_administrator"})),
    **dict.fromkeys(("checkups", "checkup_list", "checkup"), frozenset({"business", "supervisor"})),
    **dict.fromkeys(("checkup_accept", "checkup_end"), frozenset({"supervisor"})),
    "extension_answer": {"head"},
    "voiding": {"head"},
    "termination": {"approver", "head"},
    "countersign_new": {"examiner", "approver", "head"},
    # Of the government its head supervises, of the service centre its business administrators; the verb asks of which.
    "task_new": {"supervisor", "head", "business"},
    "emergency": LEADERS | {"emergency", "auditor"},
    "emergency_review": {"auditor"},
    "audit": {"auditor"},
    "sign_ins": {"auditor", "system_administrator"},
}

# By how a role is held: whose cases it shows. A post reaches its own department and what that one is asked about.
OWN, ASKED, SAME_DIVISION, BELOW, ELSEWHERE = "own", "asked", "same division", "below", "elsewhere"
ROWS: dict[str, dict[str, set[str]]] = {
    "post": {role: {OWN, ASKED} if role in READERS else set() for role in READERS | {"business"}},
    "department": {"supervisor": {OWN, ASKED}, "business": set(), "emergency": set(), "helper": set()},
    "division": {"supervisor": {OWN, SAME_DIVISION}, "business": set(), "emergency": set(), "helper": set()},
    "division and below": {
        "supervisor": {OWN, SAME_DIVISION, BELOW},
        **{role: set() for role in ("business", "emergency", "helper")},
    },
    "hall": {
        "supervisor": {OWN, ASKED, SAME_DIVISION, BELOW, ELSEWHERE},
        **{role: set() for role in OFFICERS | {"business", "emergency", "helper"}},
    },
}
