"""What made us surer of who somebody is, and what was asked of the source of names."""

from django.db import models
from django.db.models import Q

from ..rules.levels import Assurance, Method, Outcome


class Proof(models.Model):
    """One proof: by which method, of which source, how much it is worth and until when. Kept even when it has ended."""

    account = models.ForeignKey("Account", models.PROTECT, related_name="proofs")
    method = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Method])
    level = models.PositiveSmallIntegerField(choices=Assurance)
    source = models.CharField(max_length=40, help_text="which source or which office answered for it")
    reference = models.CharField(max_length=80, blank=True, help_text="under which reference it is found there")
    proved_at = models.DateTimeField()
    proved_by = models.CharField(max_length=80)
    valid_until = models.DateField(null=True, help_text="the last day on which it counts; empty: it does not run out")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(method__in=[each.value for each in Method]), name="the_method_of_a_proof_is_known"
            ),
            models.CheckConstraint(condition=Q(level__gte=2, level__lte=4), name="a_proof_is_worth_two_to_four"),
        ]
        indexes = [
            models.Index(fields=["valid_until"], condition=Q(ended_at=None), name="proofs_that_run_out"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.method}"


class RealNameQuestion(models.Model):
    """What the source of names was asked about an account, and how it answered. Of what was shown only its kind."""

    account = models.ForeignKey("Account", models.PROTECT, related_name="questions")
    attribute = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=12, blank=True, choices=[(each.value, each.value) for each in Outcome], help_text="empty: no answer"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-asked_at"], name="questions_about_an_account")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.outcome}"
