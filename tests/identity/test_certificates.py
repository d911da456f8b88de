"""The hall's own authority: who is given a certificate, and what becomes of it."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from cryptography import x509 as parts
from cryptography.x509.oid import NameOID
from django.db import ProgrammingError, connection, transaction

from citong.identity import facade as identity
from citong.identity import jobs
from citong.identity.models import Certificate, Challenge
from citong.kernel import keys, rotation
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.crypto import x509
from citong.kernel.errors import InvalidInput, NotPermitted, Refusal
from citong.kernel.lifecycle import MoveNotAllowed
from citong.kernel.models import AuditEntry
from tests.factories.actors import everywhere
from tests.factories.certificates import certified, request_for
from tests.factories.identity import AccountFactory
from tests.kernel.authorities import new_key

AT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CLERK = Actor(id="account:1", channel="desk", grants=everywhere("window", "examiner", "approver", "business"))

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return AccountFactory(for_staff=True)


@pytest.fixture
def shop():
    return AccountFactory(for_enterprise=True)


def read(row) -> x509.Certificate:
    return x509.Certificate.from_der(bytes(row.content))


def actor_of(account) -> Actor:
    return Actor(id=identity.account_ref(account), channel="desk")


def the_list(row) -> x509.RevocationList:
    return x509.RevocationList.from_text(bytes(identity.authority(row.authority_id).list_content))


def test_the_authorities_are_founded_once():
    first = identity.found_authorities(by=SYSTEM, at=AT)
    again = identity.found_authorities(by=SYSTEM, at=AT + DAY)

    root, issuer = identity.authorities()
    assert first == again == issuer
    assert read(issuer).is_signed_by(read(root))
    assert read(root).extension(parts.BasicConstraints).path_length == 1
    assert read(issuer).extension(parts.BasicConstraints).path_length == 0
    assert read(root).serial.bit_length() > 64


def test_a_member_of_staff_is_named_by_number_and_department(ana):
    held = read(certified(ana, at=AT).row)

    assert held.named(NameOID.SERIAL_NUMBER) == ana.staff.number
    assert held.named(NameOID.COMMON_NAME) == ana.staff.name
    assert held.named(NameOID.ORGANIZATION_IDENTIFIER) == ana.staff.department.uscc
    assert held.extension(parts.KeyUsage).content_commitment
    assert not held.extension(parts.BasicConstraints).ca


def test_an_enterprise_is_named_by_its_credit_code(shop):
    held = read(certified(shop, at=AT).row)

    assert held.named(NameOID.ORGANIZATION_IDENTIFIER) == shop.enterprise.uscc
    assert held.named(NameOID.SERIAL_NUMBER) == ""


@pytest.mark.parametrize("scheme", list(x509.Scheme))
def test_keys_of_every_scheme_are_certified(ana, scheme):
    assert certified(ana, at=AT, scheme=scheme).row.state == "valid"


def test_serial_numbers_are_long_random_and_differ(ana, shop):
    serials = {int(certified(one, at=AT).row.serial, 16) for one in (ana, shop)}

    assert len(serials) == 2
    assert min(serial.bit_length() for serial in serials) == 127


def test_without_an_authority_nothing_is_issued(ana):
    with pytest.raises(identity.NoAuthority):
        identity.issue_certificate(ana.pk, request=request_for(new_key()), by=SYSTEM, at=AT)


def test_people_in_their_own_name_and_closed_accounts_are_given_none(ana):
    ana.is_active = False
    ana.save()

    for account in (AccountFactory(), ana):
        with pytest.raises(identity.CertificateNotIssued):
            certified(account, at=AT)


def test_a_key_is_certified_once(ana, shop):
    holder = certified(ana, at=AT)

    with pytest.raises(identity.CertificateNotIssued):
        identity.issue_certificate(shop.pk, request=request_for(holder.key), by=SYSTEM, at=AT)


def test_of_two_who_ask_for_the_same_key_at_once_one_is_given_it(transactional_db):
    identity.found_authorities(by=SYSTEM, at=AT)
    accounts, request, start = [AccountFactory(for_staff=True) for _ in range(2)], request_for(new_key()), Barrier(2)

    def issue(account):
        start.wait()
        try:
            return identity.issue_certificate(account.pk, request=request, by=SYSTEM, at=AT)
        except Refusal as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        given = list(pool.map(issue, accounts))

    assert sorted(type(one).__name__ for one in given) == ["Certificate", "CertificateNotIssued"]


class Thief:
    scheme = x509.Scheme.SM2
    public_key = new_key().public_key
    sign = new_key().sign


@pytest.mark.parametrize("request_file", [b"", b"garbage", b"\x30" * 20_000, request_for(Thief())])
def test_a_request_that_proves_nothing_is_refused(ana, request_file):
    identity.found_authorities(by=SYSTEM, at=AT)

    with pytest.raises(InvalidInput) as refused:
        identity.issue_certificate(ana.pk, request=request_file, by=SYSTEM, at=AT)

    assert list(refused.value.faults) == ["request"]


def test_a_revoked_certificate_is_on_the_list_at_once_and_for_good(ana):
    row = certified(ana, at=AT).row
    before = the_list(row)

    identity.revoke_certificate(row.pk, reason="key_compromise", by=SYSTEM, at=AT + DAY)

    assert before.serials == frozenset()
    assert the_list(row).serials == {int(row.serial, 16)}
    assert the_list(row).is_of(read(identity.authority(row.authority_id)), at=AT + DAY)
    for again in (identity.resume_certificate, identity.suspend_certificate):
        with pytest.raises(MoveNotAllowed):
            again(row.pk, by=SYSTEM, at=AT + DAY)


def test_a_suspended_certificate_is_on_the_list_until_it_is_resumed(ana):
    row = certified(ana, at=AT).row

    identity.suspend_certificate(row.pk, by=SYSTEM, at=AT)
    held = the_list(row).serials
    identity.resume_certificate(row.pk, by=SYSTEM, at=AT)

    assert held == {int(row.serial, 16)}
    assert the_list(row).serials == frozenset()


def test_a_revocation_needs_a_reason(ana):
    row = certified(ana, at=AT).row

    with pytest.raises(InvalidInput):
        identity.revoke_certificate(row.pk, reason="", by=SYSTEM, at=AT)


def test_a_renewed_certificate_is_for_a_new_key_and_ends_the_former(ana):
    former, key = certified(ana, at=AT).row, new_key()

    renewed = identity.renew_certificate(former.pk, request=request_for(key), by=SYSTEM, at=AT + DAY)

    former.refresh_from_db()
    assert (former.state, former.reason) == ("revoked", "superseded")
    assert renewed.replaces == former
    assert read(renewed).public_key == key.public_key
    with pytest.raises(MoveNotAllowed):
        identity.renew_certificate(former.pk, request=request_for(new_key()), by=SYSTEM, at=AT + DAY)


def test_a_renewal_with_the_former_key_is_refused_and_changes_nothing(ana):
    holder = certified(ana, at=AT)

    with pytest.raises(identity.CertificateNotIssued):
        identity.renew_certificate(holder.row.pk, request=request_for(holder.key), by=SYSTEM, at=AT)

    assert identity.certificate(holder.row.pk).state == "valid"


def test_only_administrators_issue_and_revoke(ana):
    row = certified(ana, at=AT).row
    acts = [
        lambda: identity.found_authorities(by=CLERK, at=AT),
        lambda: identity.issue_certificate(ana.pk, request=request_for(new_key()), by=CLERK, at=AT),
        lambda: identity.renew_certificate(row.pk, request=request_for(new_key()), by=CLERK, at=AT),
        lambda: identity.suspend_certificate(row.pk, by=CLERK, at=AT),
        lambda: identity.resume_certificate(row.pk, by=CLERK, at=AT),
        lambda: identity.revoke_certificate(row.pk, reason="key_compromise", by=CLERK, at=AT),
        lambda: identity.distrust_anchor(1, by=CLERK, at=AT),
    ]

    for act in acts:
        with pytest.raises(NotPermitted):
            act()


def test_every_act_is_on_record_without_a_name(ana):
    row = certified(ana, at=AT).row
    identity.suspend_certificate(row.pk, by=SYSTEM, at=AT)

    entries = AuditEntry.objects.filter(subject=f"certificate:{row.pk}").order_by("id")

    assert [one.action for one in entries] == ["identity.certificate_issued", "identity.certificate_suspend"]
    assert ana.staff.name not in str([one.details for one in entries])


def test_lists_are_renewed_before_they_grow_old(ana):
    row = certified(ana, at=AT).row

    jobs.renew_lists_of_revoked(AT + timedelta(hours=23))
    same = the_list(row)
    jobs.renew_lists_of_revoked(AT + DAY)

    assert same.issued_at == AT
    assert the_list(row).issued_at == AT + DAY
    assert identity.authority(row.authority_id).list_number == 2


def test_expired_certificates_are_on_no_list_any_more(ana):
    row = certified(ana, at=AT).row
    identity.revoke_certificate(row.pk, reason="superseded", by=SYSTEM, at=AT)

    identity.renew_lists(by=SYSTEM, at=row.not_after + DAY)

    assert the_list(row).serials == frozenset()


def test_keys_of_authorities_are_rotated_without_harm_and_never_retired(ana):
    row = certified(ana, at=AT).row
    purpose = identity.authority(row.authority_id).key_purpose
    rotation.rotate(purpose, by=SYSTEM, at=AT)
    keys.forget()

    identity.revoke_certificate(row.pk, reason="superseded", by=SYSTEM, at=AT)

    assert the_list(row).is_of(read(identity.authority(row.authority_id)), at=AT)
    with pytest.raises(rotation.KeyInUse):
        rotation.retire(purpose, 1, by=SYSTEM, at=AT + DAY)


def test_a_number_is_not_used_twice(ana, shop):
    row, other = certified(ana, at=AT).row, certified(shop, at=AT).row

    with pytest.raises(Exception, match="a_serial_number_is_used_once"), transaction.atomic():
        Certificate.objects.filter(pk=other.pk).update(serial=row.serial)


def test_signatures_that_are_kept_cannot_be_changed(ana):
    holder = certified(ana, at=AT)
    challenge = identity.ask_to_sign("决定：准予", subject="case:1", session="s", by=actor_of(ana), at=AT)
    kept = identity.take_signature(holder.signs(challenge), act="决定：准予", subject="case:1", by=actor_of(ana), at=AT)

    for change in (lambda: type(kept).objects.update(text="决定：不予"), lambda: type(kept).objects.all().delete()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
    assert identity.is_still_right(kept)


def test_texts_that_nobody_signed_are_forgotten_and_those_under_a_signature_kept(ana):
    holder = certified(ana, at=AT)
    identity.ask_to_sign_in(session="s", origin="http://hall", at=AT)
    challenge = identity.ask_to_sign("决定", subject="case:1", session="s", by=actor_of(ana), at=AT)
    identity.take_signature(holder.signs(challenge), act="决定", subject="case:1", by=actor_of(ana), at=AT)

    jobs.forget_what_nobody_signed(AT + DAY)

    assert [one.pk for one in Challenge.objects.all()] == [challenge.pk]


def test_the_openssl_command_verifies_our_chain_link_by_link_as_the_guide_says(ana, tmp_path):
    holder = certified(ana, at=AT)
    root, issuer = identity.authorities()
    for called, row in (("root", root), ("issuer", issuer), ("certificate", holder.row)):
        (tmp_path / f"{called}.pem").write_text(read(row).to_pem())
    how = f"openssl verify -attime {int(AT.timestamp())} -vfyopt distid:1234567812345678"

    for link in ("-CAfile root.pem issuer.pem", "-partial_chain -CAfile issuer.pem certificate.pem"):
        done = subprocess.run(f"{how} {link}".split(), cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
