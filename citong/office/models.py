"""Office work between departments: what is sent round for opinions, what is supervised, and the history of both."""

from django.db import models
from django.db.models import Q

from .lifecycle import COUNTERSIGNING_STATES, TASK_STATES, CountersigningState, TaskState
from .rules import SILENCE_NAMES, VERDICT_NAMES, Silence

COUNTERSIGNING_STATE_CHOICES = [(state.value, name) for state, name in COUNTERSIGNING_STATES.items()]
TASK_STATE_CHOICES = [(state.value, name) for state, name in TASK_STATES.items()]
VERDICTS = [(verdict.value, name) for verdict, name in VERDICT_NAMES.items()]


class Countersigning(models.Model):
    """A document or question 会签 on which a department asks others for their opinions, by a day.

    Silence is agreement only where the sender says by which rule it is.
    """

    number = models.CharField(max_length=40, unique=True)
    department = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=100)
    text = models.TextField()
    about = models.CharField(max_length=40, blank=True, help_text="what it is about, such as case:42")
    state = models.CharField(max_length=12, choices=COUNTERSIGNING_STATE_CHOICES)
    silence = models.CharField(max_length=14, choices=[(s.value, name) for s, name in SILENCE_NAMES.items()])
    silence_rule = models.CharField(max_length=100, blank=True)
    days = models.PositiveSmallIntegerField(help_text="working days that the others have")
    due_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)
    sent_by_name = models.CharField(max_length=120)
    key = models.CharField(max_length=40, blank=True, help_text="makes sending happen once")
    summary = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in CountersigningState]), name="countersigning_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(silence=Silence.AGREES.value) | ~Q(silence_rule=""), name="silence_agrees_by_a_rule"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=["asking", "answered"])
                | Q(ended_at__isnull=False, state__in=["closed", "withdrawn"]),
                name="a_countersigning_ends_dated",
            ),
            models.UniqueConstraint(
                fields=["sent_by", "key"], condition=~Q(key=""), name="a_countersigning_is_sent_once"
            ),
        ]
        indexes = [
            models.Index(fields=["department", "-id"], name="countersigning_by_department"),
            models.Index(fields=["department"], condition=Q(state="answered"), name="countersigning_to_close"),
            models.Index(fields=["due_on", "id"], condition=Q(state="asking"), name="countersigning_due"),
            models.Index(fields=["about", "-id"], condition=~Q(about=""), name="countersigning_about"),
        ]

    def __str__(self) -> str:
        return self.number


class CountersigningFile(models.Model):
    """A file sent along."""

    countersigning = models.ForeignKey(Countersigning, models.PROTECT, related_name="files")
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"file of countersigning #{self.countersigning_id}"


class Opinion(models.Model):
    """What a department was asked, and what it said; or that its silence was counted."""

    countersigning = models.ForeignKey(Countersigning, models.PROTECT, related_name="opinions", db_index=False)
    department = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+", db_index=False)
    is_awaited = models.BooleanField(default=True)
    due_on = models.DateField()
    urged_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True, help_text="by the clock, one working day before the last")
    verdict = models.CharField(max_length=20, choices=VERDICTS, blank=True)
    text = models.TextField(blank=True)
    by_silence = models.BooleanField(default=False)
    given_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=80, blank=True)
    given_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["countersigning", "department"], name="a_department_is_asked_once"),
            models.CheckConstraint(
                condition=Q(verdict="", given_at=None) | ~Q(verdict="") & Q(given_at__isnull=False, is_awaited=False),
                name="a_given_opinion_is_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["department", "due_on", "id"], condition=Q(is_awaited=True), name="opinion_awaited"),
            models.Index(fields=["department", "-id"], name="opinion_by_department"),
        ]

    def __str__(self) -> str:
        return f"opinion of department #{self.department_id} on countersigning #{self.countersigning_id}"


class Task(models.Model):
    """A task 督办 that is watched over until whoever set it has accepted that it is done."""

    number = models.CharField(max_length=40, unique=True)
    department = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=100)
    text = models.TextField()
    about = models.CharField(max_length=40, blank=True, help_text="what it is about, such as case:42")
    state = models.CharField(max_length=12, choices=TASK_STATE_CHOICES)
    days = models.PositiveSmallIntegerField(help_text="working days given, extensions among them")
    due_on = models.DateField()
    awaits_answer = models.BooleanField(default=False, help_text="a report or an extension waits for the supervisor")
    overdue_at = models.DateTimeField(null=True)
    urges = models.PositiveSmallIntegerField(default=0)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    issued_by_name = models.CharField(max_length=120)
    key = models.CharField(max_length=40, blank=True, help_text="makes setting happen once")
    conclusion = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in TaskState]), name="task_state_is_known"),
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=["open", "reported"])
                | Q(ended_at__isnull=False, awaits_answer=False, state__in=["closed", "withdrawn"]),
                name="a_task_ends_dated",
            ),
            models.UniqueConstraint(fields=["issued_by", "key"], condition=~Q(key=""), name="a_task_is_set_once"),
        ]
        indexes = [
            models.Index(fields=["department", "-id"], name="task_by_department"),
            models.Index(
                fields=["department", "due_on", "id"], condition=Q(awaits_answer=True), name="task_awaits_answer"
            ),
            models.Index(fields=["due_on", "id"], condition=Q(ended_at=None), name="task_due"),
            models.Index(fields=["about", "-id"], condition=~Q(about=""), name="task_about"),
        ]

    def __str__(self) -> str:
        return self.number


class TaskPart(models.Model):
    """A department that takes part in a task: one leads, the others assist."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="parts", db_index=False)
    department = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+", db_index=False)
    is_lead = models.BooleanField()
    is_awaited = models.BooleanField(default=True)
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "department"], name="a_department_takes_part_once"),
            models.UniqueConstraint(fields=["task"], condition=Q(is_lead=True), name="one_department_leads_a_task"),
        ]
        indexes = [
            models.Index(fields=["department", "due_on", "id"], condition=Q(is_awaited=True), name="part_awaited"),
            models.Index(fields=["department", "-id"], name="part_by_department"),
        ]

    def __str__(self) -> str:
        return f"part of department #{self.department_id} in task #{self.task_id}"


class Extension(models.Model):
    """More time for a task, asked for and answered."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=120)
    granted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(answered_at=None), name="one_extension_is_asked_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} days for task #{self.task_id}"


class Step(models.Model):
    """A line of history: which move, by whom, when. Never changed; the database holds to it."""

    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=12)
    to_state = models.CharField(max_length=12)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=120)
    department = models.ForeignKey(
        "organisations.Department", models.PROTECT, null=True, related_name="+", db_index=False
    )
    note = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"#{self.pk} {self.move}"


class CountersigningStep(Step):
    """A line in the history of a countersigning."""

    countersigning = models.ForeignKey(Countersigning, models.PROTECT, related_name="steps")


class TaskStep(Step):
    """A line in the history of a task."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps")
