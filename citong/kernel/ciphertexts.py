"""What stands in an encrypted column, byte by byte.

    1 byte    form: 1, or 2 with a digest
    4 bytes   number of the key that encrypts (SM4)
    [form 2]  4 bytes number of the key that digests, 32 bytes HMAC-SM3 over column and text
    28 bytes and the length of the text: nonce, ciphertext, tag (SM4-GCM)

The column's name and all that stands before the nonce are authenticated: a value that is moved to another column, or
whose head is changed, cannot be read. The digest is the same for the same text in the same column, which is what makes
it searchable, and says nothing to whoever has not the key.
"""

import struct
from collections.abc import Sequence

from citong.kernel import keys
from citong.kernel.crypto import keyed_digest, sm4
from citong.kernel.keys import DIGESTS, FIELDS, Key

PLAIN, SEARCHABLE = 1, 2
HEAD = struct.Struct(">BI")
DIGEST_NUMBER = struct.Struct(">I")
DIGEST_SIZE = 32
# Where the digest stands, counted from 1 as SQL does.
DIGEST_AT = HEAD.size + DIGEST_NUMBER.size + 1


class CannotRead(ValueError):
    """The value is damaged, was moved here from another column, or is no encrypted value at all."""


def encrypted(text: str, *, column: str) -> bytes:
    """The text as it is stored in this column."""
    return _sealed(HEAD.pack(PLAIN, _writing().number), text, column=column)


def encrypted_with_digest(text: str, *, column: str) -> bytes:
    """The text as it is stored in this column, with its digest in front."""
    key = keys.active(DIGESTS)
    head = HEAD.pack(SEARCHABLE, _writing().number) + DIGEST_NUMBER.pack(key.number)
    return _sealed(head + _digest(key, text, column=column), text, column=column)


def decrypted(blob: bytes, *, column: str) -> str:
    """The text of a stored value."""
    size = _head_size(blob)
    head, hidden = blob[:size], blob[size:]
    key = keys.key(FIELDS, HEAD.unpack_from(blob)[1])
    try:
        return sm4.decrypt(key.material, hidden, bound_to=_place(column, head)).decode()
    except (sm4.CannotDecrypt, UnicodeDecodeError) as fault:
        raise CannotRead(f"a value in {column} cannot be read: {fault}") from fault


def digests_sought(text: str, *, column: str) -> Sequence[bytes]:
    """Every digest under which the text may stand in this column: more than one while keys are being changed."""
    return [_digest(key, text, column=column) for key in keys.usable(DIGESTS)]


def current_head(*, searchable: bool) -> bytes:
    """How every value begins that was written with the keys of this moment."""
    head = HEAD.pack(SEARCHABLE if searchable else PLAIN, _writing().number)
    return head + DIGEST_NUMBER.pack(keys.active(DIGESTS).number) if searchable else head


def _sealed(head: bytes, text: str, *, column: str) -> bytes:
    key = keys.key(FIELDS, HEAD.unpack_from(head)[1])
    return head + sm4.encrypt(key.material, text.encode(), bound_to=_place(column, head))


def _writing() -> Key:
    return keys.active(FIELDS)


def _head_size(blob: bytes) -> int:
    sizes = {PLAIN: HEAD.size, SEARCHABLE: HEAD.size + DIGEST_NUMBER.size + DIGEST_SIZE}
    size = sizes.get(blob[0]) if blob else None
    if size is None or len(blob) < size:
        raise CannotRead("no encrypted value")
    return size


def _digest(key: Key, text: str, *, column: str) -> bytes:
    return keyed_digest(key.material, column.encode() + b"\0" + text.encode())


def _place(column: str, head: bytes) -> bytes:
    return column.encode() + b"\0" + head
