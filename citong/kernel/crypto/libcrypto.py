"""SM2 by OpenSSL's own library, version 3 or later, called through ctypes.

Keys, signatures and ciphertexts are canonical DER that sm2 has examined before: nothing hostile comes this far. A key
is decoded once and kept; many threads may use a key at the same time, and a thread that uses one holds it.
"""

import _hashlib
import ctypes
import ctypes.util
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_ulong, c_void_p
from functools import lru_cache
from typing import Any

VERSION_3 = 0x3000_0000
KEYS_KEPT = 256
SIZE = POINTER(c_size_t)
BYTES = POINTER(c_char_p)
# What is called, with what it returns and takes.
PROTOTYPES: dict[str, tuple[type | None, Sequence[type]]] = {
    "OpenSSL_version_num": (c_ulong, []),
    "OpenSSL_version": (c_char_p, [c_int]),
    "ERR_clear_error": (None, []),
    "ERR_peek_last_error": (c_ulong, []),
    "EVP_sm3": (c_void_p, []),
    "EVP_PKEY_is_a": (c_int, [c_void_p, c_char_p]),
    "EVP_PKEY_free": (None, [c_void_p]),
    "d2i_AutoPrivateKey": (c_void_p, [c_void_p, BYTES, c_long]),
    "d2i_PUBKEY": (c_void_p, [c_void_p, BYTES, c_long]),
    "EVP_PKEY_CTX_new": (c_void_p, [c_void_p, c_void_p]),
    "EVP_PKEY_CTX_free": (None, [c_void_p]),
    "EVP_PKEY_CTX_set1_id": (c_int, [c_void_p, c_char_p, c_int]),
    "EVP_PKEY_encrypt_init": (c_int, [c_void_p]),
    "EVP_PKEY_encrypt": (c_int, [c_void_p, c_char_p, SIZE, c_char_p, c_size_t]),
    "EVP_PKEY_decrypt_init": (c_int, [c_void_p]),
    "EVP_PKEY_decrypt": (c_int, [c_void_p, c_char_p, SIZE, c_char_p, c_size_t]),
    "EVP_MD_CTX_new": (c_void_p, []),
    "EVP_MD_CTX_free": (None, [c_void_p]),
    "EVP_DigestSignInit": (c_int, [c_void_p, POINTER(c_void_p), c_void_p, c_void_p, c_void_p]),
    "EVP_DigestSign": (c_int, [c_void_p, c_char_p, SIZE, c_char_p, c_size_t]),
    "EVP_DigestVerifyInit": (c_int, [c_void_p, POINTER(c_void_p), c_void_p, c_void_p, c_void_p]),
    "EVP_DigestVerify": (c_int, [c_void_p, c_char_p, c_size_t, c_char_p, c_size_t]),
}


class LibcryptoFailed(RuntimeError):
    """The library did not do what it does for every valid key: out of memory, or built without SM2."""


