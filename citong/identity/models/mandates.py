"""Who acts for whom, in what, until when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from citong.kernel.encrypted import EncryptedText, KeyedDigest

from ..lifecycle import MANDATE_STATES, MandateState
from ..rules.mandates import MANDATE_KIND_NAMES, Ended, MandateKind, MandateScope


class Awaits(models.TextChoices):
    """Whose word is still wanted."""

    AGENT = "agent", "代办人"
    PRINCIPAL = "principal", "委托人"
    WINDOW = "window", "窗口"


class Mandate(models.Model):
    """One person's right to act for another, or for an enterprise. Rows are never deleted: they are the history.

    Whoever is named and has not answered is known by document and telephone alone: whether there is such an account is
    nobody's to learn. `valid_to` is the first day on which the mandate no longer counts.
    """

    kind = models.CharField(max_length=10, choices=[(each.value, name) for each, name in MANDATE_KIND_NAMES.items()])
    principal = models.ForeignKey("Account", models.PROTECT, null=True, related_name="mandates_given")
    agent = models.ForeignKey("Person", models.PROTECT, null=True, related_name="mandates_held")
    worker = models.ForeignKey(
        "Account", models.PROTECT, null=True, related_name="help_given", help_text="the official who helps"
    )
    named_name = EncryptedText[str | None, str | None](max_length=60, null=True)
    named_id_type = models.CharField(max_length=3, blank=True)
    named_number = EncryptedText[str | None, str | None](max_length=30, null=True)
    named_number_digest = KeyedDigest(of="named_number")
    named_phone = EncryptedText[str | None, str | None](max_length=20, null=True)

    items = ArrayField(models.CharField(max_length=64), default=list)
    topics = ArrayField(models.CharField(max_length=64), default=list)
    powers = ArrayField(models.CharField(max_length=10))
    is_single = models.BooleanField(default=False)
    case = models.CharField(max_length=80, blank=True, help_text="the one application that it is about")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    state = models.CharField(max_length=10, choices=[(each.value, name) for each, name in MANDATE_STATES.items()])
    awaits = models.CharField(max_length=10, choices=Awaits, blank=True)
    offered_by = models.CharField(max_length=80)
    offered_at = models.DateTimeField()
    offer_ends_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=80, blank=True)
    to_confirm_since = models.DateTimeField(null=True, help_text="the body has another legal representative since")
    paper = models.ForeignKey("kernel.Upload", models.PROTECT, null=True, related_name="+")
    signature = models.ForeignKey("kernel.Upload", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)
    ended_why = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Ended], blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MandateState.IN_FORCE.value)
                | Q(principal__isnull=False, agreed_at__isnull=False)
                & (Q(agent__isnull=False, worker=None) | Q(agent=None, worker__isnull=False)),
                name="a_mandate_in_force_says_who_acts_for_whom",
            ),
            models.CheckConstraint(
                condition=Q(state=MandateState.ENDED.value, ended_at__isnull=False) & ~Q(ended_why="")
                | ~Q(state=MandateState.ENDED.value) & Q(ended_at=None, ended_why=""),
                name="an_ended_mandate_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="a_mandate_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=False) | Q(kind=MandateKind.HANDLER.value),
                name="only_handlers_act_without_end",
            ),
            models.UniqueConstraint(
                fields=["principal", "agent"],
                condition=Q(state=MandateState.IN_FORCE.value, kind=MandateKind.HANDLER.value),
                name="a_handler_acts_once_for_an_enterprise",
            ),
        ]
        indexes = [
            models.Index(fields=["named_number_digest"], condition=~Q(awaits=""), name="mandates_that_await"),
            models.Index(
                fields=["valid_to"], condition=Q(state=MandateState.IN_FORCE.value), name="mandates_that_run_out"
            ),
            models.Index(fields=["offer_ends_at"], condition=~Q(awaits=""), name="mandates_that_lapse"),
        ]

    def __str__(self) -> str:
        return f"mandate #{self.pk}"

    @property
    def has_paper(self) -> bool:
        """Whether there is a photo of the signed power of attorney, uploaded by one of the two or at a window."""
        return self.paper_id is not None or self.signature_id is not None

    @property
    def scope(self) -> MandateScope:
        """In what it lets somebody act."""
        return MandateScope(
            items=self.items, topics=self.topics, powers=self.powers, is_single=self.is_single, case=self.case
        )
