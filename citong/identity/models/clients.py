"""Systems that act for departments."""

from django.db import models


class ApiClient(models.Model):
    """A system that files and asks through the open API, with a token of its own."""

    name = models.CharField(max_length=100)
    token_digest = models.CharField(max_length=64, unique=True)
    department = models.ForeignKey("organisations.Department", models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
