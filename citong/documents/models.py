"""Letters, the templates that they are written with, and how they were served.

What an issued letter says never changes, nor does a published template or a recorded service; the database holds to
it (migrations 0002 and 0004).
"""

from django.db import models
from django.db.models import F, Q

from .rules.kinds import Kind
from .rules.service import WAY_NAMES

KINDS = [(kind.value, kind.value) for kind in Kind]


class Letter(models.Model):
    """An official letter 文书 about a subject such as `case:42`, with its number and, soon after, its file."""

    kind = models.CharField(max_length=20, choices=KINDS)
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


class Template(models.Model):
    """A version of the text of a kind of letter. A draft has no number yet; only one version of a kind is in force."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "正在使用"
        SUPERSEDED = "superseded", "以前用过"

    kind = models.CharField(max_length=20, choices=KINDS)
    version = models.PositiveSmallIntegerField(null=True)
    body = models.TextField()
    note = models.CharField(max_length=200, blank=True, db_default="", help_text="what was changed, and why")
    status = models.CharField(max_length=10, choices=Status)
    edition = models.PositiveIntegerField(default=1, db_default=1, help_text="how often the draft was saved")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=80, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="a_template_version_is_given_once"),
            models.UniqueConstraint(
                fields=["kind", "status"],
                condition=Q(status__in=["draft", "published"]),
                name="one_draft_and_one_published_template_of_a_kind",
            ),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="template_kind_is_known"),
            models.CheckConstraint(
                condition=Q(status="draft", version=None, published_at=None)
                | Q(status__in=["published", "superseded"], version__isnull=False, published_at__isnull=False),
                name="a_template_is_numbered_when_it_is_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}" if self.version else f"{self.kind} (draft)"


class Service(models.Model):
    """A service 送达: a letter reached a recipient. Only ever added: a mistaken entry is followed by the right one."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="services")
    recipient = models.CharField(max_length=120)
    how = models.CharField(max_length=12, choices=[(way.value, name) for way, name in WAY_NAMES.items()])
    delivered_on = models.DateField(help_text="handed over, sent to the mailbox, or announced")
    served_on = models.DateField(help_text="from this day it counts as served")
    received_by = models.CharField(max_length=120, blank=True, db_default="")
    relation = models.CharField(max_length=60, blank=True, db_default="", help_text="of the receiver to the recipient")
    witnesses = models.JSONField(default=list, db_default=[])
    note = models.CharField(max_length=500, blank=True, db_default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "recipient", "how", "delivered_on"], name="a_service_is_recorded_once"
            ),
            models.CheckConstraint(condition=Q(served_on__gte=F("delivered_on")), name="served_not_before_delivered"),
        ]

    def __str__(self) -> str:
        return f"service of letter #{self.letter_id}"


class ServiceEvidence(models.Model):
    """A picture or receipt that proves a service."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="evidence")
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "upload"], name="a_piece_of_evidence_is_added_once")]

    def __str__(self) -> str:
        return f"evidence #{self.upload_id} of service #{self.service_id}"
