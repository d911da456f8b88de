"""Office work between the departments of the demonstration: papers sent round, and tasks that are watched over.

Played once, through the verbs, on the days before the hall opens; whoever signs in finds something in each state.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from citong.cases import facade as cases
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.office import facade as office
from citong.organisations import facade as organisations

from .hours import ZONE
from .offices import Offices

DISCLOSURE = "《政府信息公开条例》第三十四条"
HYGIENE, FIRE, MARKET, CIVIL, STREETS = "wjj", "xfdd", "scj", "mzj", "csgl"
GOVERNMENT, CENTRE = "qzf", "zwzx"


def load_office_work(*, at: datetime) -> None:
    """Play it, unless it has been played."""
    stage = _Stage(Offices(on=timezone.localdate(at)), today=timezone.localdate(at))
    with transaction.atomic():
        if office.countersignings_sent_by(stage.holder(HYGIENE, "review"), size=1):
            return
        for play in (_joint_inspection, _disclosure, _allowance, _night_market, _school_meals, _hand_over):
            play(stage)
        for play in (_hotels, _signboards, _arbitration, _crossing, _relief):
            play(stage)


@dataclass(frozen=True)
class _Stage:
    """Who is there, and what day it is."""

    offices: Offices
    today: date

    def holder(self, department: str, post: str) -> Actor:
        """Somebody in this post."""
        return self.offices.holder(department, post, turn=0)

    def ago(self, days: int, *, hour: int = 9) -> datetime:
        """So many working days before today, in office hours."""
        calendar, day = organisations.work_calendar(), self.today
        while days:
            day -= timedelta(days=1)
            days -= calendar.is_working_day(day)
        return datetime.combine(day, time(hour, 20), tzinfo=ZONE)

    def ask(self, sender: str, *asked: str, title: str, text: str, days: int, ago: int, **said: object) -> int:
        """A paper of this department, sent so many working days ago."""
        paper = office.Paper(title, text, asked=[_id(each) for each in asked], days=days, **said)  # type: ignore[arg-type]
        return office.send_countersigning(paper, by=self.holder(sender, "review"), at=self.ago(ago)).pk

    def answer(self, paper: int, department: str, verdict: office.Verdict, text: str = "", *, ago: int) -> None:
        """The department's opinion, so many working days ago."""
        by, at = self.holder(department, "approve"), self.ago(ago, hour=15)
        office.give_opinion(paper, verdict=verdict, text=text, by=by, at=at)

    def order(self, by: Actor, lead: str, *assisting: str, title: str, text: str, days: int, ago: int) -> int:
        """A task, set so many working days ago."""
        helping = [_id(each) for each in assisting]
        order = office.Order(title, text, lead=_id(lead), assisting=helping, days=days)
        return office.issue_task(order, by=by, at=self.ago(ago)).pk


def _id(department: str) -> int:
    return organisations.department(department).pk


def _joint_inspection(stage: _Stage) -> None:
    """Sent by the health bureau: one has answered, two have not."""
    paper = stage.ask(
        HYGIENE,
        FIRE,
        MARKET,
        STREETS,
        title="旅馆业卫生、消防、市场监管联合检查方案",
        text="拟在 12 月对辖区旅馆业开展一次联合检查，一次进门、查多件事。\n请就检查内容、时间安排和人员提出意见。",
        days=10,
        ago=3,
    )
    stage.answer(
        paper, FIRE, office.Verdict.AGREE_WITH_REMARKS, "建议把疏散通道和电动自行车充电一并列入检查表。", ago=1
    )


def _disclosure(stage: _Stage) -> None:
    """Information that others have a part in: silence is agreement, and the last day is near."""
    stage.ask(
        CIVIL,
        HYGIENE,
        MARKET,
        title="公开养老机构监督检查结果",
        text="有市民申请公开今年养老机构监督检查结果，其中有贵单位参加的检查记录。请就是否同意公开提出意见。",
        days=15,
        ago=14,
        silence=office.Silence.AGREES,
        silence_rule=DISCLOSURE,
    )


def _allowance(stage: _Stage) -> None:
    """About a case that is being handled."""
    found = cases.departments_cases(stage.holder(CIVIL, "review"), size=200)
    about = next((each.pk for each in found if each.item_version.name == "临时救助"), None)
    paper = stage.ask(
        CIVIL,
        "ybj",
        HYGIENE,
        title="核对临时救助申请人的医疗费用",
        text="请协助核对申请人今年的住院费用和报销情况，说明核对结果。",
        days=5,
        ago=2,
        about=ref("case", about) if about else "",
    )
    stage.answer(paper, "ybj", office.Verdict.AGREE, "已核对，费用和报销金额与申请一致。", ago=1)


