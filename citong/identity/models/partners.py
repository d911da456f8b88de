"""Partners: other halls and sites whose word on who somebody is we take, up to a level."""

from django.db import models
from django.db.models import Q

from citong.kernel.encrypted import EncryptedText

from ..rules.levels import Assurance


class Protocol(models.TextChoices):
    """What a partner speaks."""

    OIDC = "oidc", "OpenID Connect"
    CAS = "cas", "CAS 2.0、3.0"


class Partner(models.Model):
    """A hall or site through which people may sign in here."""

    code = models.SlugField(max_length=20, unique=True, help_text="stands in addresses; never changes")
    name = models.CharField(max_length=60)
    protocol = models.CharField(max_length=10, choices=Protocol)
    address = models.CharField(max_length=500, help_text="the issuer, or where the CAS server lives")
    client_id = models.CharField(max_length=200, blank=True)
    secret = EncryptedText[str, str](max_length=500, blank=True)
    scopes = models.CharField(max_length=200, blank=True)
    claims = models.JSONField(default=dict, help_text="our name of a claim: theirs, where it differs")
    levels = models.JSONField(default=dict, help_text="what they call a level: ours")
    trusted_up_to = models.PositiveSmallIntegerField(choices=Assurance, default=Assurance.REAL_NAME)
    is_offered = models.BooleanField(default=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class PartnerLink(models.Model):
    """An account that a partner knows under a name of its own."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=255)
    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "subject"], condition=Q(ended_at=None), name="one_account_per_partners_name"
            ),
            models.UniqueConstraint(
                fields=["partner", "account"], condition=Q(ended_at=None), name="one_partners_name_per_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id}: {self.account_id}"


class PartnerVisit(models.Model):
    """A session here that was opened on a partner's word, and ends when the partner says so."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=255)
    their_session = models.CharField(max_length=64, blank=True, help_text="digest of their sid, or of the CAS ticket")
    id_token = EncryptedText[str, str](max_length=8000, blank=True)
    session_id = models.CharField(max_length=32, unique=True, null=True, help_text="empty until the session is opened")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["partner", "their_session"], condition=Q(ended_at=None), name="visits_by_their_session"
            ),
            models.Index(fields=["partner", "subject"], condition=Q(ended_at=None), name="visits_by_their_subject"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.partner_id}"
