"""What somebody shows beside, or instead of, a password."""

from django.db import models


class OneTimeSecret(models.Model):
    """The secret that an authenticator shares with us, sealed; before its first right code it counts for nothing."""

    account = models.OneToOneField("Account", models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    # Each half minute's code is taken once (RFC 6238, section 5.2).
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"account {self.account_id}"


class Passkey(models.Model):
    """A key of WebAuthn that never leaves its device; we know its public half."""

    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    credential_id = models.BinaryField(unique=True, max_length=1023)
    credential = models.BinaryField()
    name = models.CharField(max_length=60)
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "id"], name="passkeys_of_an_account")]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of ten codes on paper; each opens once."""

    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="a_recovery_code_is_one_code")]

    def __str__(self) -> str:
        return f"#{self.pk}"
