"""What the office does with a case: clocks, opinions, corrections, the decision."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..rules.clock import PROCEDURE_NAMES, Stops


class ClockEvent(models.Model):
    """An entry of the clocks' ledger, never changed: started, paused, resumed …; with the due dates that follow."""

    class Kind(models.TextChoices):
        START = "start", "开始计时"
        PAUSE = "pause", "停止计时"
        RESUME = "resume", "恢复计时"
        ANNUL = "annul", "停止计时作废"
        EXTEND = "extend", "延长期限"
        RECOMPUTE = "recompute", "重算期限"
        FORWARD = "forward", "转报上级，不再计时"

    case = models.ForeignKey("Case", models.PROTECT, related_name="clock_events")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    actor = models.CharField(max_length=80)
    stops = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Stops], blank=True)
    procedure = models.CharField(max_length=20, choices=[(p.value, n) for p, n in PROCEDURE_NAMES.items()], blank=True)
    announced_days = models.PositiveSmallIntegerField(null=True, help_text="of a pause or an extension")
    reason = models.TextField(blank=True)
    promised_due_on = models.DateField(null=True)
    statutory_due_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} of case #{self.case_id}"


class Review(models.Model):
    """An opinion asked of a post, and given."""

    case = models.ForeignKey("Case", models.PROTECT, related_name="reviews")
    stage = models.CharField(max_length=40)
    step = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    department = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey("organisations.Post", models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    favourable = models.BooleanField(null=True)
    opinion = models.TextField(blank=True)
    points = models.JSONField(default=dict, help_text="review points ticked, by material code")
    given_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=80, blank=True)
    given_by_name = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True, help_text="given, or no longer needed")
    superseded_at = models.DateTimeField(null=True, help_text="when the case went over to a route that does not ask it")
    awaits = models.ForeignKey(
        "Correction",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="what the post has asked of the applicant and waits for",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "stage", "step"], condition=Q(superseded_at=None), name="one_review_per_step"
            ),
            models.CheckConstraint(
                condition=Q(favourable=None, given_at=None) | Q(favourable__isnull=False, given_at__isnull=False),
                name="an_opinion_is_dated",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(awaits__isnull=False), name="a_review_asks_one_thing_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(awaits=None) | Q(ended_at=None), name="no_opinion_while_the_applicant_is_asked"
            ),
        ]
        indexes = [
            models.Index(fields=["post", "due_on", "id"], condition=Q(ended_at=None), name="review_awaited"),
            models.Index(fields=["department", "case"], name="review_by_department"),
        ]

    def __str__(self) -> str:
        return f"{self.step} of case #{self.case_id}"


class Correction(models.Model):
    """What the applicant is asked to bring: every gap at once, and by when.

    A supplement 预审补件 is asked on the net before the materials are received; a correction notice 补正告知 is the one
    of art. 32, and a second one carries its reason; an addition 审查补正 is asked by a post that reviews, after
    acceptance, while the term of the law runs on.
    """

    class Kind(models.TextChoices):
        SUPPLEMENT = "supplement", "预审补件"
        CORRECTION = "correction", "补正告知"
        ADDITION = "addition", "审查补正"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CORRECTION, db_default=Kind.CORRECTION)
    case = models.ForeignKey("Case", models.PROTECT, related_name="corrections")
    round = models.PositiveSmallIntegerField()
    gaps = models.JSONField(help_text='[{"target": "materials.plan", "title": …, "problem": …, "remedy": …}]')
    why_again = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True, help_text="when a review went on without what it had asked for")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="one_correction_per_round")]

    def __str__(self) -> str:
        return f"correction {self.round} of case #{self.case_id}"


class Decision(models.Model):
    """The decision on a case. Refusals carry reasons, basis and remedies (Licensing Act, art. 38)."""

    case = models.OneToOneField("Case", models.PROTECT, related_name="decision")
    granted = models.BooleanField()
    is_deemed = models.BooleanField(db_default=False, help_text="renewed because nothing was decided in time (art. 50)")
    reasons = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    remedies = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80)
    decided_by_name = models.CharField(max_length=60)
    signature = models.ForeignKey("identity.Signature", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(granted=True) | ~Q(reasons="") & ~Q(basis="") & ~Q(remedies=""),
                name="a_refusal_gives_reasons_basis_and_remedies",
            ),
        ]

    def __str__(self) -> str:
        return f"decision on case #{self.case_id}"
