"""What the screens of the checkup of guides show."""

from collections.abc import Sequence
from dataclasses import dataclass

from citong.catalogue import facade as catalogue
from citong.channels.kit.figures import Bar, Plot

TONES = {catalogue.Severity.ERROR: "late", catalogue.Severity.WARNING: "warn", catalogue.Severity.ADVICE: "plain"}
GOOD, FAIR = 900, 750  # in tenths of a point


@dataclass(frozen=True)
class Line:
    """A finding as it is shown: its rule, its grade in words, who accepted it, and whether the viewer may."""

    finding: catalogue.Finding
    rule: catalogue.Rule
    severity: str
    tone: str
    accepted: catalogue.AcceptedFinding | None
    may_be_accepted: bool


@dataclass(frozen=True)
class RuleLine:
    """A rule that is broken somewhere, its grade, in how many items; `of_guides` is the lesser grade of mere guides."""

    rule: catalogue.Rule
    severity: str
    tone: str
    items: int
    of_guides: str


def rule_lines() -> list[RuleLine]:
    """The rules that are broken, those of most items first."""
    return [_rule_line(each) for each in catalogue.rules_broken()]


def _rule_line(found: catalogue.RuleCount) -> RuleLine:
    rule = found.rule
    less = catalogue.SEVERITY_NAMES[rule.of_guides] if rule.of_guides else ""
    return RuleLine(rule, catalogue.SEVERITY_NAMES[rule.severity], TONES[rule.severity], found.items, less)


def lines(
    findings: Sequence[catalogue.Finding], accepted: Sequence[catalogue.AcceptedFinding], *, examines: bool
) -> list[Line]:
    """What was found, each with whoever accepted it."""
    by_place = {(each.rule, each.path, each.message): each for each in accepted}
    found = [(each, by_place.get((each.rule, each.path, each.message))) for each in findings]
    return [
        Line(
            finding=each,
            rule=catalogue.RULE_OF[each.rule],
            severity=catalogue.SEVERITY_NAMES[each.severity],
            tone=TONES[each.severity],
            accepted=known,
            may_be_accepted=examines and known is None and each.severity.can_be_accepted,
        )
        for each, known in found
    ]


def points(tenths: int) -> str:
    """A score in tenths, as it is read."""
    return f"{tenths // 10}.{tenths % 10}"


def history() -> Plot | None:
    """How the mean of all guides went, day by day; None before the first day."""
    days = catalogue.days_scored()
    if not days:
        return None
    first, last = days[0], days[-1]
    change = last.tenths - first.tenths
    how = "没有变化" if change == 0 else f"{'高' if change > 0 else '低'}了 {points(abs(change))} 分"
    said = f"全部指南现在平均 {points(last.tenths)} 分" + (
        f"，比 {first.day:%-m 月 %-d 日}{how}。" if days[1:] else "。"
    )
    bars = tuple(
        Bar(f"{each.day:%-m 月 %-d 日}", each.tenths / 10, points(each.tenths), _tone(each.tenths)) for each in days
    )
    return Plot(said, ("日期", "平均分"), bars)


def departments() -> list[tuple[catalogue.DayScore, str]]:
    """The departments, the worst first, each with its score in words."""
    return [(each, points(each.tenths)) for each in catalogue.departments_scored()]


def _tone(tenths: int) -> str:
    if tenths >= GOOD:
        return "ok"
    return "warn" if tenths >= FAIR else "late"
