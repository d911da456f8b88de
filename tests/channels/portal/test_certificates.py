"""Entering the portal by certificate, and what whoever relies on our certificates is told."""

import base64
import re
import subprocess

import pytest
from django.test import Client
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.crypto import x509
from tests.factories.certificates import certified
from tests.factories.identity import AccountFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/sign-in/certificate/"


@pytest.fixture
def shop():
    return certified(AccountFactory(for_enterprise=True), at=timezone.now())


def said(answer) -> str:
    return answer.content.decode()


def signed(holder, page: str, **changed: str) -> dict[str, str]:
    encoded = re.search(r'data-sign-text="([^"]+)"', page)[1]
    code = re.search(r'name="code" value="([^"]+)"', page)[1]
    signature = base64.b64encode(holder.key.sign(base64.b64decode(encoded))).decode()
    return {"code": code, "certificate": holder.pem.decode(), "signature": signature, **changed}


def test_an_enterprise_signs_and_is_where_it_wanted_to_be(shop):
    client = Client()

    answer = client.post(ADDRESS, signed(shop, said(client.get(ADDRESS)), next="/my/messages/"))

    assert answer.headers["Location"] == "/my/messages/"
    assert [each.means for each in identity.sessions_of(shop.account.pk, at=timezone.now())] == ["certificate"]
    assert [each.outcome for each in identity.sign_ins_of(shop.account.pk)] == ["in"]


def test_nobody_is_led_to_another_site(shop):
    client = Client()

    answer = client.post(ADDRESS, signed(shop, said(client.get(ADDRESS)), next="https://elsewhere.example/"))

    assert answer.headers["Location"] == "/my/"


def test_a_signature_made_in_one_browser_opens_nothing_in_another(shop):
    page, other = said(Client().get(ADDRESS)), Client()
    other.get(ADDRESS)

    answer = other.post(ADDRESS, signed(shop, page))

    assert answer.status_code == 422
    assert "已经用过" in said(answer)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"signature": "不是"}, "base64"),
        ({"signature": ""}, "请先签名"),
        ({"certificate": ""}, "请选择密钥文件"),
        ({"certificate": "x" * 40_000}, "太长"),
        ({"code": "guess"}, "没有登录成功"),
    ],
)
def test_what_is_wrong_is_said_and_a_new_text_is_shown(shop, changed, words):
    client = Client()
    page = said(client.get(ADDRESS))

    answer = client.post(ADDRESS, signed(shop, page, **changed))

    assert answer.status_code == 422
    assert words in said(answer)
    assert re.search(r'name="code" value="([^"]+)"', said(answer))[1] not in page


def test_officials_and_the_public_have_doors_of_their_own(shop):
    ana, client = certified(AccountFactory(for_staff=True), at=timezone.now()), Client()

    assert "工作人员请从" in said(client.post(ADDRESS, signed(ana, said(client.get(ADDRESS)))))
    desk = "/desk/sign-in/certificate/"
    assert "请从大厅首页登录" in said(client.post(desk, signed(shop, said(client.get(desk)))))
    assert client.post(desk, signed(ana, said(client.get(desk)))).headers["Location"] == "/desk/"


def test_whoever_relies_on_us_gets_authorities_and_lists(shop):
    number, client = shop.row.authority_id, Client()

    issuer = x509.Certificate.from_der(client.get(f"/certificates/{number}.cer").content)
    revoked = x509.RevocationList.from_text(client.get(f"/certificates/{number}.crl").content)

    assert revoked.is_of(issuer, at=timezone.now())
    assert client.get("/certificates/999999.crl").status_code == 404


def test_the_openssl_command_asks_how_a_certificate_stands(shop, tmp_path):
    client, issuer = Client(), identity.authority(shop.row.authority_id)
    (tmp_path / "issuer.pem").write_text(x509.Certificate.from_der(bytes(issuer.content)).to_pem())
    (tmp_path / "shop.pem").write_bytes(shop.pem)
    run = {"cwd": tmp_path, "check": True, "capture_output": True}
    subprocess.run(["openssl", "ocsp", "-issuer", "issuer.pem", "-cert", "shop.pem", "-reqout", "asked.der"], **run)

    def told() -> str:
        asked = (tmp_path / "asked.der").read_bytes()
        answer = client.post("/certificates/status/", asked, content_type="application/ocsp-request")
        (tmp_path / "answer.der").write_bytes(answer.content)
        return subprocess.run(
            ["openssl", "ocsp", "-respin", "answer.der", "-noverify", "-resp_text"], **run
        ).stdout.decode()

    before = told()
    identity.suspend_certificate(shop.row.pk, by=SYSTEM, at=timezone.now())

    assert "Cert Status: good" in before
    assert "Cert Status: revoked" in told()
    assert "certificateHold" in told()


@pytest.mark.parametrize("asked", [b"", b"junk", b"\x30" * 9000])
def test_questions_that_cannot_be_read_are_answered_so(asked):
    answer = Client().post("/certificates/status/", asked, content_type="application/ocsp-request")

    assert answer.content == x509.status_refusal(x509.StatusAnswer.MALFORMED)
