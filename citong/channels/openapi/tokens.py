"""Which system is asking: it shows a token that an administrator gave it."""

from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from citong.channels.kit.limiting import count_wrong_token
from citong.identity import facade as identity
from citong.kernel.actors import Actor

LONGEST = 200


class Token(HttpBearer):
    """`Authorization: Bearer <token>`."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The system as an actor; None for a token that is not known, or no longer."""
        client = identity.client_by_token(token) if 0 < len(token) <= LONGEST else None
        if client is None:
            count_wrong_token(request)
            return None
        return identity.actor_for_client(client)


def system_of(request: HttpRequest) -> Actor:
    """The system that asks; there is one behind every address that wants a token."""
    return cast(Actor, request.auth)  # type: ignore[attr-defined]  # ninja keeps there what `authenticate` returned
