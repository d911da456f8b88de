"""What people change about their own accounts: the telephone; and that there is one at all."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.crypto import new_token
from citong.kernel.outbox import publish
from citong.kernel.ports import adapter
from citong.kernel.refs import ref

from ..errors import MattersOpen
from ..facts import AccountClosed, PhoneChanged
from ..models import Account, Enterprise, Person
from ..ports import Obligations
from ..rules import numbers as rules
from ..rules.codes import Purpose
from .mandates.answering import end_mandates_of
from .phone_codes import tried, use
from .refusing import already_registered, refuse_faults
from .rows import locked, own
from .sessions import end_all
from .site_logout import forget_elsewhere

ERASED_NAME = "（已注销）"


def change_phone(
    account_id: int, *, phone: str, code: str, password: str, old_code: str, browser: str, by: Actor, at: datetime
) -> Account:
    """Another telephone: a code shows that the new one is theirs; the password, or a code to the old one, that the
    account is. Where the number is the login, the login changes with it. The old telephone is told."""
    account = own(account_id, by=by)
    phone = rules.normal_mobile(phone)
    refuse_faults(phone=rules.check_mobile(phone) or ("这就是现在的手机号。" if phone == account.phone else None))
    confirmed = None
    if old_code:
        confirmed = tried(account.phone, purpose=Purpose.CONFIRM, code=old_code, browser=browser, at=at)
    elif not account.check_password(password):
        refuse_faults(password="密码不对。没有设过密码的，请用原来手机号的验证码。")  # noqa: S106 -- words about it
    challenge = tried(phone, purpose=Purpose.NEW_PHONE, code=code, browser=browser, at=at)
    with transaction.atomic():
        account = locked(account_id)
        for each in filter(None, [confirmed, challenge]):
            use(each, at=at)
        move_phone(account, phone=phone, by=by, at=at)
    return account


def confirm_phone(account_id: int, *, code: str, browser: str, by: Actor, at: datetime) -> Account:
    """Somebody shows that the number on their account is theirs: accounts from before codes were asked for."""
    account = own(account_id, by=by)
    challenge = tried(account.phone, purpose=Purpose.CONFIRM, code=code, browser=browser, at=at)
    with transaction.atomic():
        account = locked(account_id)
        use(challenge, at=at)
        account.phone_proven_at = at
        account.save(update_fields=["phone_proven_at"])
        audit.record("identity.phone_confirmed", subject=ref("account", account_id), by=by, at=at)
    return account


def move_phone(account: Account, *, phone: str, by: Actor, at: datetime) -> None:
    """The locked account gets a number that a code has shown to be its holder's."""
    if account.login == account.phone or not account.phone:  # one that was kept for a child is theirs now
        if Account.objects.filter(login=phone).exclude(pk=account.pk).exists():
            raise already_registered()
        account.login = phone
    account.former_phone, account.phone, account.phone_proven_at = account.phone, phone, at
    account.save(update_fields=["login", "phone", "former_phone", "phone_proven_at"])
    audit.record("identity.phone_changed", subject=ref("account", account.pk), by=by, at=at)
    publish(PhoneChanged(account_id=account.pk, occasion=new_token(size=12)))


def close_account(account_id: int, *, code: str, browser: str, by: Actor, at: datetime) -> None:
    """Somebody closes their account, after a code to its telephone.

    Nothing may be under way in its name. What the law keeps stays under the account's reference: cases with what they
    say of the applicant, and the audit. All else that names the person is erased (Personal Information Protection Law,
    arts 15, 16 and 47), and the document and the number may register again as if for the first time.
    """
    account = own(account_id, by=by)
    challenge = tried(account.phone, purpose=Purpose.CONFIRM, code=code, browser=browser, at=at)
    with transaction.atomic():
        account = locked(account_id)
        use(challenge, at=at)
        _refuse_open_matters(account)
        end_mandates_of(account, by=by, at=at)
        _erase(account, at=at)
        end_all(account_id, by=by, at=at)
        forget_elsewhere(account_id, at=at)
        audit.record("identity.account_closed", subject=ref("account", account_id), by=by, at=at)
        publish(AccountClosed(account_id=account_id))


def _refuse_open_matters(account: Account) -> None:
    """Asked of those who know: what is done in an account's name lies above identity."""
    above: Obligations = adapter("identity.obligations")
    matters = above.open_matters(ref("account", account.pk))
    if matters:
        raise MattersOpen(
            f"还有 {len(matters)} 件事没有办完，现在不能注销账号。",
            remedy=f"请等它们办结，或者先撤回：{'；'.join(matters[:5])}。",
            matters=matters,
        )


def _erase(account: Account, *, at: datetime) -> None:
    account.login, account.password = f"closed-{account.pk}", make_password(None)
    account.phone, account.former_phone = "", None
    account.is_active, account.closed_at, account.phone_proven_at = False, at, None
    account.assurance = 0
    account.save()
    account.proofs.filter(ended_at=None).update(ended_at=at)
    left = Account.objects.filter(closed_at=None)
    for person in Person.objects.filter(accounts=account).exclude(accounts__in=left):
        Person.objects.filter(pk=person.pk).update(name=ERASED_NAME, id_number=f"closed-{person.pk}")
    for body in Enterprise.objects.filter(accounts=account).exclude(accounts__in=left):
        Enterprise.objects.filter(pk=body.pk).update(legal_representative="", address="")
