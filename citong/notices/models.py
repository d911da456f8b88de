"""Notices: what people were told, when they read it, and how its text message fared."""

from django.db import models
from django.db.models import Q

from citong.kernel.encrypted import EncryptedText

from .rules import SMS_LENGTH, Kind


class Notice(models.Model):
    """A message to somebody such as `account:7`: in their inbox at once, and by text message where a phone is known."""

    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in Kind])
    recipient = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    occasion = models.CharField(max_length=40, help_text="what it was sent for; one notice of a kind for each")
    title = models.CharField(max_length=100)
    body = models.TextField()
    link = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    phone = EncryptedText[str | None, str | None](max_length=20, null=True, help_text="none: no text message")
    sms = models.CharField(max_length=SMS_LENGTH, blank=True, help_text="empty: no text message")
    secret = models.CharField(max_length=80, blank=True, db_default="", help_text="whose code goes into its gap")
    due_at = models.DateTimeField(help_text="when carrying is tried next")
    carried_at = models.DateTimeField(null=True)
    carrier_ref = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "occasion", "recipient"], name="one_notice_of_a_kind_for_an_occasion"
            ),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="notice_kind_is_known"),
            models.CheckConstraint(
                condition=Q(carried_at=None) | Q(failed_at=None), name="a_notice_is_carried_or_failed_not_both"
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_inbox"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(carried_at=None, failed_at=None) & Q(phone__isnull=False) & ~Q(sms=""),
                name="notice_waiting_for_carrier",
            ),
            models.Index(
                fields=["-due_at", "-id"],
                condition=Q(carried_at=None, failed_at=None) & ~Q(secret=""),
                name="notice_code_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} to {self.recipient}"
