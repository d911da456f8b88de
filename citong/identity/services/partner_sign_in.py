"""Somebody signs in on the word of a partner, and signs out on it.

Whose account it is is decided by the document or the credit code that the partner has verified, never by a number, a
name or an address that anybody may have. Where what we know and what the partner says do not fit, a person looks.
"""

from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.crypto import sm3_hex
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import IdentityConflict, NotYourAccount, PartnerRefused
from ..models import Account, Assurance, Enterprise, Partner, PartnerLink, PartnerVisit, Person
from ..ports import Assertion, Ending
from ..rules import numbers
from ..rules.levels import Method
from ..rules.names import check_name, normal_name
from ..rules.openid import SKEW
from ..rules.partners import level_of
from .assurance import add_proof
from .mandates.counter import found_handler
from .sessions import end_by_partner
from .site_proof import use_once


@transaction.atomic
def sign_in_by_partner(partner: Partner, *, assertion: Assertion, at: datetime) -> Account:
    """The account of whoever a partner vouches for: known by its name there, by the document, or opened now."""
    level = level_of(assertion.level, levels=partner.levels, trusted_up_to=partner.trusted_up_to)
    person = _person_vouched_for(assertion, level=level, at=at)
    link = PartnerLink.objects.filter(partner=partner, subject=assertion.subject, ended_at=None).first()
    account = _account_linked(link) if link else _account_of(person, assertion)
    if account is None:
        account = _open(person, assertion, partner=partner, level=level, at=at)
    if account.person_id != person.pk or not account.is_active or not _is_enterprise(account, assertion):
        raise _conflict()
    if link is None:
        _link(partner, account, assertion=assertion, at=at)
    holder = Actor(id=ref("account", account.pk), channel="sign_in")
    audit.record("identity.signed_in", subject=holder.id, by=holder, at=at, partner=partner.pk)
    return Account.objects.joined().get(pk=account.pk)


@transaction.atomic
def begin_partner_visit(
    partner: Partner, *, account_id: int, assertion: Assertion, by: Actor, at: datetime
) -> PartnerVisit:
    """A partner's word is noted, on which a session is about to be opened: at once, or after a second factor."""
    visit = PartnerVisit.objects.create(
        partner=partner,
        account_id=account_id,
        subject=assertion.subject,
        their_session=_digest(assertion.session),
        id_token=assertion.id_token,
        begun_at=at,
    )
    audit.record("identity.partner_visit_begun", subject=ref("account", account_id), by=by, at=at, partner=partner.pk)
    return visit


@transaction.atomic
def bind_partner_visit(visit_id: int, *, session_id: str, by: Actor, at: datetime) -> None:
    """The session that was opened on a partner's word will end on its word; at once, if that has come meanwhile."""
    visit = PartnerVisit.objects.select_for_update(of=("self",)).get(pk=visit_id)
    if by.id != ref("account", visit.account_id):
        raise NotYourAccount("只能为自己的账号登录。")
    visit.session_id = session_id
    visit.save(update_fields=["session_id"])
    audit.record("identity.partner_visit_bound", subject=by.id, by=by, at=at, partner=visit.partner_id)
    if visit.ended_at is not None:
        end_by_partner([session_id], by=by, at=at)


@transaction.atomic
def end_on_partners_word(partner: Partner, *, ending: Ending, at: datetime) -> int:
    """Sessions end here because they ended there, and with them those at sites beyond; returns how many.

    Its message is used up with what follows from it: if we die in between, the partner may send it once more.
    """
    if ending.name and ending.expires_at:
        until = ending.expires_at.astimezone(UTC) + SKEW
        if not use_once(f"partner:{partner.pk}", name=ending.name, until=until):
            raise PartnerRefused("这条消息已经收到过。")
    visits = PartnerVisit.objects.select_for_update(of=("self",)).filter(partner=partner, ended_at=None)
    if ending.session:
        visits = visits.filter(their_session=_digest(ending.session))
    if ending.subject:
        visits = visits.filter(subject=ending.subject)
    found = list(visits) if ending.session or ending.subject else []
    PartnerVisit.objects.filter(pk__in=[visit.pk for visit in found]).update(ended_at=at)
    end_by_partner([visit.session_id for visit in found if visit.session_id], by=SYSTEM, at=at)
    for visit in found:
        audit.record("identity.partner_visit_ended", subject=ref("account", visit.account_id), by=SYSTEM, at=at,
                     partner=partner.pk)  # fmt: skip
    return len(found)


