"""Identity: persons and enterprises, their accounts, how sure we are of them, and the systems that act for departments.

Other modules use this file and no other of this folder.
"""

from .adapters.sessions import SessionStore
from .adapters.webauthn import Place
from .errors import (
    AlreadyRegistered,
    AssuranceNotRaised,
    NoSuchAccount,
    NoSuchClient,
    NoSuchFactor,
    NoSuchSession,
    NotAllowedToVouch,
    NotYourAccount,
    PasskeyRefused,
    SecondFactorNeeded,
    SignInRefused,
    StaffDoNotApply,
    TooManyTries,
    WrongCode,
)
from .facts import SecondFactorChanged, SessionEnded, SignedInElsewhere
from .models import Account, Assurance, IdType, Passkey, Session, SignIn
from .queries.accounts import account, account_ref, accounts_of_staff, actor_for, display_name, is_staff, names_of
from .queries.clients import actor_for_client, client_by_token
from .queries.parties import Party, PartyKind, party_of
from .queries.sessions import (
    Factors,
    account_by_login,
    asks_for_second,
    factors_of,
    sessions_of,
    sign_in_line,
    sign_ins,
    sign_ins_of,
)
from .rules.means import Means, session_id
from .rules.numbers import (
    birth_date,
    check_enterprise_name,
    check_id_number,
    check_mobile,
    check_name,
    normal_mobile,
    normal_name,
    normal_number,
)
from .rules.one_time_codes import address_of as authenticator_address
from .rules.senders import Sender, browser_in_words, network_of, shortened
from .services.assurance import raise_assurance
from .services.clients import register_client, revoke_client
from .services.confirmation import confirm_by_password, mark_confirmed
from .services.doorkeeping import is_suspicious, proof_for
from .services.passkeys import add_passkey, drop_passkey, passkey_asked_for, passkey_question, use_passkey
from .services.registration import open_staff_account, sign_up, sign_up_enterprise
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

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "sign_up",
    "sign_up_enterprise",
    "open_staff_account",
    "sign_in",
    "use_passkey",
    "check_code",
    "open_session",
    "confirm_by_password",
    "mark_confirmed",
    "leave_session",
    "end_session",
    "end_other_sessions",
    "end_sessions_of",
    "change_password",
    "begin_one_time_codes",
    "confirm_one_time_codes",
    "drop_one_time_codes",
    "new_recovery_codes",
    "add_passkey",
    "drop_passkey",
    "clear_second_factors",
    "raise_assurance",
    "register_client",
    "revoke_client",
    # asked
    "account",
    "Account",
    "Means",
    "session_id",
    "Session",
    "SessionStore",
    "sessions_of",
    "SignIn",
    "sign_ins_of",
    "sign_ins",
    "sign_in_line",
    "Factors",
    "Passkey",
    "factors_of",
    "asks_for_second",
    "authenticator_address",
    "Place",
    "passkey_asked_for",
    "passkey_question",
    "Sender",
    "network_of",
    "shortened",
    "browser_in_words",
    "is_suspicious",
    "proof_for",
    "account_by_login",
    "account_ref",
    "accounts_of_staff",
    "actor_for",
    "actor_for_client",
    "client_by_token",
    "display_name",
    "names_of",
    "is_staff",
    "Party",
    "PartyKind",
    "party_of",
    "IdType",
    "Assurance",
    "check_enterprise_name",
    "check_id_number",
    "check_mobile",
    "check_name",
    "birth_date",
    "normal_mobile",
    "normal_name",
    "normal_number",
    # told
    "SignedInElsewhere",
    "SessionEnded",
    "SecondFactorChanged",
    # refused
    "SignInRefused",
    "TooManyTries",
    "WrongCode",
    "PasskeyRefused",
    "NoSuchFactor",
    "SecondFactorNeeded",
    "NoSuchSession",
    "AlreadyRegistered",
    "NotYourAccount",
    "NotAllowedToVouch",
    "AssuranceNotRaised",
    "StaffDoNotApply",
    "NoSuchAccount",
    "NoSuchClient",
]
