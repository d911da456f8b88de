"""Whoever dies in the middle of granting, vouching, certifying, or letting sites and partners in changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from citong.identity import facade as identity
from citong.identity.models import Account, Session
from citong.identity.queries import tokens
from citong.kernel.actors import SYSTEM, Actor
from citong.organisations.models import Post
from tests.factories.actors import everywhere
from tests.factories.certificates import Holder, certified, request_for
from tests.factories.identity import AccountFactory
from tests.factories.organisations import AssignmentFactory, StaffFactory
from tests.factories.sites import BACK, VERIFIER, a_site, terms
from tests.faults.deaths import die_again_and_again
from tests.identity.opening import ANA
from tests.identity.test_challenges import foreign_list
from tests.kernel.authorities import issuer_extensions, new_key, party

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
AT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECURITY = Actor(id="account:0", channel="desk", name="Sam", grants=everywhere("security_administrator"))
SESSION, ACT = "s" * 32, "决定：准予"
BY = {"by": SYSTEM, "at": AT}
AGREED = identity.PartnerAgreement(
    "示例平台", "oidc", "https://sso.example", "hall", scopes="openid", levels={"high": 2}
)


@pytest.fixture(autouse=True)
def quick(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def self_of(account: Account) -> Actor:
    return Actor(id=identity.account_ref(account), channel="portal")


def official() -> Account:
    return AccountFactory(for_staff=True, staff=AssignmentFactory(post__duty=Post.Duty.GENERAL).staff)


def granted_to(account: Account) -> identity.RoleGrant:
    return identity.grant_role(
        account.pk, role="auditor", terms=identity.Terms(), reason="工作需要", by=SECURITY, at=AT
    )


def signed_in(account: Account) -> Account:
    times = dict.fromkeys(("opened_at", "seen_at", "confirmed_at"), AT) | {"ends_at": AT + DAY}
    Session.objects.create(session_id=SESSION, key_digest=SESSION, account=account, idle=DAY, **times)
    return account


# Officials and their roles


def open_staff_account() -> Act:
    staff = StaffFactory()
    return lambda: identity.open_staff_account(staff.pk, login="wang", password="xiexie-nin", **BY)


def close_staff_account() -> Act:
    account = signed_in(official())
    return lambda: identity.close_staff_account(account.pk, **BY)


def reopen_staff_account() -> Act:
    account = official()
    identity.close_staff_account(account.pk, **BY)
    return lambda: identity.reopen_staff_account(account.pk, password="zaijian-nin", **BY)


def grant_role() -> Act:
    account = official()
    return lambda: granted_to(account)


def take_role_back() -> Act:
    grant = granted_to(official())
    return lambda: identity.take_role_back(grant.pk, reason="调离", by=SECURITY, at=AT)


def end_grants_on_post() -> Act:
    account = official()
    post = granted_to(account).post_id
    return lambda: identity.end_grants_on_post(account.staff_id, post_id=post, **BY)


def raise_assurance() -> Act:
    account = AccountFactory()
    return lambda: identity.raise_assurance(account.pk, method=identity.Method.COUNTER, source="窗口", **BY)


def register_client() -> Act:
    return lambda: identity.register_client("示例系统", department_id=None, **BY)


def revoke_client() -> Act:
    client, _ = identity.register_client("示例系统", department_id=None, **BY)
    return lambda: identity.revoke_client(client.pk, **BY)


# Sites


def register_site() -> Act:
    return lambda: a_site(at=AT)


def change_site() -> Act:
    site, _ = a_site(at=AT)
    return lambda: identity.change_site(site.pk, terms=terms(scopes=["openid"]), **BY)


def renew_site_secret() -> Act:
    site, _ = a_site(at=AT)
    return lambda: identity.renew_site_secret(site.pk, **BY)


def revoke_site() -> Act:
    site, _ = _used_site()
    return lambda: identity.revoke_site(site.pk, **BY)


def _consented() -> tuple[identity.Site, Account]:
    site, _ = a_site(at=AT)
    account = signed_in(AccountFactory())
    _consents(site, account)
    return site, account


def _consents(site: identity.Site, account: Account) -> None:
    given = ["openid", "offline_access"]
    identity.give_consent(site.pk, account_id=account.pk, scopes=given, by=self_of(account), at=AT)


def _code_for(site: identity.Site, account: Account) -> str:
    challenge = tokens.rules.challenge_of(VERIFIER)
    wish = identity.SignOnRequest(redirect_uri=BACK, scopes=("openid", "offline_access"), challenge=challenge)
    stay = identity.Stay(session_id=SESSION, means=identity.Means.PASSWORD, entered_at=AT)
    return identity.grant_code(site, account_id=account.pk, request=wish, session=stay, by=self_of(account), at=AT)


def _exchanges(site: identity.Site, code: str) -> identity.Tokens:
    by = identity.actor_for_site(site)
    return identity.exchange_code(site, code=code, redirect_uri=BACK, verifier=VERIFIER, by=by, at=AT)


def _used_site() -> tuple[identity.Site, identity.Tokens]:
    site, account = _consented()
    return site, _exchanges(site, _code_for(site, account))


def give_consent() -> Act:
    (site, _), account = a_site(at=AT), AccountFactory()
    return lambda: _consents(site, account)


def grant_code() -> Act:
    site, account = _consented()
    return lambda: _code_for(site, account)


def exchange_code() -> Act:
    site, account = _consented()
    code = _code_for(site, account)
    return lambda: _exchanges(site, code)


def refresh_tokens() -> Act:
    site, told = _used_site()
    return lambda: identity.refresh_tokens(site, refresh_token=told.refresh_token, scope="", **BY)


def tell_site() -> Act:
    site, told = _used_site()
    found = identity.token_told(told.access_token, site_id=site.pk, at=AT)
    return lambda: identity.tell_site(found.grant, by=identity.actor_for_site(site), at=AT)


def revoke_site_token() -> Act:
    site, told = _used_site()
    return lambda: identity.revoke_site_token(site, token=told.access_token, **BY)


def withdraw_consent() -> Act:
    _, told = _used_site()
    (consent,) = identity.consents_of(told.grant.account_id)
    return lambda: identity.withdraw_consent(consent.pk, by=self_of(told.grant.account), at=AT)


def end_visits() -> Act:
    _used_site()
    return lambda: identity.end_visits(SESSION, **BY)


# Partners


def _partner() -> identity.Partner:
    return identity.add_partner("there", agreement=AGREED, secret="x", **BY)


def _word(account: Account | None = None) -> identity.Assertion:
    who = ANA if account is None else {"name": account.person.name, "id_type": account.person.id_type,
                                       "id_number": account.person.id_number}  # fmt: skip
    return identity.Assertion(subject="their-ana", session="theirs", level="high", phone="13800138000", **who)


def _visited() -> tuple[identity.Partner, Account, identity.PartnerVisit]:
    partner = _partner()
    account = signed_in(identity.sign_in_by_partner(partner, assertion=_word(), at=AT))
    given = {"account_id": account.pk, "assertion": _word()}
    return partner, account, identity.begin_partner_visit(partner, **given, by=self_of(account), at=AT)


def add_partner() -> Act:
    return _partner


def change_partner() -> Act:
    partner = _partner()
    agreement = replace(AGREED, name="另一个平台")
    return lambda: identity.change_partner(partner.pk, agreement=agreement, secret=None, **BY)


def sign_in_by_partner() -> Act:
    partner = _partner()
    return lambda: identity.sign_in_by_partner(partner, assertion=_word(), at=AT)


def begin_partner_visit() -> Act:
    partner, account = _partner(), AccountFactory()
    given = {"account_id": account.pk, "assertion": _word(account)}
    return lambda: identity.begin_partner_visit(partner, **given, by=self_of(account), at=AT)


def bind_partner_visit() -> Act:
    partner, account, visit = _visited()
    identity.end_on_partners_word(partner, ending=identity.Ending(session="theirs"), at=AT)
    return lambda: identity.bind_partner_visit(visit.pk, session_id=SESSION, by=self_of(account), at=AT)


def end_on_partners_word() -> Act:
    partner, account, visit = _visited()
    identity.bind_partner_visit(visit.pk, session_id=SESSION, by=self_of(account), at=AT)
    ending = identity.Ending(session="theirs", name="their message", expires_at=AT + DAY)
    return lambda: identity.end_on_partners_word(partner, ending=ending, at=AT)


# Certificates


def found_authorities() -> Act:
    return lambda: identity.found_authorities(**BY)


def renew_lists() -> Act:
    identity.found_authorities(**BY)
    return lambda: identity.renew_lists(by=SYSTEM, at=AT + 2 * DAY)


def issue_certificate() -> Act:
    identity.found_authorities(**BY)
    account, request = official(), request_for(new_key())
    return lambda: identity.issue_certificate(account.pk, request=request, **BY)


def _held() -> Holder:
    return certified(official(), at=AT)


def renew_certificate() -> Act:
    held, request = _held(), request_for(new_key())
    return lambda: identity.renew_certificate(held.row.pk, request=request, **BY)


def suspend_certificate() -> Act:
    held = _held()
    return lambda: identity.suspend_certificate(held.row.pk, **BY)


def resume_certificate() -> Act:
    held = _held()
    identity.suspend_certificate(held.row.pk, **BY)
    return lambda: identity.resume_certificate(held.row.pk, **BY)


def revoke_certificate() -> Act:
    held = _held()
    return lambda: identity.revoke_certificate(held.row.pk, reason="key_compromise", **BY)


def revoke_certificates_of_staff() -> Act:
    held = _held()
    return lambda: identity.revoke_certificates_of_staff(held.account.staff_id, **BY)


def _trusts(root) -> identity.Anchor:
    content = root.certificate.content
    return identity.trust_anchor("省级机构", certificate=content, for_staff=True, for_enterprises=True, **BY)


def _root():
    return party("Elsewhere", extensions=issuer_extensions())


def trust_anchor() -> Act:
    root = _root()
    return lambda: _trusts(root)


def distrust_anchor() -> Act:
    anchor = _trusts(_root())
    return lambda: identity.distrust_anchor(anchor.pk, **BY)


def take_list() -> Act:
    root = _root()
    anchor, content = _trusts(root), foreign_list(root)
    return lambda: identity.take_list(anchor.pk, issuer=root.certificate.content, content=content, **BY)


def ask_to_sign_in() -> Act:
    return lambda: identity.ask_to_sign_in(session=SESSION, origin="https://hall.example", at=AT)


def ask_to_sign() -> Act:
    held = _held()
    return lambda: _asked(held)


def _asked(held: Holder) -> identity.Challenge:
    return identity.ask_to_sign(ACT, subject="case:1", session=SESSION, by=self_of(held.account), at=AT)


def take_signature() -> Act:
    held = _held()
    signed = held.signs(_asked(held))
    return lambda: identity.take_signature(signed, act=ACT, subject="case:1", by=self_of(held.account), at=AT)


def forget_old_challenges() -> Act:
    ask_to_sign_in()()
    return lambda: identity.forget_old_challenges(by=SYSTEM, at=AT + DAY)


OF_TRUST: dict[str, Callable[[], Act]] = {
    made.__name__: made
    for made in (
        open_staff_account, close_staff_account, reopen_staff_account, grant_role, take_role_back, end_grants_on_post,
        raise_assurance, register_client, revoke_client,
        register_site, change_site, renew_site_secret, revoke_site, give_consent, grant_code, exchange_code,
        refresh_tokens, tell_site, revoke_site_token, withdraw_consent, end_visits,
        add_partner, change_partner, sign_in_by_partner, begin_partner_visit, bind_partner_visit, end_on_partners_word,
        found_authorities, renew_lists, issue_certificate, renew_certificate, suspend_certificate, resume_certificate,
        revoke_certificate, revoke_certificates_of_staff, trust_anchor, distrust_anchor, take_list, ask_to_sign_in,
        ask_to_sign, take_signature, forget_old_challenges,
    )
}  # fmt: skip


@pytest.mark.parametrize("prepare", OF_TRUST.values(), ids=OF_TRUST)
def test_who_dies_in_the_middle_leaves_all_trust_as_it_was(prepare: Callable[[], Act]):
    act = prepare()

    assert die_again_and_again(act) >= 2
