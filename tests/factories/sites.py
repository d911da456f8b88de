"""Sites where people sign in with us, made by the real verbs."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM

BACK = "https://bus.example/back"
AFTER = "https://bus.example/bye"
ENDED = "https://bus.example/ended"
VERIFIER = "v" * 43
EVERYTHING = [scope.value for scope in identity.Scope]


def terms(**changes: Any) -> identity.SiteTerms:
    """What is written down about a site that may ask for everything."""
    usual = {
        "name": "公交一卡通",
        "purpose": "办理和查询公交卡。",
        "contact": "0595-0000 0000",
        "redirect_uris": [BACK],
        "after_logout_uris": [AFTER],
        "logout_uri": ENDED,
        "scopes": EVERYTHING,
    }
    return identity.SiteTerms(**{**usual, **changes})


def a_site(*, proof: str = "secret", at: datetime | None = None, **changes: Any) -> tuple[identity.Site, str]:
    """A site and its secret."""
    return identity.register_site(terms(**changes), proof=proof, by=SYSTEM, at=at or timezone.now())
