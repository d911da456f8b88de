"""Whether a certificate can be trusted: from it to an anchor, link by link (RFC 5280, 6, without what we refuse).

Refused rather than half understood: constraints of names and of policies, anything critical that is unknown here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from .reading import Certificate
from .signing import UnfitKey, scheme_of

LONGEST_CHAIN, MOST_BESIDE = 5, 8
_UNDERSTOOD = {
    x509.BasicConstraints.oid,
    x509.KeyUsage.oid,
    x509.ExtendedKeyUsage.oid,
    x509.SubjectKeyIdentifier.oid,
    x509.AuthorityKeyIdentifier.oid,
    x509.CertificatePolicies.oid,
    x509.CRLDistributionPoints.oid,
    x509.AuthorityInformationAccess.oid,
    x509.SubjectAlternativeName.oid,
}


class Fault(StrEnum):
    """What is wrong, in one word; people are told in theirs."""

    UNTRUSTED = "untrusted"
    BAD_SIGNATURE = "bad_signature"
    UNFIT_KEY = "unfit_key"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    NOT_AN_ISSUER = "not_an_issuer"
    CHAIN_TOO_LONG = "chain_too_long"
    WRONG_USAGE = "wrong_usage"
    WRONG_PURPOSE = "wrong_purpose"
    UNKNOWN_DEMAND = "unknown_demand"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    STANDING_UNKNOWN = "standing_unknown"


class CertificateRefused(ValueError):
    """The certificate is not trusted."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Standing(StrEnum):
    """What its issuer says of a certificate today."""

    GOOD = "good"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Purpose:
    """What the holder's key must be allowed to do."""

    usage: str = "digital_signature"
    extended: x509.ObjectIdentifier = ExtendedKeyUsageOID.CLIENT_AUTH


# What the issuer says of the certificate: asked once for each link.
AskStanding = Callable[[Certificate, Certificate], Standing]
_NO_STANDING = {
    Standing.SUSPENDED: Fault.SUSPENDED,
    Standing.REVOKED: Fault.REVOKED,
    Standing.UNKNOWN: Fault.STANDING_UNKNOWN,
}


def check(
    leaf: Certificate,
    *,
    beside: Sequence[Certificate] = (),
    anchors: Sequence[Certificate],
    purpose: Purpose,
    at: datetime,
    standing: AskStanding,
) -> Sequence[Certificate]:
    """The chain from the certificate to an anchor; CertificateRefused when there is none that holds.

    `beside` are the certificates that came with it, in any order. Whether one is an anchor is decided by its bytes.
    """
    if len(beside) > MOST_BESIDE:
        raise CertificateRefused(Fault.CHAIN_TOO_LONG)
    _judge_holder(leaf, purpose=purpose, at=at)
    chain = [leaf]
    trusted = {anchor.content for anchor in anchors}
    while len(chain) < LONGEST_CHAIN:
        issuer = _issuer_of(chain[-1], [*anchors, *(one for one in beside if one not in chain)])
        _judge_issuer(issuer, below=len(chain) - 1, purpose=purpose, at=at)
        _judge_link(chain[-1], issuer, standing=standing)
        chain.append(issuer)
        if issuer.content in trusted:
            return chain
    raise CertificateRefused(Fault.CHAIN_TOO_LONG)


def _issuer_of(subject: Certificate, candidates: Sequence[Certificate]) -> Certificate:
    """The first that bears the issuer's name and key; of several keys under one name the one that signed."""
    named = [one for one in candidates if one.subject == subject.issuer and _is_named_key(subject, one)]
    if not named:
        raise CertificateRefused(Fault.UNTRUSTED)
    return next((one for one in named if _is_signed(subject, one)), named[0])


def _is_named_key(subject: Certificate, issuer: Certificate) -> bool:
    wanted, has = subject.extension(x509.AuthorityKeyIdentifier), issuer.extension(x509.SubjectKeyIdentifier)
    return wanted is None or has is None or wanted.key_identifier in (None, has.digest)


def _judge_holder(leaf: Certificate, *, purpose: Purpose, at: datetime) -> None:
    _judge_any(leaf, at=at)
    usage, extended = leaf.extension(x509.KeyUsage), leaf.extension(x509.ExtendedKeyUsage)
    if usage is None or not getattr(usage, purpose.usage):
        raise CertificateRefused(Fault.WRONG_USAGE)
    if extended is None or purpose.extended not in extended:
        raise CertificateRefused(Fault.WRONG_PURPOSE)


def _judge_issuer(issuer: Certificate, *, below: int, purpose: Purpose, at: datetime) -> None:
    """`below`: how many issuers stand between it and the holder."""
    _judge_any(issuer, at=at)
    constraints, usage = issuer.extension(x509.BasicConstraints), issuer.extension(x509.KeyUsage)
    extended = issuer.extension(x509.ExtendedKeyUsage)
    if constraints is None or not constraints.ca:
        raise CertificateRefused(Fault.NOT_AN_ISSUER)
    if constraints.path_length is not None and constraints.path_length < below:
        raise CertificateRefused(Fault.CHAIN_TOO_LONG)
    if usage is not None and not usage.key_cert_sign:
        raise CertificateRefused(Fault.WRONG_USAGE)
    if extended is not None and not {purpose.extended, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE} & set(extended):
        raise CertificateRefused(Fault.WRONG_PURPOSE)


def _judge_any(one: Certificate, *, at: datetime) -> None:
    if at < one.not_before:
        raise CertificateRefused(Fault.NOT_YET_VALID)
    if at > one.not_after:
        raise CertificateRefused(Fault.EXPIRED)
    if any(each.critical and each.oid not in _UNDERSTOOD for each in one.extensions):
        raise CertificateRefused(Fault.UNKNOWN_DEMAND)
    # Some write them as not critical; whoever meant them would not want us to overlook them.
    if one.extension(x509.NameConstraints) or one.extension(x509.PolicyConstraints):
        raise CertificateRefused(Fault.UNKNOWN_DEMAND)
    try:
        scheme_of(one.public_key)
    except UnfitKey as fault:
        raise CertificateRefused(Fault.UNFIT_KEY) from fault


def _judge_link(subject: Certificate, issuer: Certificate, *, standing: AskStanding) -> None:
    try:
        is_signed = subject.is_signed_by(issuer)
    except UnfitKey as fault:
        raise CertificateRefused(Fault.UNFIT_KEY) from fault
    if not is_signed:
        raise CertificateRefused(Fault.BAD_SIGNATURE)
    against = _NO_STANDING.get(standing(subject, issuer))
    if against is not None:
        raise CertificateRefused(against)


def _is_signed(subject: Certificate, issuer: Certificate) -> bool:
    try:
        return subject.is_signed_by(issuer)
    except UnfitKey:
        return False