def _person_vouched_for(assertion: Assertion, *, level: int, at: datetime) -> Person:
    """The person of the document that the partner verified, locked."""
    id_number, name = numbers.normal_number(assertion.id_number), normal_name(assertion.name)
    is_document = not numbers.check_id_number(assertion.id_type, id_number, today=timezone.localdate(at))
    if level < Assurance.REAL_NAME or not is_document or check_name(name):
        raise PartnerRefused(
            "对方没有告诉我们您已经实名，不能这样登录。",
            remedy="请先在那边完成实名认证，并同意提供姓名和证件号码；也可以用本站的账号登录。",
        )
    known, _ = Person.objects.get_or_create(id_type=assertion.id_type, id_number=id_number, defaults={"name": name})
    person = Person.objects.select_for_update(of=("self",)).get(pk=known.pk)
    if person.name != name:
        raise _conflict()
    return person


def _account_linked(link: PartnerLink) -> Account:
    return Account.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=link.account_id)


def _account_of(person: Person, assertion: Assertion) -> Account | None:
    """The account that the person, or the enterprise through this person, has here.

    One that nobody verified may be a stranger's who knew the number: it is not handed over on anybody's word.
    """
    code = organisations.normal_credit_code(assertion.credit_code)
    accounts = Account.objects.select_for_update(of=("self",)).select_related("enterprise")
    accounts = accounts.filter(person=person, closed_at=None)
    found = accounts.filter(enterprise__uscc=code).first() if code else accounts.filter(enterprise=None).first()
    if found is not None and found.assurance < Assurance.REAL_NAME:
        raise _conflict()
    return found


def _is_enterprise(account: Account, assertion: Assertion) -> bool:
    """Whether the account stands for what the partner says: the same enterprise, or none on both sides."""
    if account.enterprise is None:
        return not assertion.credit_code
    code, name = account.enterprise.uscc, account.enterprise.name
    return (code, name) == (organisations.normal_credit_code(assertion.credit_code), assertion.enterprise_name.strip())


def _open(person: Person, assertion: Assertion, *, partner: Partner, level: int, at: datetime) -> Account:
    """A first visit: the account has no password, and is entered through the partner until it is given one."""
    phone = numbers.normal_mobile(assertion.phone)
    account = Account.objects.create(
        login=f"{partner.code}.{sm3_hex(assertion.subject.encode())[:16]}",
        password=make_password(None),
        phone="" if numbers.check_mobile(phone) else phone,
        person=person,
        enterprise=_enterprise(assertion) if assertion.credit_code else None,
        created_at=at,
    )
    by = Actor(id=ref("account", account.pk), channel="sign_in")
    source, worth = ref("partner", partner.pk), Assurance(level)
    add_proof(account, method=Method.PARTNER, source=source, worth=worth, by=by, at=at)
    audit.record("identity.opened_by_partner", subject=by.id, by=by, at=at, partner=partner.pk, level=level)
    if account.enterprise_id is not None:
        found_handler(account, by=by, at=at)
    return account


def _enterprise(assertion: Assertion) -> Enterprise:
    """The enterprise, if we do not know it yet; further handlers of one that we know are a matter for the counter."""
    code = organisations.normal_credit_code(assertion.credit_code)
    name, head = assertion.enterprise_name.strip(), assertion.legal_representative.strip()
    if organisations.check_credit_code(code) or numbers.check_enterprise_name(name):
        raise _conflict()
    enterprise, is_new = Enterprise.objects.get_or_create(
        uscc=code, defaults={"name": name, "legal_representative": head}
    )
    if not is_new:
        raise _conflict()
    return enterprise


def _link(partner: Partner, account: Account, *, assertion: Assertion, at: datetime) -> None:
    linked = PartnerLink.objects.filter(partner=partner, account=account, ended_at=None)
    if linked.exists():
        raise _conflict()
    PartnerLink.objects.create(partner=partner, account=account, subject=assertion.subject, linked_at=at)
    by = Actor(id=ref("account", account.pk), channel="sign_in")
    audit.record("identity.partner_linked", subject=by.id, by=by, at=at, partner=partner.pk)


def _digest(session: str) -> str:
    return sm3_hex(session.encode()) if session else ""


def _conflict() -> IdentityConflict:
    return IdentityConflict(
        "对方说的身份和本站登记的对不上，没有让您登录。",
        remedy="请带上证件到大厅窗口核实，核实以后就能这样登录；现在也可以用本站的账号登录。",
    )
