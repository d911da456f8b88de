"""What a guide shows: the facts of an item, what to have ready, the way it goes. Values of an item's version in words.

Nothing here asks the database.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.urls import reverse

from citong.catalogue import facade as catalogue
from citong.catalogue.facade import Audience, Collect, Definition, Necessity
from citong.channels.kit import writing
from citong.channels.kit.fields import Field, Option
from citong.channels.kit.figures import Fact, Leg, Need
from citong.identity import facade as identity
from citong.kernel.workdays import WorkCalendar, add_working_days, next_working_day

Situation = Mapping[str, str]

AUDIENCES = {Audience.PERSON: "个人", Audience.ENTERPRISE: "企业和其他单位"}
STARS = {
    1: "一星：网上看指南，到窗口办",
    2: "二星：网上看指南，转到专门的网站办",
    3: "三星：网上先交材料，审过了再到窗口",
    4: "四星：网上提交、网上受理",
    5: "五星：从申请到结果全程网上办",
}
# How a material gets to the office, in a word. Filling the form in is all that the form itself asks for.
COLLECTED = {
    Collect.FORM: ("网上填写", "plain"),
    Collect.UPLOAD: ("拍照或 PDF", "plain"),
    Collect.LICENCE: ("拍照或 PDF", "plain"),
    Collect.PAPER: ("纸质，交到窗口", "warn"),
}
NECESSITIES = {
    Necessity.OPTIONAL: "有就交，没有可以不交。",
    Necessity.DEFERRABLE: "可以先受理，这样材料后面补交。",
    Necessity.PROMISED: "作出书面承诺的，可以后面补交。",
}


def facts(
    version: catalogue.ItemVersion, definition: Definition, *, situation: Situation, today: date, calendar: WorkCalendar
) -> list[Fact]:
    """Who may apply, how long it takes and until which day, what it costs, how often one must come."""
    return [
        Fact("谁可以办", "、".join(AUDIENCES[each] for each in definition.audience), definition.who),
        _term(definition, today=today, calendar=calendar),
        _fees(definition, situation=situation),
        Fact("要跑几趟", _visits(definition), STARS[version.star]),
        *_levels(version, definition),
    ]


def _levels(version: catalogue.ItemVersion, definition: Definition) -> list[Fact]:
    """How sure the hall must be of who applies online; nothing is said where being registered is enough."""
    wanted = identity.Assurance(definition.assurances.online)
    if not version.is_online or wanted <= identity.Assurance.REGISTERED:
        return []
    ways = ((definition.assurances.window, "到窗口"), (definition.assurances.mail, "邮寄"))
    others = [f"{way}要“{identity.Assurance(level).label}”" for level, way in ways if level]
    return [Fact("网上办的实名等级", wanted.label, "，".join(others) or "到窗口办，带证件就行")]


def _term(definition: Definition, *, today: date, calendar: WorkCalendar) -> Fact:
    term = definition.promised or definition.statutory
    if definition.case_type is catalogue.CaseType.IMMEDIATE or (term and term.days == 0):
        return Fact("多久办好", "当场办好", "材料齐全的，交了就办")
    if term is None:
        return Fact("多久办好", "受理时告诉您", "这件事没有统一的期限")
    unit = "个工作日" if term.unit is catalogue.TermUnit.WORKING_DAYS else "天"
    due = writing.zh_date(_last_day(term, start=today, calendar=calendar), today=today)
    return Fact("多久办好", f"{term.days} {unit}", f"今天交齐并受理，最迟 {due}")


def _last_day(term: catalogue.Term, *, start: date, calendar: WorkCalendar) -> date:
    if term.unit is catalogue.TermUnit.WORKING_DAYS:
        return add_working_days(start, term.days, calendar)
    return next_working_day(start + timedelta(days=term.days), calendar)


def _fees(definition: Definition, *, situation: Situation) -> Fact:
    if not definition.fees:
        return Fact("要花多少钱", "不收费")
    fees = catalogue.fees_for(definition, situation=situation, answers={})
    if fees:
        note = "、".join(f"{fee.name}，每{fee.unit} {writing.cents(fee.cents)}" for fee in fees)
        return Fact("要花多少钱", writing.cents(sum(fee.cents for fee in fees)), note)
    if is_settled(definition, situation=situation):
        return Fact("要花多少钱", "不收费", "按您的情况")
    return Fact("要花多少钱", "看情况", "选好下面的情况就知道")


def _visits(definition: Definition) -> str:
    visits = catalogue.fewest_visits(definition.visits)
    return "到窗口办" if visits < 0 else f"{visits} 趟"


def is_settled(definition: Definition, *, situation: Situation) -> bool:
    """Whether every question about the situation has its answer."""
    return not catalogue.check_situation(definition, situation=situation)


def situation_fields(
    definition: Definition, *, situation: Situation, faults: Mapping[str, str] | None = None
) -> list[Field]:
    """The questions about the applicant's situation, with what was chosen."""
    return [
        Field(
            question.code,
            question.question,
            "radio",
            options=tuple(
                Option(each.code, each.label, checked=situation.get(question.code) == each.code, hint=each.hint)
                for each in question.options
            ),
            errors=(faults[question.code],) if faults and question.code in faults else (),
        )
        for question in catalogue.questions_for(definition, situation=situation)
    ]


