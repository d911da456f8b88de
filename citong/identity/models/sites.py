"""Other sites where people sign in with their account here: what they may learn, and what they hold."""

from django.db import models
from django.db.models import Q

from citong.kernel import keys


class SiteProof(models.TextChoices):
    """How a site shows that it is itself when it fetches tokens."""

    SECRET = "secret", "密码（client_secret_basic）"
    KEY = "key", "密钥（private_key_jwt）"
    PUBLIC = "public", "没有（手机应用等，只靠 PKCE）"


class SigningAlgorithm(models.TextChoices):
    """With which algorithm tokens for a site are signed."""

    RS256 = "RS256", "RS256"
    ES256 = "ES256", "ES256"


class Site(models.Model):
    """A site where people may sign in with their account here; OpenID Connect calls it a client."""

    client_id = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200, help_text="what the site does, as people read it when they consent")
    contact = models.CharField(max_length=100)
    department = models.ForeignKey("organisations.Department", models.PROTECT, null=True, related_name="+")
    proof = models.CharField(max_length=10, choices=SiteProof)
    secret_digest = models.CharField(max_length=64, blank=True)
    public_keys = models.JSONField(default=dict, help_text="a JSON Web Key Set, for private_key_jwt")
    algorithm = models.CharField(max_length=10, choices=SigningAlgorithm, default=SigningAlgorithm.RS256)
    redirect_uris = models.JSONField()
    after_logout_uris = models.JSONField(default=list)
    logout_uri = models.CharField(max_length=500, blank=True, help_text="where it is told that a session has ended")
    scopes = models.JSONField()
    sector = models.CharField(max_length=200, help_text="sites of one sector know a person by one name")
    registered_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class SiteSubject(models.Model):
    """The name by which the sites of a sector know an account; from it nobody can tell what other sectors call it."""

    sector = models.CharField(max_length=200)
    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=43, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sector", "account"], name="one_subject_per_account_and_sector")]

    def __str__(self) -> str:
        return self.subject


class SiteConsent(models.Model):
    """What somebody allowed a site to learn, until they take it back."""

    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    scopes = models.JSONField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "site"], condition=Q(withdrawn_at=None), name="one_consent_in_force_per_site"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} → {self.site_id}"


class SiteGrant(models.Model):
    """One sign-in at a site: its code, and the root of every token that came of it. Tokens live and die with it."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=43)
    scopes = models.JSONField()
    redirect_uri = models.CharField(max_length=500)
    challenge = models.CharField(max_length=43)
    nonce = models.CharField(max_length=500, blank=True)
    means = models.CharField(max_length=20)
    session_id = models.CharField(max_length=32)
    entered_at = models.DateTimeField()
    code_digest = models.CharField(max_length=64, unique=True)
    granted_at = models.DateTimeField()
    code_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["session_id"], condition=Q(revoked_at=None), name="grants_of_session"),
            models.Index(fields=["account", "site"], condition=Q(revoked_at=None), name="grants_of_account"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.account_id} → {self.site_id}"


class TokenKind(models.TextChoices):
    """What a token is for."""

    ACCESS = "access", "access"
    REFRESH = "refresh", "refresh"


class SiteToken(models.Model):
    """A token that a site holds; only its digest is kept."""

    grant = models.ForeignKey(SiteGrant, models.PROTECT, related_name="tokens")
    kind = models.CharField(max_length=7, choices=TokenKind)
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, help_text="a refresh token is good for one use")

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class SeenAssertion(models.Model):
    """A signed statement that is good for one use, and was used."""

    issuer = models.CharField(max_length=200)
    name = models.CharField(max_length=64, help_text="digest of the jti")
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "name"], name="an_assertion_is_used_once")]

    def __str__(self) -> str:
        return self.issuer


class SiteVisit(models.Model):
    """A session in which somebody is signed in at a site through us; when it ends, the site is told."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=43)
    session_id = models.CharField(max_length=32, db_index=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, help_text="when the site is told next; empty when it need not be")
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session_id", "site"], name="one_visit_per_session_and_site")]
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(due_at__isnull=False), name="visits_to_be_told")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.site_id}"


# The keys that sign our tokens; others verify with the public halves, which we publish.
SIGNING_KEYS = {
    SigningAlgorithm.RS256: keys.purpose("identity.rs256", keys.Algorithm.RSA),
    SigningAlgorithm.ES256: keys.purpose("identity.es256", keys.Algorithm.EC),
}
