"""Cases that somebody opened beyond what they may see, because it could not wait."""

from django.db import models
from django.db.models import F, Q


class EmergencyLook(models.Model):
    """For an hour, for a reason; looked at afterwards by somebody else. Rows are never deleted."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", "属实，确有必要"
        OBJECTED = "objected", "不应该查阅"

    case = models.ForeignKey("Case", models.PROTECT, related_name="emergency_looks")
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=60)
    department = models.ForeignKey("organisations.Department", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=80, blank=True)
    reviewed_by_name = models.CharField(max_length=60, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reviewed_by=F("by")), name="nobody_reviews_their_own_look"),
            models.CheckConstraint(
                condition=Q(verdict="", reviewed_at=None) | Q(reviewed_at__isnull=False) & ~Q(verdict=""),
                name="a_reviewed_look_has_a_verdict",
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(reviewed_at=None), name="look_to_review"),
            models.Index(fields=["by", "-until"], name="look_by_whom"),
        ]

    def __str__(self) -> str:
        return f"emergency look #{self.pk}"
