"""People and their posts, and the accounts with which they sign in."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.channels.kit.guards import permitted
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.crypto import new_token
from citong.kernel.errors import NotFound
from citong.kernel.permissions import has_permission
from citong.organisations import facade as organisations

from ...keeping_forms import Appointment, FurtherPost
from ...screens import official, sent, show, today
from .forms import fill_in

readers = permitted(identity.P.READ_STAFF)
appointers = permitted(organisations.P.KEEP_STAFF)
openers = permitted(identity.P.KEEP_ACCOUNTS)


@dataclass(frozen=True)
class Line:
    """Somebody in the list."""

    staff: organisations.Staff
    posts: str
    roles: str
    account: identity.Account | None


@readers
def people(request: HttpRequest) -> HttpResponse:
    """Who works for a department, in which posts, with which roles beside them."""
    bodies = list(organisations.departments(on=today()))
    chosen = _chosen(request, bodies, viewer=official(request))
    context = {"bodies": bodies, "chosen": chosen, "lines": _lines(chosen.pk, on=today()) if chosen else []}
    may = has_permission(official(request), organisations.P.KEEP_STAFF)
    return show(request, "desk/keeping/people.html", {**context, "may_appoint": may})


def _chosen(
    request: HttpRequest, bodies: list[organisations.Department], *, viewer: Actor
) -> organisations.Department | None:
    asked = request.GET.get("department", "") or str(viewer.department)
    return next((body for body in bodies if str(body.pk) == asked), bodies[0] if bodies else None)


def _lines(department_id: int, *, on: date) -> list[Line]:
    staff = list(organisations.staff_of(department_id))
    posts = organisations.posts_by_staff([each.pk for each in staff], on=on)
    accounts = identity.accounts_of(each.pk for each in staff)
    roles = identity.grants_in((each.pk for each in accounts.values()), on=on)
    return [
        Line(
            staff=each,
            posts="、".join(post.name for post in posts.get(each.pk, [])),
            roles="、".join(role.name for role in roles.get(accounts[each.pk].pk, [])) if each.pk in accounts else "",
            account=accounts.get(each.pk),
        )
        for each in staff
    ]


@readers
def person(request: HttpRequest, staff_id: int) -> HttpResponse:
    """One of them: posts, account, and every role that was ever granted."""
    return show(request, "desk/keeping/person.html", _of(official(request), staff_id))


def _of(viewer: Actor, staff_id: int) -> dict[str, object]:
    staff = organisations.staff_member(staff_id)
    account = identity.accounts_of([staff_id]).get(staff_id)
    here = organisations.place(staff.department_id)
    return {
        "person": staff,
        "posts": [(post, identity.OF_DUTY.get(post.duty)) for post in organisations.posts_held(staff_id, on=today())],
        "account": account,
        "holdings": identity.holdings_of(account, on=today()) if account else [],
        "may_appoint": has_permission(viewer, organisations.P.KEEP_STAFF, on=here),
        "may_open": has_permission(viewer, identity.P.KEEP_ACCOUNTS, on=here),
        "may_grant": has_permission(viewer, identity.P.GRANT_ROLES, on=here),
    }


@appointers
def appointment(request: HttpRequest, department_id: int) -> HttpResponse:
    """Somebody new in a department."""
    form = Appointment(sent(request), posts=_posts(department_id), initial={"valid_from": today()})

    def appoint() -> None:
        said = {**form.cleaned_data}
        post_ids, number = [int(said.pop("post"))], said.pop("number")
        by, at = official(request), timezone.now()
        organisations.appoint(number, department_id=department_id, post_ids=post_ids, by=by, at=at, **said)

    back = f"{reverse('desk:people')}?department={department_id}"
    then = "安排后：从那天起担任这个岗位；要登录的，再给他开账号。"
    return fill_in(
        request, form, verb=appoint, title="新来的工作人员", go="安排上岗", then=then, said="已经安排上岗。", back=back
    )


@appointers
def further_post(request: HttpRequest, staff_id: int) -> HttpResponse:
    """One more post for somebody."""
    staff = organisations.staff_member(staff_id)
    form = FurtherPost(sent(request), posts=_posts(staff.department_id), initial={"valid_from": today()})

    def appoint() -> None:
        post_ids = [int(form.cleaned_data["post"])]
        organisations.appoint(
            staff.number,
            name=staff.name,
            department_id=staff.department_id,
            post_ids=post_ids,
            valid_from=form.cleaned_data["valid_from"],
            by=official(request),
            at=timezone.now(),
        )

    return fill_in(
        request,
        form,
        verb=appoint,
        title=f"{staff.name}再担任一个岗位",
        go="安排上岗",
        then="安排后：从那天起能办这个岗位的工作。岗位带来的角色和另外授予的角色冲突的，授予的角色停用。",
        said="已经安排上岗。",
        back=reverse("desk:person", args=[staff_id]),
    )


@appointers
@require_POST
def leaving(request: HttpRequest, staff_id: int, held_id: int) -> HttpResponse:
    """From today on somebody does not hold the post; what rested on it ends with it."""
    organisations.end_assignment(staff_id, post_id=held_id, on=today(), by=official(request), at=timezone.now())
    messages.success(request, "已经离岗，从今天起不能再办这个岗位的工作；依据这个岗位授予的角色也一起失效。")
    return redirect("desk:person", staff_id)


@openers
@require_POST
def account(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Open, close or reopen somebody's account; a new password is shown once, here."""
    staff, by, at = organisations.staff_member(staff_id), official(request), timezone.now()
    held, password, asked = identity.accounts_of([staff_id]).get(staff_id), new_token(size=12), request.POST.get("do")
    if asked == "open" and held is None:
        identity.open_staff_account(staff_id, login=staff.number, password=password, by=by, at=at)
    elif asked == "reopen" and held is not None:
        identity.reopen_staff_account(held.pk, password=password, by=by, at=at)
    elif asked == "close" and held is not None:
        identity.close_staff_account(held.pk, by=by, at=at)
        messages.success(request, "账号已经停用，登录着的也马上退出。")
        return redirect("desk:person", staff_id)
    else:
        raise NotFound("没有这样的操作。", remedy="请从人员页面重新进来。")
    return show(request, "desk/keeping/person.html", {**_of(by, staff_id), "password": password})


def _posts(department_id: int) -> dict[int, str]:
    return {post.pk: f"{post.name}（{post.get_duty_display()}）" for post in organisations.posts_of(department_id)}
