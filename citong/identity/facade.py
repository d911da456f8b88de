"""Identity: persons and enterprises, their accounts, how sure we are of them, and the systems that act for departments.

Other modules use this file and no other of this folder.
"""

from .errors import (
    AccountIsAsWanted,
    AlreadyGranted,
    AlreadyRegistered,
    AssuranceNotRaised,
    CannotGrant,
    NoSuchAccount,
    NoSuchClient,
    NoSuchGrant,
    NotAllowedToVouch,
    NotToOneself,
    NotYourAccount,
    RolesApart,
    SignInRefused,
    StaffDoNotApply,
)
from .models import Account, ApiClient, Assurance, IdType, RoleGrant
from .queries.accounts import (
    account,
    account_ref,
    accounts_of,
    accounts_of_staff,
    actor_for,
    display_name,
    is_staff,
    names_of,
)
from .queries.clients import actor_for_client, client_by_token, clients
from .queries.grants import Holding, grants_in, holders_of, holdings_of, role_grant, roles_of
from .queries.parties import Party, PartyKind, party_of
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
from .rules.permissions import PERMISSION_NAMES, P
from .rules.roles import OF_DUTY, ROLES, Role, apart, duty_confers
from .rules.standing import grants_of_posts
from .services.assurance import raise_assurance
from .services.clients import register_client, revoke_client
from .services.grants import Terms, end_grants_on_post, grant_role, take_role_back
from .services.registration import open_staff_account, sign_up, sign_up_enterprise
from .services.sign_in import change_password, sign_in
from .services.staff_accounts import close_staff_account, reopen_staff_account

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "sign_up",
    "sign_up_enterprise",
    "open_staff_account",
    "close_staff_account",
    "reopen_staff_account",
    "grant_role",
    "take_role_back",
    "end_grants_on_post",
    "sign_in",
    "change_password",
    "raise_assurance",
    "register_client",
    "revoke_client",
    # asked
    "account",
    "Account",
    "Means",
    "session_id",
    "account_ref",
    "accounts_of_staff",
    "accounts_of",
    "actor_for",
    "actor_for_client",
    "client_by_token",
    "clients",
    "display_name",
    "names_of",
    "is_staff",
    "P",
    "PERMISSION_NAMES",
    "Role",
    "ROLES",
    "OF_DUTY",
    "apart",
    "duty_confers",
    "grants_of_posts",
    "Terms",
    "RoleGrant",
    "Holding",
    "holdings_of",
    "role_grant",
    "holders_of",
    "roles_of",
    "grants_in",
    "ApiClient",
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
    # told: nothing yet
    # refused
    "NotToOneself",
    "RolesApart",
    "AlreadyGranted",
    "CannotGrant",
    "NoSuchGrant",
    "AccountIsAsWanted",
    "SignInRefused",
    "AlreadyRegistered",
    "NotYourAccount",
    "NotAllowedToVouch",
    "AssuranceNotRaised",
    "StaffDoNotApply",
    "NoSuchAccount",
    "NoSuchClient",
]
