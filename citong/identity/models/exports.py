"""Copies of what the hall keeps of somebody, made for them."""

from django.db import models
from django.db.models import Q

from citong.kernel.encrypted import EncryptedJSON


class Export(models.Model):
    """A copy that somebody asked for of what is kept of them; its content goes after a week."""

    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    content = EncryptedJSON(null=True, help_text="none before it is ready and after it has gone")
    until = models.DateTimeField(null=True, help_text="when the content goes")
    is_over = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(is_over=False), name="one_export_at_a_time_for_an_account"
            ),
        ]
        indexes = [models.Index(fields=["until"], condition=Q(is_over=False), name="export_to_go")]

    def __str__(self) -> str:
        return f"export #{self.pk}"
