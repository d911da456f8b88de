"""社区代办: an official of a street or a community helps somebody with one application, if they agree to it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.files import own_uploads
from citong.kernel.outbox import publish
from citong.kernel.refs import id_of, ref

from ...errors import NotThePerson
from ...facts import MandateGiven
from ...lifecycle import MandateState
from ...models import Account, Mandate
from ...rules import mandates as rules
from ...rules.codes import Purpose
from ...rules.mandates import MandateKind, MandateScope, Power
from ...rules.permissions import P
from ..permission import refuse_unless_somewhere
from ..phone_codes import ask_for_code, tried, use
from ..refusing import refuse_faults
from .offering import Named, fill
from .rows import no_such_mandate

POWERS = (Power.FILE, Power.FOLLOW, Power.LETTERS)


def ask_to_help(citizen: Named, *, browser: str, sender: str, by: Actor, at: datetime) -> None:
    """A code goes to the citizen's own telephone: whoever tells it to the helper agrees to this one application."""
    refuse_unless_somewhere(P.HELP, by=by)
    account = _citizen(citizen)
    if not account.phone:
        raise NotThePerson("这个人没有登记手机号，收不到验证码。", remedy="请本人签字，拍照上传。")
    ask_for_code(account.phone, purpose=Purpose.HELP, browser=browser, sender=sender, by=by, at=at)


def begin_help(
    citizen: Named, *, item: str, code: str, browser: str, signature: str = "", by: Actor, at: datetime
) -> Mandate:
    """The citizen has agreed, by the code or by a signature that was photographed: one application, and what follows.

    The helper sees this matter of theirs and no other.
    """
    refuse_unless_somewhere(P.HELP, by=by)
    refuse_faults(
        item=None if item else "请选要代办的事项。",
        code=None if code or signature else "请填本人收到的验证码；收不到的，请上传本人签字的照片。",
    )
    account = _citizen(citizen)
    challenge = None
    if not signature:
        challenge = tried(account.phone, purpose=Purpose.HELP, code=code, browser=browser, at=at)
    with transaction.atomic():
        account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
        if not account.is_active:
            raise no_such_mandate()
        if challenge is not None:
            use(challenge, at=at)
        return _begun(account, citizen.normal(), item=item, signature=signature, by=by, at=at)


def _begun(account: Account, citizen: Named, *, item: str, signature: str, by: Actor, at: datetime) -> Mandate:
    mandate = Mandate(
        kind=MandateKind.HELPER,
        principal=account,
        worker_id=id_of("account", by.id),
        state=MandateState.IN_FORCE,
        agreed_at=at,
        verified_by=by.id,
    )
    if signature:
        mandate.signature = own_uploads([signature], by=by)[signature]
    last_day = timezone.localdate(at) + timedelta(days=rules.LONGEST[MandateKind.HELPER])
    scope = MandateScope(items=[item], powers=POWERS, is_single=True)
    fill(mandate, named=citizen, scope=scope, last_day=last_day, by=by, at=at)
    mandate.save()
    audit.record("identity.help_begun", subject=ref("mandate", mandate.pk), by=by, at=at, by_code=not signature)
    publish(MandateGiven(mandate_id=mandate.pk))
    return mandate


def _citizen(citizen: Named) -> Account:
    """Whoever is named by document and name together; by one of the two nobody learns of the other."""
    named = citizen.normal()
    person = {"person__id_type": named.id_type, "person__id_number": named.id_number, "person__name": named.name}
    account = Account.objects.filter(**person, enterprise=None, is_active=True).order_by("pk").first()
    if account is None:
        raise NotThePerson(
            "没有找到姓名和证件都对得上的账号。", remedy="请照证件原样再输一遍；还没有账号的，请先到大厅窗口注册。"
        )
    return account
