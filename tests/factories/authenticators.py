"""An authenticator in software, which signs what a browser would have it sign: rightly, or wrongly in one point."""

import json
import secrets
import struct
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
ORIGIN = "http://testserver"


@dataclass
class Authenticator:
    """A device with one key; `counts` when it counts its signatures."""

    counts: bool = True
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def makes(self, asked, *, flags=PRESENT | VERIFIED, origin=ORIGIN, host=None, challenge=None):
        """Its answer when a passkey is to be made."""
        credential = AttestedCredentialData.create(
            b"\0" * 16, self.credential_id, ES256.from_cryptography_key(self.key.public_key())
        )
        known = AuthenticatorData.create(
            sha256((host or asked["rp"]["id"]).encode()), flags | ATTESTED, self._next(), credential
        )
        attestation = AttestationObject.create("none", known, {})
        said = self._said("webauthn.create", challenge or asked["challenge"], origin)
        return self._answer(clientDataJSON=said, attestationObject=bytes(attestation))

    def shows(self, asked, *, flags=PRESENT | VERIFIED, origin=ORIGIN, host=None, challenge=None, kind="webauthn.get"):
        """Its answer when a passkey is to be shown."""
        shown = sha256((host or asked["rpId"]).encode()) + struct.pack(">BI", flags, self._next())
        said = self._said(kind, challenge or asked["challenge"], origin)
        signature = self.key.sign(shown + sha256(said), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=shown, signature=signature)

    def _next(self):
        self.count += self.counts
        return self.count

    def _said(self, kind, challenge, origin):
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()

    def _answer(self, **response):
        name = websafe_encode(self.credential_id)
        said = {key: websafe_encode(value) for key, value in response.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": said}
