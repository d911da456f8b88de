"""Roles: what each may do, and who is given one."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from citong.channels.kit.guards import permitted
from citong.identity import facade as identity
from citong.organisations import facade as organisations

from ...keeping_forms import Granting, TakingBack
from ...permission_words import WORDS
from ...screens import official, sent, show, today
from .forms import fill_in

readers = permitted(identity.P.READ_STAFF)
granters = permitted(identity.P.GRANT_ROLES)


@readers
def roles(request: HttpRequest) -> HttpResponse:
    """Every role in plain words, whom it does not go together with, and who was given it."""
    lines = [
        {
            "role": role,
            "may": sorted(WORDS[permission] for permission in role.permissions),
            "apart": [other.name for other in identity.ROLES.values() if identity.apart(role, other)],
            "holders": list(identity.holders_of(role.code, on=today())),
        }
        for role in identity.ROLES.values()
    ]
    return show(request, "desk/keeping/roles.html", {"lines": lines})


@granters
def granting(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give somebody a role beside those of their posts."""
    account = identity.account(account_id)
    form = Granting(
        sent(request),
        roles={code: role.name for code, role in identity.ROLES.items() if role.is_granted},
        departments={each.pk: each.short_name for each in organisations.departments(on=today())},
        initial={"first_on": today()},
    )

    def grant() -> None:
        said = form.cleaned_data
        department_id = int(said["department_id"]) if said["department_id"] else None
        where = {"division": said["division"], "with_below": said["with_below"]}
        terms = identity.Terms(department_id, **where, first_on=said["first_on"], last_on=said["last_on"])
        by, at = official(request), timezone.now()
        identity.grant_role(account_id, role=said["role"], terms=terms, reason=said["reason"], by=by, at=at)

    return fill_in(
        request,
        form,
        verb=grant,
        title=f"授予{identity.display_name(account)}角色",
        go="授予",
        then="授予后：从第一天起生效；离开现在的岗位、到期或者收回，就失效。谁授予、为什么，都留在记录里。",
        said="已经授予。",
        back=reverse("desk:person", args=[account.staff_id]) if account.staff_id else reverse("desk:people"),
    )


@granters
def taking_back(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Take a role back."""
    held = identity.role_grant(grant_id)
    form = TakingBack(sent(request))

    def take_back() -> None:
        identity.take_role_back(grant_id, reason=form.cleaned_data["reason"], by=official(request), at=timezone.now())

    return fill_in(
        request,
        form,
        verb=take_back,
        title=f"收回{identity.display_name(held.account)}的“{identity.ROLES[held.role].name}”",
        go="收回",
        then="收回后：马上失效；记录留着。",
        said="已经收回。",
        back=reverse("desk:person", args=[held.account.staff_id]),
    )
