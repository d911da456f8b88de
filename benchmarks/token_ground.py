"""What there is before tokens are fetched: a site, a person, and refresh tokens, each good for one request.

Runs inside the hall's own environment (`manage.py shell`) and prints a JSON object for the benchmark.
"""

import json
import threading
import time
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_private_key
from django.utils import timezone

from citong.identity import facade as identity
from citong.identity.models import SIGNING_KEYS, SigningAlgorithm, SiteGrant, SiteToken, TokenKind
from citong.kernel import keys
from citong.kernel.actors import SYSTEM
from citong.kernel.crypto import new_token, token_digest

BACK: Final = "https://bench.example/back"
SCOPES: Final = ["openid", "profile", "offline_access"]
SIGNERS: Final = 2
SIGNING_SECONDS: Final = 2.0


def lay(*, tokens: int, algorithm: str) -> None:
    """Everything that so many token requests need; told as JSON on the last line."""
    now = timezone.now()
    terms = identity.SiteTerms("测速网站", "测速。", "0", [BACK], SCOPES, algorithm=algorithm)
    site, secret = identity.register_site(terms, proof="secret", by=SYSTEM, at=now)
    account = identity.register_at_window(
        name="测速", id_type="414", id_number=f"E{site.pk:08d}", phone=f"139{site.pk:08d}", by=SYSTEM, at=now,
    )  # fmt: skip
    refresh = [new_token() for _ in range(tokens)]
    grants = _grants(site, account, count=tokens, at=now)
    _hold(grants, refresh, kind=TokenKind.REFRESH, at=now)
    access = new_token()
    _hold(grants[:1], [access], kind=TokenKind.ACCESS, at=now)
    rate = _signatures_per_second(SigningAlgorithm(algorithm))
    told = {"client_id": site.client_id, "secret": secret, "tokens": refresh, "access": access}
    print(json.dumps({**told, "signatures_per_s": rate}))


def _grants(site: identity.Site, account: identity.Account, *, count: int, at: datetime) -> list[SiteGrant]:
    return SiteGrant.objects.bulk_create(
        SiteGrant(
            site=site, account=account, subject=f"{site.pk}", scopes=SCOPES, redirect_uri=BACK, challenge="x" * 43,
            means=identity.Means.PASSWORD.value, session_id=f"{site.pk}",
            entered_at=at, code_digest=new_token(),
            granted_at=at, code_used_at=at,
        )
        for _ in range(count)
    )  # fmt: skip


def _hold(grants: list[SiteGrant], tokens: list[str], *, kind: TokenKind, at: datetime) -> None:
    until = at.replace(year=at.year + 1)
    SiteToken.objects.bulk_create(
        SiteToken(grant=grant, kind=kind, digest=token_digest(token), issued_at=at, expires_at=until)
        for grant, token in zip(grants, tokens, strict=True)
    )


def _signatures_per_second(algorithm: SigningAlgorithm) -> float:
    """How many signatures the library gives on as many cores as the web server has processes, and nothing else."""
    key = load_der_private_key(keys.active(SIGNING_KEYS[algorithm]).material, None)
    made = [0] * SIGNERS
    until = time.perf_counter() + SIGNING_SECONDS

    def sign(place: int) -> None:
        while time.perf_counter() < until:
            if isinstance(key, rsa.RSAPrivateKey):
                key.sign(b"x" * 500, padding.PKCS1v15(), hashes.SHA256())
            elif isinstance(key, ec.EllipticCurvePrivateKey):
                key.sign(b"x" * 500, ec.ECDSA(hashes.SHA256()))
            made[place] += 1

    threads = [threading.Thread(target=sign, args=[place]) for place in range(SIGNERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return round(sum(made) / SIGNING_SECONDS, 1)