def _night_market(stage: _Stage) -> None:
    """All have answered: to be summed up."""
    paper = stage.ask(
        STREETS,
        "zrzy",
        "jtj",
        title="西街夜市临时占道的范围和时段",
        text="拟在每周五、六 18:00 至 23:00 允许西街北段临时摆摊。请就占道范围、交通组织提出意见。",
        days=8,
        ago=6,
    )
    stage.answer(paper, "zrzy", office.Verdict.AGREE, ago=4)
    stage.answer(
        paper, "jtj", office.Verdict.DISAGREE, "周五晚高峰公交 3 路走这一段，依据《道路交通安全法》不宜占道。", ago=2
    )


def _school_meals(stage: _Stage) -> None:
    """Summed up and closed."""
    paper = stage.ask(
        "jyj",
        HYGIENE,
        MARKET,
        title="中小学食堂管理办法（征求意见稿）",
        text="请对征求意见稿提出修改意见。",
        days=10,
        ago=20,
    )
    stage.answer(paper, HYGIENE, office.Verdict.AGREE_WITH_REMARKS, "第七条建议写明留样时间不少于 48 小时。", ago=15)
    stage.answer(paper, MARKET, office.Verdict.AGREE, ago=13)
    summary = "两个部门都同意。采纳卫健局意见，第七条改为留样不少于 48 小时。"
    office.close_countersigning(paper, summary=summary, by=stage.holder("jyj", "approve"), at=stage.ago(11))


def _hand_over(stage: _Stage) -> None:
    """In the health bureau a clerk is away this week; the head will be next week, and the approver stands in."""
    staff = {each.number: each.pk for each in organisations.staff_of(_id(HYGIENE))}
    by, at = stage.holder(HYGIENE, "head"), datetime.combine(stage.today, time(8, 10), tzinfo=ZONE)
    for absent, substitute, starts_in, reason in (("LC0065", "LC0069", 0, "参加培训"), ("LC0176", "LC0068", 7, "休假")):
        organisations.hand_over(
            staff[absent],
            to=staff[substitute],
            post_ids=(),
            first_on=stage.today + timedelta(days=starts_in),
            last_on=stage.today + timedelta(days=starts_in + 6),
            reason=reason,
            by=by,
            at=at,
        )


def _hotels(stage: _Stage) -> None:
    """Under way, urged once, with a report on how far it is."""
    task = stage.order(
        stage.holder(GOVERNMENT, "supervise"),
        HYGIENE,
        FIRE,
        MARKET,
        title="年底前查完旅馆业卫生和消防隐患",
        text="对辖区旅馆逐家检查，建立台账；发现隐患的当场告知，限期整改，逐家销号。",
        days=15,
        ago=8,
    )
    office.urge_task(task, note="请报一次进展。", by=stage.holder(GOVERNMENT, "supervise"), at=stage.ago(3))
    said = "已经检查 46 家，发现隐患 17 处，整改 11 处。"
    office.report_progress(task, text=said, by=stage.holder(HYGIENE, "approve"), at=stage.ago(2))


def _signboards(stage: _Stage) -> None:
    """Its last day is over: the clock marks it."""
    stage.order(
        stage.holder(GOVERNMENT, "head"),
        STREETS,
        title="中山路破损招牌整治",
        text="台风后中山路仍有破损招牌，请组织拆除或者加固，保证行人安全。",
        days=5,
        ago=9,
    )


def _arbitration(stage: _Stage) -> None:
    """Reported as done: the supervisor has to accept it or send it back."""
    task = stage.order(
        stage.holder(CENTRE, "supervise"),
        "rsj",
        title="劳动仲裁申请网上回复超时的原因",
        text="上月有 3 件劳动仲裁申请没有在承诺时限内回复，请查明原因，提出办法。",
        days=10,
        ago=6,
    )
    said = "已查明：两件因系统没有提醒，一件因材料转错窗口。已加设每日核对，三件都已办结并向当事人说明。"
    office.report_done(task, text=said, by=stage.holder("rsj", "approve"), at=stage.ago(1))


def _crossing(stage: _Stage) -> None:
    """The leading department asks for more time."""
    task = stage.order(
        stage.holder(GOVERNMENT, "supervise"),
        "jtj",
        "zjj",
        title="实验小学门口人行横道和信号灯",
        text="家长反映放学时过街不安全。请增设信号灯和标线，放学时段安排人疏导。",
        days=10,
        ago=7,
    )
    reason = "信号灯要单独采购，供货还要两周。标线已经画好，放学时段已有人疏导。"
    office.ask_extension(task, days=10, reason=reason, by=stage.holder("jtj", "approve"), at=stage.ago(1))


def _relief(stage: _Stage) -> None:
    """Accepted: it is over."""
    task = stage.order(
        stage.holder(CENTRE, "admin"),
        CIVIL,
        title="临时救助申请表里重复的问题",
        text="申请人反映户籍地址要填两遍，请改好表单。",
        days=10,
        ago=25,
    )
    said = "新版表单已经上线，地址只填一次。"
    office.report_done(task, text=said, by=stage.holder(CIVIL, "approve"), at=stage.ago(20))
    office.accept_report(task, conclusion="已核实。", by=stage.holder(CENTRE, "admin"), at=stage.ago(19))
