"""Moving open cases to another route: a plan, prepared by one and approved by another, and what came of each case."""

from django.db import models
from django.db.models import F, Q


class RouteChange(models.Model):
    """Open cases of an item are to go the way of a later version. `digest` stands for the plan that was looked at."""

    item = models.ForeignKey("catalogue.Item", models.PROTECT, related_name="+")
    to_version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    prepared_by = models.CharField(max_length=80)
    prepared_by_name = models.CharField(max_length=60)
    prepared_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, blank=True)
    approved_by_name = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="carried out, or given up before it was approved")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(ended_at=None), name="one_route_change_at_a_time"),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("prepared_by")), name="a_route_change_needs_two_people"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(ended_at=None), name="route_change_under_way"),
        ]

    def __str__(self) -> str:
        return f"route change #{self.pk}"


class PlannedMove(models.Model):
    """Where a case is to stand, and what came of it. `token` is where it stood when the plan was made."""

    class Outcome(models.TextChoices):
        PLANNED = "planned", "还没有改"
        MOVED = "moved", "已经改走新流程"
        LEFT = "left", "没有改"

    change = models.ForeignKey(RouteChange, models.PROTECT, related_name="moves")
    case = models.ForeignKey("Case", models.PROTECT, related_name="+")
    token = models.CharField(max_length=64)
    before = models.CharField(max_length=200)
    after = models.CharField(max_length=200)
    reasons = models.JSONField(default=list)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.PLANNED)
    note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "case"], name="a_case_is_moved_once_by_a_change")]
        indexes = [models.Index(fields=["change", "id"], condition=Q(outcome="planned"), name="move_planned")]

    def __str__(self) -> str:
        return f"move of case #{self.case_id}"
