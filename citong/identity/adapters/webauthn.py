"""What an authenticator signs, checked by the library fido2: origin, host, challenge, presence, user, signature.

The rest is ours: that a challenge is used once, and that the counter of an authenticator only rises.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

# Any: what browsers and the library exchange is JSON.
Json = Mapping[str, Any]


class NotProven(ValueError):
    """What the browser sent does not show what it should."""


@dataclass(frozen=True)
class Place:
    """Where passkeys are good for: the name of the hall, its host, and the one origin that its pages have."""

    name: str
    host: str
    origin: str


@dataclass(frozen=True)
class Made:
    """A new passkey."""

    credential_id: bytes
    credential: bytes
    sign_count: int


def creation(place: Place, *, user: bytes, login: str, name: str, known: Sequence[bytes]) -> tuple[Json, Json]:
    """What the browser is asked, to make a passkey, and what to remember until it answers."""
    options, state = _server(place).register_begin(
        PublicKeyCredentialUserEntity(id=user, name=login, display_name=name),
        _named(known),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options.public_key), dict(state)


def made(place: Place, *, state: Json, answer: Json) -> Made:
    """The passkey that was made, if all is as it was asked."""
    try:
        found = _server(place).register_complete(state, answer)
    except _WRONG as fault:
        raise NotProven(str(fault)) from fault
    assert found.credential_data is not None  # noqa: S101 - the library has refused otherwise
    return Made(found.credential_data.credential_id, bytes(found.credential_data), found.counter)


def question(place: Place, *, known: Sequence[bytes] | None) -> tuple[Json, Json]:
    """What the browser is asked, to use a passkey; without `known`, whichever the person has for this place."""
    options, state = _server(place).authenticate_begin(
        _named(known or ()) or None, UserVerificationRequirement.REQUIRED
    )
    return dict(options.public_key), dict(state)


def named_in(answer: Json) -> bytes:
    """Which passkey an answer claims to come from."""
    try:
        return AuthenticationResponse.from_dict(answer).raw_id
    except _WRONG as fault:
        raise NotProven(str(fault)) from fault


def counted(place: Place, *, state: Json, credential: bytes, answer: Json) -> int:
    """The authenticator's counter, if the answer was signed with this passkey for this question."""
    try:
        _server(place).authenticate_complete(state, [AttestedCredentialData(credential)], answer)
        return AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except _WRONG as fault:
        raise NotProven(str(fault)) from fault


def _named(known: Sequence[bytes]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=each) for each in known]


def _server(place: Place) -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(name=place.name, id=place.host)
    return Fido2Server(entity, verify_origin=lambda origin: origin == place.origin)


# How the library says that something is wrong, from a wrong signature to what is no message at all.
_WRONG = (ValueError, KeyError, TypeError, AttributeError, IndexError)
