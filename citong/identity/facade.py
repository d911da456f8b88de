"""Identity: persons and enterprises, their accounts, how sure we are of them, the systems that act for departments;
sites where people sign in with us, and partners through which people sign in here.

Other modules use this file and no other of this folder.
"""

# Every refusal is for the others: they are listed once, where they are.
from . import errors
from .adapters.sessions import SessionStore
from .adapters.webauthn import Place
from .errors import *
from .facts import (
    AccountClosed,
    AssuranceFell,
    AssuranceRaised,
    CodeAsked,
    ExportAsked,
    MandateEnded,
    MandateGiven,
    MandateOffered,
    PasswordRecovered,
    PhoneChanged,
    SecondFactorChanged,
    SessionEnded,
    SignedInElsewhere,
)
from .lifecycle import CERTIFICATE, MANDATE_STATES, CertificateState, MandateState
from .models import (
    Access,
    Account,
    Anchor,
    ApiClient,
    Assurance,
    Authority,
    Awaits,
    Certificate,
    CertificateKind,
    Challenge,
    Export,
    IdType,
    Mandate,
    Partner,
    PartnerVisit,
    Passkey,
    Proof,
    Protocol,
    RevocationReason,
    RoleGrant,
    Session,
    Signature,
    SignIn,
    SigningAlgorithm,
    Site,
    SiteConsent,
    SiteProof,
    Unmasking,
)
from .ports import Assertion, Departure, Ending, Manner
from .queries.accesses import looks_at, unmasking_in_force
from .queries.accounts import (
    account,
    account_of_login,
    account_ref,
    accounts_of,
    accounts_of_staff,
    actor_for,
    display_name,
    has_account,
    has_to_agree,
    holds_post,
    is_staff,
    names_of,
)
from .queries.certificates import (
    anchors,
    authorities,
    authority,
    certificate,
    certificates,
    end_is_near,
    is_still_right,
    pem_of,
    signatures_about,
)
from .queries.challenges import CodeToSend, code_of, code_to_send
from .queries.claims import claims_of
from .queries.clients import actor_for_client, client_by_token, clients, vouched_by
from .queries.exports import export, export_of, own_record
from .queries.grants import Holding, grants_in, holders_of, holdings_of, role_grant, roles_of
from .queries.mandates import (
    actor_under,
    agents_told,
    awaited_account,
    help_given_by,
    holders_told,
    is_awaited,
    is_holder,
    is_in_force,
    is_principal,
    mandate,
    mandate_seen,
    mandates_held,
    mandates_seen,
    party_under,
    scope_of,
)
from .queries.parties import Party, PartyKind, party_of
from .queries.partners import (
    WayIn,
    assertion_from,
    departure_to,
    ending_told_by,
    leaving_partner,
    partner,
    partner_called,
    partners,
    partners_offered,
    remembered,
    visit_by_partner,
)
from .queries.proofs import proofs_of
from .queries.sessions import (
    Factors,
    account_by_login,
    asks_for_second,
    factors_of,
    session_ended_at,
    sessions_of,
    sign_in_line,
    sign_ins,
    sign_ins_of,
)
from .queries.sites import (
    actor_for_site,
    consents_of,
    is_consented,
    is_known_as,
    living_token,
    site,
    site_asking,
    site_of,
    sites,
    token_told,
    visits_never_told,
)
from .queries.tokens import id_token, issuer, own_statement, public_keys
from .rules.accesses import CHOSEN_PURPOSES, LOOK_PURPOSES, LOOK_RULES, SEEN_NAMES, LookPurpose, Seen
from .rules.agreement import IN_FORCE as AGREEMENT
from .rules.codes import PURPOSE_WORDS, Purpose
from .rules.levels import ATTRIBUTE_NAMES, Attribute, Method
from .rules.mandates import (
    ENDED_WORDS,
    MANDATE_KIND_NAMES,
    MAY_NEED_PAPER,
    POWER_NAMES,
    POWERS_OF,
    MandateKind,
    MandateScope,
    Power,
)
from .rules.masking import masked_name, masked_number, masked_phone
from .rules.means import Means, session_id
from .rules.names import check_name, normal_enterprise_name, normal_name
from .rules.numbers import (
    birth_date,
    check_enterprise_name,
    check_id_number,
    check_mobile,
    normal_mobile,
    normal_number,
)
from .rules.one_time_codes import address_of as authenticator_address
from .rules.openid import SCOPE_WORDS, Scope, SignOnRequest, level_name, read_request
from .rules.partners import OUR_CLAIMS
from .rules.permissions import PERMISSION_NAMES, P
from .rules.roles import OF_DUTY, ROLES, Role, apart, duty_confers
from .rules.senders import Sender, browser_in_words, network_of, shortened
from .rules.standing import grants_of_posts
from .services.accesses import Look, note_looks, unmask
from .services.agreeing import accept_agreement
from .services.anchors import distrust_anchor, take_list, trust_anchor
from .services.answering import status_of
from .services.assurance import end_proof, let_proofs_run_out, raise_assurance
from .services.authorities import found_authorities, renew_lists
from .services.certificates import (
    issue_certificate,
    renew_certificate,
    resume_certificate,
    revoke_certificate,
    revoke_certificates_of_staff,
    suspend_certificate,
)
from .services.changes import change_phone, close_account, confirm_phone
from .services.checks import check_real_name, show_business_licence
from .services.clients import register_client, revoke_client
from .services.confirmation import confirm_by_password, mark_confirmed
from .services.counter import change_phone_at_window, verify_at_window
from .services.doorkeeping import is_suspicious, proof_for
from .services.exports import ask_for_export, complete_export, fetch_export, forget_exports
from .services.grants import Terms, end_grants_on_post, grant_role, take_role_back
from .services.keeping import UNMASKINGS
from .services.mandates import (
    Named,
    Witnessed,
    accept_mandate,
    appoint_agent,
    ask_to_act,
    ask_to_help,
    begin_help,
    bind_to_case,
    change_representative,
    claim_guardianship,
    confirm_handler,
    decline_mandate,
    end_mandate,
    end_mandates_at_window,
    give_mandate_at_window,
    invite_handler,
    let_mandate_run_out,
    refuse_unmandated,
)
from .services.partner_sign_in import begin_partner_visit, bind_partner_visit, end_on_partners_word, sign_in_by_partner
from .services.partners import PartnerAgreement, add_partner, change_partner
from .services.passkeys import add_passkey, drop_passkey, passkey_asked_for, passkey_question, use_passkey
from .services.phone_codes import ask_for_code, ask_to_confirm, forget_old_codes
from .services.recovery import recover, sign_in_by_code
from .services.registration import Opening, open_staff_account, register_at_window, sign_up, sign_up_enterprise
from .services.second_factors import (
    begin_one_time_codes,
    check_code,
    clear_second_factors,
    confirm_one_time_codes,
    drop_one_time_codes,
    new_recovery_codes,
)
from .services.sessions import end_other_sessions, end_session, end_sessions_of, leave_session, open_session
from .services.sign_in import change_password, sign_in
from .services.signing import (
    Signed,
    ask_to_sign,
    ask_to_sign_in,
    forget_old_challenges,
    sign_in_by_certificate,
    take_signature,
)
from .services.site_grants import (
    Stay,
    Tokens,
    exchange_code,
    give_consent,
    grant_code,
    refresh_tokens,
    revoke_site_token,
    tell_site,
    withdraw_consent,
)
from .services.site_logout import end_visits
from .services.site_proof import BY_KEY, Shown, recognise_site
from .services.sites import SiteTerms, change_site, register_site, renew_site_secret, revoke_site
from .services.staff_accounts import close_staff_account, reopen_staff_account

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "ask_for_code",
    "ask_to_confirm",
    "sign_up",
    "sign_up_enterprise",
    "register_at_window",
    "open_staff_account",
    "close_staff_account",
    "reopen_staff_account",
    "grant_role",
    "take_role_back",
    "end_grants_on_post",
    "sign_in",
    "sign_in_by_code",
    "recover",
    "accept_agreement",
    "change_password",
    "confirm_phone",
    "change_phone",
    "change_phone_at_window",
    "check_real_name",
    "show_business_licence",
    "verify_at_window",
    "use_passkey",
    "check_code",
    "open_session",
    "confirm_by_password",
    "mark_confirmed",
    "leave_session",
    "end_session",
    "end_other_sessions",
    "end_sessions_of",
    "begin_one_time_codes",
    "confirm_one_time_codes",
    "drop_one_time_codes",
    "new_recovery_codes",
    "add_passkey",
    "drop_passkey",
    "clear_second_factors",
    "raise_assurance",
    "end_proof",
    "let_proofs_run_out",
    "close_account",
    "forget_old_codes",
    "register_client",
    "revoke_client",
    "register_site",
    "change_site",
    "renew_site_secret",
    "revoke_site",
    "give_consent",
    "grant_code",
    "exchange_code",
    "refresh_tokens",
    "tell_site",
    "revoke_site_token",
    "withdraw_consent",
    "end_visits",
    "add_partner",
    "change_partner",
    "sign_in_by_partner",
    "begin_partner_visit",
    "bind_partner_visit",
    "end_on_partners_word",
    "found_authorities",
    "renew_lists",
    "issue_certificate",
    "renew_certificate",
    "suspend_certificate",
    "resume_certificate",
    "revoke_certificate",
    "revoke_certificates_of_staff",
    "trust_anchor",
    "distrust_anchor",
    "take_list",
    "ask_to_sign_in",
    "sign_in_by_certificate",
    "ask_to_sign",
    "take_signature",
    "forget_old_challenges",
    "note_looks",
    "unmask",
    "ask_for_export",
    "complete_export",
    "fetch_export",
    "forget_exports",
    "invite_handler", "appoint_agent", "ask_to_act", "claim_guardianship", "accept_mandate", "decline_mandate",
    "give_mandate_at_window", "end_mandates_at_window", "ask_to_help", "begin_help", "refuse_unmandated",
    "bind_to_case",
    "confirm_handler", "change_representative", "end_mandate", "let_mandate_run_out",
    # kept for a time
    "UNMASKINGS",
    # asked
    "Mandate", "MandateKind", "MandateScope", "MandateState", "MANDATE_STATES", "MANDATE_KIND_NAMES", "Power",
    "MAY_NEED_PAPER", "POWER_NAMES", "POWERS_OF", "ENDED_WORDS", "Awaits", "Named", "Witnessed", "mandate",
    "mandate_seen", "mandates_seen", "mandates_held", "actor_under", "party_under", "scope_of", "agents_told",
    "awaited_account", "holders_told", "help_given_by", "is_awaited", "is_holder", "is_in_force", "is_principal",
    "recognise_site", "Shown", "BY_KEY", "Site", "SiteTerms", "SiteProof", "SiteConsent", "SigningAlgorithm", "Scope",
    "SCOPE_WORDS", "SignOnRequest", "Stay", "Tokens", "site", "sites", "site_of", "site_asking", "actor_for_site",
    "read_request", "is_consented", "is_known_as", "claims_of", "consents_of", "living_token", "token_told",
    "visits_never_told", "issuer", "public_keys", "id_token", "own_statement", "level_name", "Partner",
    "PartnerVisit", "PartnerAgreement", "Protocol", "OUR_CLAIMS", "WayIn", "Departure", "Manner", "Assertion",
    "Ending", "partner", "partners", "partner_called", "partners_offered", "departure_to", "remembered",
    "assertion_from", "ending_told_by", "visit_by_partner", "leaving_partner",
    "Authority", "Certificate", "CertificateKind", "CertificateState", "CERTIFICATE", "RevocationReason", "Anchor",
    "Challenge", "Signed", "Signature", "authorities", "authority", "certificates", "certificate",
    "end_is_near", "anchors", "pem_of", "signatures_about", "is_still_right", "status_of",
    "AGREEMENT", "ATTRIBUTE_NAMES", "Attribute", "Method", "Opening", "PURPOSE_WORDS", "Proof", "Purpose",
    "CodeToSend", "account", "Account", "ApiClient", "Means", "session_id", "Session", "SessionStore",
    "sessions_of", "session_ended_at", "SignIn", "sign_ins_of", "sign_ins", "sign_in_line", "Factors", "Passkey",
    "factors_of", "asks_for_second", "authenticator_address", "Place", "passkey_asked_for", "passkey_question",
    "Sender", "network_of", "shortened", "browser_in_words", "is_suspicious", "proof_for", "account_by_login",
    "account_of_login", "account_ref", "accounts_of_staff", "accounts_of", "actor_for", "actor_for_client",
    "client_by_token", "clients", "vouched_by", "code_of", "code_to_send", "display_name", "has_account",
    "has_to_agree", "holds_post", "names_of", "is_staff", "P", "PERMISSION_NAMES", "Role", "ROLES", "OF_DUTY", "apart",
    "duty_confers", "grants_of_posts", "Terms", "RoleGrant", "Holding", "holdings_of", "role_grant", "holders_of",
    "roles_of", "grants_in", "Party", "PartyKind", "party_of", "proofs_of", "IdType", "Assurance",
    "check_enterprise_name", "check_id_number", "check_mobile", "check_name", "birth_date",
    "normal_enterprise_name", "normal_mobile", "normal_name", "normal_number",
    "Access", "Look", "Unmasking", "looks_at", "Export", "export", "export_of", "own_record", "unmasking_in_force",
    "Seen", "SEEN_NAMES", "LookPurpose", "LOOK_PURPOSES", "CHOSEN_PURPOSES", "LOOK_RULES", "masked_name",
    "masked_number", "masked_phone",
    # told
    "CodeAsked", "AssuranceRaised", "AssuranceFell", "PasswordRecovered", "PhoneChanged", "AccountClosed",
    "SignedInElsewhere", "SessionEnded", "SecondFactorChanged", "ExportAsked", "MandateOffered",
    "MandateGiven", "MandateEnded",
]  # fmt: skip
# refused
__all__ += errors.__all__
