"""Somebody is to act for another: proposed by either of the two."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.files import own_uploads
from citong.kernel.models import Upload
from citong.kernel.outbox import publish
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns

from ...errors import CannotRepresent, NotYourAccount, OfferedAlready, TooManyOffers
from ...facts import MandateOffered
from ...lifecycle import MandateState
from ...models import Account, Awaits, Mandate
from ...rules import mandates as rules
from ...rules import numbers
from ...rules.mandates import ARTICLE_169, MandateKind, MandateScope, Power
from ...rules.names import check_name, normal_name
from ..refusing import refuse_faults
from ..rows import locked
from .rows import own_person
from .using import refuse_unmandated

OFFERS_A_DAY = 20
WITH_BIRTH_DATE = frozenset({numbers.RESIDENT_CARD, numbers.RESIDENCE_PERMIT})


@dataclass(frozen=True)
class Named:
    """Whoever is to answer, as the other one knows them."""

    name: str
    id_number: str
    phone: str = ""
    id_type: str = numbers.RESIDENT_CARD

    def normal(self) -> "Named":
        """As it is kept."""
        return replace(
            self,
            name=normal_name(self.name),
            id_number=numbers.normal_number(self.id_number),
            phone=numbers.normal_mobile(self.phone),
        )

    def faults(self, *, today: date, wants_phone: bool = True) -> dict[str, str | None]:
        """What cannot be taken of it."""
        return {
            "name": check_name(self.name),
            "id_number": numbers.check_id_number(self.id_type, self.id_number, today=today),
            "phone": numbers.check_mobile(self.phone) if wants_phone or self.phone else None,
        }


@transaction.atomic
def invite_handler(
    enterprise_account_id: int, *, handler: Named, scope: MandateScope, last_day: date, by: Actor, at: datetime
) -> Mandate:
    """An enterprise, or the handler who keeps its handlers, invites somebody to act for it; they accept it themselves.

    Whoever was named by the enterprise names no further keepers of handlers: that is the enterprise's own to say.
    """
    enterprise = locked(enterprise_account_id)
    if by.stands_for != ref("account", enterprise_account_id) or enterprise.enterprise_id is None:
        raise NotYourAccount("只有单位自己，或者管理经办人的人，可以邀请经办人。")
    refuse_unmandated(by=by, power=Power.MANAGE, items=(), topics=(), at=at)
    if by.on_behalf_of and Power.MANAGE in scope.powers:
        raise CannotRepresent(
            "“管理经办人”只能由单位账号自己授权。", rule=ARTICLE_169, remedy="请用单位账号登录后再授权。"
        )
    held = Mandate(kind=MandateKind.HANDLER, principal=enterprise, awaits=Awaits.AGENT)
    return _offered(held, named=handler, scope=scope, last_day=last_day, by=by, at=at)


@transaction.atomic
def appoint_agent(
    *, agent: Named, scope: MandateScope, last_day: date, paper: str = "", by: Actor, at: datetime
) -> Mandate:
    """Somebody asks another to act for them, in the items that they name; the other accepts it, or not.

    `paper` is the key of an upload: the power of attorney that they signed, which some items ask for.
    """
    own = own_person(by=by)
    held = Mandate(kind=MandateKind.AGENT, principal=own, awaits=Awaits.AGENT, paper=_paper(paper, by=by))
    return _offered(held, named=agent, scope=scope, last_day=last_day, by=by, at=at)


@transaction.atomic
def ask_to_act(
    *,
    kind: MandateKind,
    principal: Named,
    scope: MandateScope,
    last_day: date,
    paper: str = "",
    by: Actor,
    at: datetime,
) -> Mandate:
    """Somebody asks whether they may act for another, as their agent or as family; the other agrees, or not.

    `paper` is the key of an upload: the signed power of attorney, where there is one.
    """
    own = own_person(by=by)
    if kind not in {MandateKind.AGENT, MandateKind.FAMILY}:
        raise CannotRepresent("这种代办不能这样申请。")
    named = principal.normal()
    held = Mandate(kind=kind, agent=own.person, awaits=Awaits.PRINCIPAL, paper=_paper(paper, by=by))
    if kind is MandateKind.FAMILY:
        _refuse_too_young(named, on=timezone.localdate(at))
    return _offered(held, named=named, scope=scope, last_day=last_day, by=by, at=at)


@transaction.atomic
def claim_guardianship(*, child: Named, paper: str, by: Actor, at: datetime) -> Mandate:
    """A parent or guardian wants to act for a child who is not of age; a clerk looks at the proof.

    Civil Code, art. 27. It ends by itself on the eighteenth birthday.
    """
    own, today, named = own_person(by=by), timezone.localdate(at), child.normal()
    refuse_faults(
        **named.faults(today=today, wants_phone=False),
        paper=None if paper else "请上传户口簿、出生医学证明或者监护关系的证明。",
    )
    born = numbers.birth_date(named.id_number) if named.id_type in WITH_BIRTH_DATE else None
    if born is None or not rules.is_minor(born, on=today):
        refuse_faults(id_number="监护人只能代未满十八周岁的孩子办事；已经成年的，请用委托代理。")
    assert born is not None  # noqa: S101 - else refused
    held = Mandate(
        kind=MandateKind.GUARDIAN,
        agent=own.person,
        state=MandateState.TO_VERIFY,
        awaits=Awaits.WINDOW,
        paper=_paper(paper, by=by),
    )
    last_day = rules.birthday(born, age=rules.OF_AGE) - timedelta(days=1)
    everything = MandateScope(powers=sorted(rules.POWERS_OF[MandateKind.GUARDIAN]))
    return _offered(held, named=named, scope=everything, last_day=last_day, by=by, at=at)


def _paper(key: str, *, by: Actor) -> Upload | None:
    return own_uploads([key], by=by)[key] if key else None


def _refuse_too_young(named: Named, *, on: date) -> None:
    born = numbers.birth_date(named.id_number) if named.id_type in WITH_BIRTH_DATE else None
    if born is None or not rules.is_elderly(born, on=on):
        refuse_faults(id_number="“帮长辈办事”是给六十岁以上的家人的；不到六十岁的，请用委托代理，选定事项。")


def _offered(
    mandate: Mandate, *, named: Named, scope: MandateScope, last_day: date, by: Actor, at: datetime
) -> Mandate:
    """Keep the proposal; the answer is the same whether or not whoever is named has an account."""
    named, today = named.normal(), timezone.localdate(at)
    kind = MandateKind(mandate.kind)
    refuse_faults(
        **named.faults(today=today, wants_phone=mandate.awaits != Awaits.WINDOW),
        **rules.fault_of_scope(kind, scope),
        last_day=rules.fault_of_term(kind, begins=today, last_day=last_day),
    )
    _refuse_oneself(mandate, named)
    take_turns("identity.mandates", by.stands_for)
    _refuse_repeated(mandate, named, scope=scope, by=by, at=at)
    fill(mandate, named=named, scope=scope, last_day=last_day, by=by, at=at)
    mandate.state = mandate.state or MandateState.OFFERED
    mandate.save()
    audit.record("identity.mandate_offered", subject=ref("mandate", mandate.pk), by=by, at=at, kind=kind)
    publish(MandateOffered(mandate_id=mandate.pk))
    return mandate


def fill(mandate: Mandate, *, named: Named, scope: MandateScope, last_day: date, by: Actor, at: datetime) -> None:
    """Write down what was proposed, by whom, to whom."""
    mandate.named_name, mandate.named_id_type = named.name, named.id_type
    mandate.named_number, mandate.named_phone = named.id_number, named.phone
    mandate.items, mandate.topics = list(dict.fromkeys(scope.items)), list(dict.fromkeys(scope.topics))
    mandate.powers, mandate.is_single, mandate.case = sorted(set(scope.powers)), scope.is_single, scope.case
    mandate.valid_from, mandate.valid_to = timezone.localdate(at), last_day + timedelta(days=1)
    mandate.offered_by, mandate.offered_at = by.stands_for, at
    mandate.offer_ends_at = at + rules.OFFER_LASTS


def _refuse_oneself(mandate: Mandate, named: Named) -> None:
    person = mandate.agent if mandate.principal is None else mandate.principal.person
    is_own = person is not None and (person.id_type, person.id_number) == (named.id_type, named.id_number)
    if is_own and mandate.kind != MandateKind.HANDLER:
        raise CannotRepresent(
            "不能授权给自己。",
            remedy="自己的事，直接办就行。",
        )


def _refuse_repeated(mandate: Mandate, named: Named, *, scope: MandateScope, by: Actor, at: datetime) -> None:
    own = Mandate.objects.filter(offered_by=by.stands_for)
    if own.filter(offered_at__gt=at - timedelta(days=1)).count() >= OFFERS_A_DAY:
        raise TooManyOffers("今天提出得太多了。", remedy="请明天再试，或者到大厅窗口办理。")
    same = own.filter(named_number=named.id_number, kind=mandate.kind).exclude(state=MandateState.ENDED)
    wanted = (set(scope.items), set(scope.topics), scope.case)
    if any((set(each.items), set(each.topics), each.case) == wanted for each in same.order_by("pk")):
        raise OfferedAlready("同样的授权已经有了，或者正在等对方同意。", remedy="要改的，请先收回原来的，再重新授权。")


def refuse_circle(principal: Account, agent_person_id: int) -> None:
    """Two who each act for the other: nobody could say any more whose will it is."""
    if principal.enterprise_id is None and _acts_for(principal, agent_person_id):
        raise CannotRepresent("对方已经授权您代办，两个人不能互相代办。", remedy="请先结束原来的那一项。")


def _acts_for(principal: Account, other_person_id: int) -> bool:
    return Mandate.objects.filter(
        state=MandateState.IN_FORCE,
        agent=principal.person_id,
        principal__person=other_person_id,
        principal__enterprise=None,
    ).exists()
