"""Ways in, and how sure we are of who takes them."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from citong.kernel.encrypted import EncryptedText, KeyedDigest

from ..rules.levels import Assurance
from .grants import granted


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by what people type to sign in."""

    def get_by_natural_key(self, login: str | None) -> "Account":
        """The account of this login."""
        return self.get(login=login)

    def joined(self) -> "models.QuerySet[Account]":
        """Accounts together with whom they stand for."""
        return self.select_related("person", "enterprise", "staff__department")

    def with_grants(self) -> "models.QuerySet[Account]":
        """The same with what each was granted, as `granted`."""
        return self.joined().annotate(granted=granted())


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
    created_at = models.DateTimeField()
    former_phone = EncryptedText[str | None, str | None](
        max_length=20, null=True, help_text="told of the change, then forgotten"
    )
    phone_proven_at = models.DateTimeField(null=True, help_text="when a code last showed that the number is theirs")
    agreement = models.CharField(max_length=20, blank=True, help_text="the version of the agreement they accepted")
    agreed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="closed by its holder: what named them is erased")

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
