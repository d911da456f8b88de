"""The themes and life events under which people look for items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput

from ..models import Topic
from ..rules.permissions import P
from .permission import refuse_unless


@dataclass(frozen=True)
class TopicEntry:
    """A topic as it is to be shown; `kind` is one of person, enterprise, life_event, business_event."""

    code: str
    kind: str
    name: str
    summary: str = ""


@transaction.atomic
def arrange_topics(entries: Sequence[TopicEntry], *, by: Actor, at: datetime) -> int:
    """These topics are shown, in this order; topics that are not named stay as they are."""
    refuse_unless(P.KEEP_TOPICS, by=by)
    faults = {each.code: f"没有“{each.kind}”这类主题。" for each in entries if each.kind not in Topic.Kind.values}
    if faults:
        raise InvalidInput("主题有误。", faults=faults)
    topics = [
        Topic(code=each.code, kind=each.kind, name=each.name, summary=each.summary, position=place)
        for place, each in enumerate(entries, start=1)
    ]
    Topic.objects.bulk_create(
        topics,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "name", "summary", "position"],
    )
    audit.record("catalogue.topics_arranged", subject="topics", by=by, at=at, count=len(topics))
    return len(topics)
