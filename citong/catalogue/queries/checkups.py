"""How good the guides are: item by item, by rule, by department, over time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import msgspec
from django.db.models import Count, F, Func, Q, QuerySet, Sum

from ..models import AcceptedFinding, Checkup, DayScore, ItemVersion
from ..rules.linter import RULE_OF, Finding, Guide, Rule, lint
from .items import PUBLISHED
from .versions import definition_of

__all__ = [
    "CheckupPage",
    "DayMean",
    "RuleCount",
    "accepted_findings",
    "checkup",
    "checkups",
    "days_scored",
    "departments_scored",
    "findings_in",
    "findings_of",
    "guide_of",
    "guides_published",
    "rules_broken",
]

Edge = tuple[int, int]  # score and item of the row at the edge


@dataclass(frozen=True)
class RuleCount:
    """A rule, and in how many items it is broken."""

    rule: Rule
    items: int


@dataclass(frozen=True)
class CheckupPage:
    """Some checkups, the worst first, and the edge from which the next are asked; None when these are the last."""

    rows: list[Checkup]
    next_after: Edge | None


@dataclass(frozen=True)
class DayMean:
    """The mean of all guides on a day, in tenths of a point."""

    day: date
    tenths: int


def guides_published() -> list[tuple[ItemVersion, Guide]]:
    """Every version in force, as the linter reads it; one query."""
    found = ItemVersion.objects.filter(status=PUBLISHED).select_related("item__department").order_by("pk")
    return [(version, guide_of(version)) for version in found]


def guide_of(version: ItemVersion) -> Guide:
    """A version, joined with item and department, as the linter reads it."""
    return Guide(definition_of(version), version.item.code, version.item.department.short_name)


def findings_in(version: ItemVersion) -> list[Finding]:
    """What the linter finds in this version alone, not beside others: for drafts, and before the first checkup."""
    return lint(guide_of(version))


def checkup(item_id: int) -> Checkup | None:
    """The last checkup of an item, with item and version; None when it has not been looked at yet."""
    return Checkup.objects.select_related("item__department", "version").filter(pk=item_id).first()


def findings_of(found: Checkup) -> list[Finding]:
    """What a checkup found, the accepted included, in the order of the rules."""
    return msgspec.convert(found.findings, list[Finding])


def accepted_findings(item_id: int) -> QuerySet[AcceptedFinding]:
    """What is accepted in an item's guide today, the latest first."""
    return AcceptedFinding.objects.filter(item=item_id, ended_at__isnull=True).order_by("-accepted_at", "-pk")


def checkups(
    *, rule: str = "", department_id: int | None = None, after: Edge | None = None, size: int = 50
) -> CheckupPage:
    """The items with the worst guides first, narrowed to a rule or a department; one query."""
    found = Checkup.objects.select_related("item__department", "version").order_by("score", "item")
    if rule:
        found = found.filter(rules__contains=[rule])
    if department_id:
        found = found.filter(item__department=department_id)
    if after:
        score, item = after
        found = found.filter(score__gte=score).filter(Q(score__gt=score) | Q(item__gt=item))
    rows = list(found.defer("findings", "version__definition")[: size + 1])
    shown = rows[:size]
    return CheckupPage(shown, (shown[-1].score, shown[-1].pk) if len(rows) > size else None)


def rules_broken() -> list[RuleCount]:
    """The rules that are broken somewhere, those of most items first; one query."""
    counted = (
        Checkup.objects.values(code=Func(F("rules"), function="unnest")).annotate(items=Count("pk")).order_by("code")
    )
    found = [RuleCount(RULE_OF[row["code"]], row["items"]) for row in counted if row["code"] in RULE_OF]
    return sorted(found, key=lambda each: (-each.items, each.rule.code))


def departments_scored() -> list[DayScore]:
    """The departments as they stood on the last day, the worst first; two queries."""
    last = DayScore.objects.order_by("-day").values_list("day", flat=True).first()
    if last is None:
        return []
    found = DayScore.objects.select_related("department").filter(day=last)
    return list(found.order_by("tenths", "department__name", "pk"))


def days_scored(*, days: int = 30) -> list[DayMean]:
    """The mean of all guides on each of the last days that have one, the first day first; one query."""
    rows = (
        DayScore.objects.values("day")
        .annotate(total=Sum(F("tenths") * F("items")), counted=Sum("items"))
        .order_by("-day")[:days]
    )
    return [DayMean(row["day"], round(row["total"] / row["counted"])) for row in reversed(rows) if row["counted"]]


def accepted_keys(item_ids: Iterable[int]) -> set[tuple[int, str, str, str]]:
    """What is accepted in these items: item, rule, place, words."""
    found = AcceptedFinding.objects.filter(item__in=list(item_ids), ended_at__isnull=True).order_by("pk")
    return set(found.values_list("item_id", "rule", "path", "message"))
