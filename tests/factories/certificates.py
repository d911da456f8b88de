"""Somebody with a certificate of the hall's own authority, and the key to it."""

from dataclasses import dataclass
from datetime import datetime

from citong.identity import facade as identity
from citong.identity.models import Account
from citong.kernel import keys
from citong.kernel.actors import SYSTEM
from citong.kernel.crypto import x509


@dataclass(frozen=True)
class Holder:
    """An account, its certificate, and its key."""

    account: Account
    row: identity.Certificate
    key: x509.SoftKey
    secret: bytes

    @property
    def pem(self) -> bytes:
        """The certificate as text."""
        return x509.Certificate.from_der(bytes(self.row.content)).to_pem().encode()

    def signs(self, challenge: identity.Challenge) -> identity.Signed:
        """What a browser sends back."""
        return identity.Signed(challenge.code, self.pem, self.key.sign(challenge.text.encode()))


def request_for(key: x509.SoftKey) -> bytes:
    """A request, in whatever name: it is not looked at."""
    return x509.request(x509.name(common_name="somebody"), signer=key)


def certified(account: Account, *, at: datetime, scheme: x509.Scheme = x509.Scheme.SM2) -> Holder:
    """Give the account a certificate, by the real verbs."""
    identity.found_authorities(by=SYSTEM, at=at)
    secret = keys.new_material(keys.Algorithm(scheme.value))
    key = x509.SoftKey.from_der(secret)
    row = identity.issue_certificate(account.pk, request=request_for(key), by=SYSTEM, at=at)
    return Holder(account, row, key, secret)
