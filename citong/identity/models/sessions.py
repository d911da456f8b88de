"""Who is in the hall at this moment, and who came to its door."""

from django.db import models
from django.db.models import Q


class Session(models.Model):
    """A browser's stay, from the sign-in to its end; also, without an account, the little that a stranger's page keeps.

    `session_id` is the name under which it may be told and kept, and stays the same; of the key in the browser's
    cookie, which changes, only a digest is stored.
    """

    session_id = models.CharField(max_length=32, primary_key=True)
    key_digest = models.CharField(max_length=32, unique=True)
    content = models.TextField(blank=True)
    account = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    means = models.CharField(max_length=20, blank=True)
    second = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()
    idle = models.DurationField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-seen_at"], condition=Q(ended_at=None), name="sessions_of_an_account"),
            models.Index(fields=["seen_at"], condition=Q(ended_at=None), name="sessions_that_last"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="sessions_that_ended"),
        ]

    def __str__(self) -> str:
        return self.session_id[:8]


class SignIn(models.Model):
    """One attempt to sign in, or one look at a second factor; what was typed is not kept."""

    class Outcome(models.TextChoices):
        """What came of it."""

        IN = "in", "登录成功"
        WRONG = "wrong", "密码或者验证码不对"
        SLOWED = "slowed", "试得太多，没有验证"
        CLOSED = "closed", "账号已经停用"

    account = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    means = models.CharField(max_length=20)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=60, blank=True)
    is_new_device = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-id"], name="sign_ins_of_an_account"),
            models.Index(fields=["outcome", "-id"], name="sign_ins_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.outcome}"
