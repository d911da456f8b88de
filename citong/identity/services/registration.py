"""Somebody becomes known to the hall: a person, an enterprise, a member of staff."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..models import Account, Assurance, Enterprise, Person
from ..rules import numbers as rules
from ..rules.agreement import fault_of_acceptance
from ..rules.codes import Purpose
from ..rules.levels import Method
from ..rules.names import check_name, normal_enterprise_name, normal_name
from ..rules.permissions import P
from .assurance import add_proof
from .mandates.counter import found_handler
from .permission import refuse_unless, refuse_unless_somewhere
from .phone_codes import tried, use
from .refusing import already_registered, fault_of_password, refuse_faults


@dataclass(frozen=True)
class Opening:
    """What everybody gives who opens an account: the telephone, the code that came to it, and in which browser it was
    asked for; a password; and the version of the service agreement that they accept."""

    phone: str
    code: str
    browser: str
    password: str
    agreement: str

    def faults(self) -> dict[str, str | None]:
        """What cannot be taken of it, before the code is tried."""
        return {
            "phone": rules.check_mobile(self.phone),
            "password": fault_of_password(self.password),
            "agreement": fault_of_acceptance(self.agreement),
        }


def sign_up(opening: Opening, *, name: str, id_type: str, id_number: str, by: Actor, at: datetime) -> Account:
    """Somebody opens an account of their own; they sign in with the mobile number, which a code shows to be theirs.

    Of two who sign up at once with one document or one number, the second is refused.
    """
    opening = replace(opening, phone=rules.normal_mobile(opening.phone))
    holder = Person(name=normal_name(name), id_type=id_type, id_number=rules.normal_number(id_number))
    refuse_faults(
        name=check_name(holder.name),
        id_number=rules.check_id_number(id_type, holder.id_number, today=timezone.localdate(at)),
        **opening.faults(),
    )
    hashed = make_password(opening.password)
    challenge = tried(opening.phone, purpose=Purpose.SIGN_UP, code=opening.code, browser=opening.browser, at=at)
    with transaction.atomic():
        use(challenge, at=at)
        person = _person(holder)
        if Account.objects.filter(person=person, enterprise=None).exists():
            raise already_registered()
        account = _open(opening.phone, **_opened(opening, password=hashed, at=at), person=person)
        audit.record("identity.signed_up", subject=ref("account", account.pk), by=by, at=at)
    return account


def sign_up_enterprise(
    opening: Opening,
    *,
    name: str,
    uscc: str,
    legal_representative: str,
    handler_name: str,
    handler_id_type: str,
    handler_id_number: str,
    address: str = "",
    by: Actor,
    at: datetime,
) -> Account:
    """An enterprise opens its account through a handler; it signs in with its credit code.

    An enterprise that has an account is not given another one here: further handlers are a matter for the counter.
    """
    opening = replace(opening, phone=rules.normal_mobile(opening.phone))
    body = Enterprise(
        name=normal_enterprise_name(name),
        uscc=organisations.normal_credit_code(uscc),
        legal_representative=normal_name(legal_representative),
        address=address.strip(),
    )
    handler = Person(
        name=normal_name(handler_name), id_type=handler_id_type, id_number=rules.normal_number(handler_id_number)
    )
    refuse_faults(
        name=rules.check_enterprise_name(body.name),
        uscc=organisations.check_credit_code(body.uscc),
        legal_representative=check_name(body.legal_representative),
        handler_name=check_name(handler.name),
        handler_id_number=rules.check_id_number(handler.id_type, handler.id_number, today=timezone.localdate(at)),
        address=rules.check_address(body.address),
        **opening.faults(),
    )
    return _enterprise_signed_up(opening, body, handler, by=by, at=at)


def _enterprise_signed_up(opening: Opening, body: Enterprise, handler: Person, *, by: Actor, at: datetime) -> Account:
    hashed = make_password(opening.password)
    challenge = tried(opening.phone, purpose=Purpose.SIGN_UP, code=opening.code, browser=opening.browser, at=at)
    with transaction.atomic():
        use(challenge, at=at)
        person, enterprise = _person(handler), _enterprise(body)
        if Account.objects.filter(enterprise=enterprise, closed_at=None).exists():
            raise already_registered()
        holder = {"person": person, "enterprise": enterprise}
        account = _open(enterprise.uscc, **_opened(opening, password=hashed, at=at), **holder)
        audit.record("identity.enterprise_signed_up", subject=ref("account", account.pk), by=by, at=at)
        found_handler(account, by=by, at=at)
    return account


def _opened(opening: Opening, *, password: str, at: datetime) -> dict[str, object]:
    return {
        "password": password,
        "phone": opening.phone,
        "phone_proven_at": at,
        "agreement": opening.agreement,
        "agreed_at": at,
        "created_at": at,
    }


@transaction.atomic
def register_at_window(
    *,
    name: str,
    id_type: str,
    id_number: str,
    phone: str,
    document_until: date | None = None,
    by: Actor,
    at: datetime,
) -> Account:
    """A clerk opens an account for somebody who stands there with their document.

    It has no password: its holder sets one with a code that comes to the telephone, and only that shows that the
    number is theirs (国办函〔2016〕108号: an account opened at a window is activated by a text message).
    """
    refuse_unless_somewhere(P.VOUCH, by=by)
    holder = Person(name=normal_name(name), id_type=id_type, id_number=rules.normal_number(id_number))
    phone = rules.normal_mobile(phone)
    refuse_faults(
        name=check_name(holder.name),
        id_number=rules.check_id_number(id_type, holder.id_number, today=timezone.localdate(at)),
        phone=rules.check_mobile(phone),
    )
    person = _person(holder)
    if Account.objects.filter(person=person, enterprise=None).exists():
        raise already_registered()
    account = _open(phone, password=make_password(None), phone=phone, created_at=at, person=person)
    add_proof(account, method=Method.COUNTER, source=by.id, valid_until=document_until, by=by, at=at)
    audit.record("identity.registered_at_window", subject=ref("account", account.pk), by=by, at=at)
    return account


@transaction.atomic
def open_staff_account(staff_id: int, *, login: str, password: str, by: Actor, at: datetime) -> Account:
    """A member of staff is given the account for their work."""
    staff = organisations.staff_member(staff_id)
    refuse_unless(P.KEEP_ACCOUNTS, by=by, department_id=staff.department_id)
    refuse_faults(login=rules.check_login(login), password=fault_of_password(password))
    hashed = make_password(password)
    if Account.objects.filter(staff=staff_id).exists():
        raise already_registered()
    held = {"password": hashed, "phone": staff.phone, "created_at": at, "assurance": Assurance.REAL_NAME}
    account = _open(login, **held, staff_id=staff_id)
    audit.record("identity.staff_account_opened", subject=ref("account", account.pk), by=by, at=at, staff=staff_id)
    return account


def _person(given: Person) -> Person:
    """The person of this document, locked; one who is known under another name is refused."""
    known, _ = Person.objects.get_or_create(
        id_type=given.id_type, id_number=given.id_number, defaults={"name": given.name}
    )
    person = Person.objects.select_for_update(of=("self",)).get(pk=known.pk)
    if person.name != given.name:
        raise already_registered()
    return person


def _enterprise(given: Enterprise) -> Enterprise:
    """The enterprise of this code, locked; one that is known under another name is refused."""
    entry = {"legal_representative": given.legal_representative, "address": given.address}
    known, _ = Enterprise.objects.get_or_create(uscc=given.uscc, defaults={"name": given.name, **entry})
    enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=known.pk)
    if enterprise.name != given.name:
        raise already_registered()
    if not enterprise.legal_representative:  # its last account was closed, and whom it named was erased
        Enterprise.objects.filter(pk=enterprise.pk).update(**entry)
    return enterprise


def _open(login: str, **held: object) -> Account:
    account, created = Account.objects.get_or_create(login=rules.normal_login(login), defaults=held)
    if not created:
        raise already_registered()
    return account
