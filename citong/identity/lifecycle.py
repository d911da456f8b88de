"""The life of a certificate that this hall has issued; that it ends by its date is no move."""

from enum import StrEnum

from citong.kernel.lifecycle import Lifecycle


class CertificateState(StrEnum):
    """Whether its issuer stands by it."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


CERTIFICATE = Lifecycle(
    {
        "suspend": ({CertificateState.VALID}, CertificateState.SUSPENDED),
        "resume": ({CertificateState.SUSPENDED}, CertificateState.VALID),
        "revoke": ({CertificateState.VALID, CertificateState.SUSPENDED}, CertificateState.REVOKED),
    }
)
