"""What stands in a certificate of ours, how long it lasts, and what people are asked to sign."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from cryptography import x509 as parts
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.utils import timezone

from citong.kernel.crypto.x509 import Fault
from citong.kernel.crypto.x509.reading import key_identifier
from citong.kernel.crypto.x509.writing import Extension

ROOT_LASTS, ISSUER_LASTS = timedelta(days=365 * 20), timedelta(days=365 * 10)
HOLDER_LASTS = timedelta(days=365 * 2)
# A list is renewed daily and holds for three days, so that a day without a worker harms nobody.
LIST_RENEWED_AFTER, LIST_HOLDS = timedelta(days=1), timedelta(days=3)
STATUS_HOLDS = timedelta(hours=1)
CHALLENGE_LASTS = timedelta(minutes=5)
# Clocks differ a little: a certificate is not of the future for whoever looks at it at once.
CLOCKS_DIFFER = timedelta(minutes=5)
SERIAL_BITS = 127
USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)
FAULTS: Mapping[Fault, str] = {
    Fault.NOT_YET_VALID: "这张证书还没有到生效的时间。",
    Fault.EXPIRED: "这张证书已经过期，请换发新证书。",
    Fault.REVOKED: "这张证书已经注销，不能再用。",
    Fault.SUSPENDED: "这张证书已经挂失，暂时不能用。",
    Fault.STANDING_UNKNOWN: "现在查不到这张证书有没有被注销，暂时不能用。",
}
NOT_BELIEVED = "这张证书不是本大厅认可的，或者不是用来登录和签名的。"


def new_serial() -> int:
    """127 random bits: positive, in sixteen bytes, and never guessed (RFC 5280, 4.1.2.2)."""
    return secrets.randbits(SERIAL_BITS) | 1 << (SERIAL_BITS - 1)


def issuer_extensions(public_key: bytes, *, by: bytes, path_length: int) -> Sequence[Extension]:
    """What stands in the certificate of somebody who issues; `by` is the key that certifies it."""
    return [
        (parts.BasicConstraints(True, path_length), True),
        _usage("key_cert_sign", "crl_sign"),
        *_keys(public_key, by=by),
    ]


def holder_extensions(public_key: bytes, *, by: bytes) -> Sequence[Extension]:
    """What stands in the certificate of a person: they sign in and sign, and certify nobody."""
    return [
        (parts.BasicConstraints(False, None), True),
        _usage("digital_signature", "content_commitment"),
        (parts.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False),
        *_keys(public_key, by=by),
    ]


def sign_in_text(*, origin: str, code: str, at: datetime) -> str:
    """What somebody signs to enter: at which address, when, and the code that was made for them."""
    return f"刺桐政务服务：用数字证书登录\n网址：{origin}\n时间：{_moment(at)}\n验证码：{code}"


def confirmation_text(act: str, *, code: str, at: datetime) -> str:
    """What somebody signs to confirm an act, whose own words come first."""
    return f"{act}\n时间：{_moment(at)}\n验证码：{code}"


def words_for(fault: Fault) -> str:
    """Why a certificate cannot be used, for whoever holds it."""
    return FAULTS.get(fault, NOT_BELIEVED)


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def _usage(*wanted: str) -> Extension:
    return parts.KeyUsage(**{name: name in wanted for name in USAGES}), True


def _keys(public_key: bytes, *, by: bytes) -> Sequence[Extension]:
    return [
        (parts.SubjectKeyIdentifier(key_identifier(public_key)), False),
        (parts.AuthorityKeyIdentifier(key_identifier(by), None, None), False),
    ]
