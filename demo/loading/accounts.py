"""Step: the accounts with which people try the hall."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from django.conf import settings

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.organisations import facade as organisations

from .reading import Person, structure

Progress = Callable[[int, int], None]
PASSWORD = "citong2026"  # noqa: S105 - public on purpose: it opens nothing but a demonstration
CLIENT = "演示对接系统"
# Who vouches for these people, from which browser they sign up: nobody's.
SOURCE = "demo"


class Opening(Protocol):
    """Opens one account, unless it is there."""

    def __call__(self, *, by: Actor, at: datetime) -> None: ...


@dataclass(frozen=True)
class Citizen:
    """An invented person; the sequence digits 9xx of the id number are given to nobody."""

    role: str
    name: str
    id_number: str
    phone: str
    hint: str

    @property
    def login(self) -> str:
        """What they type to sign in."""
        return self.phone


@dataclass(frozen=True)
class Company:
    """An invented enterprise, which signs in with its credit code."""

    role: str
    name: str
    uscc: str
    legal_representative: str
    address: str
    handler: Citizen
    hint: str

    @property
    def login(self) -> str:
        """What its handler types to sign in."""
        return self.uscc


@dataclass(frozen=True)
class Official:
    """One of those who hold this post in the department, the first unless said otherwise."""

    role: str
    department: str
    post: str
    hint: str
    place: int = 0  # among those who hold the post
    granted: str = ""  # a role for the whole hall, beside what the post brings

    @property
    def person(self) -> Person:
        """The member of staff."""
        body = next(body for body in structure().departments if body.code == self.department)
        return [person for person in body.staff if self.post in person.posts][self.place]

    @property
    def name(self) -> str:
        """Their name."""
        return self.person.name

    @property
    def login(self) -> str:
        """The staff number, with which they sign in."""
        return self.person.number


CITIZENS = (
    Citizen("老年居民", "陈阿婆", "350502194303079026", "13900000001", "申请高龄津贴；看进度；换大字版；孙子能代办"),
    Citizen("年轻居民", "林小海", "350502199805209110", "13900000002", "办居住证；灵活就业参保；教师资格；帮奶奶办事"),
    Citizen("新手妈妈", "苏小梅", "350502199206149283", "13900000003", "给孩子上户口；居民医保；护士执业注册"),
)
COMPANIES = (
    Company(
        "企业经办人",
        "泉州刺桐红民宿有限公司",
        "91350502MA09900016",
        "黄桂花",
        "泉州市鲤城区西街 999 号（示例）",
        Citizen("经办人", "王小妹", "350502199008159261", "13900000004", ""),
        "申请公共场所卫生许可；大型户外广告",
    ),
)
OFFICIALS = (
    Official("窗口人员（卫健局）", "wjj", "window", "预审、受理、通知补正"),
    Official("审查人员（卫健局）", "wjj", "review", "看材料，提审查意见"),
    Official("勘查人员（卫健局）", "wjj", "inspect", "现场勘查后提意见"),
    Official("审批人员（卫健局）", "wjj", "approve", "作决定，签发文书"),
    Official("负责人（卫健局）", "wjj", "head", "批准延长期限，作重大决定"),
    Official("窗口人员（市监局）", "scj", "window", "牵头“开餐饮店”：统一收件、受理、送达"),
    Official("审查人员（消防大队）", "xfdd", "review", "并联审查：消防意见"),
    Official("窗口人员（民政局）", "mzj", "window", "受理高龄津贴、临时救助"),
    Official("审查人员（民政局）", "mzj", "review", "审查高龄津贴、临时救助"),
    Official("审批人员（民政局）", "mzj", "approve", "作决定，签发文书"),
    Official("复核人员（开元街道）", "jd-kaiyuan", "recheck", "街道初审"),
    Official("社区代办员（开元街道）", "jd-kaiyuan", "window", "帮居民在网上办事", place=1, granted="helper"),
    Official("审查人员（市住建局）", "qz-zjj", "review", "市级审查：公租房资格核准"),
    Official("勘查人员（城管局）", "csgl", "inspect", "占道、广告：现场勘查"),
    Official("管理员（服务中心）", "zwzx", "admin", "管全厅的事项、流程、模板、日历", granted="business"),
    Official("另一位管理员（服务中心）", "zwzx", "admin", "批准在办的件改走新流程", place=1, granted="business"),
    Official("监督人员（服务中心）", "zwzx", "supervise", "看时限、看统计", granted="supervisor"),
    Official("督查人员（区政府）", "qzf", "supervise", "交办和催办督办事项", granted="supervisor"),
    Official("负责人（区政府）", "qzf", "head", "批准联合办理的延期，办结督办"),
    Official("系统管理员", "zwzx", "general", "管部门、人员、账号、接入；看不到办件", granted="system_administrator"),
    Official("安全管理员", "zwzx", "general", "授予和收回角色", place=1, granted="security_administrator"),
    Official("审计管理员", "zwzx", "general", "查审计记录，复核应急查阅", place=2, granted="auditor"),
    Official("应急值班（服务中心）", "zwzx", "general", "急需时应急查阅一个办件", place=3, granted="emergency"),
)


def load_accounts(*, by: Actor, at: datetime, progress: Progress) -> None:
    """An account for each of them, and one for a system that uses the open API."""
    openings: list[Opening] = [
        *(partial(_sign_up, citizen) for citizen in CITIZENS),
        *(partial(_sign_up_company, company) for company in COMPANIES),
        *(partial(_open_staff_account, official) for official in OFFICIALS),
        _register_client,
    ]
    for done, opening in enumerate(openings, start=1):
        opening(by=by, at=at)
        progress(done, len(openings))


def _sign_up(citizen: Citizen, *, by: Actor, at: datetime) -> None:
    if identity.has_account(citizen.login):
        return
    account = identity.sign_up(
        _opening(citizen.phone, by=by, at=at),
        name=citizen.name,
        id_type=identity.IdType.RESIDENT,
        id_number=citizen.id_number,
        by=by,
        at=at,
    )
    identity.raise_assurance(account.pk, method=identity.Method.SOURCE, source=SOURCE, by=by, at=at)


def _opening(phone: str, *, by: Actor, at: datetime) -> identity.Opening:
    """The code on the telephone is read from where the carrier would ask for it."""
    challenge = identity.ask_for_code(
        phone, purpose=identity.Purpose.SIGN_UP, browser=SOURCE, sender=SOURCE, by=by, at=at
    )
    code = identity.code_of(challenge.pk, at=at) or ""
    return identity.Opening(phone, code, SOURCE, password=PASSWORD, agreement=identity.AGREEMENT)


def _sign_up_company(company: Company, *, by: Actor, at: datetime) -> None:
    if identity.has_account(company.login):
        return
    account = identity.sign_up_enterprise(
        _opening(company.handler.phone, by=by, at=at),
        name=company.name,
        uscc=company.uscc,
        legal_representative=company.legal_representative,
        handler_name=company.handler.name,
        handler_id_type=identity.IdType.RESIDENT,
        handler_id_number=company.handler.id_number,
        address=company.address,
        by=by,
        at=at,
    )
    identity.raise_assurance(account.pk, method=identity.Method.SOURCE, source=SOURCE, by=by, at=at)


def _open_staff_account(official: Official, *, by: Actor, at: datetime) -> None:
    department = organisations.department(official.department)
    staff = organisations.staff_of(department.pk).get(number=official.login)
    if not identity.accounts_of_staff([staff.pk]):
        account = identity.open_staff_account(staff.pk, login=official.login, password=PASSWORD, by=by, at=at)
        if official.granted:
            terms = identity.Terms()
            identity.grant_role(account.pk, role=official.granted, terms=terms, reason="演示", by=by, at=at)


def token_file() -> Path:
    """Where the token of the API client is written: it is told once, and the database keeps only its digest."""
    return Path(settings.DATA_DIR) / "demo-api-token.txt"


def _register_client(*, by: Actor, at: datetime) -> None:
    path = token_file()
    if path.is_file() and identity.client_by_token(path.read_text(encoding="ascii").strip()):
        return
    department = organisations.department("zwzx")
    _, token = identity.register_client(CLIENT, department_id=department.pk, by=by, at=at)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(token + "\n", encoding="ascii")
