"""Handing in an application."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.refs import ref
from citong.kernel.workdays import WorkCalendar, add_working_days
from citong.organisations import facade as organisations

from .. import sql
from ..errors import ApplicationIncomplete, FormOutdated, NoSuchCase, NotOnline, NotSureEnough
from ..lifecycle import State
from ..models import Case, Draft, DraftFile
from ..queries.theirs import cases_seen_by, drafts_seen_by
from ..rules.intake import examine_application
from ..rules.numbers import case_number, query_code
from .acting import refuse_beyond_item

ARTICLE_31 = "《行政许可法》第三十一条"
ASSURANCE_RULE = "《国务院办公厅关于加快推进“互联网＋政务服务”工作的实施意见》（国办函〔2016〕108号）"


@dataclass(frozen=True)
class Application:
    """What is handed in: for which item and version, by whom, the answers, and a file's key for each material."""

    item_code: str
    situation: Mapping[str, str]
    answers: Mapping[str, Any]  # Any: JSON values
    materials: Sequence[tuple[str, str]]  # (material code, key of the upload)
    party: identity.Party
    version: int | None = None  # the version that the form was filled in for, where the sender knows it

    @property
    def files(self) -> list[str]:
        """The keys of the files handed in."""
        return [upload for _, upload in self.materials]


@dataclass(frozen=True)
class Filed:
    """The answer to a submission; the same for the same key, however often it is sent."""

    case_id: int
    number: str
    query_code: str
    state: State
    due_on: date | None
    is_new: bool


def submit(
    application: Application, *, key: str, by: Actor, at: datetime, declared: bool, draft: int | None = None
) -> Filed:
    """Hand in an application; `key` makes it happen once.

    Everything is written by one statement, which is the transaction: what is acknowledged is stored, and what follows
    (letter, notice) is already in the outbox. Of somebody who acts for another, the mandate is part of it.
    """
    if by.on_behalf_of:
        return _submit_for_another(application, key=key, declared=declared, draft=draft, by=by, at=at)
    return _submit(application, key=key, declared=declared, draft=draft, by=by, at=at)


@transaction.atomic
def _submit_for_another(
    application: Application, *, key: str, by: Actor, at: datetime, declared: bool, draft: int | None
) -> Filed:
    """The mandate stays locked until the application is stored: it is never handed in after a revocation."""
    earlier = Case.objects.filter(cases_seen_by(by), idempotency_key=key).first()
    if earlier:
        return _filed(earlier)
    refuse_beyond_item(catalogue.published(application.item_code), by=by, at=at)
    filed = _submit(application, key=key, declared=declared, draft=draft, by=by, at=at)
    identity.bind_to_case(ref("case", filed.case_id), by=by, at=at)
    return filed


def _submit(application: Application, *, key: str, by: Actor, at: datetime, declared: bool, draft: int | None) -> Filed:
    refuse_undeclared(declared)
    found = sql.look(applicant=by.stands_for, key=key, uploads=application.files, item=application.item_code)
    if found.earlier:
        return _filed(Case.objects.get(pk=found.earlier))
    offer = _offer_for(application, found)
    definition = catalogue.definition(offer.version_id)
    answers = _checked(definition, application, found)
    received_on = timezone.localdate(at)
    number = case_number(settings.HALL_DIVISION, received_on, found.serial)
    due_on = add_working_days(received_on, definition.pre_review_days, _calendar(found.calendar))
    case_id = sql.file_case(
        {
            "number": number,
            "item_version": offer.version_id,
            "department": offer.department_id,
            "post": _receiving_post(offer.version_id),
            "due_on": due_on,
            "applicant": by.stands_for,
            "key": key,
            **party_columns(application.party),
            "situation": catalogue.settled(definition, situation=application.situation),
            "answers": answers,
        },
        materials=[(code, found.uploads[upload]) for code, upload in application.materials],
        draft=draft,
        received_on=received_on,
        by=by,
        at=at,
    )
    if case_id is None:
        return _filed(Case.objects.get(applicant=by.stands_for, idempotency_key=key))
    return _answer(case_id, number, state=State.SUBMITTED, due_on=due_on, is_new=True)


def refuse_undeclared(declared: bool) -> None:
    """The applicant answers for the truth of what is handed in (Licensing Act, art. 31)."""
    if not declared:
        raise InvalidInput("请先确认所填内容真实。", faults={"declared": "请勾选承诺。"}, rule=ARTICLE_31)


