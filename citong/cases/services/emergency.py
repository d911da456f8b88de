"""Breaking the glass 应急查阅: a case beyond one's reach is opened for an hour, and all concerned are told."""

from datetime import datetime, timedelta

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.permissions import has_permission
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import NoNeedToBreakGlass, NoSuchCase, NotAllowedToBreakGlass, ReasonMissing, TooLate
from ..facts import GlassBroken
from ..models import Case, EmergencyLook
from ..queries.cases import visible_to
from ..queries.emergency import open_look
from ..rules.numbers import tidy_number
from ..rules.permissions import P

HOW_LONG = timedelta(hours=1)
SHORTEST_REASON = 10
LONGEST_REASON = 500
# Personal Information Protection Act, arts 6 and 51: no more than is needed, and whoever reads answers for it.
ARTICLE = "《个人信息保护法》第六条、第五十一条"


@transaction.atomic
def break_glass(number: str, *, reason: str, by: Actor, at: datetime) -> EmergencyLook:
    """Open a case beyond one's reach for an hour. Its department's head and the supervisors are told at once."""
    if not has_permission(by, P.BREAK_GLASS):
        raise NotAllowedToBreakGlass("您没有应急查阅的权限。", rule=ARTICLE, remedy="请联系承办单位，由它答复。")
    case = Case.objects.filter(number=tidy_number(number)).select_related("department").first()
    if case is None or not has_permission(by, P.BREAK_GLASS, on=organisations.place(case.department_id)):
        raise NoSuchCase("找不到这个办件，或者不在您的应急查阅范围里。", remedy="请核对办件编号。")
    _refuse_short(reason)
    if Case.objects.filter(visible_to(by), pk=case.pk).exists() or open_look(case.pk, viewer=by, at=at):
        raise NoNeedToBreakGlass("这个办件您现在就能看，不用应急查阅。", remedy="请直接打开办件。")
    look = EmergencyLook.objects.create(
        case=case,
        by=by.id,
        by_name=by.name,
        department_id=by.department,
        reason=reason.strip(),
        opened_at=at,
        until=at + HOW_LONG,
    )
    audit.record("cases.glass_broken", subject=ref("case", case.pk), by=by, at=at, emergency=look.pk)
    publish(GlassBroken(look_id=look.pk))
    return look


@transaction.atomic
def review_emergency_look(
    look_id: int, *, verdict: EmergencyLook.Verdict, remark: str = "", by: Actor, at: datetime
) -> EmergencyLook:
    """Somebody else says whether it was needed; an objection is explained. It is said once."""
    look = EmergencyLook.objects.select_for_update(of=("self",)).select_related("case").filter(pk=look_id).first()
    if look is None or not has_permission(by, P.REVIEW_BREAK_GLASS, on=organisations.place(look.case.department_id)):
        raise NotAllowedToBreakGlass("这次应急查阅不由您复核。", remedy="请联系审计管理员。")
    if look.by == by.id:
        raise NotAllowedToBreakGlass("不能复核自己的应急查阅。", rule=ARTICLE, remedy="请另一位审计管理员复核。")
    if look.reviewed_at is not None:
        raise TooLate("这次应急查阅已经复核过了。", remedy="请刷新页面看结果。")
    if verdict == EmergencyLook.Verdict.OBJECTED and not remark.strip():
        raise ReasonMissing("请写明为什么不应该查阅。", faults={"remark": "不同意的，请写明理由。"}, rule=ARTICLE)
    look.verdict, look.remark = verdict, remark.strip()[:LONGEST_REASON]
    look.reviewed_at, look.reviewed_by, look.reviewed_by_name = at, by.id, by.name
    look.save(update_fields=["verdict", "remark", "reviewed_at", "reviewed_by", "reviewed_by_name"])
    about = ref("case", look.case_id)
    audit.record("cases.emergency_reviewed", subject=about, by=by, at=at, emergency=look.pk, verdict=str(verdict))
    return look


def _refuse_short(reason: str) -> None:
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        words = f"请写明什么事这样急、为什么要看，至少 {SHORTEST_REASON} 个字，不超过 {LONGEST_REASON} 个字。"
        raise ReasonMissing("应急查阅要写明理由。", faults={"reason": words}, rule=ARTICLE)
