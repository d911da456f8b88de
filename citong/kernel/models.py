"""Tables of the kernel: facts on their way, jobs, counters, the audit, stored files, keys, what goes and what stays."""

from django.db import models
from django.db.models import Q


class FactRecord(models.Model):
    """A fact, as published."""

    name = models.CharField(max_length=200)
    values = models.JSONField()
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class Delivery(models.Model):
    """One fact on its way to one handler. Never deleted before it is done: a stuck one waits for an operator."""

    fact = models.ForeignKey(FactRecord, models.PROTECT, related_name="deliveries")
    handler = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    stuck_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    error = models.TextField(blank=True, db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "handler"], name="one_delivery_per_handler")]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(done_at=None, stuck_at=None), name="delivery_waiting"),
            models.Index(fields=["-stuck_at"], condition=Q(stuck_at__isnull=False), name="delivery_stuck"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.handler}"


class JobRun(models.Model):
    """When a job last ran, and when it runs next."""

    name = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """The last number given in a series; numbers have no gaps."""

    series = models.CharField(max_length=120, primary_key=True)
    value = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.series}: {self.value}"


class Gauge(models.Model):
    """How far a long piece of work is, for whoever waits for it."""

    name = models.CharField(max_length=120, primary_key=True)
    value = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class Allowance(models.Model):
    """How often something was tried of late (limits.py); whose it is can be read from its key by nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    used = models.PositiveIntegerField()
    free_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["free_at"], name="allowance_by_age")]

    def __str__(self) -> str:
        return self.key[:12]


class AuditSeal(models.Model):
    """A link of the chain: the SM3 digest over the one before and a batch of entries."""

    sealed_at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"#{self.pk} {self.digest[:8]}"


class AuditEntry(models.Model):
    """Who did or read what, when, through which channel. Rows are only ever added; the database holds to it."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    channel = models.CharField(max_length=20)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    details = models.JSONField(default=dict)
    seal = models.ForeignKey(AuditSeal, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["seal", "id"], name="audit_by_seal"),
            models.Index(fields=["subject", "-id"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.action} {self.subject}"


class StoredFile(models.Model):
    """Content, kept once under its SM3 digest."""

    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]


class Upload(models.Model):
    """What somebody handed in under a name: a handle on stored content that belongs to its owner."""

    key = models.UUIDField(unique=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    owner = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class StoredKey(models.Model):
    """A key, wrapped under the master key. It is active from its moment until a later one of its purpose is."""

    purpose = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    algorithm = models.CharField(max_length=20)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()
    active_from = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "number"], name="one_key_per_number")]

    def __str__(self) -> str:
        return f"{self.purpose}/{self.number}"


class Disposal(models.Model):
    """Rows that have been kept long enough: which, who asked that they go, who approved it, how many went."""

    kind = models.CharField(max_length=40)
    ids = models.JSONField(help_text="what was due when it was prepared")
    at = models.DateTimeField()
    prepared_by = models.CharField(max_length=80)
    prepared_by_name = models.CharField(max_length=120)
    approved_by = models.CharField(max_length=80, blank=True)
    approved_by_name = models.CharField(max_length=120, blank=True)
    gone_at = models.DateTimeField(null=True)
    gone = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(gone_at=None) | ~Q(approved_by="") & ~Q(approved_by=models.F("prepared_by")),
                name="what_goes_was_approved_by_a_second_person",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class LegalHold(models.Model):
    """Something that is kept although its time is over, until it is lifted."""

    subject = models.CharField(max_length=80)
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(lifted_at=None), name="a_thing_is_held_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"
