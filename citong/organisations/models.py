"""Divisions, departments, posts, staff, halls, and the calendar by which they work."""

from django.db import models
from django.db.models import F, Q

from citong.kernel.encrypted import EncryptedText


class Division(models.Model):
    """An administrative division 行政区划, under its 12-digit code."""

    class Level(models.TextChoices):
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"
        TOWN = "town", "乡镇、街道"
        VILLAGE = "village", "村、社区"

    code = models.CharField(max_length=12, primary_key=True)
    level = models.CharField(max_length=10, choices=Level)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^\d{12}$"), name="division_code_has_12_digits"),
        ]
        indexes = [models.Index(fields=["level", "code"], name="division_by_level")]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A body that acts: a department, a street office, the service centre, the government. An ended one names a
    successor.
    """

    class Kind(models.TextChoices):
        DEPARTMENT = "department", "部门"
        STREET = "street", "街道"
        CENTRE = "centre", "行政服务中心"
        GOVERNMENT = "government", "本级政府"

    code = models.SlugField(max_length=60, unique=True, help_text="short name in routes and files, such as health")
    uscc = models.CharField(max_length=18, unique=True, help_text="unified social credit code")
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=30)
    letter_word = models.CharField(max_length=10, help_text="its word in letter numbers, such as 鲤卫")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DEPARTMENT)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    phone = models.CharField(max_length=30, blank=True)
    supervision_phone = models.CharField(max_length=30, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="department_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(valid_to__isnull=False), name="only_an_ended_department_has_a_successor"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post 岗位: what a person in it may do for its department."""

    class Duty(models.TextChoices):
        WINDOW = "window", "窗口受理岗"
        REVIEW = "review", "审查岗"
        APPROVAL = "approval", "审批岗"
        ADMINISTRATION = "administration", "管理岗"
        SUPERVISION = "supervision", "监督岗"
        HEAD = "head", "单位负责人岗"
        GENERAL = "general", "综合岗"

    department = models.ForeignKey(Department, models.PROTECT, related_name="posts")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    duty = models.CharField(max_length=16, choices=Duty)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["department", "code"], name="one_post_per_code_in_a_department")]

    def __str__(self) -> str:
        return self.name


class Staff(models.Model):
    """Somebody who works for a department."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="staff")
    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    phone = EncryptedText[str, str](max_length=20, blank=True)
    posts = models.ManyToManyField(Post, through="Assignment", related_name="staff")

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """A member of staff holds a post for a time."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="assignments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="assignments")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "post"], condition=Q(valid_to=None), name="a_post_is_held_once_at_a_time_by_one_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} in {self.post_id}"


class Substitution(models.Model):
    """A colleague stands in for somebody who is away, from `valid_from` until the day before `valid_to`.

    `planned_to` keeps what was first set when it was ended early. Rows are never deleted: they are the history.
    """

    absent = models.ForeignKey(Staff, models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(Staff, models.PROTECT, related_name="substitutions")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    posts = models.ManyToManyField(Post, through="SubstitutedPost", related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()
    planned_to = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)
    set_by_name = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True, help_text="when it was ended before its time")
    ended_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("substitute")), name="nobody_stands_in_for_themselves"),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from"), planned_to__gt=F("valid_from"))
                & Q(valid_to__lte=F("planned_to")),
                name="a_substitution_only_gets_shorter",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=F("planned_to")) | Q(ended_at__isnull=False), name="an_early_end_is_dated"
            ),
        ]
        indexes = [models.Index(fields=["department", "-id"], name="substitution_by_department")]

    def __str__(self) -> str:
        return f"{self.substitute_id} for {self.absent_id}"


class SubstitutedPost(models.Model):
    """One of the absent person's own posts, which the substitute takes care of."""

    substitution = models.ForeignKey(Substitution, models.PROTECT, related_name="lines")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["substitution", "post"], name="a_post_is_handed_over_once")]

    def __str__(self) -> str:
        return f"{self.post_id} in {self.substitution_id}"


class Hall(models.Model):
    """A service hall that people can go to."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200)
    hours = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """A counter in a hall, staffed by a department."""

    hall = models.ForeignKey(Hall, models.PROTECT, related_name="windows")
    department = models.ForeignKey(Department, models.PROTECT, related_name="windows")
    number = models.CharField(max_length=10)
    floor = models.CharField(max_length=20, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "number"], condition=Q(closed_at=None), name="one_open_window_per_number_in_a_hall"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} 号窗口"


class CalendarYear(models.Model):
    """A year of the working calendar; official once the State Council's notice has been entered."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    official = models.BooleanField()
    source = models.CharField(max_length=120)

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that differs from the ordinary week: a holiday, a bridged day off, a make-up working weekend."""

    day = models.DateField(primary_key=True)
    year = models.ForeignKey(CalendarYear, models.PROTECT, related_name="days")
    is_working = models.BooleanField()
    name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class CalendarChange(models.Model):
    """What was changed in the calendar, by whom; the newest row's id is the calendar's version."""

    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    what = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.what
