"""Every permission belongs to a role, every role is made of permissions that exist, and every verb asks for one."""

import ast
import importlib
from collections.abc import Iterator

import pytest

from citong.channels.desk.permission_tables import page
from citong.identity import facade as identity
from citong.kernel import permissions as kernel
from tests.architecture import code_rules
from tests.architecture.house import CITONG, ROOT, module_names, texts

ASKS = {"has_permission", "refuse_without", "reach_of"}
# Verbs without a permission, and why: they are somebody's own affair, or nobody but the hall itself calls them.
OF_APPLICANTS = "the applicant's own"
OF_THE_HALL = "done by the clock or a journey"
OPEN_TO_ALL = "anybody's own"
WITHOUT = {
    **dict.fromkeys(
        (
            "cases.start", "cases.save_situation", "cases.save_answers", "cases.attach", "cases.detach", "cases.renew",
            "cases.discard", "cases.hand_in", "cases.submit", "cases.supplement", "cases.correct", "cases.withdraw",
            "cases.start_joint", "cases.hand_in_joint", "cases.submit_joint", "cases.correct_joint",
            "cases.withdraw_joint", "cases.add", "cases.open_as_system",
            "identity.appoint_agent", "identity.ask_to_act", "identity.claim_guardianship", "identity.accept_mandate",
            "identity.decline_mandate", "identity.end_mandate", "identity.invite_handler", "identity.confirm_handler",
            "identity.refuse_unmandated", "identity.bind_to_case",
        ),
        OF_APPLICANTS,
    ),
    **dict.fromkeys(
        (
            "identity.let_mandate_run_out",
            "cases.deem_accepted", "cases.receive_from_below", "cases.take_upper_result", "cases.change_routes",
            "cases.deem_renewed", "cases.begin_issuing", "cases.close", "cases.lapse", "cases.recompute_due_dates",
            "cases.deem_joint_accepted", "cases.advance_joint", "cases.lapse_joint", "cases.recompute_joint_dates",
            "documents.issue", "documents.ensure_rendered", "documents.revoke", "documents.revoke_with_letter",
            "notices.send", "office.recompute_terms", "identity.end_grants_on_post", "cases.go_on_without",
            "identity.forget_old_codes", "identity.let_proofs_run_out", "identity.end_visits",
            "identity.renew_lists", "identity.forget_old_challenges",
            "identity.complete_export", "identity.forget_exports", "identity.note_looks",
        ),
        OF_THE_HALL,
    ),
    **dict.fromkeys(
        (
            "notices.mark_read", "identity.sign_in", "identity.sign_up", "identity.sign_up_enterprise",
            "identity.change_password", "cases.look_up", "cases.look_up_joint", "identity.sign_in_by_code",
            "identity.use_passkey", "identity.recover",
            "identity.accept_agreement", "identity.ask_for_code", "identity.ask_to_confirm",
            "identity.ask_to_sign_in", "identity.sign_in_by_certificate", "identity.ask_to_sign",
            "identity.take_signature",
            "identity.confirm_phone", "identity.change_phone", "identity.close_account", "identity.check_real_name",
            "identity.show_business_licence", "identity.check_code", "identity.confirm_by_password",
            "identity.mark_confirmed", "identity.open_session", "identity.leave_session", "identity.end_session",
            "identity.end_other_sessions", "identity.begin_one_time_codes", "identity.confirm_one_time_codes",
            "identity.drop_one_time_codes", "identity.new_recovery_codes", "identity.add_passkey",
            "identity.drop_passkey", "identity.give_consent", "identity.withdraw_consent", "identity.grant_code",
            "identity.exchange_code", "identity.refresh_tokens", "identity.revoke_site_token",
            "identity.sign_in_by_partner", "identity.begin_partner_visit", "identity.bind_partner_visit",
            "identity.end_on_partners_word", "identity.ask_for_export", "identity.fetch_export",
            "catalogue.count_question",
            "identity.tell_site",
        ),
        OPEN_TO_ALL,
    ),
    "identity.unmask": "cases.reveal asks: it knows where the case lies",
}  # fmt: skip


def permissions() -> dict[str, str]:
    """Every permission that a module declares, with its words."""
    found = {str(each): words for each, words in kernel.PERMISSION_NAMES.items()}
    for module in module_names():
        facade = importlib.import_module(f"citong.{module}.facade")
        declared = getattr(facade, "P", ())
        assert set(declared) == set(getattr(facade, "PERMISSION_NAMES", {})), module
        assert all(str(each).startswith(f"{module}.") for each in declared)
        found |= {str(each): words for each, words in getattr(facade, "PERMISSION_NAMES", {}).items()}
    return found


def test_roles_are_made_of_permissions_that_exist_and_leave_none_out():
    of_roles = frozenset().union(*(role.permissions for role in identity.ROLES.values()))

    assert of_roles == permissions().keys()


def test_every_permission_has_words_of_its_own():
    words = list(permissions().values())

    assert len(words) == len(set(words))


def test_whoever_is_to_be_apart_is_a_role_and_nobody_is_apart_from_themselves():
    for role in identity.ROLES.values():
        assert role.apart_from <= identity.ROLES.keys() - {role.code}


def test_who_administers_accounts_reads_no_cases_and_the_officers_never_meet():
    keepers = [each for each in identity.ROLES.values() if "identity.keep_accounts" in each.permissions]
    readers = [each for each in identity.ROLES.values() if {"cases.read", "cases.break_glass"} & each.permissions]
    officers = [identity.ROLES[code] for code in ("system_administrator", "security_administrator", "auditor")]

    assert keepers
    assert all(identity.apart(keeper, reader) for keeper in keepers for reader in readers)
    assert all(identity.apart(one, other) for one in officers for other in officers if one is not other)


def calls_of(module: str) -> dict[str, set[str]]:
    """By each function of the module, the names that it calls."""
    places = [f"citong/{module}/{room}{ending}" for room in ("services", "queries", "jobs") for ending in (".py", "")]
    sources = [text for place in places if (ROOT / place).exists() for _, text in texts(place)]
    found: dict[str, set[str]] = {}
    for source in sources:
        tree = ast.parse(source)
        imports = [alias for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names]
        real = {alias.asname: alias.name for alias in imports if alias.asname}
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                names = {real.get(name, name) for name in _called(function)}
                found.setdefault(function.name, set()).update(names)
    return found


def _called(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def asks(verb: str, calls: dict[str, set[str]]) -> bool:
    """Whether the verb, or something that it calls in its module, asks for a permission."""
    seen, waiting = set(), {verb}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= calls.get(name, set()) - seen
    return bool(seen & ASKS)


def test_a_verb_that_asks_nobody_is_seen():
    calls = {"open": {"_check"}, "_check": {"has_permission"}, "shut": {"_write"}, "_write": set()}

    assert (asks("open", calls), asks("shut", calls)) == (True, False)


@pytest.mark.parametrize("module", module_names())
def test_every_verb_asks_for_a_permission_or_says_why_not(module: str):
    calls = calls_of(module)
    facade = (CITONG / module / "facade.py").read_text(encoding="utf-8")
    verbs = code_rules.facade_part(facade, part="done") & calls.keys()

    silent = {f"{module}.{verb}" for verb in verbs if not asks(verb, calls)}

    assert silent <= WITHOUT.keys(), sorted(silent - WITHOUT.keys())


def test_the_tables_in_the_documentation_are_those_of_the_program():
    written = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")

    assert written == page(), "renew it: python manage.py print_permissions > docs/permissions.md"
