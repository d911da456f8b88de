"""Roles that somebody was given beside those that come with their post."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject


class RoleGrant(models.Model):
    """A role, for a department, a division or the whole hall, from a day until the day before `valid_to`.

    It rests on a post: it counts as long as its holder holds that post, and is over for good once they do not.
    Rows are never deleted: they are the history.
    """

    account = models.ForeignKey("Account", models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30)
    post = models.ForeignKey("organisations.Post", models.PROTECT, related_name="+")
    department = models.ForeignKey("organisations.Department", models.PROTECT, null=True, related_name="+")
    division = models.ForeignKey("organisations.Division", models.PROTECT, null=True, related_name="+")
    prefix = models.CharField(
        max_length=12, blank=True, help_text="of the codes of everything in the division; empty: not what lies below"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    reason = models.CharField(max_length=200)
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=80)
    granted_by_name = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)
    ended_by_name = models.CharField(max_length=60, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(department=None) | Q(division=None), name="a_grant_is_for_a_department_or_a_division"
            ),
            models.CheckConstraint(
                condition=Q(prefix="") | Q(division__isnull=False), name="only_a_division_has_something_below"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="a_grant_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["account", "role", "department", "division"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="a_role_is_granted_once_for_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.account_id}"


def granted() -> ArraySubquery:
    """What an account was granted, to be read together with it: knowing who somebody is costs no query more."""
    names = ("role", "post_id", "department_id", "division_id", "prefix", "valid_from", "valid_to")
    rows = RoleGrant.objects.filter(account=OuterRef("pk"), ended_at=None).order_by("pk")
    return ArraySubquery(rows.values(json=JSONObject(**{name: name for name in names})))
