"""Applications: prepared, handed in, on their way; what was handed in with them; their history."""

from django.db import models
from django.db.models import Q

from citong.kernel.encrypted import EncryptedJSON, EncryptedText, KeyedDigest

from ..lifecycle import OPEN, STATE_NAMES, UP_TO_THE_APPLICANT, State

DECIDED = ("granted", "refused")
STATES = [(state.value, name) for state, name in STATE_NAMES.items()]


class PartyKind(models.TextChoices):
    """Who applies."""

    PERSON = "person", "个人"
    ENTERPRISE = "enterprise", "单位"


class Draft(models.Model):
    """An application that somebody is preparing, for an item or for a package; only they see it.

    It becomes a case, or a joint case, when it is handed in.
    """

    applicant = models.CharField(max_length=80)
    item_version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, null=True, related_name="+")
    package_version = models.ForeignKey("catalogue.PackageVersion", models.PROTECT, null=True, related_name="+")
    situation = models.JSONField(default=dict)
    answers = EncryptedJSON(default=dict)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    under = models.CharField(
        max_length=80, blank=True, db_default="", default="", help_text="the mandate of whoever prepares it for them"
    )
    case = models.ForeignKey("Case", models.PROTECT, null=True, related_name="+")
    joint = models.ForeignKey("JointCase", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(item_version__isnull=False, package_version=None, joint=None)
                | Q(item_version=None, package_version__isnull=False, case=None),
                name="a_draft_is_for_an_item_or_for_a_package",
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-saved_at"], condition=Q(case=None, joint=None), name="draft_unfiled")
        ]

    def __str__(self) -> str:
        return f"draft #{self.pk}"

    @property
    def name(self) -> str:
        """What is applied for; wants the versions joined."""
        version = self.item_version or self.package_version
        return version.name if version else ""


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
        """How a case ended; mapped to foreign result codes only on export."""

        GRANTED = "granted", "准予"
        REFUSED = "refused", "不予"
        FORWARDED = "forwarded", "转报办结"
        LAPSED = "lapsed", "补正不来办结"
        NOT_ACCEPTED = "not_accepted", "不予受理"
        NO_LICENCE_NEEDED = "no_licence", "不需要许可"
        PRE_REVIEW_FAILED = "pre_failed", "预审不通过"
        RETURNED = "returned", "退回办结"
        WITHDRAWN = "withdrawn", "申请人撤回"
        TERMINATED = "terminated", "终止办理"
        VOIDED = "voided", "作废办结"

    number = models.CharField(max_length=21, unique=True)
    item_version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, related_name="+")
    route_version = models.ForeignKey(
        "catalogue.ItemVersion",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="whose route it follows, where it was moved to a later one",
    )
    department = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+")
    joint = models.ForeignKey(
        "JointCase", models.PROTECT, null=True, related_name="members", help_text="the whole that it is a member of"
    )
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="forwarded_to", help_text="the lower level's case it came from"
    )
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
    party_id_number = EncryptedText[str, str](max_length=30)
    party_id_digest = KeyedDigest(of="party_id_number")
    contact_name = models.CharField(max_length=60)
    contact_phone = EncryptedText[str, str](max_length=20)
    contact_phone_digest = KeyedDigest(of="contact_phone")

    situation = models.JSONField()
    answers = EncryptedJSON()
    rounds = models.PositiveSmallIntegerField(db_default=0, help_text="how often corrections were handed in")

    submitted_at = models.DateTimeField()
    received_on = models.DateField(help_text="the day the materials were received; terms of acceptance count from it")
    originals_received_on = models.DateField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_on = models.DateField(null=True, help_text="from which day it counts as accepted; terms run from it")
    is_deemed_accepted = models.BooleanField(db_default=False)
    renews_until = models.DateField(null=True, help_text="when the licence expires that is to be renewed")
    promised_due_on = models.DateField(null=True)
    statutory_due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, choices=Result, blank=True, db_default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["applicant", "idempotency_key"], name="one_case_per_submission"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="case_state_is_known"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False) | Q(decided_at=None), name="only_an_accepted_case_is_decided"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) & ~Q(result__in=DECIDED) | Q(decided_at__isnull=False, result__in=DECIDED),
                name="a_decision_has_its_result",
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(result=""), name="a_closed_case_says_how_it_ended"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_on=None)
                | Q(accepted_at__isnull=False, accepted_on__isnull=False),
                name="acceptance_has_its_instant_and_its_day",
            ),
            models.UniqueConstraint(
                fields=["origin"], condition=Q(origin__isnull=False), name="a_case_is_forwarded_once"
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
                fields=["renews_until", "id"],
                condition=Q(renews_until__isnull=False, decided_at=None, closed_at=None),
                name="case_to_be_renewed",
            ),
            models.Index(
                fields=["state", "due_on", "id"],
                condition=Q(state__in=["submitted", "to_receive", *sorted(s.value for s in UP_TO_THE_APPLICANT)]),
                name="case_by_silence",
            ),
            models.Index(
                fields=["accepted_at"], condition=Q(state__in=sorted(s.value for s in OPEN)), name="case_open"
            ),
            models.Index(fields=["party_name", "-id"], name="case_by_party"),
            models.Index(fields=["party_id_digest", "-id"], name="case_by_party_number"),
            models.Index(fields=["contact_phone_digest", "-id"], name="case_by_contact_phone"),
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
    move = models.CharField(max_length=30)
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


class FormerAnswers(models.Model):
    """What was answered before corrections came in: kept with the line of history that brought them."""

    step = models.OneToOneField(Step, models.PROTECT, related_name="former_answers")
    answers = EncryptedJSON()

    def __str__(self) -> str:
        return f"before step #{self.step_id}"
