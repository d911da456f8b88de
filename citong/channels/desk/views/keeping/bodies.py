"""Departments: established, and ended with a successor."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from citong.channels.kit.guards import permitted
from citong.organisations import facade as organisations

from ...keeping_forms import Establishment, Merger
from ...screens import official, sent, show, today
from ...structure_forms import DepartmentChange
from .forms import fill_in

keepers = permitted(organisations.P.KEEP_STRUCTURE)


@keepers
def departments(request: HttpRequest) -> HttpResponse:
    """The departments that exist today."""
    return show(request, "desk/keeping/departments.html", {"departments": list(organisations.departments(on=today()))})


@keepers
def establishment(request: HttpRequest) -> HttpResponse:
    """A department begins its work."""
    form = Establishment(sent(request), initial={"valid_from": today()})

    def establish() -> None:
        organisations.establish_department(**form.cleaned_data, by=official(request), at=timezone.now())

    return fill_in(
        request,
        form,
        verb=establish,
        title="设立部门",
        go="设立",
        then="设立后：再设岗位、安排人员；事项由业务管理员编制。",
        said="部门已经设立。",
        back=reverse("desk:departments"),
    )


@keepers
def change(request: HttpRequest, department_id: int) -> HttpResponse:
    """A department is called otherwise, or reached otherwise."""
    body = organisations.department_by_id(department_id)
    fields = ("name", "short_name", "phone", "supervision_phone")
    form = DepartmentChange(sent(request), initial={field: getattr(body, field) for field in fields})

    def change_it() -> None:
        organisations.change_department(department_id, **form.cleaned_data, by=official(request), at=timezone.now())

    return fill_in(
        request,
        form,
        verb=change_it,
        title=f"更改{body.name}",
        go="保存",
        then="保存后：以后都用新的名称；已经发出的文书不变。",
        said="已经保存。",
        back=reverse("desk:departments"),
    )


@keepers
def merger(request: HttpRequest, department_id: int) -> HttpResponse:
    """A department ends; another answers for what it leaves open."""
    ending = organisations.department_by_id(department_id)
    others = {each.pk: each.name for each in organisations.departments(on=today()) if each.pk != department_id}
    form = Merger(sent(request), departments=others)

    def end() -> None:
        into, on = int(form.cleaned_data["into"]), form.cleaned_data["on"]
        organisations.reorganise(department_id, into=into, on=on, by=official(request), at=timezone.now())

    return fill_in(
        request,
        form,
        verb=end,
        title=f"撤并{ending.name}",
        go="撤并",
        then="撤并后：没办完的由接手的部门负责。撤了不能恢复。",
        said="已经撤并。",
        back=reverse("desk:departments"),
    )
