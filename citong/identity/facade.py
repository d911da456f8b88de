"""Identity: persons and enterprises, their accounts, how sure we are of them, and the systems that act for departments.

Other modules use this file and no other of this folder.
"""

from .errors import (
    AlreadyRegistered,
    AssuranceNotRaised,
    CodeRefused,
    MattersOpen,
    NamesDisagree,
    NoSuchAccount,
    NoSuchClient,
    NoSuchProof,
    NotAllowedToVouch,
    NotThePerson,
    NotYourAccount,
    SignInRefused,
    StaffDoNotApply,
    TooManyChecks,
    TooManyCodes,
)
from .facts import AccountClosed, AssuranceFell, AssuranceRaised, CodeAsked, PasswordRecovered, PhoneChanged
from .models import Account, ApiClient, Assurance, IdType, Proof
from .queries.accounts import (
    account,
    account_ref,
    accounts_of_staff,
    actor_for,
    display_name,
    has_account,
    is_staff,
    names_of,
)
from .queries.challenges import CodeToSend, code_of, code_to_send
from .queries.clients import actor_for_client, client_by_token, vouched_by
from .queries.parties import Party, PartyKind, party_of
from .queries.proofs import proofs_of
from .rules.agreement import IN_FORCE as AGREEMENT
from .rules.codes import PURPOSE_WORDS, Purpose
from .rules.levels import ATTRIBUTE_NAMES, Attribute, Method
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
from .services.assurance import end_proof, let_proofs_run_out, raise_assurance
from .services.changes import change_phone, close_account, confirm_phone
from .services.checks import check_real_name, show_business_licence
from .services.clients import register_client, revoke_client
from .services.counter import change_phone_at_window, verify_at_window
from .services.phone_codes import ask_for_code, ask_to_confirm, forget_old_codes
from .services.recovery import recover, sign_in_by_code
from .services.registration import Opening, open_staff_account, register_at_window, sign_up, sign_up_enterprise
from .services.sign_in import change_password, sign_in

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "ask_for_code",
    "ask_to_confirm",
    "sign_up",
    "sign_up_enterprise",
    "register_at_window",
    "open_staff_account",
    "sign_in",
    "sign_in_by_code",
    "recover",
    "change_password",
    "confirm_phone",
    "change_phone",
    "change_phone_at_window",
    "check_real_name",
    "show_business_licence",
    "verify_at_window",
    "raise_assurance",
    "end_proof",
    "let_proofs_run_out",
    "close_account",
    "forget_old_codes",
    "register_client",
    "revoke_client",
    # asked
    "AGREEMENT",
    "ATTRIBUTE_NAMES",
    "Attribute",
    "Method",
    "Opening",
    "PURPOSE_WORDS",
    "Proof",
    "Purpose",
    "CodeToSend",
    "account",
    "Account",
    "ApiClient",
    "Means",
    "session_id",
    "account_ref",
    "accounts_of_staff",
    "actor_for",
    "actor_for_client",
    "client_by_token",
    "vouched_by",
    "code_of",
    "code_to_send",
    "display_name",
    "has_account",
    "names_of",
    "is_staff",
    "Party",
    "PartyKind",
    "party_of",
    "proofs_of",
    "IdType",
    "Assurance",
    "check_enterprise_name",
    "check_id_number",
    "check_mobile",
    "check_name",
    "birth_date",
    "normal_enterprise_name",
    "normal_mobile",
    "normal_name",
    "normal_number",
    # told
    "CodeAsked",
    "AssuranceRaised",
    "AssuranceFell",
    "PasswordRecovered",
    "PhoneChanged",
    "AccountClosed",
    # refused
    "SignInRefused",
    "CodeRefused",
    "TooManyCodes",
    "AlreadyRegistered",
    "NotYourAccount",
    "NotThePerson",
    "NotAllowedToVouch",
    "AssuranceNotRaised",
    "NamesDisagree",
    "TooManyChecks",
    "MattersOpen",
    "StaffDoNotApply",
    "NoSuchAccount",
    "NoSuchClient",
    "NoSuchProof",
]
