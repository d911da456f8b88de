"""Those whose vital interests a permit touches: told of it, and heard before the decision (Licensing Act, art. 36)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.kernel.outbox import publish

from ..errors import NoSuchCase, ReasonMissing, TooLate
from ..facts import InterestedPartyTold
from ..models import InterestedParty
from .moves import held_by_reviewer, locked, step

ARTICLE_36 = "《行政许可法》第三十六条"


@transaction.atomic
def tell_interested_party(
    case_id: int, *, name: str, interest: str, statement_by: date, phone: str = "", by: Actor, at: datetime
) -> InterestedParty:
    """Tell somebody that the application touches their vital interests, and until when they may say something to it."""
    case = locked(case_id)
    by = held_by_reviewer(case, by=by)
    needed = {"name": (name, "请写明利害关系人是谁。"), "interest": (interest, "请写明关系到他的什么利益。")}
    faults = {field: words for field, (text, words) in needed.items() if not text.strip()}
    if statement_by <= timezone.localdate(at):
        faults["statement_by"] = "请留出陈述意见的时间，最早从明天起。"
    if faults:
        raise ReasonMissing("告知利害关系人要写明是谁、什么利益、到哪天。", faults=faults, rule=ARTICLE_36)
    step(case, "tell_interested_party", by=by, at=at)
    party = InterestedParty.objects.create(
        case=case, name=name.strip(), phone=phone, interest=interest.strip(), told_at=at, statement_by=statement_by
    )
    publish(InterestedPartyTold(case_id=case.pk, party_id=party.pk))
    return party


@transaction.atomic
def hear_interested_party(case_id: int, *, party_id: int, statement: str, by: Actor, at: datetime) -> InterestedParty:
    """Write down what the interested party says; whoever has nothing to say is written down as well."""
    case = locked(case_id)
    by = held_by_reviewer(case, by=by)
    party = case.parties.filter(pk=party_id).first()
    if party is None:
        raise NoSuchCase("这个办件没有这位利害关系人。")
    if party.heard_at is not None:
        raise TooLate("这位利害关系人的意见已经记录过了。", rule=ARTICLE_36)
    if not statement.strip():
        raise ReasonMissing(
            "请写下他的意见。", faults={"statement": "请写下意见；没有意见的，写“没有意见”。"}, rule=ARTICLE_36
        )
    step(case, "hear_interested_party", by=by, at=at, party=party.pk)
    party.statement, party.heard_at = statement.strip(), at
    party.save(update_fields=["statement", "heard_at"])
    return party
