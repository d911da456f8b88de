"""Persons, enterprises, accounts, and the systems that act for them."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class IdType(models.TextChoices):
    """Kinds of identity documents, GA/T 2000.156."""

    RESIDENT = "111", "居民身份证"
    PASSPORT = "414", "普通护照"
    HK_MACAO = "516", "港澳居民来往内地通行证"
    TAIWAN = "511", "台湾居民来往大陆通行证"
    FOREIGN_RESIDENT = "553", "外国人永久居留证"
    CREDIT_CODE = "001", "统一社会信用代码"


class Assurance(models.IntegerChoices):
    """How sure we are of who somebody is; one internal scale."""

    NONE = 0, "未注册"
    REGISTERED = 1, "已注册"
    REAL_NAME = 2, "已实名"
    ADVANCED = 3, "高级实名"
    CERTIFICATE = 4, "数字证书"


class Person(models.Model):
    """A natural person 自然人."""

    name = models.CharField(max_length=60)
    id_type = models.CharField(max_length=3, choices=IdType, default=IdType.RESIDENT)
    id_number = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id_type", "id_number"], name="one_person_per_id_number")]

    def __str__(self) -> str:
        return self.name


class Enterprise(models.Model):
    """A legal person or other organisation 法人."""

    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, unique=True)
    legal_representative = models.CharField(max_length=60)
    address = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by what people type to sign in."""

    def get_by_natural_key(self, login: str | None) -> "Account":
        """The account of this login."""
        return self.get(login=login)

    def joined(self) -> "models.QuerySet[Account]":
        """Accounts together with whom they stand for."""
        return self.select_related("person", "enterprise", "staff__department")


class Account(AbstractBaseUser):
    """A way in: one person's, one enterprise's (through its handler), or one member of staff's."""

    login = models.CharField(max_length=40, unique=True, help_text="a mobile number, or a staff number")
    phone = models.CharField(max_length=20, blank=True)
    assurance = models.PositiveSmallIntegerField(choices=Assurance, default=Assurance.REGISTERED)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="accounts")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, related_name="accounts")
    staff = models.OneToOneField("organisations.Staff", models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = AccountManager()
    USERNAME_FIELD = "login"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(staff__isnull=False, person=None, enterprise=None) | Q(staff=None, person__isnull=False),
                name="an_account_is_staff_or_a_person_who_may_act_for_an_enterprise",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(enterprise=None, person__isnull=False),
                name="one_own_account_per_person",
            ),
        ]

    def __str__(self) -> str:
        return self.login


class ApiClient(models.Model):
    """A system that files and asks through the open API, with a token of its own."""

    name = models.CharField(max_length=100)
    token_digest = models.CharField(max_length=64, unique=True)
    department = models.ForeignKey("organisations.Department", models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
