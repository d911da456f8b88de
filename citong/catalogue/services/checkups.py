"""Looking through the guides, and letting stand what an examiner has a reason for."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns

from ..errors import NoSuchItem, NothingToAccept, NotYourOwnGuide
from ..models import AcceptedFinding, Checkup, DayScore, Item, ItemVersion
from ..queries.checkups import accepted_keys, findings_of, guides_published
from ..rules.linter import Finding, Severity, lint_all, mean_tenths, score
from ..rules.permissions import P
from .permission import refuse_unless

BATCH = 500
LONGEST_REASON = 500
COUNTED = ["score", "errors", "warnings", "advices", "rules"]
SEEN = ["version", "findings", "checked_at", *COUNTED]


@transaction.atomic
def check_guides(*, by: Actor, at: datetime) -> int:
    """Look through everything that is published, and keep what is found and the scores of the day."""
    refuse_unless(P.EXAMINE_GUIDES, by=by)
    take_turns("catalogue.check_guides")
    versions, guides = [], []
    for version, guide in guides_published():
        versions.append(version)
        guides.append(guide)
    accepted = accepted_keys(version.item_id for version in versions)
    rows = [
        _checkup(version, checked.findings, accepted, at=at)
        for version, checked in zip(versions, lint_all(guides), strict=True)
    ]
    Checkup.objects.exclude(pk__in=[row.pk for row in rows]).delete()
    Checkup.objects.bulk_create(rows, BATCH, update_conflicts=True, unique_fields=["item"], update_fields=SEEN)
    _note_the_day(versions, rows, at=at)
    return len(rows)


@transaction.atomic
def accept_finding(item_id: int, *, rule: str, path: str, reason: str, by: Actor, at: datetime) -> AcceptedFinding:
    """An examiner lets a finding stand, in writing. It is found again as soon as the guide says something else."""
    item = _locked(item_id)
    refuse_unless(P.EXAMINE_GUIDES, by=by, department_id=item.department_id)
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise InvalidInput("请写明为什么可以接受。", faults={"reason": f"请写明理由，最多 {LONGEST_REASON} 个字。"})
    checkup = Checkup.objects.select_related("version").filter(pk=item_id).first()
    found = _finding(checkup, rule, path)
    if checkup is None or found is None or not found.severity.can_be_accepted:
        words = "这一条不能接受：它已经不在，或者是必须改正的错误。"
        raise NothingToAccept(words, item=item_id, remedy="请刷新页面；错误请承办单位改正指南。")
    if checkup.version.published_by == by.id:
        raise NotYourOwnGuide("自己发布的指南，要由别人来接受例外。", remedy="请另一位审查人员来看。")
    accepted, created = AcceptedFinding.objects.get_or_create(
        item=item,
        rule=rule,
        path=path,
        message=found.message,
        ended_at=None,
        defaults={
            "reason": reason.strip(),
            "accepted_by": by.id,
            "accepted_by_name": by.name,
            "accepted_at": at,
        },
    )
    if not created:
        raise NothingToAccept("这一条已经接受过了。", item=item_id, remedy="请刷新页面。")
    _count_again(checkup)
    audit.record("catalogue.finding_accepted", subject=ref("item", item_id), by=by, at=at, rule=rule, path=path)
    return accepted


@transaction.atomic
def end_acceptance(accepted_id: int, *, by: Actor, at: datetime) -> AcceptedFinding:
    """What was let stand counts again."""
    accepted = AcceptedFinding.objects.filter(pk=accepted_id).first()
    if accepted is None:
        raise NoSuchItem("找不到这一条例外。")
    item = _locked(accepted.item_id)
    refuse_unless(P.EXAMINE_GUIDES, by=by, department_id=item.department_id)
    accepted.refresh_from_db()
    if accepted.ended_at:
        raise NothingToAccept("这一条例外已经收回。", item=item.pk, remedy="请刷新页面。")
    accepted.ended_at = at
    accepted.save(update_fields=["ended_at"])
    checkup = Checkup.objects.filter(pk=item.pk).first()
    if checkup:
        _count_again(checkup)
    audit.record(
        "catalogue.acceptance_ended", subject=ref("item", item.pk), by=by, at=at, rule=accepted.rule, path=accepted.path
    )
    return accepted


def _locked(item_id: int) -> Item:
    item = Item.objects.select_for_update(of=("self",)).filter(pk=item_id).first()
    if item is None:
        raise NoSuchItem("找不到这个事项。")
    return item


def _finding(checkup: Checkup | None, rule: str, path: str) -> Finding | None:
    findings = findings_of(checkup) if checkup else []
    return next((each for each in findings if (each.rule, each.path) == (rule, path)), None)


def _checkup(
    version: ItemVersion, findings: Sequence[Finding], accepted: set[tuple[int, str, str, str]], *, at: datetime
) -> Checkup:
    row = Checkup(item_id=version.item_id, version=version, findings=msgspec.to_builtins(findings), checked_at=at)
    _count(row, findings, accepted)
    return row


def _count_again(checkup: Checkup) -> None:
    _count(checkup, findings_of(checkup), accepted_keys([checkup.pk]))
    checkup.save(update_fields=COUNTED)


def _count(row: Checkup, findings: Sequence[Finding], accepted: set[tuple[int, str, str, str]]) -> None:
    counting = [each for each in findings if (row.pk, each.rule, each.path, each.message) not in accepted]
    grave = Counter(each.severity for each in counting)
    row.score = score(counting)
    row.errors, row.warnings, row.advices = (grave[each] for each in Severity)
    row.rules = sorted({each.rule for each in counting})


def _note_the_day(versions: Sequence[ItemVersion], rows: Sequence[Checkup], *, at: datetime) -> None:
    day = timezone.localdate(at)
    of_department: defaultdict[int, list[Checkup]] = defaultdict(list)
    for version, row in zip(versions, rows, strict=True):
        of_department[version.item.department_id].append(row)
    DayScore.objects.filter(day=day).exclude(department__in=of_department.keys()).delete()
    DayScore.objects.bulk_create(
        [
            DayScore(
                day=day,
                department_id=department_id,
                items=len(those),
                tenths=mean_tenths([each.score for each in those]),
                errors=sum(each.errors for each in those),
                warnings=sum(each.warnings for each in those),
                advices=sum(each.advices for each in those),
            )
            for department_id, those in of_department.items()
        ],
        update_conflicts=True,
        unique_fields=["day", "department"],
        update_fields=["items", "tenths", "errors", "warnings", "advices"],
    )
