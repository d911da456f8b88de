"""What can be applied for: open to everybody, without a token."""

import base64
import binascii
import re
from typing import Any, Final, Literal

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from citong.catalogue import facade as catalogue
from citong.kernel.errors import InvalidInput
from citong.organisations import facade as organisations

from .answers import DepartmentAnswer, GuideAnswer, ItemAnswer, ItemsAnswer
from .bodies import Code, Line
from .tags import ITEMS

PAGE: Final = 20
PLACE: Final = re.compile(r"-?[0-9]{1,6}-[0-9]{1,19}", re.ASCII)
SHARED_FOR_A_MINUTE: Final = "public, max-age=60"

router = Router(tags=[ITEMS])


class Wanted(BaseModel):
    """Which items are asked for."""

    q: str = Field("", max_length=100, description="名称、口语或拼音；按相关程度排列")
    audience: Literal["", "person", "enterprise"] = Field("", description="person 个人，enterprise 单位")
    topic: Code | None = Field(None, description="主题代码")
    department: Code | None = Field(None, description="部门代码")
    after: Line | None = Field(None, max_length=1000, description="上一页答复里的 next_after")


@router.get("/items", response=ItemsAnswer, summary="查找事项")
def items(request: HttpRequest, wanted: Query[Wanted]) -> ItemsAnswer:  # noqa: ARG001 -- ninja gives it
    """查找能办的事项，每页 20 条。填了 q 按相关程度排列，否则按名称排列。"""
    if not wanted.q.strip():
        return _listed(wanted)
    return _found(wanted)


@router.get("/items/{code}", response=GuideAnswer, summary="读办事指南")
def guide(request: HttpRequest, code: Code) -> HttpResponse:  # noqa: ARG001 -- ninja gives it
    """事项现行的办事指南全文：条件、材料、表单的 JSON Schema、收费、流程和版本号。"""
    version = catalogue.published(code)
    assert version.published_at is not None  # noqa: S101 -- a published version has its date
    summary = _summary(version).model_dump()
    definition = catalogue.definition_of(version)
    body = msgspec.json.encode({**summary, "published_at": version.published_at, "definition": definition})
    headers = {"Cache-Control": SHARED_FOR_A_MINUTE}
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)


def _listed(wanted: Wanted) -> ItemsAnswer:
    department_id = organisations.department(wanted.department).pk if wanted.department else None
    page = catalogue.page(
        after=_edge(wanted.after) if wanted.after else None,
        size=PAGE,
        audience=wanted.audience or None,
        topic=wanted.topic,
        department_id=department_id,
    )
    edge = _written(page.next_after) if page.next_after else None
    return ItemsAnswer(items=[_summary(row) for row in page.rows], next_after=edge)


def _found(wanted: Wanted) -> ItemsAnswer:
    narrowing = catalogue.Narrowing(
        audience=wanted.audience, topic=wanted.topic or "", department=wanted.department or ""
    )
    found = catalogue.find(wanted.q, narrowing=narrowing, after=_place(wanted.after), size=PAGE)
    more = "-".join(map(str, found.next_after)) if found.next_after else None
    return ItemsAnswer(items=[_summary(hit.version) for hit in found.best], next_after=more)


def _place(text: str | None) -> tuple[int, int] | None:
    if not text:
        return None
    points, _, pk = text.rpartition("-")
    if not (PLACE.fullmatch(text) and int(pk) < 2**63):
        raise _not_an_edge()
    return int(points), int(pk)


def _summary(version: catalogue.ItemVersion) -> ItemAnswer:
    department = version.item.department
    return ItemAnswer(
        code=version.item.code,
        name=version.name,
        version=version.number,
        item_type=version.item_type,
        item_type_name=version.get_item_type_display(),
        case_type=version.case_type,
        audience=version.audience,
        topics=version.topics,
        department=DepartmentAnswer(code=department.code, name=department.name),
        star=version.star,
        is_online=version.is_online,
        promised_days=version.promised_days,
        statutory_days=version.statutory_days,
    )


def _written(edge: catalogue.Key) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(edge)).decode()


def _edge(text: str) -> catalogue.Key:
    try:
        read: Any = msgspec.json.decode(base64.urlsafe_b64decode(text.encode()), type=tuple[str, int])
    except (ValueError, binascii.Error) as error:
        raise _not_an_edge() from error
    name, pk = read
    if "\x00" in name or not 0 <= pk < 2**63:
        raise _not_an_edge()
    return name, pk


def _not_an_edge() -> InvalidInput:
    return InvalidInput("after 不对。", faults={"after": "请原样填写上一页答复里的 next_after。"})