class Libcrypto:
    """One loaded library. AttributeError or LibcryptoFailed from here means: it cannot serve."""

    def __init__(self, library: ctypes.CDLL) -> None:
        # Any: what ctypes makes of the type in the table.
        self._call: dict[str, Callable[..., Any]] = {}
        for name, (returned, taken) in PROTOTYPES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = returned, taken
            self._call[name] = function
        if self._call["OpenSSL_version_num"]() < VERSION_3:
            raise LibcryptoFailed(f"{self.version} is older than OpenSSL 3.0")
        self._private_key = lru_cache(KEYS_KEPT)(lambda der: self._decoded("d2i_AutoPrivateKey", der))
        self._public_key = lru_cache(KEYS_KEPT)(lambda der: self._decoded("d2i_PUBKEY", der))

    @property
    def version(self) -> str:
        """What the library calls itself."""
        told: bytes = self._call["OpenSSL_version"](0)
        return told.decode("ascii", "replace")

    def sign(self, private: bytes, message: bytes, *, identity: bytes) -> bytes:
        """The signature, in DER."""
        key = self._private_key(private)
        with self._digesting("EVP_DigestSignInit", key, identity) as context:
            return self._sized("EVP_DigestSign", context, message)

    def verify(self, public: bytes, message: bytes, signature: bytes, *, identity: bytes) -> bool:
        """Whether the signature is that of the key over the message."""
        key = self._public_key(public)
        with self._digesting("EVP_DigestVerifyInit", key, identity) as context:
            verdict = self._call["EVP_DigestVerify"](context, signature, len(signature), message, len(message))
            return bool(verdict == 1)

    def encrypt(self, public: bytes, text: bytes) -> bytes:
        """The ciphertext, in DER."""
        key = self._public_key(public)
        with self._context(key, "EVP_PKEY_encrypt_init") as context:
            return self._sized("EVP_PKEY_encrypt", context, text)

    def decrypt(self, private: bytes, ciphertext: bytes) -> bytes | None:
        """The text; None when it was not encrypted for this key or has been changed."""
        key = self._private_key(private)
        with self._context(key, "EVP_PKEY_decrypt_init") as context, suppress(LibcryptoFailed):
            return self._sized("EVP_PKEY_decrypt", context, ciphertext)
        return None

    def _decoded(self, decoder: str, der: bytes) -> "_Key":
        start = c_char_p(der)
        pointer = self._made(decoder, None, byref(start), len(der))
        key = _Key(pointer, self._call["EVP_PKEY_free"])
        self._done("EVP_PKEY_is_a", key.pointer, b"SM2")
        return key

    @contextmanager
    def _digesting(self, begin: str, key: "_Key", identity: bytes) -> Iterator[int]:
        """A digest context, freed at the end; the identity goes to the key's context, which belongs to it."""
        context = self._made("EVP_MD_CTX_new")
        try:
            inner = c_void_p()
            self._done(begin, context, byref(inner), self._made("EVP_sm3"), None, key.pointer)
            self._done("EVP_PKEY_CTX_set1_id", inner, identity, len(identity))
            yield context
        finally:
            self._call["EVP_MD_CTX_free"](context)
            self._call["ERR_clear_error"]()

    @contextmanager
    def _context(self, key: "_Key", begin: str) -> Iterator[int]:
        """A context of the key, freed at the end."""
        context = self._made("EVP_PKEY_CTX_new", key.pointer, None)
        try:
            self._done(begin, context)
            yield context
        finally:
            self._call["EVP_PKEY_CTX_free"](context)
            self._call["ERR_clear_error"]()

    def _sized(self, name: str, context: int, content: bytes) -> bytes:
        """Ask how much room the answer needs at most, then ask for the answer."""
        size = c_size_t()
        self._done(name, context, None, byref(size), content, len(content))
        answer = ctypes.create_string_buffer(size.value)
        self._done(name, context, answer, byref(size), content, len(content))
        return answer.raw[: size.value]

    def _made(self, name: str, *arguments: object) -> int:
        pointer: int | None = self._call[name](*arguments)
        if not pointer:
            raise self._failure(name)
        return pointer

    def _done(self, name: str, *arguments: object) -> None:
        if self._call[name](*arguments) != 1:
            raise self._failure(name)

    def _failure(self, name: str) -> LibcryptoFailed:
        """Forget the library's own note of the error: it would be taken for that of the next connection over TLS."""
        code = self._call["ERR_peek_last_error"]()
        self._call["ERR_clear_error"]()
        return LibcryptoFailed(f"{name} failed (error {code:#x})")


class _Key:
    """A decoded key; it is freed when nobody holds it any more."""

    def __init__(self, pointer: int, free: Callable[[int], object]) -> None:
        self.pointer = pointer
        weakref.finalize(self, free, pointer).atexit = False


def candidates() -> Iterator[ctypes.CDLL]:
    """The library that Python itself has loaded, then the system's."""
    for path in (_hashlib.__file__, ctypes.util.find_library("crypto")):
        with suppress(OSError):
            if path:
                yield ctypes.CDLL(path)
