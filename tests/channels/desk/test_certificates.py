"""The administrator's screens of certificates, and signing a decision at the desk."""

import base64
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.crypto import x509
from citong.organisations.models import Post
from tests.channels.desk.conftest import holder_of
from tests.factories.cases import give_all, office, submitted
from tests.factories.catalogue import establish_departments, publish_configured
from tests.factories.certificates import certified, request_for
from tests.factories.identity import AccountFactory, granted
from tests.factories.organisations import PostFactory
from tests.kernel.authorities import issuer_extensions, new_key, party

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(db) -> Client:
    PostFactory(department=establish_departments()["health"], code="admin", duty=Post.Duty.GENERAL)
    client = Client()
    client.force_login(granted(holder_of("health", "admin", name="Kai"), "system_administrator"))
    return client


def a_request(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("request.csr", request_for(new_key()) if content is None else content)


def said(answer) -> str:
    return answer.content.decode()


def test_the_administrator_founds_the_authority_and_issues_the_first_certificate(keeper):
    ana = AccountFactory(for_staff=True)
    assert "建立证书机构" in said(keeper.get("/desk/certificates/"))
    keeper.post("/desk/certificates/founding/")

    answer = keeper.post("/desk/certificates/new/", {"login": ana.login, "request": a_request()}, follow=True)

    assert "证书已经签发" in said(answer)
    row = identity.certificates().get()
    assert row.account == ana
    assert ana.staff.name in said(keeper.get("/desk/certificates/"))
    file = keeper.get(f"/desk/certificates/{row.pk}/file/")
    assert x509.Certificate.from_text(file.content).fingerprint == row.fingerprint


@pytest.mark.parametrize(
    ("login", "content", "words"),
    [
        ("nobody", None, "找不到这个账号"),
        ("ana", b"junk", "这不是证书申请文件"),
        ("ana", b"x" * 20_000, "文件太大"),
        ("", None, "请填写工号"),
    ],
)
def test_what_is_wrong_is_said_beside_the_form(keeper, login, content, words):
    ana = AccountFactory(for_staff=True)
    identity.found_authorities(by=SYSTEM, at=timezone.now())

    brought = {"login": ana.login if login == "ana" else login, "request": a_request(content)}
    answer = keeper.post("/desk/certificates/new/", brought)

    assert answer.status_code == 422
    assert words in said(answer)


def test_a_certificate_is_suspended_resumed_renewed_and_revoked(keeper):
    row = certified(AccountFactory(for_enterprise=True), at=timezone.now()).row
    page = f"/desk/certificates/{row.pk}/"

    assert "已挂失" in said(keeper.post(f"{page}suspension/", follow=True))
    assert "有效" in said(keeper.post(f"{page}resumption/", follow=True))
    renewed = keeper.post(f"{page}renewal/", {"request": a_request()}, follow=True)
    assert "证书已经签发" in said(renewed)
    assert "换发了新证书" in said(keeper.get(page))

    newer = identity.certificates()[0]
    gone = keeper.post(f"/desk/certificates/{newer.pk}/revocation/", {"reason": "key_compromise"}, follow=True)
    assert "已注销" in said(gone)
    assert "挂失</button>" not in said(gone)


@pytest.fixture
def to_decide() -> cases.Case:
    now = timezone.now()
    case = submitted(publish_configured())
    cases.accept(case.pk, by=office().window, at=now)
    give_all(case)
    return cases.case(case.pk)


@pytest.fixture
def to_issue() -> cases.Case:
    now = timezone.now()
    case = submitted(publish_configured(makes_certificate=True))
    cases.accept(case.pk, by=office().window, at=now)
    give_all(case)
    cases.grant(case.pk, by=office().approver, at=now)
    return cases.begin_issuing(case.pk, by=SYSTEM, at=now)


@pytest.fixture
def wei(to_issue):
    """Somebody at the window with a certificate."""
    return certified(holder_of("health", "window"), at=timezone.now())


@pytest.fixture
def fay(to_decide):
    """The approver with a certificate."""
    return certified(holder_of("health", "approve", name="Fay"), at=timezone.now())


def signed_form(holder, page: str, **answers: str) -> dict[str, str]:
    """What a browser sends after it has signed what the page shows."""
    encoded = re.search(r'data-sign-text="([^"]+)"', page)[1]
    code = re.search(r'name="code" value="([^"]+)"', page)[1]
    signature = base64.b64encode(holder.key.sign(base64.b64decode(encoded))).decode()
    return {"sign": "yes", "code": code, "certificate": holder.pem.decode(), "signature": signature, **answers}


def test_an_approver_signs_a_grant_and_the_case_shows_it(to_decide, fay):
    client, address = Client(), f"/desk/cases/{to_decide.pk}/grant/"
    client.force_login(fay.account)

    page = said(client.post(address, {"sign": "yes", "reasons": "符合条件"}))
    assert to_decide.number in page
    assert "符合条件" in page
    answer = client.post(address, signed_form(fay, page, reasons="符合条件"), follow=True)

    assert "您的签名已经留存" in said(answer)
    assert "已签名" in said(client.get(f"/desk/cases/{to_decide.pk}/"))
    assert cases.case(to_decide.pk).decision.signature is not None


def test_what_was_changed_after_signing_is_asked_for_anew(to_decide, fay):
    client, address = Client(), f"/desk/cases/{to_decide.pk}/grant/"
    client.force_login(fay.account)
    page = said(client.post(address, {"sign": "yes", "reasons": "符合条件"}))

    answer = client.post(address, signed_form(fay, page, reasons="另一个理由"))

    assert answer.status_code == 422
    assert "签名以后内容改过了" in said(answer)
    assert cases.case(to_decide.pk).state == cases.State.TO_DECIDE


def test_a_refusal_is_signed_over_what_is_written(to_decide, fay):
    client, address = Client(), f"/desk/cases/{to_decide.pk}/refusal/"
    client.force_login(fay.account)
    written = {"reasons": "不符合条件", "basis": "《条例》第三条", "remedies": "可以申请复议"}
    assert "签名并不予许可" in said(client.get(address))

    page = said(client.post(address, {"sign": "yes", **written}))
    client.post(address, signed_form(fay, page, **written))

    assert cases.case(to_decide.pk).decision.signature is not None


def test_where_signing_is_off_there_is_no_button_and_where_it_is_required_no_way_around(to_decide, fay, settings):
    client, address = Client(), f"/desk/cases/{to_decide.pk}/"
    client.force_login(fay.account)

    settings.CONFIRM_BY_SIGNATURE = "off"
    assert "签名并准予" not in said(client.get(address))
    settings.CONFIRM_BY_SIGNATURE = "required"
    assert "要签的内容" in said(client.post(f"{address}grant/", {}))
    assert cases.case(to_decide.pk).state == cases.State.TO_DECIDE


TYPED = {"name-0": "卫生许可证", "number-0": "泉卫 001", "from-0": "2026-09-21", "to-0": ""}
SECOND = {"name-1": "卫生许可证副本", "number-1": "泉卫 002", "from-1": "2026-09-21", "to-1": "2030-09-20"}


def test_the_window_signs_what_it_issues_and_the_case_shows_it(to_issue, wei):
    client, address = Client(), f"/desk/cases/{to_issue.pk}/certificates/"
    client.force_login(wei.account)
    typed = {**TYPED, **SECOND, "rows": "2"}
    assert "签名并登记证照" in said(client.get(address))

    page = said(client.post(address, {"sign": "yes", **typed}))
    assert "卫生许可证副本，编号 泉卫 002，2026-09-21 起，2030-09-20 止" in page
    again = dict(re.findall(r'<textarea name="([^"]+)" hidden>([^<]*)</textarea>', page))
    answer = client.post(address, signed_form(wei, page, **again), follow=True)

    assert "您的签名已经留存" in said(answer)
    shown = said(client.get(f"/desk/cases/{to_issue.pk}/"))
    assert shown.count("已签名") == 1
    assert shown.index("<h2>证照</h2>") < shown.index("已签名") < shown.index("<h2>决定</h2>")
    assert cases.case(to_issue.pk).certificates.count() == 2


def test_certificates_changed_after_signing_are_asked_for_anew(to_issue, wei):
    client, address = Client(), f"/desk/cases/{to_issue.pk}/certificates/"
    client.force_login(wei.account)
    page = said(client.post(address, {"sign": "yes", "rows": "1", **TYPED}))

    answer = client.post(address, signed_form(wei, page, rows="1", **{**TYPED, "number-0": "泉卫 003"}))

    assert answer.status_code == 422
    assert "签名以后内容改过了" in said(answer)
    assert "泉卫 003" in said(answer)
    assert cases.case(to_issue.pk).state == cases.State.ISSUING


def test_where_it_is_required_the_window_signs_whichever_button_it_presses(to_issue, wei, settings):
    settings.CONFIRM_BY_SIGNATURE = "required"
    client, address = Client(), f"/desk/cases/{to_issue.pk}/certificates/"
    client.force_login(wei.account)

    assert "要签的内容" in said(client.post(address, {"step": "issue", "rows": "1", **TYPED}))
    wrong = client.post(address, {"sign": "yes", "rows": "1", **TYPED, "number-0": ""})
    assert wrong.status_code == 422
    assert "请填写证照编号" in said(wrong)
    assert cases.case(to_issue.pk).state == cases.State.ISSUING


def test_bodies_that_are_trusted_and_ends_that_are_near_are_shown(keeper):
    root = party("省级机构", extensions=issuer_extensions())
    identity.trust_anchor(
        "省级机构", certificate=root.certificate.content, for_staff=True, for_enterprises=True, by=SYSTEM,
        at=timezone.now(),
    )  # fmt: skip
    certified(holder_of("health", "approve", name="Fay"), at=timezone.now() - timedelta(days=710))

    page = said(keeper.get("/desk/certificates/"))

    assert "省级机构" in page
    assert "认工作人员、企业的证书" in page
    assert "快到期了" in page