def refuse_unsure(definition: catalogue.Definition, *, party: identity.Party) -> None:
    """Online, the item says how sure the hall must be of who applies."""
    wanted = identity.Assurance(definition.assurances.online)
    if party.assurance < wanted:
        raise NotSureEnough(
            f"在网上办这件事，实名等级要到“{wanted.label}”，现在是“{party.assurance.label}”。",
            rule=ASSURANCE_RULE,
            remedy="请先提高实名等级，填好的内容都在；也可以带证件到窗口办理。",
            wanted=int(wanted),
        )


def hand_in(draft_id: int, *, party: identity.Party, declared: bool, by: Actor, at: datetime) -> Filed:
    """Hand in a draft; pressing the button twice gives the same case."""
    draft = (
        Draft.objects.select_related("item_version__item", "case")
        .defer("item_version__definition")
        .prefetch_related(Prefetch("files", queryset=DraftFile.objects.select_related("upload").order_by("id")))
        .filter(drafts_seen_by(by), pk=draft_id, item_version__isnull=False)
        .first()
    )
    if draft is None or draft.item_version is None:
        raise NoSuchCase("找不到这份草稿。", remedy="请到“我的办事”里看看。")
    if draft.case:
        return _filed(draft.case)
    application = Application(
        item_code=draft.item_version.item.code,
        version=draft.item_version.number,
        situation=draft.situation,
        answers=draft.answers,
        materials=[(file.material, str(file.upload.key)) for file in draft.files.all()],
        party=party,
    )
    return submit(application, key=f"draft:{draft.pk}", declared=declared, draft=draft.pk, by=by, at=at)


def _offer_for(application: Application, found: sql.Look) -> sql.Offer:
    offer = found.offer or _offer_of(catalogue.published(application.item_code))
    if application.version not in (None, offer.number) and not _asks_the_same(application, offer):
        raise FormOutdated(
            "这件事的办理要求刚刚更新了，您填的内容都在。",
            remedy="请按新的要求核对一遍再提交。",
            current_version=offer.number,
        )
    if not offer.is_online:
        raise NotOnline("这件事现在不能在网上申请。", remedy="请看办事指南里的办理地点和时间，到窗口办理。")
    return offer


def _asks_the_same(application: Application, offer: sql.Offer) -> bool:
    """Whether what was filled in for an earlier version is what the present one asks: only the route has changed."""
    filled_in_for = catalogue.numbered(application.item_code, number=application.version or 0)
    return filled_in_for is not None and catalogue.asks_the_same(filled_in_for, other_id=offer.version_id)


def _offer_of(version: catalogue.ItemVersion) -> sql.Offer:
    return sql.Offer(version.pk, version.number, version.is_online, version.item.department_id)


def _checked(definition: catalogue.Definition, application: Application, found: sql.Look) -> dict[str, Any]:
    """The answers that count; refuses with every fault named, once the hall is sure enough of who applies."""
    refuse_unsure(definition, party=application.party)
    situation = application.situation
    codes = [code for code, _ in application.materials]
    found_out = examine_application(definition, situation=situation, answers=application.answers, handed_in=codes)
    faults = found_out.faults
    for code, upload in application.materials:
        if upload not in found.uploads:
            faults[f"materials.{code}"] = "这个文件找不到了，请重新上传。"
    if faults:
        raise ApplicationIncomplete(f"有 {len(faults)} 处要改。", faults=faults)
    return found_out.answers


@lru_cache(maxsize=2000)
def _receiving_post(version_id: int) -> int:
    """The post that receives applications under this version, which like the version itself never changes."""
    definition = catalogue.definition(version_id)
    if definition.route is None:
        raise NotOnline("这件事还没有配置网上办理的岗位。", remedy="请到窗口办理。")
    return organisations.post(definition.department, definition.route.window).pk


@lru_cache(maxsize=1)
def _calendar(_version: int) -> WorkCalendar:
    """The working calendar of this version; asked anew as soon as the calendar has changed."""
    return organisations.work_calendar()


def party_columns(party: identity.Party) -> dict[str, str]:
    """Who applies, as the columns of a case say it."""
    return {
        "party_kind": party.kind,
        "party_name": party.name,
        "party_id_type": party.id_type,
        "party_id_number": party.id_number,
        "contact_name": party.handler_name or party.name,
        "contact_phone": party.phone,
    }


def _filed(case: Case) -> Filed:
    return _answer(case.pk, case.number, state=State(case.state), due_on=case.due_on, is_new=False)


def _answer(case_id: int, number: str, *, state: State, due_on: date | None, is_new: bool) -> Filed:
    code = query_code(number, key=settings.SECRET_KEY)
    return Filed(case_id=case_id, number=number, query_code=code, state=state, due_on=due_on, is_new=is_new)
