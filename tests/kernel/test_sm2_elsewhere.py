"""What others sign and encrypt we accept, and they what we do: the openssl command and GmSSL, which share no code."""

import subprocess
from pathlib import Path

import gmssl_pyx
import pytest

from citong.kernel.crypto import keyed_digest, sm2, sm3, sm4
from citong.kernel.crypto.sm2 import PrivateKey, PublicKey

MESSAGE = "准予行政许可决定书".encode()
IDENTITY = "distid:1234567812345678"
KEY = sm2.generate()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with our keys and the message."""
    (tmp_path / "key.pem").write_text(KEY.to_pem(), encoding="ascii")
    (tmp_path / "public.pem").write_text(KEY.public.to_pem(), encoding="ascii")
    (tmp_path / "message").write_bytes(MESSAGE)
    return tmp_path


def test_the_openssl_command_reads_our_keys(desk: Path):
    told = _openssl(desk, "pkey -in key.pem -pubout")

    assert told.decode() == KEY.public.to_pem()
    assert _openssl(desk, "pkcs8 -topk8 -nocrypt -in key.pem -outform DER") == KEY.to_der()


def test_we_read_keys_of_the_openssl_command(desk: Path):
    private = PrivateKey.from_pem(_openssl(desk, "genpkey -algorithm SM2").decode())
    (desk / "theirs.pem").write_text(private.to_pem(), encoding="ascii")

    assert PublicKey.from_pem(_openssl(desk, "pkey -in theirs.pem -pubout").decode()) == private.public


@pytest.mark.parametrize(
    "command",
    [
        f"pkeyutl -sign -rawin -digest sm3 -inkey key.pem -in message -pkeyopt {IDENTITY}",
        f"dgst -sm3 -sign key.pem -sigopt {IDENTITY} message",
    ],
    ids=["pkeyutl", "dgst"],
)
def test_we_accept_what_the_openssl_command_signs(desk: Path, command: str):
    signature = _openssl(desk, command)

    assert sm2.verify(KEY.public, MESSAGE, signature)
    assert not sm2.verify(KEY.public, MESSAGE[:-1], signature)


def test_a_signature_under_another_identity_is_not_ours(desk: Path):
    signature = _openssl(desk, "dgst -sm3 -sign key.pem -sigopt distid:somebody message")

    assert not sm2.verify(KEY.public, MESSAGE, signature)


def test_the_openssl_command_accepts_what_we_sign(desk: Path):
    (desk / "signature").write_bytes(sm2.sign(KEY, MESSAGE))

    told = _openssl(desk, f"dgst -sm3 -verify public.pem -sigopt {IDENTITY} -signature signature message")

    assert told == b"Verified OK\n"


def test_the_openssl_command_and_we_read_one_anothers_ciphertexts(desk: Path):
    (desk / "ours").write_bytes(sm2.encrypt(KEY.public, MESSAGE))

    assert _openssl(desk, "pkeyutl -decrypt -inkey key.pem -in ours") == MESSAGE
    assert sm2.decrypt(KEY, _openssl(desk, "pkeyutl -encrypt -pubin -inkey public.pem -in message")) == MESSAGE


def test_gmssl_and_we_accept_one_anothers_signatures():
    private, public = _for_gmssl(KEY)

    assert sm2.verify(KEY.public, MESSAGE, gmssl_pyx.sm2_sign(private, public, MESSAGE))
    assert gmssl_pyx.sm2_verify(public, MESSAGE, sm2.sign(KEY, MESSAGE))


def test_gmssl_and_we_read_one_anothers_ciphertexts():
    private, public = _for_gmssl(KEY)

    assert sm2.decrypt(KEY, gmssl_pyx.sm2_encrypt(public, MESSAGE)) == MESSAGE
    assert gmssl_pyx.sm2_decrypt(private, sm2.encrypt(KEY.public, MESSAGE)) == MESSAGE


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 1000])
def test_gmssl_agrees_with_our_digests(size: int):
    content = bytes(range(256)) * 4

    assert gmssl_pyx.sm3_hash(content[:size]) == sm3(content[:size])
    assert gmssl_pyx.sm3_hmac(b"k" * 32, content[: size + 1]) == keyed_digest(b"k" * 32, content[: size + 1])


@pytest.mark.parametrize("size", [1, 16, 500])
def test_gmssl_agrees_with_our_encryption(size: int):
    key, nonce, text = b"k" * 16, b"n" * 12, b"t" * size

    hidden, tag = gmssl_pyx.sm4_gcm_encrypt(key=key, iv=nonce, aad=b"place", plaintext=text)

    assert hidden + tag == sm4.encrypt_with_nonce(key, nonce, text, bound_to=b"place")


def _for_gmssl(key: PrivateKey) -> tuple[bytes, bytes]:
    return key.scalar.to_bytes(32, "big"), key.public.octets[1:]


def _openssl(folder: Path, command: str) -> bytes:
    """What the command answers; it comes with Debian's ca-certificates."""
    done = subprocess.run(["openssl", *command.split()], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
