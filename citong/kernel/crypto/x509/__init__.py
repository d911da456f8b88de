"""X.509 (RFC 5280, GM/T 0015): certificates, requests, revocation, and whether a chain can be trusted.

What is signed with SM2 no library of ours can write or verify. Names and extensions are read and written by
`cryptography`, whose reader is strict; what lies around them, and every signature, is ours.
"""

from .chains import CertificateRefused, Fault, Purpose, Standing, check
from .lists import RevocationList, Revoked, revocation_list
from .reading import Certificate, NotACertificate, Request
from .signing import Scheme, Signer, SoftKey, UnfitKey, signature_fits
from .status import StatusAnswer, StatusRequest, status_answer, status_refusal
from .writing import certificate, name, request

__all__ = [
    "Certificate",
    "CertificateRefused",
    "Fault",
    "NotACertificate",
    "Purpose",
    "Request",
    "RevocationList",
    "Revoked",
    "Scheme",
    "Signer",
    "SoftKey",
    "Standing",
    "StatusAnswer",
    "StatusRequest",
    "UnfitKey",
    "certificate",
    "check",
    "name",
    "request",
    "revocation_list",
    "signature_fits",
    "status_answer",
    "status_refusal",
]