def chosen(definition: Definition, given: Mapping[str, str]) -> dict[str, str]:
    """What somebody chose among the questions, whatever else an address or a form carries."""
    return catalogue.settled(
        definition, situation={each.code: given.get(each.code, "") for each in definition.situations}
    )


def needs(definition: Definition, *, code: str, situation: Situation) -> list[Need]:
    """The materials to have ready in this situation, each with its sample."""
    found = catalogue.materials_for(definition, situation=situation, answers={})
    return [need(each, sample_url=sample_url(each, item=code, material=each.code)) for each in found]


def sample_url(shown: catalogue.Material, *, item: str, material: str) -> str:
    """Where a filled-in sample of a material is shown; empty where there is none."""
    has_sample = bool(shown.sample or shown.sample_note)
    return reverse("portal:sample", args=[item, material]) if has_sample else ""


def need(material: catalogue.Material, *, sample_url: str) -> Need:
    """A material to have ready, in words."""
    tag, tone = COLLECTED[material.collect]
    said = [material.plain, NECESSITIES.get(material.necessity, "")]
    if material.copies > 1:
        said.append(f"要 {material.copies} 份。")
    return Need(
        material.name,
        " ".join(filter(None, said)),
        tag,
        tone,
        done=material.collect is Collect.FORM,
        url=sample_url,
        url_label="看样本",
    )


def needs_in_words(found: list[Need]) -> str:
    """How much there is to do, as a heading."""
    if not found:
        return "不用准备材料"
    own = sum(not need.done for need in found)
    other = len(found) - own
    if not own:
        return "不用另外准备材料，网上填表就行"
    return f"您需要准备 {own} 样" + (f"，另有 {other} 样在网上填写" if other else "")


def legs(definition: Definition, *, situation: Situation) -> list[Leg]:
    """The way an application goes, with the days of each part."""
    first = Leg("您提交", "网上填写，随时可以存着再填" if definition.form else "到窗口交材料")
    if definition.case_type is catalogue.CaseType.IMMEDIATE:
        return [first, Leg("当场办理", "材料齐全就办"), _result(definition)]
    received = Leg("预审、受理", f"{definition.pre_review_days} 个工作日内回复")
    stages = catalogue.stages_for(definition, situation=situation, answers={})
    middle = [Leg(stage.name, _days(max(step.days for step in stage.steps))) for stage in stages]
    return [first, received, *(middle or [Leg("审查")]), _decision(definition, stages), _result(definition)]


def _decision(definition: Definition, stages: Sequence[catalogue.Stage]) -> Leg:
    if stages and stages[-1].steps[0].kind is catalogue.StepKind.FORWARD:
        return Leg("上级决定", "期限由上级另外计算，材料不用再交")
    return Leg("决定", _days(definition.route.decision.days) if definition.route else "")


def _days(days: int) -> str:
    return f"{days} 个工作日" if days else ""


def _result(definition: Definition) -> Leg:
    return Leg("拿到结果", definition.result_words or "、".join(result.name for result in definition.results))
