"""What people say instead of what the catalogue writes: kept by those who keep the topics."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.permissions import refuse_without

from ..errors import NoSuchEverydayWord, NotACatalogueKeeper
from ..models import EverydayWord, Item
from ..rules.everyday_words import SEPARATOR, Everyday, everyday, faults_of_everyday
from ..rules.permissions import P
from ..rules.sounds import pinyin_of

SUBJECT = "everyday_words"


@transaction.atomic
def keep_everyday_word(said: str, *, meant: list[str], items: list[str], by: Actor, at: datetime) -> EverydayWord:
    """Whoever says this finds what it stands for from now on; what it stood for before is written over."""
    _refuse_unless_editor(by)
    word = everyday(said, meant=meant, items=items)
    faults = faults_of_everyday(word) or _unknown_items(word.items)
    if faults:
        raise InvalidInput("这个说法还不能保存。", faults=faults)
    kept, _ = EverydayWord.objects.update_or_create(said=word.said, defaults=_columns(word))
    audit.record("catalogue.everyday_word_kept", subject=SUBJECT, by=by, at=at, said=word.said)
    return kept


@transaction.atomic
def drop_everyday_word(word_id: int, *, by: Actor, at: datetime) -> None:
    """It stands for nothing any longer; what is said in the catalogue itself is still found."""
    _refuse_unless_editor(by)
    word = EverydayWord.objects.select_for_update().filter(pk=word_id).first()
    if word is None:
        raise NoSuchEverydayWord("找不到这个说法，可能刚刚有人删掉了。", remedy="请刷新页面。")
    word.delete()
    audit.record("catalogue.everyday_word_dropped", subject=SUBJECT, by=by, at=at, said=word.said)


@transaction.atomic
def take_in_everyday_words(lines: Iterable[Mapping[str, str]], *, by: Actor, at: datetime) -> int:
    """The list that is shipped; what somebody in the hall has kept under the same words stays as it is."""
    _refuse_unless_editor(by)
    words = [everyday(line["said"], meant=line["meant"].split(SEPARATOR), items=[]) for line in lines]
    faults = {word.said: fault for word in words for fault in faults_of_everyday(word).values()}
    if faults:
        raise InvalidInput("有些说法不能保存。", faults=faults)
    known = EverydayWord.objects.count()
    EverydayWord.objects.bulk_create(
        [EverydayWord(said=word.said, **_columns(word)) for word in words], ignore_conflicts=True
    )
    added = EverydayWord.objects.count() - known
    if added:
        audit.record("catalogue.everyday_words_taken_in", subject=SUBJECT, by=by, at=at, count=added)
    return added


def _refuse_unless_editor(by: Actor) -> None:
    """Words belong to no department: who may arrange topics anywhere may keep them."""
    refuse_without(
        P.KEEP_TOPICS,
        by=by,
        refusal=NotACatalogueKeeper,
        words="您的角色不能改日常说法。",
        remedy="请联系业务管理员。",
    )


def _columns(word: Everyday) -> dict[str, object]:
    return {"sound": pinyin_of(word.said), "meant": word.meant, "items": word.items}


def _unknown_items(codes: list[str]) -> dict[str, str]:
    known = set(Item.objects.filter(code__in=codes, withdrawn_at=None).order_by("pk").values_list("code", flat=True))
    unknown = [code for code in codes if code not in known]
    return {"items": f"没有编码为“{unknown[0]}”的事项。"} if unknown else {}
