"""The smallest valid rows of organisations."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from citong.organisations.models import Assignment, Department, Division, Hall, Post, Staff, Window
from citong.organisations.rules import synthetic_credit_code


class DivisionFactory(DjangoModelFactory):
    class Meta:
        model = Division
        django_get_or_create = ("code",)

    code = "350502000000"
    level = Division.Level.COUNTY
    name = "鲤城区"


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    code = factory.Sequence(lambda n: f"department-{n}")
    uscc = factory.Sequence(lambda n: synthetic_credit_code(f"11350502MB{n:07d}"))
    name = factory.Sequence(lambda n: f"第{n}局")
    short_name = factory.LazyAttribute(lambda department: department.name)
    letter_word = "鲤示"
    division = factory.SubFactory(DivisionFactory)
    valid_from = date(2019, 3, 1)


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post
        django_get_or_create = ("department", "code")

    department = factory.SubFactory(DepartmentFactory)
    code = factory.Sequence(lambda n: f"post-{n}")
    name = "审查岗"
    duty = Post.Duty.REVIEW


class StaffFactory(DjangoModelFactory):
    class Meta:
        model = Staff

    department = factory.SubFactory(DepartmentFactory)
    number = factory.Sequence(lambda n: f"S{n:04d}")
    name = "Ana"


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    staff = factory.SubFactory(StaffFactory)
    post = factory.SubFactory(PostFactory, department=factory.SelfAttribute("..staff.department"))
    valid_from = date(2020, 1, 1)


class HallFactory(DjangoModelFactory):
    class Meta:
        model = Hall

    code = factory.Sequence(lambda n: f"hall-{n}")
    name = "示例大厅"
    address = "示例路 1 号"
    hours = "工作日 8:00—12:00，14:30—17:30"
    division = factory.SubFactory(DivisionFactory)


class WindowFactory(DjangoModelFactory):
    class Meta:
        model = Window

    hall = factory.SubFactory(HallFactory)
    department = factory.SubFactory(DepartmentFactory)
    number = factory.Sequence(str)
