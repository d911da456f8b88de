"""Somebody becomes known to the hall: a person, an enterprise, a member of staff."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..models import Account, Assurance, Enterprise, Person
from ..rules import numbers as rules
from ..rules.permissions import P
from .permission import refuse_unless
from .refusing import already_registered, fault_of_password, refuse_faults


@transaction.atomic
def sign_up(*, name: str, id_type: str, id_number: str, phone: str, password: str, by: Actor, at: datetime) -> Account:
    """Somebody opens an account of their own; they sign in with the mobile number.

    Of two who sign up at once with one document or one number, the second is refused.
    """
    name, id_number, phone = rules.normal_name(name), rules.normal_number(id_number), rules.normal_mobile(phone)
    refuse_faults(
        name=rules.check_name(name),
        id_number=rules.check_id_number(id_type, id_number, today=timezone.localdate(at)),
        phone=rules.check_mobile(phone),
        password=fault_of_password(password),
    )
    hashed = make_password(password)
    person = _person(name=name, id_type=id_type, id_number=id_number)
    if Account.objects.filter(person=person, enterprise=None).exists():
        raise already_registered()
    account = _open(phone, password=hashed, phone=phone, at=at, person=person)
    audit.record("identity.signed_up", subject=ref("account", account.pk), by=by, at=at)
    return account


@transaction.atomic
def sign_up_enterprise(
    *,
    name: str,
    uscc: str,
    legal_representative: str,
    handler_name: str,
    handler_id_type: str,
    handler_id_number: str,
    phone: str,
    password: str,
    address: str = "",
    by: Actor,
    at: datetime,
) -> Account:
    """An enterprise opens its account through a handler; it signs in with its credit code.

    An enterprise that has an account is not given another one here: further handlers are a matter for the counter.
    """
    name, legal_representative = rules.normal_name(name), rules.normal_name(legal_representative)
    uscc, phone = organisations.normal_credit_code(uscc), rules.normal_mobile(phone)
    handler_name, handler_id_number = rules.normal_name(handler_name), rules.normal_number(handler_id_number)
    refuse_faults(
        name=rules.check_enterprise_name(name),
        uscc=organisations.check_credit_code(uscc),
        legal_representative=rules.check_name(legal_representative),
        handler_name=rules.check_name(handler_name),
        handler_id_number=rules.check_id_number(handler_id_type, handler_id_number, today=timezone.localdate(at)),
        phone=rules.check_mobile(phone),
        address=rules.check_address(address),
        password=fault_of_password(password),
    )
    hashed = make_password(password)
    person = _person(name=handler_name, id_type=handler_id_type, id_number=handler_id_number)
    enterprise = _enterprise(uscc, name=name, legal_representative=legal_representative, address=address.strip())
    if Account.objects.filter(enterprise=enterprise).exists():
        raise already_registered()
    account = _open(uscc, password=hashed, phone=phone, at=at, person=person, enterprise=enterprise)
    audit.record("identity.enterprise_signed_up", subject=ref("account", account.pk), by=by, at=at)
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
    account = _open(login, password=hashed, phone=staff.phone, at=at, staff_id=staff_id, assurance=Assurance.REAL_NAME)
    audit.record("identity.staff_account_opened", subject=ref("account", account.pk), by=by, at=at, staff=staff_id)
    return account


def _person(*, name: str, id_type: str, id_number: str) -> Person:
    """The person of this document, locked; one who is known under another name is refused."""
    known, _ = Person.objects.get_or_create(id_type=id_type, id_number=id_number, defaults={"name": name})
    person = Person.objects.select_for_update(of=("self",)).get(pk=known.pk)
    if person.name != name:
        raise already_registered()
    return person


def _enterprise(uscc: str, *, name: str, legal_representative: str, address: str) -> Enterprise:
    """The enterprise of this code, locked; one that is known under another name is refused."""
    known, _ = Enterprise.objects.get_or_create(
        uscc=uscc, defaults={"name": name, "legal_representative": legal_representative, "address": address}
    )
    enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=known.pk)
    if enterprise.name != name:
        raise already_registered()
    return enterprise


def _open(login: str, *, password: str, phone: str, at: datetime, **holder: object) -> Account:
    account, created = Account.objects.get_or_create(
        login=rules.normal_login(login), defaults={"password": password, "phone": phone, "created_at": at, **holder}
    )
    if not created:
        raise already_registered()
    return account
