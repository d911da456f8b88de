"""Identity: persons and enterprises, their accounts, how sure we are of them, and the systems that act for departments.

Other modules use this file and no other of this folder.
"""

from .errors import (
    AlreadyRegistered,
    AssuranceNotRaised,
    NoSuchAccount,
    NoSuchClient,
    NoSuchExport,
    NotAllowedToUnmask,
    NotAllowedToVouch,
    NotYourAccount,
    SignInRefused,
    StaffDoNotApply,
)
from .facts import ExportAsked
from .models import Access, Account, Assurance, Export, IdType, Unmasking
from .queries.accesses import looks_at, unmasking_in_force
from .queries.accounts import account, account_ref, accounts_of_staff, actor_for, display_name, is_staff, names_of
from .queries.clients import actor_for_client, client_by_token
from .queries.exports import export, export_of, own_record
from .queries.parties import Party, PartyKind, party_of
from .rules.accesses import CHOSEN, PURPOSE_NAMES, RULES, SEEN_NAMES, Purpose, Seen
from .rules.masking import masked_name, masked_number, masked_phone
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
from .services.accesses import Look, note_looks, unmask
from .services.assurance import raise_assurance
from .services.clients import register_client, revoke_client
from .services.exports import ask_for_export, complete_export, fetch_export, forget_exports
from .services.keeping import UNMASKINGS
from .services.registration import open_staff_account, sign_up, sign_up_enterprise
from .services.sign_in import change_password, sign_in

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "sign_up",
    "sign_up_enterprise",
    "open_staff_account",
    "sign_in",
    "change_password",
    "raise_assurance",
    "register_client",
    "revoke_client",
    "note_looks",
    "Look",
    "unmask",
    "ask_for_export",
    "complete_export",
    "fetch_export",
    "UNMASKINGS",
    "forget_exports",
    # asked
    "account",
    "Account",
    "Means",
    "session_id",
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
    "Access",
    "Unmasking",
    "looks_at",
    "Export",
    "export",
    "export_of",
    "own_record",
    "unmasking_in_force",
    "Seen",
    "SEEN_NAMES",
    "Purpose",
    "PURPOSE_NAMES",
    "CHOSEN",
    "RULES",
    "masked_name",
    "masked_number",
    "masked_phone",
    "normal_mobile",
    "normal_name",
    "normal_number",
    # told
    "ExportAsked",
    # refused
    "SignInRefused",
    "AlreadyRegistered",
    "NotYourAccount",
    "NotAllowedToVouch",
    "NotAllowedToUnmask",
    "AssuranceNotRaised",
    "StaffDoNotApply",
    "NoSuchAccount",
    "NoSuchClient",
    "NoSuchExport",
]
