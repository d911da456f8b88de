"""Systems that act for departments."""

from django.db import models

from ..rules.levels import Assurance


class ApiClient(models.Model):
    """A system that files and asks through the open API, with a token of its own."""

    name = models.CharField(max_length=100)
    token_digest = models.CharField(max_length=64, unique=True)
    department = models.ForeignKey("organisations.Department", models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    vouches_up_to = models.PositiveSmallIntegerField(
        choices=Assurance, default=Assurance.REAL_NAME, db_default=Assurance.REAL_NAME,
        help_text="how sure it may say that it is of those for whom it files",
    )  # fmt: skip
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
