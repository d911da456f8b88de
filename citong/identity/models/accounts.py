"""Ways in, and how sure we are of who takes them."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class Assurance(models.IntegerChoices):
    """How sure we are of who somebody is; one internal scale."""

    NONE = 0, "未注册"
    REGISTERED = 1, "已注册"
    REAL_NAME = 2, "已实名"
    ADVANCED = 3, "高级实名"
    CERTIFICATE = 4, "数字证书"


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
    person = models.ForeignKey("Person", models.PROTECT, null=True, related_name="accounts")
    enterprise = models.ForeignKey("Enterprise", models.PROTECT, null=True, related_name="accounts")
    staff = models.OneToOneField("organisations.Staff", models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
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
