from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from citong.identity import facade as identity
from citong.kernel.crypto import x509
from tests.factories.certificates import request_for
from tests.factories.identity import AccountFactory
from tests.kernel.authorities import holder_extensions, issuer_extensions, new_key, party

pytestmark = pytest.mark.django_db


def run(*words: object) -> str:
    told = StringIO()
    call_command("certificates", *map(str, words), stdout=told)
    return told.getvalue()


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    path = tmp_path / "request.csr"
    path.write_bytes(request_for(new_key()))
    return path


def test_an_operator_founds_issues_and_revokes(request_file):
    ana = AccountFactory(for_staff=True)

    run("found")
    issued = x509.Certificate.from_text(run("issue", ana.login, request_file).strip().encode())
    row = identity.certificates().get()
    run("revoke", row.pk, "superseded")

    assert issued.fingerprint == row.fingerprint
    assert identity.certificate(row.pk).state == "revoked"
    assert "issuer  sm2  list 2" in run("show")


def test_an_operator_trusts_another_body_and_distrusts_it(tmp_path):
    root = party("Elsewhere", extensions=issuer_extensions())
    (tmp_path / "root.pem").write_text(root.certificate.to_pem())

    run("trust", "省级机构", tmp_path / "root.pem", "--enterprises")
    (anchor,) = identity.anchors()
    shown = run("show")
    run("distrust", anchor.pk)

    assert "省级机构" in shown
    assert "none" in run("show")


def test_what_cannot_be_done_is_said_in_words(request_file, tmp_path):
    holder = party("Ana", extensions=holder_extensions())
    (tmp_path / "holder.pem").write_text(holder.certificate.to_pem())

    with pytest.raises(CommandError, match="找不到这个账号"):
        run("issue", "nobody", request_file)
    with pytest.raises(CommandError, match="不是签发机构的证书"):
        run("trust", "某机构", tmp_path / "holder.pem", "--staff")
    with pytest.raises(CommandError, match="No such file"):
        run("trust", "某机构", tmp_path / "nowhere.pem", "--staff")
