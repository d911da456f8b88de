"""The lives of certificates that this hall issued, and of mandates; that a certificate ends by its date is no move."""

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


class MandateState(StrEnum):
    """Where a mandate stands."""

    OFFERED = "offered"
    TO_VERIFY = "to_verify"
    IN_FORCE = "in_force"
    ENDED = "ended"


MANDATE_STATES = {
    MandateState.OFFERED: "等对方同意",
    MandateState.TO_VERIFY: "等窗口核验",
    MandateState.IN_FORCE: "有效",
    MandateState.ENDED: "已结束",
}
_OPEN = {MandateState.OFFERED, MandateState.TO_VERIFY}

MANDATE = Lifecycle(
    {
        "accept": ({MandateState.OFFERED}, MandateState.IN_FORCE),
        "verify": (_OPEN, MandateState.IN_FORCE),
        "decline": (_OPEN, MandateState.ENDED),
        "lapse": (_OPEN, MandateState.ENDED),
        "revoke": ({MandateState.IN_FORCE}, MandateState.ENDED),
        "run_out": ({MandateState.IN_FORCE}, MandateState.ENDED),
        "confirm": ({MandateState.IN_FORCE}, None),
    }
)
