"""The paper way: both, or who acts, stand at a window with their documents and a signed paper."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.files import own_uploads
from citong.kernel.refs import ref

from ...errors import CannotRepresent, NotThePerson
from ...lifecycle import MandateState
from ...models import Account, Enterprise, Mandate, Person
from ...rules import mandates as rules
from ...rules import numbers
from ...rules.levels import Method
from ...rules.mandates import ARTICLE_27, ARTICLE_165, Ended, MandateKind, MandateScope
from ...rules.names import check_name, normal_enterprise_name, normal_name
from ...rules.permissions import P
from ..assurance import add_proof
from ..permission import refuse_unless_somewhere
from ..refusing import already_registered, refuse_faults
from .answering import refuse_second_handler
from .offering import WITH_BIRTH_DATE, Named, fill, refuse_circle
from .rows import begin, end_all

KINDS = frozenset({MandateKind.AGENT, MandateKind.FAMILY, MandateKind.GUARDIAN})


@dataclass(frozen=True)
class Witnessed:
    """What a clerk has before them: of which kind, who acts for whom, the photo of the signed paper or of the proof."""

    kind: MandateKind
    principal: Named
    agent: Named
    signature: str


@transaction.atomic
def give_mandate_at_window(
    witnessed: Witnessed, *, scope: MandateScope, last_day: date | None, by: Actor, at: datetime
) -> Mandate:
    """A clerk has seen the documents and the signature: somebody acts for another from now on.

    What the two have proposed in the portal is taken as it was proposed. Whoever is acted for and has no account gets
    one that nobody signs in to: a child, or somebody without a telephone; what is done for them is kept there.
    """
    refuse_unless_somewhere(P.VOUCH, by=by)
    principal, agent, today = witnessed.principal.normal(), witnessed.agent.normal(), timezone.localdate(at)
    faults = principal.faults(today=today, wants_phone=False)
    refuse_faults(
        **{f"principal_{field}": fault for field, fault in faults.items()},
        **{f"agent_{field}": fault for field, fault in agent.faults(today=today, wants_phone=False).items()},
        signature=None if witnessed.signature else "请拍下签了字的授权书或者证明，上传照片。",
    )
    signature = own_uploads([witnessed.signature], by=by)[witnessed.signature]
    last_day = _last_day(witnessed.kind, principal, wanted=last_day, today=today)
    agent_account = _own_account(agent)
    if (principal.id_type, principal.id_number) == (agent.id_type, agent.id_number):
        raise CannotRepresent("不能授权给自己。", remedy="请核对两个人的证件。")
    mandate = _proposed(witnessed.kind, principal, agent_account) or _new(
        witnessed.kind, principal, scope=scope, last_day=last_day, by=by, at=at
    )
    mandate.principal, mandate.agent = _principal(principal, by=by, at=at), agent_account.person
    refuse_circle(mandate.principal, mandate.agent_id or 0)
    mandate.signature, mandate.verified_by = signature, by.id
    return begin(mandate, move="verify", by=by, at=at)


@transaction.atomic
def end_mandates_at_window(*, principal: Named, agent: Named, by: Actor, at: datetime) -> int:
    """A clerk has seen why the one may no longer act for the other: a guardianship that a court gave to somebody else,
    somebody without an account who wants it no longer; returns how many mandates ended."""
    refuse_unless_somewhere(P.VOUCH, by=by)
    principal, agent = principal.normal(), agent.normal()
    theirs = Mandate.objects.select_for_update(of=("self",)).filter(
        principal__person__id_type=principal.id_type,
        principal__person__id_number=principal.id_number,
        principal__person__name=principal.name,
        principal__enterprise=None,
        agent__id_type=agent.id_type,
        agent__id_number=agent.id_number,
        agent__name=agent.name,
        state=MandateState.IN_FORCE,
    )
    found = list(theirs.order_by("pk"))
    if not found:
        raise NotThePerson("没有找到这两个人之间有效的授权。", remedy="请照证件原样再输一遍。")
    end_all(found, why=Ended.REVOKED, by=by, at=at)
    return len(found)


@transaction.atomic
def change_representative(uscc: str, *, name: str, representative: str, by: Actor, at: datetime) -> Account:
    """A body has another legal representative; a clerk has seen the licence.

    Its handlers go on (Civil Code, arts 61 and 170: they act for the body, not for whoever heads it), but each is shown
    to the body as to be confirmed.
    """
    refuse_unless_somewhere(P.VOUCH, by=by)
    representative = normal_name(representative)
    refuse_faults(representative=check_name(representative))
    body = Enterprise.objects.select_for_update(of=("self",)).filter(
        uscc=numbers.normal_number(uscc), name=normal_enterprise_name(name)
    )
    account = Account.objects.filter(enterprise=body.first(), is_active=True).order_by("pk").first()
    if account is None or account.enterprise_id is None:
        raise NotThePerson("没有找到名称和代码都对得上的单位账号。", remedy="请照营业执照原样再输一遍。")
    Enterprise.objects.filter(pk=account.enterprise_id).update(legal_representative=representative)
    held = Mandate.objects.filter(principal=account, kind=MandateKind.HANDLER, state=MandateState.IN_FORCE)
    held.update(to_confirm_since=at)
    audit.record("identity.representative_changed", subject=ref("account", account.pk), by=by, at=at)
    return account


def found_handler(account: Account, *, by: Actor, at: datetime) -> Mandate:
    """Whoever opens an enterprise's account is its first handler, and may do everything for it."""
    mandate = Mandate(
        kind=MandateKind.HANDLER,
        principal=account,
        agent=account.person,
        state=MandateState.IN_FORCE,
        powers=sorted(rules.POWERS_OF[MandateKind.HANDLER]),
        valid_from=timezone.localdate(at),
        offered_by=ref("account", account.pk),
        offered_at=at,
        offer_ends_at=at,
        agreed_at=at,
    )
    refuse_second_handler(mandate)
    mandate.save()
    audit.record("identity.mandate_founded", subject=ref("mandate", mandate.pk), by=by, at=at)
    return mandate


