"""Cases: applications, what was handed in, reviews, decisions, clocks, history."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .lifecycle import OPEN, STATE_NAMES, State
from .rules.clock import PROCEDURE_NAMES, Stops

STATES = [(state.value, name) for state, name in STATE_NAMES.items()]


class PartyKind(models.TextChoices):
    """Who applies."""

    PERSON = "person", "个人"
    ENTERPRISE = "enterprise", "单位"


class Draft(models.Model):
    """An application that somebody is preparing; only they see it. It becomes a case when it is handed in."""

    applicant = models.CharField(max_length=80)
    item_version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, related_name="+")
    situation = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    case = models.ForeignKey("Case", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["applicant", "-saved_at"], condition=Q(case=None), name="draft_open")]

    def __str__(self) -> str:
        return f"draft #{self.pk}"


class DraftFile(models.Model):
    """A file attached to a draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    material = models.CharField(max_length=60)
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.material} of draft #{self.draft_id}"


class Case(models.Model):
    """An application that was handed in, on its way to a decision and after."""

    class Result(models.TextChoices):
        GRANTED = "granted", "准予"
        REFUSED = "refused", "不予"

    number = models.CharField(max_length=21, unique=True)
    item_version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, related_name="+")
    department = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=STATES)
    stage = models.CharField(max_length=40, blank=True, db_default="")
    awaited_post = models.ForeignKey("organisations.Post", models.PROTECT, null=True, related_name="+", db_index=False)
    due_on = models.DateField(null=True, help_text="by when the office has to take its next step")

    applicant = models.CharField(max_length=80, help_text="whose case it is: account:7, client:2")
    idempotency_key = models.CharField(max_length=80)
    channel = models.CharField(max_length=20)
    party_kind = models.CharField(max_length=12, choices=PartyKind)
    party_name = models.CharField(max_length=120)
    party_id_type = models.CharField(max_length=3)
    party_id_number = models.CharField(max_length=30)
    contact_name = models.CharField(max_length=60)
    contact_phone = models.CharField(max_length=20)

    situation = models.JSONField()
    answers = models.JSONField()
    rounds = models.PositiveSmallIntegerField(db_default=0, help_text="how often corrections were handed in")

    submitted_at = models.DateTimeField()
    received_on = models.DateField(help_text="the day the materials were received; terms of acceptance count from it")
    accepted_at = models.DateTimeField(null=True)
    promised_due_on = models.DateField(null=True)
    statutory_due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=10, choices=Result, blank=True, db_default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["applicant", "idempotency_key"], name="one_case_per_submission"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="case_state_is_known"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False) | Q(decided_at=None), name="only_an_accepted_case_is_decided"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, result="") | Q(decided_at__isnull=False) & ~Q(result=""),
                name="a_decision_has_its_result",
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-id"], name="case_by_applicant"),
            models.Index(fields=["department", "-id"], name="case_by_department"),
            models.Index(fields=["department", "state", "-id"], name="case_by_department_state"),
            models.Index(
                fields=["awaited_post", "due_on", "id"], condition=Q(awaited_post__isnull=False), name="case_awaiting"
            ),
            models.Index(fields=["department", "due_on", "id"], condition=Q(closed_at=None), name="case_by_due_date"),
            models.Index(
                fields=["accepted_at"], condition=Q(state__in=sorted(s.value for s in OPEN)), name="case_open"
            ),
            models.Index(fields=["party_name", "-id"], name="case_by_party"),
            models.Index(fields=["contact_phone", "-id"], name="case_by_phone"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseMaterial(models.Model):
    """A file handed in for a material; `replaced_in` is the round of corrections that brought a better one."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="materials")
    code = models.CharField(max_length=60)
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+", db_index=False)
    round = models.PositiveSmallIntegerField(db_default=0)
    replaced_in = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.code} of case #{self.case_id}"


class Step(models.Model):
    """A line of history: which move, by whom, when. Never changed; the database holds to it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=16, choices=STATES)
    to_state = models.CharField(max_length=16, choices=STATES)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=120)
    department = models.ForeignKey(
        "organisations.Department", models.PROTECT, null=True, related_name="+", db_index=False
    )
    note = models.TextField(blank=True, db_default="")
    details = models.JSONField(default=dict, db_default={})

    def __str__(self) -> str:
        return f"{self.move} of case #{self.case_id}"


class ClockEvent(models.Model):
    """An entry of the clocks' ledger: started, paused, resumed, recomputed, stopped; with the due dates that follow."""

    class Kind(models.TextChoices):
        START = "start", "开始计时"
        PAUSE = "pause", "停止计时"
        RESUME = "resume", "恢复计时"
        RECOMPUTE = "recompute", "重算期限"

    case = models.ForeignKey(Case, models.PROTECT, related_name="clock_events")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    actor = models.CharField(max_length=80)
    stops = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Stops], blank=True)
    procedure = models.CharField(max_length=20, choices=[(p.value, n) for p, n in PROCEDURE_NAMES.items()], blank=True)
    announced_days = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField(blank=True)
    promised_due_on = models.DateField(null=True)
    statutory_due_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} of case #{self.case_id}"


class Review(models.Model):
    """An opinion asked of a post, and given."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "stage", "step"], name="one_review_per_step"),
            models.CheckConstraint(
                condition=Q(favourable=None, given_at=None) | Q(favourable__isnull=False, given_at__isnull=False),
                name="an_opinion_is_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["post", "due_on", "id"], condition=Q(ended_at=None), name="review_awaited"),
            models.Index(fields=["department", "case"], name="review_by_department"),
        ]

    def __str__(self) -> str:
        return f"{self.step} of case #{self.case_id}"


class Correction(models.Model):
    """A correction notice 补正告知: every gap at once, and by when."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections")
    round = models.PositiveSmallIntegerField()
    gaps = models.JSONField(help_text='[{"target": "materials.plan", "title": …, "problem": …, "remedy": …}]')
    why_again = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="one_correction_per_round")]

    def __str__(self) -> str:
        return f"correction {self.round} of case #{self.case_id}"


class Decision(models.Model):
    """The decision on a case. Refusals carry reasons, basis and remedies (Licensing Act, art. 38)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    granted = models.BooleanField()
    reasons = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    remedies = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80)
    decided_by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(granted=True) | ~Q(reasons="") & ~Q(basis="") & ~Q(remedies=""),
                name="a_refusal_gives_reasons_basis_and_remedies",
            ),
        ]

    def __str__(self) -> str:
        return f"decision on case #{self.case_id}"


class QueryLock(models.Model):
    """Wrong query codes given for a number: after five, a quarter of an hour of silence."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="+")
    failures = models.PositiveSmallIntegerField()
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"lock of case #{self.case_id}"
