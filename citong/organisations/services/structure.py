"""Departments, posts, and the people in them: what can happen, in the usual order."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.outbox import publish
from citong.kernel.refs import ref

from ..errors import (
    CannotAppoint,
    CannotReorganise,
    DepartmentExists,
    NoSuchDepartment,
    NotAssigned,
    PostExists,
)
from ..facts import AssignmentEnded, DepartmentReorganised
from ..models import Assignment, Department, Post, Staff
from ..queries.structure import department_by_id, staff_member
from ..queries.structure import division as division_of_code
from ..rules import P, check_credit_code
from .naming import refuse_unnamed
from .permission import refuse_unless


@transaction.atomic
def establish_department(
    *,
    code: str,
    uscc: str,
    name: str,
    short_name: str,
    letter_word: str,
    kind: str,
    division: str,
    phone: str,
    supervision_phone: str,
    valid_from: date,
    by: Actor,
    at: datetime,
) -> Department:
    """A department begins its work, under a code and a credit code of its own."""
    refuse_unless(P.KEEP_STRUCTURE, by=by)
    reason = check_credit_code(uscc)
    if reason:
        raise InvalidInput("部门信息有误。", faults={"uscc": reason})
    if kind not in Department.Kind.values:
        raise InvalidInput("部门信息有误。", faults={"kind": f"没有“{kind}”这种部门。"})
    if Department.objects.filter(Q(code=code) | Q(uscc=uscc)).exists():
        raise DepartmentExists("这个部门代码或统一社会信用代码已经有部门在用。", department=code)
    department = Department.objects.create(
        code=code,
        uscc=uscc,
        name=name,
        short_name=short_name,
        letter_word=letter_word,
        kind=kind,
        division=division_of_code(division),
        phone=phone,
        supervision_phone=supervision_phone,
        valid_from=valid_from,
    )
    audit.record("organisations.department_established", subject=ref("department", department.pk), by=by, at=at)
    return department


@transaction.atomic
def change_department(
    department_id: int, *, name: str, short_name: str, phone: str, supervision_phone: str, by: Actor, at: datetime
) -> Department:
    """A department is called otherwise, or reached otherwise; what it has issued keeps the name of its day."""
    refuse_unless(P.KEEP_STRUCTURE, by=by, department_id=department_id)
    refuse_unnamed(name=name, short_name=short_name)
    department = Department.objects.select_for_update(of=("self",)).filter(pk=department_id).first()
    if department is None:
        raise NoSuchDepartment("找不到这个部门。")
    if department.valid_to is not None:
        raise CannotReorganise("这个部门已经撤并，不能再改。", remedy="请改接手的部门。", department=department_id)
    department.name, department.short_name = name.strip(), short_name.strip()
    department.phone, department.supervision_phone = phone.strip(), supervision_phone.strip()
    department.save(update_fields=["name", "short_name", "phone", "supervision_phone"])
    audit.record("organisations.department_changed", subject=ref("department", department_id), by=by, at=at)
    return department


@transaction.atomic
def create_post(department_id: int, *, code: str, name: str, duty: str, by: Actor, at: datetime) -> Post:
    """A department gains a post: what somebody in it may do."""
    refuse_unless(P.KEEP_STAFF, by=by, department_id=department_id)
    if duty not in Post.Duty.values:
        raise InvalidInput("岗位信息有误。", faults={"duty": f"没有“{duty}”这种岗位职责。"})
    post, created = Post.objects.get_or_create(
        department=department_by_id(department_id), code=code, defaults={"name": name, "duty": duty}
    )
    if not created:
        raise PostExists(
            "这个部门已经有过同样代码的岗位。", remedy="请换一个代码；撤了的岗位，代码也不再用。", post=post.pk
        )
    audit.record("organisations.post_created", subject=ref("post", post.pk), by=by, at=at)
    return post


@transaction.atomic
def appoint(
    number: str,
    *,
    name: str,
    department_id: int,
    post_ids: Collection[int],
    valid_from: date,
    phone: str = "",
    by: Actor,
    at: datetime,
) -> Staff:
    """Somebody, under a staff number, works for a department and holds these posts of it from a day on.

    Posts that they hold already stay as they are.
    """
    refuse_unless(P.KEEP_STAFF, by=by, department_id=department_id)
    department = department_by_id(department_id)
    staff, _ = Staff.objects.get_or_create(
        number=number, defaults={"department": department, "name": name, "phone": phone}
    )
    staff = Staff.objects.select_for_update(of=("self",)).get(pk=staff.pk)
    if staff.department_id != department_id:
        raise CannotAppoint("这个工号属于另一个部门的工作人员。", staff=staff.pk)
    posts = Post.objects.select_for_update(of=("self",)).filter(
        pk__in=post_ids, department=department_id, ended_at=None
    )
    if len(posts.order_by("pk")) != len(set(post_ids)):
        raise CannotAppoint("只能担任本部门现有的岗位。", staff=staff.pk)
    held = set(staff.assignments.filter(valid_to=None).values_list("post_id", flat=True))
    added = sorted(set(post_ids) - held)
    Assignment.objects.bulk_create(Assignment(staff=staff, post_id=post_id, valid_from=valid_from) for post_id in added)
    audit.record("organisations.appointed", subject=ref("staff", staff.pk), by=by, at=at, posts=added)
    return staff


@transaction.atomic
def end_assignment(staff_id: int, *, post_id: int, on: date, by: Actor, at: datetime) -> Assignment:
    """From this day on, the person no longer holds the post."""
    refuse_unless(P.KEEP_STAFF, by=by, department_id=_department_of(staff_id))
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .filter(staff=staff_id, post=post_id, valid_to=None)
        .order_by("pk")
        .first()
    )
    if assignment is None:
        raise NotAssigned("这位工作人员现在没有担任这个岗位。", staff=staff_id, post=post_id)
    assignment.valid_to = on
    assignment.save(update_fields=["valid_to"])
    audit.record("organisations.assignment_ended", subject=ref("staff", staff_id), by=by, at=at, post=post_id)
    publish(AssignmentEnded(staff_id=staff_id, post_id=post_id))
    return assignment


def _department_of(staff_id: int) -> int:
    return staff_member(staff_id).department_id


@transaction.atomic
def reorganise(department_id: int, *, into: int, on: date, by: Actor, at: datetime) -> Department:
    """A department ends on this day, which is the first without it; another answers for what it leaves open."""
    refuse_unless(P.KEEP_STRUCTURE, by=by, department_id=department_id)
    locked = {
        each.pk: each
        for each in Department.objects.select_for_update(of=("self",))
        .filter(pk__in=[department_id, into])
        .order_by("pk")
    }
    if {department_id, into} - locked.keys():
        raise NoSuchDepartment("找不到这个部门。")
    department, successor = locked[department_id], locked[into]
    _refuse_reorganisation(department, successor, on=on)
    department.valid_to, department.successor = on, successor
    department.save(update_fields=["valid_to", "successor"])
    subject = ref("department", department_id)
    audit.record("organisations.department_reorganised", subject=subject, by=by, at=at, into=into)
    publish(DepartmentReorganised(department_id=department_id, successor_id=into))
    return department


def _refuse_reorganisation(department: Department, successor: Department, *, on: date) -> None:
    if department.pk == successor.pk:
        raise CannotReorganise("部门不能并入自己。")
    if department.valid_to is not None:
        raise CannotReorganise("这个部门已经撤并过了。", department=department.pk)
    if successor.valid_to is not None:
        raise CannotReorganise("接手的部门已经撤并，请选择现在还在的部门。", department=successor.pk)
    if on <= department.valid_from or on < successor.valid_from:
        raise CannotReorganise("撤并的日期要在两个部门成立之后。")
