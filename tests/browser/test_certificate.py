"""Somebody enters with a key file, made by the openssl command, that never leaves their browser."""

import base64
import subprocess
from pathlib import Path

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue.models import ItemVersion
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.crypto import x509
from citong.organisations.models import Post
from tests.browser.errands import sit_down
from tests.browser.people import PASSWORD, PHONE
from tests.channels.desk.conftest import holder_of
from tests.factories.cases import give_all, office, submitted
from tests.factories.identity import AccountFactory, granted
from tests.factories.organisations import PostFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECRET = "soft-key-2026"


def _openssl(folder: Path, command: str, *, given: bytes = b"") -> bytes:
    done = subprocess.run(["openssl", *command.split()], cwd=folder, input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def key_file(folder: Path, account) -> Path:
    """A key made as the guide says, and the certificate that was issued for it, in one file."""
    key = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -aes-256-cbc"
    _openssl(folder, f"{key} -pass pass:{SECRET} -out key.pem")
    request = "req -new -key key.pem -sm3 -sigopt distid:1234567812345678 -subj /CN=any"
    _openssl(folder, f"{request} -passin pass:{SECRET} -out request.pem")
    now = timezone.now()
    identity.found_authorities(by=SYSTEM, at=now)
    row = identity.issue_certificate(account.pk, request=(folder / "request.pem").read_bytes(), by=SYSTEM, at=now)
    certificate = x509.Certificate.from_der(bytes(row.content)).to_pem()
    (folder / "certificate.pem").write_text(certificate)
    both = folder / "both.pem"
    both.write_text((folder / "key.pem").read_text() + certificate)
    return both


def test_an_official_enters_with_a_key_file_and_nothing_of_it_is_sent(visit, people, tmp_path):
    both = key_file(tmp_path, people.approver)
    fay = visit("certificate")

    fay.opens("/desk/sign-in/")
    fay.presses("用数字证书登录")
    fay.looks()
    fay.page.set_input_files("#sign_files", both)
    fay.page.fill("#sign_password", "wrong")
    fay.page.get_by_role("button", name="签名并登录").click()
    fay.page.get_by_text("密码不对").wait_for()
    fay.page.fill("#sign_password", SECRET)
    sent = set(fay.page.evaluate("[...new FormData(document.querySelector('form[data-sign]')).keys()]"))
    fay.page.get_by_role("button", name="签名并登录").click()
    fay.page.wait_for_url("**/desk/")

    assert sent == {"csrfmiddlewaretoken", "next", "code", "certificate", "signature"}


def test_an_enterprise_enters_on_a_phone(visit, tmp_path):
    both = key_file(tmp_path, AccountFactory(for_enterprise=True))
    shop = visit("certificate-shop", width=PHONE)

    shop.opens("/sign-in/certificate/")
    shop.looks()
    shop.page.set_input_files("#sign_files", [tmp_path / "certificate.pem", tmp_path / "key.pem"])
    shop.page.fill("#sign_password", SECRET)
    shop.page.get_by_role("button", name="签名并登录").click()
    shop.page.wait_for_url("**/my/")
    assert both.exists()


def test_without_scripts_the_signature_is_made_elsewhere(visit, people, tmp_path):
    key_file(tmp_path, people.approver)
    fay = visit("certificate-plain", java_script_enabled=False)
    fay.page.goto("/desk/sign-in/certificate/")
    encoded = fay.page.get_attribute("[data-sign-text]", "data-sign-text")

    sign = f"dgst -sm3 -sign key.pem -passin pass:{SECRET} -sigopt distid:1234567812345678"
    signature = _openssl(tmp_path, sign, given=base64.b64decode(encoded))
    fay.page.fill("[name=certificate]", (tmp_path / "certificate.pem").read_text())
    fay.page.fill("[name=signature]", base64.b64encode(signature).decode())
    fay.page.get_by_role("button", name="签名并登录").click()
    fay.page.wait_for_url("**/desk/")

    assert PASSWORD not in fay.page.content()


def test_the_administrator_issues_and_an_approver_signs_a_decision(visit, people, tmp_path):
    key_file(tmp_path, people.approver)
    PostFactory(department=people.approver.staff.department, code="admin", duty=Post.Duty.GENERAL)
    kai_account = granted(holder_of("health", "admin", name="Kai"), "system_administrator")
    kai_account.set_password(PASSWORD)
    kai_account.save()
    case = submitted(ItemVersion.objects.get(item__code="HEALTH-1"), at=timezone.now())
    cases.accept(case.pk, by=office().window, at=timezone.now())
    give_all(case)

    kai = visit("certificates-keeper", width=PHONE)
    sit_down(kai, kai_account)
    kai.opens("/desk/certificates/")
    kai.looks()
    kai.presses("签发证书")
    kai.looks()
    kai.opens("/desk/certificates/")
    kai.page.locator("main table a").first.click()
    kai.looks()

    fay = visit("sign-decision")
    sit_down(fay, people.approver)
    fay.opens(f"/desk/cases/{case.pk}/")
    fay.page.get_by_label("理由").first.fill("符合条件")
    fay.presses("签名并准予")
    fay.looks()
    fay.page.set_input_files("#sign_files", tmp_path / "both.pem")
    fay.page.fill("#sign_password", SECRET)
    fay.page.get_by_role("button", name="签名并准予").click()
    fay.page.get_by_text("您的签名已经留存").wait_for()
    fay.page.get_by_text("签名的内容和证书").click()
    fay.looks()
