"""Ways in, and how sure we are of who takes them."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from citong.kernel.encrypted import EncryptedText, KeyedDigest


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

    login = EncryptedText[str, str](max_length=40, help_text="a mobile number, a credit code, or a staff number")
    login_digest = KeyedDigest(of="login")
    phone = EncryptedText[str, str](max_length=20, blank=True)
    phone_digest = KeyedDigest(of="phone")
    assurance = models.PositiveSmallIntegerField(choices=Assurance, default=Assurance.REGISTERED)
    person = models.ForeignKey("Person", models.PROTECT, null=True, related_name="accounts")
    enterprise = models.ForeignKey("Enterprise", models.PROTECT, null=True, related_name="accounts")
    staff = models.OneToOneField("organisations.Staff", models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = AccountManager()
    USERNAME_FIELD = "login"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["login_digest"], name="one_account_per_login"),
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
        return f"account #{self.pk}"
