"""Chapter C: conditions, results, telephones, places, visits, remedies, questions."""

import re
from collections.abc import Iterator

from ..definition import ItemType
from ..faults import Fault
from ..stars import is_online, star
from .findings import Guide, Rule, Severity

PHONE = re.compile(
    r"0\d{2,3}-\d{7,8}(-\d{1,6})?|1[3-9]\d{9}|400-?\d{3}-?\d{4}|800-?\d{3}-?\d{4}|0\d{2,3}-1\d{4}|1[12]\d{1,3}|9\d{4}"
)
SEPARATORS = re.compile(r"[、，,;；/ ]+")
CLOCK = re.compile(r"\d{1,2}[:：]\d{2}|24 ?小时|全天|\d ?点")
# Most visits that Fujian's star levels allow for each way (three stars: two, four and five: one).
MOST_VISITS = (("three_star", "三星", 2), ("four_star", "四星", 1), ("five_star", "五星", 1))


class NoConditions(Rule):
    code, title, severity = "C01", "写明受理条件", Severity.WARNING
    basis, remedy = "行政许可法第三十条；GB/T 39046—2020 第 21 项", "一条一条写明符合什么条件就受理。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not any(each.strip() for each in guide.definition.conditions):
            yield Fault("conditions", "受理条件", "没有写受理条件。")


class NoResult(Rule):
    code, title, severity, of_guides = "C02", "写明办理结果", Severity.ERROR, Severity.WARNING
    basis, remedy = "GB/T 39046—2020 第 29、30 项", "写明发什么证照、批文，或者给什么答复。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not guide.definition.results:
            yield Fault("results", "办理结果", "请写明办好后给什么结果。")


class LicenceWithoutValidity(Rule):
    code, title, severity = "C03", "证照写明有效期", Severity.ADVICE
    basis, remedy = "行政许可法第五十条：有效期决定什么时候申请延续", "写明有效几年，长期有效的写“长期”。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for place, result in enumerate(guide.definition.results):
            if result.kind == "licence" and not result.validity.strip():
                yield Fault(f"results.{place}", result.name, f"“{result.name}”没有写有效期。")


class NoTelephone(Rule):
    code, title, severity, of_guides = "C04", "写明咨询电话和监督电话", Severity.ERROR, Severity.WARNING
    basis, remedy = "GB/T 39046—2020 第 52—54 项", "填写有人接的电话。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not guide.definition.supervise_phone:
            yield Fault("supervise_phone", "监督电话", "请填写监督电话。")
        if not guide.definition.consult_phone:
            yield Fault("consult_phone", "咨询电话", "请填写咨询电话。")


class ComplaintsToThoseComplainedOf(Rule):
    code, title, severity = "C05", "监督电话不同于咨询电话", Severity.ERROR
    basis, remedy = "投诉不能由被投诉的人接", "监督电话改成监督部门的电话。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        supervise, consult = (
            set(_numbers(each)) for each in (guide.definition.supervise_phone, guide.definition.consult_phone)
        )
        if supervise & consult:
            yield Fault("supervise_phone", "监督电话", "监督电话不能和咨询电话相同。")


def _numbers(phones: str) -> list[str]:
    return [re.sub(r"\D", "", each) for each in SEPARATORS.split(phones) if re.search(r"\d", each)]


class OddTelephone(Rule):
    code, title, severity = "C06", "电话号码打得通", Severity.WARNING
    basis, remedy = "GB/T 39046—2020 第 52—54 项", "写成区号加号码，如 0595-22355121；几个号码用顿号隔开。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        definition = guide.definition
        places = [("consult_phone", "咨询电话", definition.consult_phone)]
        places += [("supervise_phone", "监督电话", definition.supervise_phone)]
        places += [(f"venues.{n}.phone", each.place, each.phone) for n, each in enumerate(definition.venues)]
        for path, label, phones in places:
            for phone in (each for each in SEPARATORS.split(phones) if each):
                if not PHONE.fullmatch(phone):
                    yield Fault(path, label, f"“{phone}”不像电话号码。")


class NoVenue(Rule):
    code, title, severity = "C07", "写明办理地点", Severity.WARNING
    basis, remedy = "GB/T 39046—2020 第 50 项", "写明到哪个大厅、哪个窗口办。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not guide.definition.venues:
            yield Fault("venues", "办理地点", "没有写到哪里办。")


