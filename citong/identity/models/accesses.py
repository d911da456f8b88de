"""Who looked at whose data, and for how long whole data may be read."""

from django.db import models

from citong.kernel.encrypted import EncryptedText, KeyedDigest

from ..rules.accesses import LONGEST_NOTE, LOOK_PURPOSES, NOTE_LENGTH, SEEN_NAMES


class Access(models.Model):
    """Somebody looked at a person's or an enterprise's data. Never changed; the database holds to it.

    Kept by the number of the document, so that people see it whose application came before they had an account.
    """

    whose = EncryptedText[str, str](max_length=40, help_text="kind and number of the document: 111:3502…")
    whose_digest = KeyedDigest(of="whose")
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=120)
    department = models.ForeignKey(
        "organisations.Department", models.PROTECT, null=True, related_name="+", db_index=False
    )
    post = models.ForeignKey("organisations.Post", models.PROTECT, null=True, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    about = models.CharField(max_length=80, help_text="in what it was seen, such as case:42")
    number = models.CharField(max_length=40, blank=True, help_text="under which people know it")
    seen = models.CharField(max_length=12, choices=[(seen.value, name) for seen, name in SEEN_NAMES.items()])
    fields = models.JSONField(default=list, help_text="which, where whole data were shown")
    purpose = models.CharField(max_length=12, choices=[(each.value, name) for each, name in LOOK_PURPOSES.items()])
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)

    class Meta:
        indexes = [models.Index(fields=["whose_digest", "-id"], name="access_by_whose")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.seen} {self.about}"


class Unmasking(models.Model):
    """An official may read whole data of one thing, in one session, until then."""

    actor = models.CharField(max_length=80)
    session = models.CharField(max_length=64)
    about = models.CharField(max_length=80)
    purpose = models.CharField(max_length=12, choices=[(each.value, name) for each, name in LOOK_PURPOSES.items()])
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["actor", "about", "-until"], name="unmasking_in_force")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.about} for {self.actor}"
