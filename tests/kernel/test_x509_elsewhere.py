"""Our certificates, lists and answers are read by the openssl command, and we read and believe what it makes."""

import subprocess
from pathlib import Path

import pytest
from cryptography import x509 as parts
from cryptography.hazmat.primitives import serialization

from citong.kernel.crypto import sm2, x509
from tests.kernel.authorities import (
    NOON,
    PURPOSE,
    YEAR,
    Party,
    good,
    holder_extensions,
    issuer_extensions,
    new_key,
    party,
)

SM2_ID = "distid:1234567812345678"
KEYS = {
    "sm2": "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2",
    "ec": "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
    "rsa": "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048",
}
HOW = {"sm2": f"-sm3 -sigopt {SM2_ID}", "ec": "-sha256", "rsa": "-sha256"}
READS = {"sm2": f"-vfyopt {SM2_ID}", "ec": "", "rsa": ""}
MOMENT = int(NOON.timestamp())
HOLDER = """
[holder]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=clientAuth
[issuer]
basicConstraints=critical,CA:true,pathlen:0
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
"""


def _openssl(folder: Path, command: str) -> str:
    done = subprocess.run(["openssl", *command.split()], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode(errors="replace")


def _a_chain(scheme: str) -> tuple[Party, Party]:
    root = party("Root", extensions=issuer_extensions(), key=new_key(scheme))
    return root, party("Ana", by=root, extensions=holder_extensions(), key=new_key(scheme))


@pytest.mark.parametrize("scheme", list(x509.Scheme))
def test_the_openssl_command_verifies_what_we_issue_link_by_link(tmp_path, scheme):
    root, ana = _a_chain(scheme)
    (tmp_path / "root.pem").write_text(root.certificate.to_pem())
    (tmp_path / "ana.pem").write_text(ana.certificate.to_pem())
    identity = f"-vfyopt {SM2_ID}" if scheme == x509.Scheme.SM2 else ""

    told = _openssl(tmp_path, f"verify -attime {MOMENT} -purpose sslclient {identity} -CAfile root.pem ana.pem")
    shown = _openssl(tmp_path, "x509 -in ana.pem -noout -subject -serial -purpose")

    assert "ana.pem: OK" in told
    assert "CN = Ana" in shown
    assert "SSL client : Yes" in shown


@pytest.mark.parametrize("scheme", list(x509.Scheme))
def test_the_openssl_command_reads_our_lists_and_refuses_what_is_on_them(tmp_path, scheme):
    root, ana = _a_chain(scheme)
    content = x509.revocation_list(
        number=7,
        issuer=root.certificate.subject,
        issued_at=NOON,
        next_at=NOON + YEAR,
        revoked=[x509.Revoked(4711, NOON, parts.ReasonFlags.key_compromise)],
        signer=root.key,
    )
    (tmp_path / "root.pem").write_text(root.certificate.to_pem())
    (tmp_path / "ana.pem").write_text(ana.certificate.to_pem())
    (tmp_path / "list.pem").write_text(x509.RevocationList.from_text(content).to_pem())

    shown = _openssl(tmp_path, "crl -in list.pem -noout -text")

    assert "Key Compromise" in shown
    assert "X509v3 CRL Number" in shown
    if scheme != x509.Scheme.SM2:  # It does not hand the identity on when it verifies lists (openssl#23471).
        refused = subprocess.run(
            f"openssl verify -attime {MOMENT + 1} -crl_check -CRLfile list.pem -CAfile root.pem ana.pem".split(),
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert b"certificate revoked" in refused.stderr


@pytest.mark.parametrize("scheme", [x509.Scheme.EC, x509.Scheme.RSA])
@pytest.mark.parametrize("is_revoked", [True, False])
def test_the_openssl_command_asks_us_and_believes_the_answer(tmp_path, scheme, is_revoked):
    root, ana = _a_chain(scheme)
    (tmp_path / "root.pem").write_text(root.certificate.to_pem())
    (tmp_path / "ana.pem").write_text(ana.certificate.to_pem())
    _openssl(tmp_path, "ocsp -issuer root.pem -cert ana.pem -reqout asked.der")
    asked = x509.StatusRequest.from_der((tmp_path / "asked.der").read_bytes())
    revoked = x509.Revoked(4711, NOON, parts.ReasonFlags.cessation_of_operation) if is_revoked else None

    (tmp_path / "answer.der").write_bytes(
        x509.status_answer(asked, is_known=True, revoked=revoked, at=NOON, next_at=NOON + YEAR, signer=root.key)
    )
    told = _openssl(
        tmp_path,
        f"ocsp -respin answer.der -reqin asked.der -no_nonce -issuer root.pem -cert ana.pem -verify_other root.pem"
        f" -CAfile root.pem -VAfile root.pem -attime {MOMENT}",
    )

    assert asked.serial == 4711
    assert asked.is_about(root.certificate)
    assert not asked.is_about(ana.certificate)
    assert ("ana.pem: revoked" if is_revoked else "ana.pem: good") in told


def test_an_answer_signed_with_sm2_is_read_by_the_openssl_command(tmp_path):
    root, ana = _a_chain(x509.Scheme.SM2)
    (tmp_path / "root.pem").write_text(root.certificate.to_pem())
    (tmp_path / "ana.pem").write_text(ana.certificate.to_pem())
    _openssl(tmp_path, "ocsp -issuer root.pem -cert ana.pem -reqout asked.der")
    asked = x509.StatusRequest.from_der((tmp_path / "asked.der").read_bytes())
    answer = x509.status_answer(asked, is_known=True, revoked=None, at=NOON, next_at=NOON + YEAR, signer=root.key)
    (tmp_path / "answer.der").write_bytes(answer)

    shown = _openssl(tmp_path, "ocsp -respin answer.der -noverify -resp_text")

    assert "Cert Status: good" in shown
    assert "OCSP Nonce" in shown


@pytest.mark.parametrize("scheme", list(KEYS))
def test_we_believe_the_chains_of_the_openssl_command(tmp_path, scheme):
    (tmp_path / "kinds.cnf").write_text(HOLDER)
    for who in ("root", "issuer", "ana"):
        _openssl(tmp_path, f"{KEYS[scheme]} -out {who}.key")
        _openssl(tmp_path, f"req -new -key {who}.key {HOW[scheme]} -subj /CN={who} -out {who}.csr")
    made = f"-days 30 {HOW[scheme]} {READS[scheme]} -extfile kinds.cnf"
    _openssl(tmp_path, f"req -x509 -new -key root.key {HOW[scheme]} -subj /CN=root -days 30 -out root.pem")
    signed_by_root = f"-CA root.pem -CAkey root.key {made} -extensions issuer"
    _openssl(tmp_path, f"x509 -req -in issuer.csr {signed_by_root} -out issuer.pem")
    _openssl(tmp_path, f"x509 -req -in ana.csr -CA issuer.pem -CAkey issuer.key {made} -extensions holder -out ana.pem")
    ana, issuer, root = (
        x509.Certificate.from_text((tmp_path / f"{who}.pem").read_bytes()) for who in ("ana", "issuer", "root")
    )

    chain = x509.check(ana, beside=[issuer], anchors=[root], purpose=PURPOSE, at=ana.not_before, standing=good)

    assert chain == [ana, issuer, root]
    assert x509.Request.from_text((tmp_path / "ana.csr").read_bytes()).proves_possession()


@pytest.mark.parametrize("scheme", list(KEYS))
def test_we_sign_with_keys_of_the_openssl_command(tmp_path, scheme):
    _openssl(tmp_path, f"{KEYS[scheme]} -out key.pem")
    _openssl(tmp_path, "pkcs8 -topk8 -nocrypt -in key.pem -outform DER -out key.der")
    key = x509.SoftKey.from_der((tmp_path / "key.der").read_bytes())

    assert x509.signature_fits(key.public_key, b"message", key.sign(b"message"))
    assert not x509.signature_fits(key.public_key, b"another", key.sign(b"message"))


def test_the_reader_of_others_agrees_with_ours(tmp_path):
    _root, ana = _a_chain(x509.Scheme.EC)
    theirs = parts.load_der_x509_certificate(ana.certificate.content)

    assert ana.certificate.envelope.signed == theirs.tbs_certificate_bytes
    assert ana.certificate.public_key == theirs.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def test_the_sm2_key_of_the_store_is_one_that_signs_certificates():
    private = sm2.generate()

    assert x509.SoftKey.from_der(private.to_der()).public_key == private.public.to_der()
