"""Codes sent to telephones. The code itself is nowhere: it is derived from the row and a key that no table holds."""

from django.db import models
from django.db.models import Q

from citong.kernel.encrypted import EncryptedText, KeyedDigest

from ..rules.codes import Purpose


class PhoneChallenge(models.Model):
    """One code, asked for in one browser, for one purpose: whoever types it there holds the telephone.

    `subject` is what was typed (a number or a login), `phone` where the code goes: nowhere when nobody is known by the
    subject, so that a row for a stranger looks like any other. `browser` and `sender` are digests.
    """

    purpose = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Purpose])
    subject = EncryptedText[str, str](max_length=40)
    subject_digest = KeyedDigest(of="subject")
    phone = EncryptedText[str, str](max_length=20, blank=True)
    phone_digest = KeyedDigest(of="phone")
    browser = models.CharField(max_length=64)
    sender = models.CharField(max_length=64)
    salt = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=[each.value for each in Purpose]), name="the_purpose_of_a_code_is_known"
            )
        ]
        indexes = [
            models.Index(fields=["subject_digest", "-asked_at"], name="codes_for_a_subject"),
            models.Index(fields=["sender", "-asked_at"], name="codes_for_a_sender"),
            models.Index(fields=["phone_digest", "-asked_at"], name="codes_for_a_phone"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.purpose}"
