"""What may come in between acceptance and delivery: extensions, parties, hearings, inspections, fees, certificates."""

from django.db import models
from django.db.models import Q

from citong.kernel.encrypted import EncryptedText

from ..lifecycle import HEARING_NAMES, PENDING_HEARING, HearingState


class MoreDays(models.Model):
    """Some more days, asked for with a reason, and granted or not (Licensing Act, art. 42)."""

    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=60)
    approved = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.days} more days"


class Extension(MoreDays):
    """Some more days for a case, granted by the head of its body (Licensing Act, art. 42)."""

    case = models.ForeignKey("Case", models.PROTECT, related_name="extensions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(approved=True), name="a_term_is_extended_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(approved=None), name="one_extension_of_a_case_is_asked_at_a_time"
            ),
            models.CheckConstraint(condition=Q(days__gt=0), name="an_extension_has_days"),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(approved=None), name="extension_unanswered")]

    def __str__(self) -> str:
        return f"{self.days} more days for case #{self.case_id}"


class InterestedParty(models.Model):
    """Somebody whose vital interests the permit touches: told, and heard (art. 36)."""

    case = models.ForeignKey("Case", models.PROTECT, related_name="parties")
    name = models.CharField(max_length=120)
    phone = EncryptedText[str, str](max_length=20, blank=True)
    interest = models.TextField(help_text="what of theirs is touched")
    told_at = models.DateTimeField()
    statement_by = models.DateField()
    statement = models.TextField(blank=True)
    heard_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} in case #{self.case_id}"


class Hearing(models.Model):
    """A hearing 听证: the right to it told, asked for, called, held, on record (arts 46 to 48)."""

    case = models.ForeignKey("Case", models.PROTECT, related_name="hearings")
    state = models.CharField(max_length=8, choices=[(state.value, name) for state, name in HEARING_NAMES.items()])
    reason = models.TextField()
    offered_at = models.DateTimeField()
    ask_by = models.DateField(help_text="five working days after the right was told")
    asked_on = models.DateField(null=True)
    asked_by = models.CharField(max_length=120, blank=True)
    hold_by = models.DateField(null=True, help_text="twenty working days after it was asked for")
    called_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True, help_text="when it takes place, or took place")
    place = models.CharField(max_length=200, blank=True)
    chair = models.CharField(max_length=60, blank=True)
    is_public = models.BooleanField(default=True)
    participants = models.TextField(blank=True)
    record = models.TextField(blank=True)
    is_signed = models.BooleanField(default=False, help_text="the participants signed or sealed the record")
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=[state.value for state in HearingState if state in PENDING_HEARING]),
                name="one_hearing_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=HearingState.HELD.value) | Q(is_signed=True) & ~Q(record=""),
                name="a_hearing_held_has_a_signed_record",
            ),
        ]

    def __str__(self) -> str:
        return f"hearing in case #{self.case_id}"


class Inspection(models.Model):
    """A look at the place by two officers or more (arts 34 and 55)."""

    case = models.ForeignKey("Case", models.PROTECT, related_name="inspections")
    officers = models.JSONField(help_text='[{"staff": 7, "name": "…", "number": "…"}, …]')
    assigned_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    inspected_on = models.DateField(null=True)
    place = models.CharField(max_length=200, blank=True)
    findings = models.TextField(blank=True)
    passed = models.BooleanField(null=True)
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(recorded_at=None), name="one_inspection_at_a_time"),
            models.CheckConstraint(
                condition=Q(recorded_at=None) | Q(inspected_on__isnull=False, passed__isnull=False) & ~Q(findings=""),
                name="an_inspection_on_record_has_findings",
            ),
        ]

    def __str__(self) -> str:
        return f"inspection of case #{self.case_id}"


class FeeNotice(models.Model):
    """What the applicant has to pay, by which basis, until when (art. 58); and that it was paid."""

    case = models.OneToOneField("Case", models.PROTECT, related_name="fee_notice")
    lines = models.JSONField(help_text='[{"name": …, "cents": …, "basis": …}, …]')
    cents = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    pay_by = models.DateField()
    stops_clock = models.BooleanField()
    paid_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(paid_at=None) | ~Q(receipt=""), name="a_payment_has_its_receipt"),
        ]

    def __str__(self) -> str:
        return f"fee of case #{self.case_id}"


class Certificate(models.Model):
    """A licence or document 许可证件 that a granted case gives, with its own number (art. 39)."""

    case = models.ForeignKey("Case", models.PROTECT, related_name="certificates")
    name = models.CharField(max_length=120)
    number = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text="empty: no end")
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    signature = models.ForeignKey("identity.Signature", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "number"], name="a_certificate_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="a_certificate_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
