"""Small secrets that the hall has to read again, sealed before they are stored.

SM4-GCM (GB/T 32907) under a key that is derived from the hall's secret; the place is authenticated, so that a value
that is moved to another row cannot be read.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from django.conf import settings

from citong.kernel.crypto import keyed_digest

_NONCE, _TAG, _KEY = 12, 16, 16


class CannotRead(ValueError):
    """The value was damaged, was moved here from elsewhere, or the hall's secret is another one."""


def sealed(text: str, *, place: str) -> bytes:
    """The text as it is stored at this place."""
    nonce = secrets.token_bytes(_NONCE)
    encryptor = Cipher(SM4(_key()), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(place.encode())
    return nonce + encryptor.update(text.encode()) + encryptor.finalize() + encryptor.tag


def opened(blob: bytes, *, place: str) -> str:
    """The text of what is stored at this place."""
    nonce, hidden, tag = blob[:_NONCE], blob[_NONCE:-_TAG], blob[-_TAG:]
    try:
        decryptor = Cipher(SM4(_key()), GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(place.encode())
        return (decryptor.update(hidden) + decryptor.finalize()).decode()
    except (InvalidTag, ValueError) as fault:
        raise CannotRead(f"what is sealed at {place} cannot be read") from fault


def _key() -> bytes:
    return keyed_digest(settings.SECRET_KEY.encode(), b"identity.sealing")[:_KEY]
