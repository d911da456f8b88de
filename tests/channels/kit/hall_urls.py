"""A small hall for the tests of the kit: a page for each guard, and one for each way to fail."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from citong.channels.kit import elder
from citong.channels.kit.actors import actor_of
from citong.channels.kit.fields import Field
from citong.channels.kit.guards import anyone, permitted, signed_in, staff_only
from citong.channels.kit.headers import shown_beside
from citong.kernel.errors import InvalidInput, NotFound, Refusal, Unavailable


@anyone
def open_to_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("欢迎")


@signed_in
def for_the_known(request: HttpRequest) -> HttpResponse:
    return HttpResponse(actor_of(request, channel="portal").name)


@staff_only
def for_staff(request: HttpRequest) -> HttpResponse:
    return HttpResponse(actor_of(request, channel="desk").name)


@permitted("cases.examine", "cases.decide")
def for_reviewers(request: HttpRequest) -> HttpResponse:
    return HttpResponse("审查")


@anyone
def refused(request: HttpRequest) -> HttpResponse:
    raise Refusal(
        "补正期限已过，不能再交材料。",
        rule="行政许可法第三十二条",
        remedy="可以重新提交申请。",
        contact="卫健窗口 0595-0000 0000",
    )


@anyone
def refused_for_faults(request: HttpRequest) -> HttpResponse:
    raise InvalidInput("有些内容要改。", faults={"uscc": "统一社会信用代码有误"})


@anyone
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@anyone
def too_large(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig


@anyone
@shown_beside
def letter(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"%PDF-", content_type="application/pdf")


@anyone
def missing(request: HttpRequest) -> HttpResponse:
    raise NotFound("没有找到这个办件。")


@anyone
def silent(request: HttpRequest) -> HttpResponse:
    raise Unavailable


QUESTIONS = """{% extends "kit/portal_shell.html" %}{% block title %}问题{% endblock %}{% block content %}<h1>问题</h1>
<form method="post" novalidate>{% csrf_token %}{% field name %}{% field place %}{% field plot %}</form>
<form method="post" action="/" hx-post="/" hx-swap="none" hx-encoding="multipart/form-data">{% csrf_token %}
{% field plan %}{% button "上传" %}</form>{% endblock %}"""


@anyone
def questions(request: HttpRequest) -> HttpResponse:
    fields = {
        "name": Field("name", "名称", check_url="/checked/"),
        "place": Field("place", "地址", check_url="/refused/"),
        "plot": Field("plot", "宗地", check_url="/no-such-page/"),
        "plan": Field("plan", "平面图", "file"),
    }
    return HttpResponse(engines["django"].from_string(QUESTIONS).render(fields, request))


@anyone
def checked(request: HttpRequest) -> HttpResponse:
    typed = request.POST["name"]
    field = Field("name", "名称", value=typed, errors=("名称太短",), check_url="/checked/")
    return render(request, "kit/field.html", {"field": field})


@anyone
def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


portal = [
    path("", open_to_all, name="home"),
    path("items/", open_to_all, name="items"),
    path("sign-in/", open_to_all, name="sign_in"),
    path("sign-out/", open_to_all, name="sign_out"),
    path("elder/", elder.switch, name="elder"),
    path("known/", for_the_known),
    path("refused/", refused),
    path("faults/", refused_for_faults),
    path("missing/", missing),
    path("forbidden/", forbidden),
    path("too-large/", too_large),
    path("letter/", letter),
    path("silent/", silent),
    path("broken/", broken),
    path("questions/", questions),
    path("checked/", checked),
]
desk = [
    path("", for_staff, name="work"),
    path("sign-in/", open_to_all, name="sign_in"),
    path("reviews/", for_reviewers),
]
urlpatterns = [
    path("", include((portal, "portal"))),
    path("desk/", include((desk, "desk"))),
    path("api/refused/", refused),
    path("kit/", include("citong.channels.kit.urls")),
]
handler400 = "citong.channels.kit.faults.unreadable"
handler403 = "citong.channels.kit.faults.forbidden"
handler404 = "citong.channels.kit.faults.not_found"
handler500 = "citong.channels.kit.faults.broken"
