"""一件事: several applications handed in as one, collected by the lead department, each decided by its own body."""

from django.db import models
from django.db.models import Q

from citong.kernel.encrypted import EncryptedJSON, EncryptedText, KeyedDigest

from ..lifecycle import JOINT_ENDED, JOINT_STATE_NAMES, JointState
from .application import PartyKind
from .procedures import MoreDays

JOINT_STATES = [(state.value, name) for state, name in JOINT_STATE_NAMES.items()]


class JointCase(models.Model):
    """The whole of a package that somebody applied for; its members are cases of their own."""

    number = models.CharField(max_length=21, unique=True)
    package_version = models.ForeignKey("catalogue.PackageVersion", models.PROTECT, related_name="+")
    item_versions = models.JSONField(help_text="code of each item of the package to the id of its version at filing")
    lead = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=JOINT_STATES)
    due_on = models.DateField(null=True, help_text="by when somebody has to take the next step; once accepted: all")
    statutory_due_on = models.DateField(
        null=True, help_text="45 working days from acceptance, 15 if extended, and pauses"
    )

    applicant = models.CharField(max_length=80, help_text="whose it is: account:7, client:2")
    idempotency_key = models.CharField(max_length=80)
    channel = models.CharField(max_length=20)
    party_kind = models.CharField(max_length=12, choices=PartyKind)
    party_name = models.CharField(max_length=120)
    party_id_type = models.CharField(max_length=3)
    party_id_number = EncryptedText[str, str](max_length=30)
    party_id_digest = KeyedDigest(of="party_id_number")
    contact_name = models.CharField(max_length=60)
    contact_phone = EncryptedText[str, str](max_length=20)
    contact_phone_digest = KeyedDigest(of="contact_phone")

    situation = models.JSONField()
    answers = EncryptedJSON(help_text="of the form of the whole; each member has its own share")
    rounds = models.PositiveSmallIntegerField(db_default=0, help_text="how often corrections were asked for")

    submitted_at = models.DateTimeField()
    received_on = models.DateField(help_text="the day the materials were received; terms of acceptance count from it")
    originals_received_on = models.DateField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_on = models.DateField(null=True, help_text="from which day it counts as accepted")
    is_deemed_accepted = models.BooleanField(db_default=False)
    closed_at = models.DateTimeField(null=True, help_text="when the last member ended")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["applicant", "idempotency_key"], name="one_joint_case_per_submission"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in JointState]), name="joint_case_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_on=None, statutory_due_on=None)
                | Q(accepted_at__isnull=False, accepted_on__isnull=False, statutory_due_on__isnull=False),
                name="a_joint_case_accepted_has_its_last_day",
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-id"], name="joint_case_by_applicant"),
            models.Index(fields=["lead", "-id"], name="joint_case_by_lead"),
            models.Index(fields=["party_id_digest", "-id"], name="joint_case_by_party_number"),
            models.Index(
                fields=["state", "received_on", "due_on", "id"],
                condition=~Q(state__in=sorted(s.value for s in JOINT_ENDED)),
                name="joint_case_open",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class JointStep(models.Model):
    """A line of the history of the whole. Never changed; the database holds to it."""

    joint = models.ForeignKey(JointCase, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=30)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, choices=JOINT_STATES)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=120)
    department = models.ForeignKey(
        "organisations.Department", models.PROTECT, null=True, related_name="+", db_index=False
    )
    note = models.TextField(blank=True, db_default="")
    details = models.JSONField(default=dict, db_default={})

    def __str__(self) -> str:
        return f"{self.move} of joint case #{self.joint_id}"


class JointFormerAnswers(models.Model):
    """What was answered for the whole before corrections came in."""

    step = models.OneToOneField(JointStep, models.PROTECT, related_name="former_answers")
    answers = EncryptedJSON()

    def __str__(self) -> str:
        return f"before joint step #{self.step_id}"


class JointCorrection(models.Model):
    """The one notice for the whole: every gap of every member at once, named as in the form of the whole."""

    joint = models.ForeignKey(JointCase, models.PROTECT, related_name="corrections")
    round = models.PositiveSmallIntegerField()
    gaps = models.JSONField(help_text='[{"target": "materials.food__lease", "title": …, "problem": …, "remedy": …}]')
    why_again = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["joint", "round"], name="one_joint_correction_per_round")]

    def __str__(self) -> str:
        return f"correction {self.round} of joint case #{self.joint_id}"


class JointExtension(MoreDays):
    """Some more days for the whole, granted by the head of the government at that level (Licensing Act, art. 42)."""

    joint = models.ForeignKey(JointCase, models.PROTECT, related_name="extensions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["joint"], condition=Q(approved=True), name="a_whole_is_extended_once"),
            models.UniqueConstraint(
                fields=["joint"], condition=Q(approved=None), name="one_extension_of_a_whole_is_asked_at_a_time"
            ),
            models.CheckConstraint(condition=Q(days__gt=0), name="an_extension_of_a_whole_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.days} more days for joint case #{self.joint_id}"
