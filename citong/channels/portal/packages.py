"""What the guide of a package 一件事 shows: who is needed, what to have ready once for all, the order and the days."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse

from citong.catalogue import facade as catalogue
from citong.channels.kit import writing
from citong.channels.kit.figures import Fact, Need, Schedule
from citong.channels.kit.package_order import schedule_of
from citong.kernel.workdays import WorkCalendar, add_working_days

from . import guides
from .guides import Situation


@dataclass(frozen=True)
class Part:
    """An item of the package, as the guide lists it."""

    name: str
    full_name: str
    department: str
    url: str
    days: int
    waits_for: tuple[str, ...]


@dataclass(frozen=True)
class Occasion:
    """A package in the situation that somebody has told so far."""

    package: catalogue.PackageDefinition
    versions: dict[str, catalogue.ItemVersion]
    items: dict[str, catalogue.Definition]
    whole: catalogue.Definition
    situation: Situation

    @property
    def is_settled(self) -> bool:
        """Whether every question has its answer."""
        return guides.is_settled(self.whole, situation=self.situation)

    @property
    def members(self) -> list[catalogue.Member]:
        """Those that are needed, in the order in which they can be done; all, as long as questions are open."""
        needed = catalogue.selected(self.package, situation=self.situation) if self.is_settled else self.package.members
        return [member for together in catalogue.order_of(needed) for member in together]


def occasion(
    package: catalogue.PackageDefinition,
    versions: dict[str, catalogue.ItemVersion],
    *,
    given: Situation,
    answers: Mapping[str, Any] | None = None,  # Any: JSON values
) -> Occasion:
    """The package for somebody who has answered this much: about their situation, and in the form."""
    items = catalogue.definitions_in_force(versions.values())
    whole = catalogue.whole_of(package, items=items, situation=given, answers=answers or {})
    return Occasion(package, versions, items, whole, catalogue.settled(whole, situation=given))


def parts(found: Occasion) -> list[Part]:
    """The items, each with what it waits for."""
    names = _names(found)
    return [_part(member, found, names) for member in found.members]


def _names(found: Occasion) -> dict[str, str]:
    return {each.key: catalogue.name_of_member(each, found.items[each.item]) for each in found.members}


def _part(member: catalogue.Member, found: Occasion, names: dict[str, str]) -> Part:
    version = found.versions[member.item]
    return Part(
        name=names[member.key],
        full_name=version.name,
        department=version.item.department.short_name,
        url=reverse("portal:guide", args=[member.item]),
        days=catalogue.days_of(found.items[member.item]),
        waits_for=tuple(names[key] for key in member.after if key in names),
    )


def schedule(found: Occasion) -> Schedule:
    """The items on their days: what goes on side by side, and what has to wait."""
    return schedule_of(found.members, items=found.items)


def facts(found: Occasion, *, today: date, calendar: WorkCalendar) -> list[Fact]:
    """Who may apply, how long the whole takes, what it costs, how many bodies one does not have to go to."""
    days = found.package.promised_days
    due = writing.zh_date(add_working_days(today, days, calendar), today=today)
    departments = list(dict.fromkeys(part.department for part in parts(found)))
    return [
        Fact("谁可以办", "、".join(guides.AUDIENCES[each] for each in found.package.audience), found.package.who),
        Fact("整件事多久", f"{days} 个工作日", f"今天交齐并受理，最迟 {due}"),
        _fees(found),
        Fact("找几个部门", f"{len(departments)} 个，只用找一家", "、".join(departments)),
    ]


def _fees(found: Occasion) -> Fact:
    if not any(found.items[member.item].fees for member in found.members):
        return Fact("要花多少钱", "不收费")
    if not found.is_settled:
        return Fact("要花多少钱", "看情况", "答完下面的问题就知道")
    if catalogue.fees_follow_answers(found.package, items=found.items, situation=found.situation):
        return Fact("要花多少钱", "看情况", "按您填的内容算，交之前告诉您")
    due = found.whole.fees
    note = "、".join(f"{fee.name} {writing.cents(fee.cents)}" for fee in due)
    return Fact("要花多少钱", writing.cents(sum(fee.cents for fee in due)) if due else "不收费", note or "按您的情况")


def needs(found: Occasion) -> list[Need]:
    """What to have ready, each paper once, with whom it is for."""
    shared = catalogue.merged_materials(found.package, items=found.items, situation=found.situation, answers={})
    names = {member.item: catalogue.name_of_member(member, found.items[member.item]) for member in found.members}
    return [_need(each, names) for each in shared]


def _need(shared: catalogue.SharedMaterial, names: dict[str, str]) -> Need:
    material, served = shared.material, "、".join(names[item] for item in shared.serves)
    item, code = next(iter(shared.serves.items()))
    need = guides.need(material, sample_url=guides.sample_url(material, item=item, material=code))
    if material.collect is catalogue.Collect.FORM:
        words = f"几个部门要填的合在一起，同样的内容只填一遍。用于：{served}。"
        return replace(need, title="一张申请表", text=words, url="")
    words = f"一份就够，{served}都用它。" if len(shared.serves) > 1 else f"{served}要用。"
    return replace(need, text=f"{need.text} {words}".strip())
