"""One hall with something of everybody's in it, for the walk through all addresses."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from citong.cases import facade as cases
from citong.cases.models import RouteChange
from citong.catalogue import facade as catalogue
from citong.documents import facade as documents
from citong.documents.models import Letter
from citong.identity import facade as identity
from citong.identity.models import Account, Passkey, Session
from citong.identity.rules.means import session_id
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.files import take
from citong.kernel.models import Delivery
from citong.kernel.outbox import deliver_waiting
from citong.kernel.refs import ref
from citong.notices import facade as notices
from citong.office import facade as office_work
from citong.organisations import facade as organisations
from citong.organisations.models import Department, Post, Staff
from tests.channels.desk.conftest import holder_of
from tests.channels.openapi.conftest import System, system_named
from tests.channels.portal.conftest import actor_of
from tests.factories.actors import everywhere
from tests.factories.cases import MONDAY, PNG, application, office
from tests.factories.catalogue import FIRST, good_answers, publish_configured
from tests.factories.certificates import certified
from tests.factories.identity import AccountFactory, ApiClientFactory, granted, resident_number
from tests.factories.joint import filed as joint_filed
from tests.factories.office import holder
from tests.factories.organisations import AssignmentFactory, DepartmentFactory, PostFactory, WindowFactory
from tests.factories.packages import publish_shop
from tests.factories.sites import a_site

MEDIC = Actor(id="account:8001", channel="desk", name="Eli", grants=everywhere("emergency"))
LATER = MONDAY.replace(year=2100)

Named = dict[str, Any]  # Any: what an address holds, numbers and codes


@dataclass(frozen=True)
class Scene:
    """Who comes, and what there is to be asked for: `of_ana` in the portal and at the desk, `of_system` in the API."""

    accounts: dict[str, Account | None]
    systems: dict[str, System]
    of_ana: Named
    of_ben: Named
    of_system: Named

    def client_of(self, visitor: str) -> Client:
        """A browser, signed in where the visitor has an account."""
        client = Client()
        if account := self.accounts[visitor]:
            client.force_login(account)
        return client


def hall_with_everything() -> Scene:
    """Ana has a draft and a case in review, Ben a case, a system one; in three departments sit officials."""
    item = publish_configured()
    publish_shop(lead="health")
    ana, ben = AccountFactory(), AccountFactory(person__name="Ben")
    system, stranger = system_named("Ana 的系统"), system_named("Ben 的系统")
    filed = cases.submit(
        application(item, by=system.actor), key="key-00000001", declared=True, by=system.actor, at=MONDAY
    )
    of_ana, of_ben = things_of(ana), things_of(ben)
    _deliver_all()
    officials, rounds = _officials(), [papers_and_tasks() for _ in range(2)]
    issued = certified(AccountFactory(for_enterprise=True), at=timezone.now()).row
    certificates = {"certificate_id": issued.pk, "authority_id": issued.authority_id}
    of_ana, of_ben = {**of_ana, **rounds[0], **certificates}, {**of_ben, **rounds[1], **certificates}
    return Scene(
        accounts={"nobody": None, "ana": ana, "ben": ben, **officials},
        systems={"system": system, "stranger": stranger},
        of_ana=_with_letters(of_ana, owner=ana),
        of_ben=_with_letters(of_ben, owner=ben),
        of_system={
            "number": filed.number,
            "letter_id": _letter_of(filed.case_id).pk,
            "code": item.item.code,
        },
    )


def things_of(account: Account) -> Named:
    """A case that is accepted, handed in as a draft, and a draft with a file; everything that addresses name."""
    by = actor_of(account)
    handed_in = _draft(by)
    filed = cases.hand_in(handed_in.pk, party=identity.party_of(account), declared=True, by=by, at=MONDAY)
    case = cases.accept(filed.case_id, by=office().window, at=MONDAY)
    draft = _draft(by)
    joint = joint_filed(by=by, key="joint-0000001")
    look = cases.break_glass(case.number, reason="要核对一件急事的登记", by=MEDIC, at=MONDAY)
    return {
        "look_id": look.pk,
        "account_id": account.pk,
        "passkey_id": _passkey(account).pk,
        "session_id": _session(account).pk,
        "mandate_id": _mandate(account).pk,
        "mandate_kind": "appoint",
        "deed": "end",
        "which": "paper",
        "help_id": 0,
        "joint_id": joint.pk,
        "joint_number": joint.number,
        "member_id": joint.members.all()[0].pk,
        "draft_id": draft.pk,
        "file_id": draft.files.get().pk,
        "number": case.number,
        "case_id": case.pk,
        "done_id": handed_in.pk,
        "material_id": case.materials.get().pk,
        "upload_id": case.materials.get().upload_id,
        "review_id": case.reviews.order_by("id").first().pk,
        "version_id": case.item_version_id,
        "item_id": case.item_version.item_id,
        "change_id": _route_change(case).pk,
        "code": case.item_version.item.code,
        "package": "shop",
        "accepted_id": 1,
        "material": "floor_plan",
        "page": "place",
        **_signed_in_elsewhere(account),
    }


def _signed_in_elsewhere(account: Account) -> Named:
    """A site that may know this person, and a partner that does not answer."""
    by, at = actor_of(account), timezone.now()
    site, _ = a_site()
    identity.give_consent(site.pk, account_id=account.pk, scopes=["openid", "profile"], by=by, at=at)
    agreement = identity.PartnerAgreement("示例平台", "oidc", "http://127.0.0.1:9", "hall", scopes="openid")
    partner = identity.add_partner(f"p{account.pk}", agreement=agreement, secret="x", by=SYSTEM, at=at)
    consent = identity.consents_of(account.pk)[0]
    return {"site_id": site.pk, "consent_id": consent.pk, "partner_id": partner.pk, "partner": partner.code}


def _mandate(account: Account) -> identity.Mandate:
    """Somebody who was asked whether this person may act for them, with the paper, and has not answered."""
    by, at = actor_of(account), timezone.now()
    paper = str(take([PNG], name="paper.png", by=by, at=at).key)
    return identity.ask_to_act(
        kind=identity.MandateKind.AGENT,
        principal=identity.Named("Chi", resident_number(account.pk), "13900000099"),
        scope=identity.MandateScope(items=["HEALTH-1"]),
        last_day=timezone.localdate(at),
        paper=paper,
        by=by,
        at=at,
    )


def _passkey(account: Account) -> Passkey:
    return Passkey.objects.create(
        account=account, credential_id=f"key {account.pk}".encode(), credential=b"", name="手机", added_at=MONDAY
    )


def _session(account: Account) -> Session:
    """A session on another device, which has ended."""
    name = session_id(f"elsewhere {account.pk}")
    times = dict.fromkeys(("opened_at", "seen_at", "confirmed_at", "ends_at", "ended_at"), MONDAY)
    return Session.objects.create(session_id=name, key_digest=name, account=account, idle=timedelta(hours=1), **times)


def _route_change(case: cases.Case) -> RouteChange:
    """A plan that moved nothing and is over."""
    return RouteChange.objects.create(
        item=case.item_version.item, to_version=case.item_version, prepared_at=MONDAY, ended_at=MONDAY
    )


def _draft(by: Actor) -> cases.Draft:
    draft = cases.start("HEALTH-1", situation=FIRST, by=by, at=MONDAY)
    cases.save_answers(draft.pk, answers=good_answers(), by=by, at=MONDAY)
    photo = take([PNG], name="plan.png", by=by, at=MONDAY)
    cases.attach(draft.pk, material="floor_plan", upload=photo, by=by, at=MONDAY)
    return cases.draft(draft.pk, viewer=by)


def _officials() -> dict[str, Account]:
    elsewhere = DepartmentFactory(code="elsewhere")
    PostFactory(department=elsewhere, code="window", duty=Post.Duty.WINDOW)
    keeper = Post.objects.get(department__code="health", code="window").department
    PostFactory(department=keeper, code="admin", duty=Post.Duty.ADMINISTRATION)
    PostFactory(department=keeper, code="officer", duty=Post.Duty.GENERAL)
    return {
        "elsewhere": holder_of("elsewhere", "window"),
        "window": holder_of("health", "window"),
        "keeper": granted(holder_of("health", "admin"), "business"),
        "operator": granted(holder_of("health", "officer"), "system_administrator"),
    }


def papers_and_tasks() -> Named:
    """What the health bureau has sent to another, what it was set, and who stands in there for whom."""
    department, supervising = Post.objects.get(department__code="health", code="window").department, DepartmentFactory()
    reviewer, supervisor = holder(department, Post.Duty.REVIEW), holder(supervising, Post.Duty.SUPERVISION)
    file = take([PNG], name="plan.png", by=reviewer, at=MONDAY)
    paper = office_work.Paper("征求意见", "请提意见。", asked=[supervising.pk], days=5, uploads=[file])
    sent = office_work.send_countersigning(paper, by=reviewer, at=MONDAY)
    order = office_work.Order("限期整改", "请办理。", lead=department.pk, days=5)
    absent, substitute = (
        AssignmentFactory(staff__department=department),
        AssignmentFactory(staff__department=department),
    )
    stands_in = organisations.hand_over(
        absent.staff_id,
        to=substitute.staff_id,
        post_ids=(),
        first_on=timezone.localdate(),
        last_on=timezone.localdate(),
        by=SYSTEM,
        at=timezone.now(),
    )
    return {
        "countersign_id": sent.pk,
        "paper_id": sent.files.get().pk,
        "task_id": office_work.issue_task(order, by=supervisor, at=MONDAY).pk,
        "move": "urge",
        "substitution_id": stands_in.pk,
        **_keeping(department, staff=absent.staff),
    }


def _keeping(department: Department, *, staff: Staff) -> Named:
    """What the officers keep: somebody's posts, account and roles, a system."""
    account = granted(AccountFactory(for_staff=True, staff=staff), "supervisor")
    window = WindowFactory(department=department)
    return {
        "post_id": PostFactory(department=department).pk,
        "hall_id": window.hall_id,
        "window_id": window.pk,
        "staff_id": staff.pk,
        "held_id": staff.assignments.get().post_id,
        "account_id": account.pk,
        "grant_id": account.grants.get().pk,
        "department_id": department.pk,
        "client_id": ApiClientFactory(department=department).pk,
    }


def _deliver_all() -> None:
    while deliver_waiting(now=LATER):
        pass


def _letter_of(case_id: int) -> Letter:
    return documents.letters_of(ref("case", case_id)).get(kind=documents.Kind.RECEIPT)


def _with_letters(things: Named, *, owner: Account) -> Named:
    newest = notices.inbox(ref("account", owner.pk))[0]
    delivery = Delivery.objects.order_by("id").first()
    return {
        **things,
        "letter_id": _letter_of(things["case_id"]).pk,
        "joint_letter_id": documents.letters_of(ref("joint", things["joint_id"])).get().pk,
        "notice_id": newest.pk,
        "kind": documents.Kind.RECEIPT.value,
        "disposal_id": 999999,
        "template_id": documents.template_in_force(documents.Kind.RECEIPT).pk,
        "delivery_id": delivery and delivery.pk,
        "word_id": _word(f"说法{owner.pk}"),
    }


def _word(said: str) -> int:
    return catalogue.keep_everyday_word(said, meant=["高龄津贴"], items=[], by=SYSTEM, at=MONDAY).pk