def _last_day(kind: MandateKind, principal: Named, *, wanted: date | None, today: date) -> date:
    """The last day that was written down; of a guardianship, the one before the eighteenth birthday."""
    born = numbers.birth_date(principal.id_number) if principal.id_type in WITH_BIRTH_DATE else None
    if kind is MandateKind.GUARDIAN:
        if born is None or not rules.is_minor(born, on=today):
            raise CannotRepresent("监护人只能代未满十八周岁的孩子办事。", rule=ARTICLE_27)
        return rules.birthday(born, age=rules.OF_AGE) - timedelta(days=1)
    if kind is MandateKind.FAMILY and (born is None or not rules.is_elderly(born, on=today)):
        refuse_faults(principal_id_number="“帮长辈办事”是给六十岁以上的家人的。")
    refuse_faults(last_day=None if wanted else "请填写授权到哪天。")
    return wanted or today


def _proposed(kind: MandateKind, principal: Named, agent: Account) -> Mandate | None:
    """What the agent has proposed for this very person and is still open."""
    waiting = Mandate.objects.select_for_update(of=("self",)).filter(
        kind=kind, agent=agent.person_id, principal=None, named_number=principal.id_number
    )
    return waiting.exclude(awaits="").order_by("-pk").first()


def _new(
    kind: MandateKind, principal: Named, *, scope: MandateScope, last_day: date, by: Actor, at: datetime
) -> Mandate:
    if kind not in KINDS:
        raise CannotRepresent("窗口只办委托代理、帮长辈办事和监护人。", rule=ARTICLE_165)
    if kind is MandateKind.GUARDIAN:
        scope = MandateScope(powers=sorted(rules.POWERS_OF[kind]))
    refuse_faults(
        **rules.fault_of_scope(kind, scope),
        last_day=rules.fault_of_term(kind, begins=timezone.localdate(at), last_day=last_day),
    )
    mandate = Mandate(kind=kind, state=MandateState.TO_VERIFY)
    fill(mandate, named=principal, scope=scope, last_day=last_day, by=by, at=at)
    return mandate


def _own_account(named: Named) -> Account:
    """The account of who acts; without one they could not."""
    person = {"person__id_type": named.id_type, "person__id_number": named.id_number, "person__name": named.name}
    account = Account.objects.select_for_update(of=("self",)).filter(**person, enterprise=None, is_active=True).first()
    if account is None:
        raise NotThePerson("没有找到代办人的账号。", remedy="请先在“核验身份”里为代办人注册，再来办授权。")
    return account


def _principal(named: Named, *, by: Actor, at: datetime) -> Account:
    """Whoever is acted for: their own account, or one that is opened for them and that nobody signs in to."""
    person, _ = Person.objects.get_or_create(
        id_type=named.id_type, id_number=named.id_number, defaults={"name": normal_name(named.name)}
    )
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.name != named.name:
        raise already_registered()
    account = Account.objects.filter(person=person, enterprise=None).first()
    if account is None:
        account = Account.objects.create(
            login=f"ward-{person.pk}", password=make_password(None), person=person, created_at=at
        )
        add_proof(account, method=Method.COUNTER, source=by.id, valid_until=None, by=by, at=at)
        audit.record("identity.opened_for_another", subject=ref("account", account.pk), by=by, at=at)
    return account
