"""What stands around every address of the API, so that whatever goes wrong is told as a problem document."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from .problems import problem

View = Callable[..., HttpResponseBase]
# What a multipart body holds besides the file.
_AROUND_A_FILE: Final = 64 * 1024


def answered(view: View, *, guard: str) -> View:
    """The view with the edge around it; `guard` says who may come, for the test that walks all addresses."""

    @csrf_exempt
    @wraps(view)
    def edge(request: HttpRequest, **named: Any) -> HttpResponseBase:  # Any: whatever the path holds
        if _declared_size(request) > settings.MAX_UPLOAD_BYTES + _AROUND_A_FILE:
            return too_large()
        answer = view(request, **named)
        if isinstance(answer, HttpResponseNotAllowed):
            answer = _not_allowed(answer.headers["Allow"])
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    wearer: Any = edge  # A function may carry attributes, but its type cannot say so.
    wearer.guard = guard
    return edge


def nowhere(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django gives it
    """There is no such address."""
    return problem(404, kind="not_found", detail="没有这个地址。", remedy="请对照接口文档检查路径。")


def too_large() -> HttpResponse:
    """More than we take at once."""
    megabytes = settings.MAX_UPLOAD_BYTES // 1024 // 1024
    return problem(
        413,
        kind="too_large",
        detail=f"内容太大，一个文件最多 {megabytes} MB。",
        remedy="可以压缩图片，或者拆成几份上传。",
    )


def _declared_size(request: HttpRequest) -> int:
    declared = request.META.get("CONTENT_LENGTH") or "0"
    return int(declared) if declared.isascii() and declared.isdecimal() else 0


def _not_allowed(allowed: str) -> HttpResponse:
    answer = problem(405, kind="method_not_allowed", detail=f"这个地址只支持 {allowed}。")
    answer.headers["Allow"] = allowed
    return answer
