"""What follows when somebody wants a copy of what the hall keeps of them: every module says what it keeps."""

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.facts import on
from citong.notices import facade as notices

MOST_NOTICES = 1000


@on(identity.ExportAsked)
def gather_what_is_kept(fact: identity.ExportAsked) -> None:
    """Gather it and keep it encrypted until it is fetched, for a week; dated by when it was asked for."""
    export = identity.export(fact.export_id)
    account = identity.account(export.account_id)
    applicant = identity.account_ref(account)
    inbox = notices.inbox(applicant, size=MOST_NOTICES)
    content = {
        **identity.own_record(account),
        **cases.own_records(applicant),
        "消息": [{"时间": each.created_at.isoformat(), "标题": each.title, "内容": each.body} for each in inbox],
    }
    identity.complete_export(export.pk, content=content, by=SYSTEM, at=export.asked_at)
