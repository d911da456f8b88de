"""What a system reads when something cannot be done: a problem document (RFC 9457), in words to be shown to people.

`type` is the refusal's code, which never changes; `detail` says what is wrong; `faults` names each field.
"""

from collections.abc import Mapping
from typing import Final

import msgspec
from django.http import HttpResponse
from pydantic import BaseModel, Field

from citong.kernel.errors import InvalidInput, Refusal

MEDIA_TYPE: Final = "application/problem+json"
TITLES: Final = {
    400: "请求无法读懂",
    401: "没有通过身份验证",
    403: "没有权限",
    404: "没有找到",
    405: "这个地址不支持这种请求方法",
    409: "现在不能这样办",
    413: "内容太大",
    415: "内容的格式不对",
    422: "有内容需要修改",
    429: "请求太频繁",
    500: "系统出错了",
    503: "暂时办不了，请稍后再试",
}
# Seconds after which it is worth asking again.
_WAIT: Final = {429: "60", 503: "5"}
_TOLD: Final = ("rule", "remedy", "contact", "current_version")


class Problem(BaseModel):
    """为什么没有办成。"""

    type: str = Field(description="原因代码，不会改变，供程序判断，例如 cases.form_outdated")
    title: str = Field(description="一句话概括")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="说给人看的原因")
    faults: dict[str, str] | None = Field(None, description="每个有问题的字段和它的问题，例如 answers.phone")
    rule: str | None = Field(None, description="依据的规定")
    remedy: str | None = Field(None, description="现在可以怎么办")
    contact: str | None = Field(None, description="可以问谁")
    current_version: int | None = Field(None, description="事项现行的版本号（办理要求更新时）")


def problem(
    status: int, *, kind: str, detail: str, faults: Mapping[str, str] | None = None, **more: object
) -> HttpResponse:
    """The answer to a request that cannot be met."""
    said: dict[str, object] = {
        "type": kind,
        "title": TITLES.get(status, "没有办成"),
        "status": status,
        "detail": detail,
    }
    if faults:
        said["faults"] = dict(faults)
    said |= {name: more[name] for name in _TOLD if more.get(name)}
    answer = HttpResponse(msgspec.json.encode(said), status=status, content_type=MEDIA_TYPE)
    if status in _WAIT:
        answer.headers["Retry-After"] = _WAIT[status]
    return answer


def refused(refusal: Refusal) -> HttpResponse:
    """A refusal of the domain."""
    faults = refusal.faults if isinstance(refusal, InvalidInput) else None
    return problem(refusal.status, kind=refusal.code, detail=refusal.message, faults=faults, **refusal.details)
