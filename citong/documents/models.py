"""Letters. What an issued letter says never changes; the database holds to it (migration 0002)."""

from django.db import models
from django.db.models import F, Q

from .rules import Kind


class Letter(models.Model):
    """An official letter 文书 about a subject such as `case:42`, with its number and, soon after, its file."""

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    number = models.CharField(max_length=60, unique=True)
    department = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    subject = models.CharField(max_length=80)
    occasion = models.CharField(max_length=40, help_text="what it was written for; one letter of a kind for each")
    recipient = models.CharField(max_length=80)
    title = models.CharField(max_length=100)
    values = models.JSONField(help_text="everything that the template prints")
    template_version = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    revoked_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    file = models.ForeignKey("kernel.StoredFile", models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, null=True)
    rendered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField(help_text="when rendering is tried next, while there is no file")
    trouble = models.TextField(blank=True, db_default="", help_text="why the last attempt failed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "occasion"], name="one_letter_of_a_kind_for_an_occasion"
            ),
            models.UniqueConstraint(
                fields=["department", "kind", "year", "serial"], name="a_letter_serial_is_given_once_a_year"
            ),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="letter_kind_is_known"),
            models.CheckConstraint(
                condition=Q(file=None, digest=None, rendered_at=None)
                | Q(file__isnull=False, digest__isnull=False, rendered_at__isnull=False),
                name="a_rendered_letter_has_file_digest_and_time",
            ),
            models.CheckConstraint(
                condition=Q(revoked_by=None) | ~Q(revoked_by=F("id")), name="a_letter_does_not_revoke_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(file=None), name="letter_waiting_for_its_file"),
        ]

    def __str__(self) -> str:
        return self.number
