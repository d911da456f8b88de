"""The open API: its operations, and how each kind of error is told."""

import logging
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.log import log_response
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser

from citong.kernel.errors import Refusal, Unavailable

from . import cases, files, items
from .edge import too_large
from .problems import problem, refused
from .wording import faults_of

logger = logging.getLogger(__name__)


class StrictJson(Parser):
    """JSON as the standard has it: UTF-8, no NaN, no infinities, no halves of characters."""

    def parse_body(self, request: HttpRequest) -> Any:  # Any: whatever the body holds, until it is checked
        """The body, decoded."""
        return msgspec.json.decode(request.body)


class OpenApi(NinjaAPI):
    """Names its operations after what they do, not after where they are written."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name under which generated clients know the operation."""
        return str(operation.view_func.__name__)


api = OpenApi(
    title="网上办事大厅开放接口",
    version="1",
    description="各单位的系统由此查找事项、提交申请、跟踪办件。出错时答复 application/problem+json（RFC 9457）。",
    openapi_url=None,
    docs_url=None,
    parser=StrictJson(),
    urls_namespace="openapi-v1",
    servers=[{"url": "/api/v1"}],
)
api.add_router("", items.router)
api.add_router("", files.router)
api.add_router("", cases.router)


@api.exception_handler(Refusal)
def tell_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:  # noqa: ARG001 -- ninja gives it
    """The rules say no."""
    return refused(refusal)


@api.exception_handler(ValidationError)
def tell_faults(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001 -- ninja gives it
    """Fields are missing, unknown or of the wrong kind."""
    faults = faults_of(error.errors)
    return problem(422, kind="invalid_input", detail=f"有 {len(faults)} 处要改。", faults=faults)


@api.exception_handler(AuthenticationError)
def ask_for_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:  # noqa: ARG001 -- ninja gives it
    """We do not know who is asking."""
    answer = problem(
        401, kind="not_authenticated", detail="没有令牌，或者令牌无效、已经停用。", remedy="请联系大厅的系统管理员。"
    )
    answer.headers["WWW-Authenticate"] = 'Bearer realm="citong"'
    return answer


@api.exception_handler(Unavailable)
@api.exception_handler(OperationalError)
def ask_to_come_back(request: HttpRequest, error: Exception) -> HttpResponse:
    """Something behind us does not answer, or is too busy; nothing of what was asked has happened."""
    answer = problem(503, kind="unavailable", detail="系统正忙，暂时办不了。", remedy="请过一会儿原样重发。")
    said = ("Not available (%s): %s", type(error).__name__, request.path)
    log_response(*said, response=answer, request=request, logger=logger, level="warning")
    return answer


@api.exception_handler(HttpError)
@api.exception_handler(SuspiciousOperation)
@api.exception_handler(MultiPartParserError)
@api.exception_handler(UnreadablePostError)
def tell_unreadable(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 -- ninja gives it
    """Not what a system sends that means well."""
    if isinstance(error, RequestDataTooBig):
        return too_large()
    return problem(
        400,
        kind="unreadable",
        detail="请求的内容读不懂。",
        remedy="JSON 要用 UTF-8 编码，文件要用 multipart/form-data。",
    )


@api.exception_handler(Exception)
def own_up(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours."""
    answer = problem(500, kind="broken", detail="系统出错了，不是您的问题，我们会尽快修复。")
    said = ("An API request failed: %s", request.path)
    # Django would log every answer of this status once more.
    log_response(*said, response=answer, request=request, logger=logger, exception=error)
    return answer
