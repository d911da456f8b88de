"""What a new version of a package changes, told so that people can judge it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import msgspec

from .definition import Member, PackageDefinition

Part = TypeVar("Part", bound=msgspec.Struct)

LABELS = {
    "name": "名称",
    "promised_days": "承诺的工作日",
    "who": "谁可以办",
    "result_words": "办好拿到什么",
    "consult_phone": "咨询电话",
    "supervise_phone": "监督电话",
}
# Told only that they changed: their content is looked at on the page of the package itself.
WHOLES = {
    "audience": "服务对象",
    "summary": "简介",
    "topics": "主题",
    "keywords": "搜索用的词",
    "legal_basis": "依据",
    "faqs": "常见问题",
    "materials": "哪些材料是同一份",
    "sample_data": "是不是示例数据",
}


def package_changes(before: PackageDefinition | None, after: PackageDefinition) -> list[str]:
    """Each change as a sentence; a package that is new names its members."""
    if before is None:
        return [f"新的一件事“{after.name}”，{len(after.members)} 个事项。"]
    return [
        *_values(before, after),
        *_parts(before.members, after.members, "事项", key=lambda each: each.key, name=_name_of),
        *_parts(before.questions, after.questions, "问题", key=lambda each: each.code, name=lambda each: each.question),
        *_parts(before.pages, after.pages, "一起填的页", key=lambda each: each.code, name=lambda each: each.title),
        *_order(before, after),
        *(f"改了{label}。" for field, label in WHOLES.items() if getattr(before, field) != getattr(after, field)),
    ]


def _values(before: PackageDefinition, after: PackageDefinition) -> Iterator[str]:
    for field, label in LABELS.items():
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            yield f"{label}：从“{was}”改成“{now}”。" if was else f"{label}：写上“{now}”。"


def _name_of(member: Member) -> str:
    return member.name or member.item


def _parts(
    before: Sequence[Part], after: Sequence[Part], kind: str, *, key: Callable[[Part], str], name: Callable[[Part], str]
) -> Iterator[str]:
    was, now = {key(each): each for each in before}, {key(each): each for each in after}
    yield from (f"去掉{kind}“{name(was[each])}”。" for each in was if each not in now)
    yield from (f"加上{kind}“{name(now[each])}”。" for each in now if each not in was)
    yield from (f"改了{kind}“{name(now[each])}”。" for each in now if each in was and was[each] != now[each])


def _order(before: PackageDefinition, after: PackageDefinition) -> Iterator[str]:
    """The same parts in another order are shown to people in that order."""
    for was, now, kind in (
        ([each.key for each in before.members], [each.key for each in after.members], "事项"),
        ([each.code for each in before.questions], [each.code for each in after.questions], "问题"),
        ([each.code for each in before.pages], [each.code for each in after.pages], "一起填的页"),
    ):
        if was != now and sorted(was) == sorted(now):
            yield f"{kind}换了先后。"
