"""The hall's own small authority, what it has issued, whom else it believes, and what was signed."""

from django.db import models
from django.db.models import F, Q


class CertificateKind(models.TextChoices):
    """For whom a certificate is, which decides what stands in it."""

    STAFF = "staff", "工作人员证书"
    ENTERPRISE = "enterprise", "企业证书"


class RevocationReason(models.TextChoices):
    """Why a certificate is worth nothing any more (RFC 5280, 5.3.1)."""

    KEY_COMPROMISE = "key_compromise", "密钥丢了，或者可能被别人用了"
    AFFILIATION_CHANGED = "affiliation_changed", "离开了单位，或者换了岗位"
    SUPERSEDED = "superseded", "换发了新证书"
    CESSATION = "cessation_of_operation", "不再使用"
    WITHDRAWN = "privilege_withdrawn", "不该发给他"


class Authority(models.Model):
    """Somebody who issues: the root, which certifies the issuer, and the issuer, which certifies people."""

    class Role(models.TextChoices):
        ROOT = "root", "根"
        ISSUER = "issuer", "签发"

    role = models.CharField(max_length=6, choices=Role)
    scheme = models.CharField(max_length=10)
    key_purpose = models.CharField(max_length=60)
    key_number = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    content = models.BinaryField()
    founded_at = models.DateTimeField()
    list_number = models.PositiveIntegerField(default=0)
    list_content = models.BinaryField(null=True)
    list_renewed_by = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "scheme"], name="one_root_and_one_issuer_a_scheme"),
        ]

    def __str__(self) -> str:
        return f"{self.role}/{self.scheme}"


class Certificate(models.Model):
    """A certificate that the hall's issuer has given to an account."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=CertificateKind)
    serial = models.CharField(max_length=40, help_text="hexadecimal")
    content = models.BinaryField()
    fingerprint = models.CharField(max_length=64, unique=True, help_text="SM3 over the whole")
    key_digest = models.CharField(max_length=64, unique=True, help_text="a key is certified once")
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    state = models.CharField(max_length=9, default="valid")
    reason = models.CharField(max_length=30, blank=True, choices=RevocationReason)
    changed_at = models.DateTimeField(null=True, help_text="when it was suspended or revoked")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "serial"], name="a_serial_number_is_used_once"),
            models.CheckConstraint(
                condition=Q(state="revoked") ^ Q(reason=""), name="a_revoked_certificate_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["valid", "suspended", "revoked"]), name="certificate_states_are_known"
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.pk}"


class Anchor(models.Model):
    """Another body whose certificates are believed here, and whose lists of revoked ones we were given."""

    name = models.CharField(max_length=100)
    content = models.BinaryField()
    fingerprint = models.CharField(max_length=64, unique=True)
    for_staff = models.BooleanField(default=False)
    for_enterprises = models.BooleanField(default=False)
    is_trusted = models.BooleanField(default=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ForeignList(models.Model):
    """The last list of revoked certificates that was brought in for an issuer elsewhere, by the issuer's key."""

    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="+")
    issuer_digest = models.CharField(max_length=64, unique=True, help_text="SM3 over the issuer's certificate")
    content = models.BinaryField()
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"list {self.pk}"


class Challenge(models.Model):
    """A text that somebody is asked to sign, once, within minutes, in this browser."""

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in", "登录"
        CONFIRM = "confirm", "确认"

    code = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=7, choices=Purpose)
    session = models.CharField(max_length=64)
    account = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="a_challenge_lives_for_a_while"),
            models.CheckConstraint(
                condition=Q(purpose="sign_in", account=None) | Q(purpose="confirm", account__isnull=False),
                name="an_act_is_confirmed_by_somebody_known",
            ),
        ]

    def __str__(self) -> str:
        return f"challenge {self.pk}"


class Signature(models.Model):
    """What somebody has confirmed with their certificate, kept so that anybody can verify it again."""

    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    challenge = models.OneToOneField(Challenge, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60, help_text="what it is about, such as case:42")
    text = models.TextField()
    certificate = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    content = models.BinaryField(help_text="the signature over the text in UTF-8")
    signed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject"], name="signatures_about")]

    def __str__(self) -> str:
        return f"signature {self.pk}"
