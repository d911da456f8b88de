"""What can happen to accounts: signing up and in, gaining assurance, and letting systems act."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.crypto import new_token, token_digest
from citong.kernel.errors import InvalidInput
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from . import rules
from .errors import (
    AlreadyRegistered,
    AssuranceNotRaised,
    NoSuchAccount,
    NoSuchClient,
    NotAllowedToVouch,
    NotYourAccount,
    SignInRefused,
)
from .models import Account, ApiClient, Assurance, Enterprise, Person

ATTEMPTS = 5
REST = timedelta(minutes=15)
ADMINISTRATORS = frozenset({"administration"})
COUNTER = frozenset({"administration", "window"})
# What Django's validators find, in our words: its own Chinese is not complete.
PASSWORD_FAULTS = {
    "password_too_short": "密码太短，至少要 8 个字符。",
    "password_too_common": "这个密码太常见，容易被人猜到，请换一个。",
    "password_entirely_numeric": "密码不能全是数字，请加上字母。",
}


@transaction.atomic
def sign_up(*, name: str, id_type: str, id_number: str, phone: str, password: str, by: Actor, at: datetime) -> Account:
    """Somebody opens an account of their own; they sign in with the mobile number.

    Of two who sign up at once with one document or one number, the second is refused.
    """
    name, id_number, phone = rules.normal_name(name), rules.normal_number(id_number), rules.normal_mobile(phone)
    _refuse_faults(
        name=rules.check_name(name),
        id_number=rules.check_id_number(id_type, id_number, today=timezone.localdate(at)),
        phone=rules.check_mobile(phone),
        password=_fault_of_password(password),
    )
    hashed = make_password(password)
    person = _person(name=name, id_type=id_type, id_number=id_number)
    if Account.objects.filter(person=person, enterprise=None).exists():
        raise _already_registered()
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
    _refuse_faults(
        name=rules.check_enterprise_name(name),
        uscc=organisations.check_credit_code(uscc),
        legal_representative=rules.check_name(legal_representative),
        handler_name=rules.check_name(handler_name),
        handler_id_number=rules.check_id_number(handler_id_type, handler_id_number, today=timezone.localdate(at)),
        phone=rules.check_mobile(phone),
        address=rules.check_address(address),
        password=_fault_of_password(password),
    )
    hashed = make_password(password)
    person = _person(name=handler_name, id_type=handler_id_type, id_number=handler_id_number)
    enterprise = _enterprise(uscc, name=name, legal_representative=legal_representative, address=address.strip())
    if Account.objects.filter(enterprise=enterprise).exists():
        raise _already_registered()
    account = _open(uscc, password=hashed, phone=phone, at=at, person=person, enterprise=enterprise)
    audit.record("identity.enterprise_signed_up", subject=ref("account", account.pk), by=by, at=at)
    return account


@transaction.atomic
def open_staff_account(staff_id: int, *, login: str, password: str, by: Actor, at: datetime) -> Account:
    """A member of staff is given the account for their work."""
    _refuse_all_but(ADMINISTRATORS, by)
    staff = organisations.staff_member(staff_id)
    _refuse_faults(login=rules.check_login(login), password=_fault_of_password(password))
    hashed = make_password(password)
    if Account.objects.filter(staff=staff_id).exists():
        raise _already_registered()
    account = _open(login, password=hashed, phone=staff.phone, at=at, staff_id=staff_id, assurance=Assurance.REAL_NAME)
    audit.record("identity.staff_account_opened", subject=ref("account", account.pk), by=by, at=at, staff=staff_id)
    return account


def sign_in(login: str, *, password: str, at: datetime) -> Account:
    """Somebody shows that an account is theirs.

    After five failures the account rests for a quarter of an hour. The attempt is counted before the password is
    looked at, so that trying many at once gains nothing; and unknown, resting and mistaken take equally long and
    look alike, so that nobody learns who has an account.
    """
    with transaction.atomic():
        account = _locked_by_login(login)
        resting = account is not None and _count_attempt(account, at=at)
    right = account.check_password(password) if account else not make_password(password)
    if account is None or resting or not right:
        raise SignInRefused(
            "账号或者密码不对，没有登录成功。",
            remedy=f"请检查后再试。连续输错 {ATTEMPTS} 次，这个账号要等 15 分钟才能再登录。",
        )
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(failed_attempts=0, locked_until=None)
        audit.record("identity.signed_in", subject=ref("account", account.pk), by=_holder(account), at=at)
    return Account.objects.joined().get(pk=account.pk)


def _locked_by_login(login: str) -> Account | None:
    wanted = rules.normal_login(login)
    return Account.objects.select_for_update(of=("self",)).filter(login=wanted, is_active=True).order_by("pk").first()


def _count_attempt(account: Account, *, at: datetime) -> bool:
    """Count this attempt; True when the account rests, and the attempt cannot succeed."""
    if account.locked_until is not None and account.locked_until > at:
        return True
    failed_before = 0 if account.locked_until else account.failed_attempts
    account.failed_attempts = failed_before + 1
    account.locked_until = at + REST if account.failed_attempts >= ATTEMPTS else None
    account.save(update_fields=["failed_attempts", "locked_until"])
    audit.record("identity.sign_in_tried", subject=ref("account", account.pk), by=_holder(account), at=at)
    return False


def _holder(account: Account) -> Actor:
    return Actor(id=ref("account", account.pk), channel="sign_in")


@transaction.atomic
def change_password(account_id: int, *, old: str, new: str, by: Actor, at: datetime) -> Account:
    """Somebody gives their own account another password; sessions elsewhere end."""
    account = _locked(account_id)
    if by.id != ref("account", account_id):
        raise NotYourAccount("只能修改自己的密码。")
    if not account.check_password(old):
        _refuse_faults(old="原来的密码不对。")
    _refuse_faults(new=_fault_of_password(new))
    account.set_password(new)
    account.save(update_fields=["password"])
    audit.record("identity.password_changed", subject=ref("account", account_id), by=by, at=at)
    return account


@transaction.atomic
def raise_assurance(account_id: int, *, to: Assurance, by: Actor, at: datetime) -> Account:
    """We have become surer of who somebody is, for instance because they showed their document at the counter."""
    _refuse_all_but(COUNTER, by)
    account = _locked(account_id)
    if account.staff_id is not None or to <= account.assurance:
        raise AssuranceNotRaised("这个账号不用再提高实名等级。", account=account_id)
    account.assurance = to
    account.save(update_fields=["assurance"])
    audit.record("identity.assurance_raised", subject=ref("account", account_id), by=by, at=at, to=int(to))
    return account


@transaction.atomic
def register_client(name: str, *, department_id: int | None, by: Actor, at: datetime) -> tuple[ApiClient, str]:
    """A system may act for a department through the open API; its token is told once, and kept only as a digest."""
    _refuse_all_but(ADMINISTRATORS, by)
    _refuse_faults(name=rules.check_client_name(name.strip()))
    token = new_token()
    department = None if department_id is None else organisations.department_by_id(department_id)
    client = ApiClient.objects.create(
        name=name.strip(), token_digest=token_digest(token), department=department, created_at=at
    )
    audit.record("identity.client_registered", subject=ref("client", client.pk), by=by, at=at)
    return client, token


@transaction.atomic
def revoke_client(client_id: int, *, by: Actor, at: datetime) -> None:
    """A system may no longer act; its token is worth nothing from now on."""
    _refuse_all_but(ADMINISTRATORS, by)
    if not ApiClient.objects.filter(pk=client_id, is_active=True).update(is_active=False):
        raise NoSuchClient("找不到这个系统，或者已经停用。", client=client_id)
    audit.record("identity.client_revoked", subject=ref("client", client_id), by=by, at=at)


def _person(*, name: str, id_type: str, id_number: str) -> Person:
    """The person of this document, locked; one who is known under another name is refused."""
    known, _ = Person.objects.get_or_create(id_type=id_type, id_number=id_number, defaults={"name": name})
    person = Person.objects.select_for_update(of=("self",)).get(pk=known.pk)
    if person.name != name:
        raise _already_registered()
    return person


def _enterprise(uscc: str, *, name: str, legal_representative: str, address: str) -> Enterprise:
    """The enterprise of this code, locked; one that is known under another name is refused."""
    known, _ = Enterprise.objects.get_or_create(
        uscc=uscc, defaults={"name": name, "legal_representative": legal_representative, "address": address}
    )
    enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=known.pk)
    if enterprise.name != name:
        raise _already_registered()
    return enterprise


def _open(login: str, *, password: str, phone: str, at: datetime, **holder: object) -> Account:
    account, created = Account.objects.get_or_create(
        login=rules.normal_login(login), defaults={"password": password, "phone": phone, "created_at": at, **holder}
    )
    if not created:
        raise _already_registered()
    return account


def _locked(account_id: int) -> Account:
    account = Account.objects.select_for_update(of=("self",)).filter(pk=account_id).first()
    if account is None:
        raise NoSuchAccount("找不到这个账号。")
    return account


def _refuse_all_but(duties: frozenset[str], by: Actor) -> None:
    if by.channel != SYSTEM.channel and not duties & by.duties:
        raise NotAllowedToVouch("您的岗位不能做这件事。", remedy="请联系本单位的系统管理员。")


def _refuse_faults(**reasons: str | None) -> None:
    faults: Mapping[str, str] = {field: reason for field, reason in reasons.items() if reason}
    if faults:
        raise InvalidInput("有几处要改，改好再提交。", faults=faults)


def _fault_of_password(password: str) -> str | None:
    try:
        validate_password(password)
    except ValidationError as refused:
        faults = [PASSWORD_FAULTS.get(str(fault.code), fault.message) for fault in refused.error_list]
        return "".join(map(str, faults))
    return None


def _already_registered() -> AlreadyRegistered:
    return AlreadyRegistered(
        "没有注册成功：手机号或者证件已经注册过，或者和原来登记的不一致。",
        remedy="如果是您自己注册的，请直接登录；不是的话，请带证件到大厅窗口核实。",
    )
