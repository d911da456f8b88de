"""SM4 (GB/T 32907) in Galois/counter mode (RFC 8998): what is encrypted can be neither read nor changed nor moved."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEY_SIZE, NONCE_SIZE, TAG_SIZE = 16, 12, 16


class CannotDecrypt(ValueError):
    """Another key, another place, or changed bytes: nobody can say which."""


def new_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(KEY_SIZE)


def encrypt(key: bytes, content: bytes, *, bound_to: bytes) -> bytes:
    """Nonce, ciphertext, tag: 28 bytes more than the content. It can only be read where it is bound to the same."""
    nonce = secrets.token_bytes(NONCE_SIZE)
    return nonce + encrypt_with_nonce(key, nonce, content, bound_to=bound_to)


def encrypt_with_nonce(key: bytes, nonce: bytes, content: bytes, *, bound_to: bytes) -> bytes:
    """Ciphertext and tag. A nonce that is used twice with a key gives both texts away."""
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound_to)
    return encryptor.update(content) + encryptor.finalize() + encryptor.tag


def decrypt(key: bytes, blob: bytes, *, bound_to: bytes) -> bytes:
    """What was encrypted; CannotDecrypt when the key, the place or a single bit is another."""
    nonce, hidden, tag = blob[:NONCE_SIZE], blob[NONCE_SIZE:-TAG_SIZE], blob[-TAG_SIZE:]
    if len(blob) < NONCE_SIZE + TAG_SIZE:
        raise CannotDecrypt("the bytes end too early")
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(bound_to)
    try:
        return decryptor.update(hidden) + decryptor.finalize()
    except InvalidTag as fault:
        raise CannotDecrypt("another key, another place, or changed bytes") from fault