class VenueWithoutHours(Rule):
    code, title, severity = "C08", "写明办理时间", Severity.WARNING
    basis, remedy = "GB/T 39046—2020 第 51 项", "写明星期几、几点到几点，如“周一至周五 8:00–12:00”。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for place, venue in enumerate(guide.definition.venues):
            if not CLOCK.search(venue.hours):
                yield Fault(f"venues.{place}.hours", venue.place, f"“{venue.place}”没有写几点到几点办。")


class VagueAddress(Rule):
    code, title, severity = "C09", "地址找得到", Severity.ADVICE
    basis, remedy = "GB/T 39046—2020 第 50 项", "写明街路和门牌号，在几楼。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for place, venue in enumerate(guide.definition.venues):
            if not re.search(r"\d|[一二三四五六七八九十]+(?:楼|层|号)", venue.place):
                yield Fault(f"venues.{place}", venue.place, f"“{venue.place}”没有门牌号，也没有楼层。")


class OnlineMoreVisitsThanWindow(Rule):
    code, title, severity = "C10", "网上办跑的次数不比窗口多", Severity.ERROR
    basis, remedy = "网上办是为了少跑", "改正到现场次数。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        visits = guide.definition.visits
        for name, label, _ in MOST_VISITS:
            needed = getattr(visits, name)
            if 0 <= visits.window < needed:
                words = f"网上办（{label}）要跑 {needed} 次，比窗口的 {visits.window} 次还多。"
                yield Fault(f"visits.{name}", f"{label}到现场次数", words)


class MoreVisitsThanStar(Rule):
    code, title, severity = "C11", "跑的次数合乎星级", Severity.WARNING
    basis, remedy = "福建省网上办理星级：三星最多两次，四星、五星最多一次", "减少到现场次数，或者改报低一级的星级。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for name, label, most in MOST_VISITS:
            needed = getattr(guide.definition.visits, name)
            if needed > most:
                yield Fault(f"visits.{name}", f"{label}到现场次数", f"{label}最多跑 {most} 次，写了 {needed} 次。")


class OnlineWithoutWay(Rule):
    code, title, severity, only_online = "C12", "能网上办的写明怎么网上办", Severity.ERROR, True
    basis, remedy = "福建省网上办理星级", "至少填写一种网上方式的到现场次数。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not is_online(star(guide.definition.entry_mode, guide.definition.visits)):
            words = "可以网上办理的事项，请至少填写一种网上方式的到现场次数。"
            yield Fault("visits", "到现场次数", words)


class NoRemedy(Rule):
    code, title, severity = "C13", "告知怎样复议和诉讼", Severity.WARNING
    basis, remedy = "行政许可法第三十八条", "写明向谁申请行政复议、向哪个法院起诉、多少日以内。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        definition = guide.definition
        if definition.item_type is ItemType.PUBLIC_SERVICE:
            return
        if not definition.remedy.strip():
            yield Fault("remedy", "复议和诉讼", "没有写不服决定怎么办。")
        elif not ("复议" in definition.remedy and ("诉讼" in definition.remedy or "起诉" in definition.remedy)):
            yield Fault("remedy", "复议和诉讼", "复议和诉讼两条途径没有都写明。")


class LimitWithoutNumber(Rule):
    code, title, severity, only_online = "C14", "数量限制写明数字", Severity.WARNING, True
    basis, remedy = "行政许可法第五十七条", "写明准予多少个，或者写“没有数量限制”。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        limit = guide.definition.quantity_limit.strip()
        if limit and guide.definition.quota is None and not re.match(r"无|没有|不限", limit):
            yield Fault("quantity_limit", "数量限制", f"写了“{limit}”，没有写明数量。")


class NoQuestions(Rule):
    code, title, severity = "C15", "回答常见问题", Severity.ADVICE
    basis, remedy = "GB/T 39046—2020 第 55 项", "写上窗口最常被问到的两三个问题。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not guide.definition.faqs:
            yield Fault("faqs", "常见问题", "没有常见问题。")


RULES: tuple[Rule, ...] = (
    NoConditions(),
    NoResult(),
    LicenceWithoutValidity(),
    NoTelephone(),
    ComplaintsToThoseComplainedOf(),
    OddTelephone(),
    NoVenue(),
    VenueWithoutHours(),
    VagueAddress(),
    OnlineMoreVisitsThanWindow(),
    MoreVisitsThanStar(),
    OnlineWithoutWay(),
    NoRemedy(),
    LimitWithoutNumber(),
    NoQuestions(),
)
