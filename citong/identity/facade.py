"""Identity: persons and enterprises, their accounts, how sure we are of them, and the systems that act for departments.

Other modules use this file and no other of this folder.
"""

from .errors import (
    AlreadyRegistered,
    AssuranceNotRaised,
    CertificateNotIssued,
    NoAuthority,
    NoSuchAccount,
    NoSuchCertificate,
    NoSuchClient,
    NotAllowedToVouch,
    NotYourAccount,
    SignatureRefused,
    SignInRefused,
    StaffDoNotApply,
)
from .lifecycle import CERTIFICATE, CertificateState
from .models import (
    Account,
    Anchor,
    Assurance,
    Authority,
    Certificate,
    CertificateKind,
    Challenge,
    IdType,
    RevocationReason,
    Signature,
)
from .queries.accounts import (
    account,
    account_of_login,
    account_ref,
    accounts_of_staff,
    actor_for,
    display_name,
    is_staff,
    names_of,
)
from .queries.certificates import (
    anchors,
    authorities,
    authority,
    certificate,
    certificates,
    is_still_right,
    pem_of,
    signatures_about,
)
from .queries.clients import actor_for_client, client_by_token
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
from .services.anchors import distrust_anchor, take_list, trust_anchor
from .services.answering import status_of
from .services.assurance import raise_assurance
from .services.authorities import found_authorities, renew_lists
from .services.certificates import (
    issue_certificate,
    renew_certificate,
    resume_certificate,
    revoke_certificate,
    suspend_certificate,
)
from .services.challenges import (
    Signed,
    ask_to_confirm,
    ask_to_sign_in,
    forget_old_challenges,
    sign_in_by_certificate,
    take_signature,
)
from .services.clients import register_client, revoke_client
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
    # done: certificates, and what is signed with them
    "found_authorities",
    "renew_lists",
    "issue_certificate",
    "renew_certificate",
    "suspend_certificate",
    "resume_certificate",
    "revoke_certificate",
    "trust_anchor",
    "distrust_anchor",
    "take_list",
    "ask_to_sign_in",
    "sign_in_by_certificate",
    "ask_to_confirm",
    "take_signature",
    "forget_old_challenges",
    # asked
    "account",
    "Account",
    "Means",
    "session_id",
    "account_ref",
    "account_of_login",
    "accounts_of_staff",
    "actor_for",
    "actor_for_client",
    "client_by_token",
    "authorities",
    "authority",
    "certificates",
    "certificate",
    "anchors",
    "pem_of",
    "signatures_about",
    "is_still_right",
    "status_of",
    "Authority",
    "Certificate",
    "CertificateKind",
    "CertificateState",
    "CERTIFICATE",
    "RevocationReason",
    "Anchor",
    "Challenge",
    "Signed",
    "Signature",
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
    # told: nothing yet
    # refused
    "SignInRefused",
    "AlreadyRegistered",
    "NotYourAccount",
    "NotAllowedToVouch",
    "AssuranceNotRaised",
    "StaffDoNotApply",
    "NoSuchAccount",
    "NoSuchClient",
    "NoAuthority",
    "NoSuchCertificate",
    "CertificateNotIssued",
    "SignatureRefused",
]
