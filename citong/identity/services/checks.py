"""Sources are asked who somebody is: read, ask outside of any transaction, record."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import Unavailable
from citong.kernel.ports import adapter
from citong.kernel.refs import ref

from ..errors import AssuranceNotRaised, NamesDisagree, NotYourAccount, TooManyChecks
from ..models import Account, RealNameQuestion
from ..ports import EnterpriseClaim, LicenceClaim, PersonClaim, RealNameCheck
from ..rules import numbers as rules
from ..rules.levels import ATTRIBUTE_NAMES, Attribute, Method, Outcome
from .assurance import add_proof
from .refusing import refuse_faults
from .rows import locked

CHECKS_A_DAY = 5
ATTRIBUTE_VALUE = re.compile(r"[0-9A-Z]{6,30}")
LICENCE_CODE = re.compile(r"[0-9]{12}")
RULE = "《国务院办公厅关于加快推进“互联网＋政务服务”工作的实施意见》（国办函〔2016〕108号）"
PROVINCIAL_SOURCE, LICENCE_SOURCE = "provincial", "business_licences"

Claims = Callable[[RealNameCheck, str], Outcome]


def check_real_name(account_id: int, *, attribute: str, value: str, by: Actor, at: datetime) -> Account:
    """Somebody proves their name online: document, telephone, and one more number agree with what registers say.

    Three proofs, the document among them (国办函〔2016〕108号). For an enterprise its own entry is compared first, then
    its handler. What was shown beside the document is not kept; only which kind of number it was.
    """
    value = rules.normal_number(value)
    refuse_faults(
        attribute=None if attribute in set(Attribute) else "请选一种。",
        value=None if ATTRIBUTE_VALUE.fullmatch(value) else "号码是 6 到 30 位数字和字母，请照证件或者卡面填写。",
    )
    account, question = _begun(account_id, kind=attribute, by=by, at=at)
    person, body = account.person, account.enterprise
    assert person is not None  # noqa: S101 -- only the public gets past the beginning
    claim = PersonClaim(person.name, person.id_type, person.id_number, account.phone, Attribute(attribute), value)

    def ask(source: RealNameCheck, reference: str) -> Outcome:
        if body is not None:
            about = EnterpriseClaim(body.name, body.uscc, body.legal_representative)
            found = source.enterprise(about, reference=f"{reference}-body")
            if found is not Outcome.MATCH:
                return found
        return source.person(claim, reference=reference)

    outcome = _asked(question, ask, at=at)
    return _answered(question, outcome, method=Method.SOURCE, source=PROVINCIAL_SOURCE, seen=account, by=by, at=at)


def show_business_licence(account_id: int, *, code: str, by: Actor, at: datetime) -> Account:
    """An enterprise shows its electronic business licence: the code on the telephone of who may use it."""
    code = rules.normal_number(code)
    refuse_faults(code=None if LICENCE_CODE.fullmatch(code) else "授权码是电子营业执照上显示的 12 位数字。")
    account, question = _begun(account_id, kind="licence", by=by, at=at)
    body = account.enterprise
    if body is None:
        raise AssuranceNotRaised("个人账号没有营业执照，请用别的办法实名。")
    claim = LicenceClaim(body.uscc, code)
    outcome = _asked(question, lambda source, reference: source.licence(claim, reference=reference), at=at)
    return _answered(
        question, outcome, method=Method.BUSINESS_LICENCE, source=LICENCE_SOURCE, seen=account, by=by, at=at
    )


@transaction.atomic
def _begun(account_id: int, *, kind: str, by: Actor, at: datetime) -> tuple[Account, RealNameQuestion]:
    account = locked(account_id)
    if by.id != ref("account", account_id):
        raise NotYourAccount("只能核对自己的信息。")
    if account.person is None:
        raise AssuranceNotRaised("这个账号不用提高实名等级。")
    if account.phone_proven_at is None:
        raise AssuranceNotRaised(
            "还没有确认手机号是您的。", rule=RULE, remedy="请先在“我的账号”里用短信验证码确认手机号。"
        )
    today = RealNameQuestion.objects.filter(account=account, asked_at__gt=at - timedelta(days=1))
    if today.exclude(outcome=Outcome.SILENT).count() >= CHECKS_A_DAY:
        raise TooManyChecks(
            f"一天最多核对 {CHECKS_A_DAY} 次，今天的次数用完了。", remedy="请明天再试，或者带证件到大厅窗口核验。"
        )
    question = RealNameQuestion.objects.create(account=account, attribute=kind, asked_at=at)
    audit.record("identity.source_asked", subject=ref("account", account_id), by=by, at=at, question=question.pk)
    return account, question


def _asked(question: RealNameQuestion, ask: Claims, *, at: datetime) -> Outcome:
    source: RealNameCheck = adapter("identity.real_names")
    try:
        return ask(source, f"question-{question.pk}")
    except Unavailable:
        RealNameQuestion.objects.filter(pk=question.pk).update(outcome=Outcome.SILENT, answered_at=at)
        raise


def _answered(
    question: RealNameQuestion,
    outcome: Outcome,
    *,
    method: Method,
    source: str,
    seen: Account,
    by: Actor,
    at: datetime,
) -> Account:
    """Keep the answer; when it agrees, and they are still who was asked about, it is a proof."""
    account = _recorded(question, outcome, method=method, source=source, seen=seen, by=by, at=at)
    if account is None:
        raise _disagreement(question, outcome)
    return account


@transaction.atomic
def _recorded(
    question: RealNameQuestion,
    outcome: Outcome,
    *,
    method: Method,
    source: str,
    seen: Account,
    by: Actor,
    at: datetime,
) -> Account | None:
    account = locked(seen.pk)
    is_same = account.is_active and (account.phone, account.person_id) == (seen.phone, seen.person_id)
    RealNameQuestion.objects.filter(pk=question.pk).update(outcome=outcome, answered_at=at)
    subject = ref("account", account.pk)
    audit.record("identity.source_answered", subject=subject, by=by, at=at, question=question.pk, outcome=outcome)
    if outcome is not Outcome.MATCH or not is_same:
        return None
    add_proof(account, method=method, source=source, reference=ref("question", question.pk), by=by, at=at)
    return account


def _disagreement(question: RealNameQuestion, outcome: Outcome) -> NamesDisagree:
    """Which of the numbers is wrong is not said: nobody finds out about others by trying."""
    if question.attribute not in set(Attribute):
        return NamesDisagree("电子营业执照没有核对上。", remedy="请在电子营业执照小程序里重新出示，用新的授权码再试。")
    name = ATTRIBUTE_NAMES[Attribute(question.attribute)]
    found_none = outcome is Outcome.NO_RECORD
    return NamesDisagree(
        f"没有查到{name}的登记信息。" if found_none else f"姓名、证件、手机号、{name}没有全部对上。",
        rule=RULE,
        remedy="请检查有没有填错，手机号要是您本人实名办的；可以换一种号码再试，或者带证件到大厅窗口核验。",
    )
