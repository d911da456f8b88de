"""A made-up real-name service, and a strict one: it speaks the provincial protocol and checks every request.

It knows everybody, so that people can try the hall. What it says is chosen by the last digits of the number that is
shown: …00 does not agree, …01 is not on record, …02 finds it busy. It can be made slow, wrong and hostile.
"""

import time
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus

import msgspec

from .provincial import PATH, SKEW, Account, Headers, ProvincialRealNames, signature, subject_digest

SIMULATED = Account(app="simulated-hall", key="a key that opens nothing")
ENDINGS = {"00": "01", "01": "02", "02": "09"}
QUESTIONS = {
    "person": {"name", "id_type", "id_number", "phone", "attribute", "value"},
    "enterprise": {"name", "uscc", "legal_representative"},
    "licence": {"uscc", "code"},
}


class Mischief(StrEnum):
    """How a service can be worse than silent."""

    NONE = "none"
    BROKEN = "broken"  # 500
    UNSIGNED = "unsigned"
    WRONG_KEY = "wrong_key"
    REPLAYED = "replayed"  # the first answer that it ever gave, again
    ANOTHER_PERSON = "another_person"
    ANOTHER_REQUEST = "another_request"
    OLD = "old"
    GARBLED = "garbled"
    ENDLESS = "endless"


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked."""

    request: str
    claim: dict[str, str]


@dataclass
class Service:
    """The other side: what it is sent it checks, what it answers it signs."""

    account: Account = SIMULATED
    seconds: float = 0.0
    mischief: Mischief = Mischief.NONE
    _nonces: set[str] = field(default_factory=set)
    _first: tuple[int, Headers, bytes] | None = None

    def answer(self, path: str, headers: Headers, body: bytes) -> tuple[int, Headers, bytes]:
        """Status, headers and body for one request."""
        time.sleep(self.seconds)
        if self.mischief is Mischief.BROKEN:
            return HTTPStatus.INTERNAL_SERVER_ERROR, {}, b"{}"
        refusal = self._refusal(path, headers, body)
        if refusal:
            return refusal, {}, b"{}"
        if self.mischief is Mischief.REPLAYED and self._first:
            return self._first
        answered = self._signed(path, headers, self._content(path, body))
        self._first = self._first or answered
        return answered

    def _refusal(self, path: str, headers: Headers, body: bytes) -> int:
        """Why a request is not looked at; 0 when it is."""
        stamp, nonce = headers.get("X-Timestamp", ""), headers.get("X-Nonce", "")
        if headers.get("X-App") != self.account.app or not stamp.isdecimal():
            return HTTPStatus.UNAUTHORIZED
        if headers.get("X-Signature") != self._signature(path, headers, body):
            return HTTPStatus.UNAUTHORIZED
        if abs(int(stamp) - time.time()) > SKEW or nonce in self._nonces or not nonce:
            return HTTPStatus.FORBIDDEN
        self._nonces.add(nonce)
        try:
            asked = msgspec.json.decode(body, type=Request)
        except msgspec.DecodeError:
            return HTTPStatus.BAD_REQUEST
        return 0 if set(asked.claim) == QUESTIONS.get(path.removeprefix(PATH)) else HTTPStatus.BAD_REQUEST

    def _content(self, path: str, body: bytes) -> bytes:
        asked = msgspec.json.decode(body, type=Request)
        claim, question = asked.claim, path.removeprefix(PATH)
        about = (claim["id_type"], claim["id_number"]) if question == "person" else (claim["uscc"],)
        shown = {"person": "value", "enterprise": "legal_representative", "licence": "code"}[question]
        says = {
            "code": ENDINGS.get(claim[shown][-2:], "00"),
            "request": asked.request,
            "subject": subject_digest(*about),
            "timestamp": int(time.time()),
        }
        spoilt: dict[Mischief, dict[str, object]] = {
            Mischief.ANOTHER_PERSON: {"subject": subject_digest("111", "somebody else")},
            Mischief.ANOTHER_REQUEST: {"request": "another"},
            Mischief.OLD: {"timestamp": int(time.time()) - 2 * SKEW},
        }
        if self.mischief is Mischief.GARBLED:
            return b'{"code": '
        padding = b" " * 100_000 if self.mischief is Mischief.ENDLESS else b""
        return msgspec.json.encode({**says, **spoilt.get(self.mischief, {})}) + padding

    def _signed(self, path: str, headers: Headers, content: bytes) -> tuple[int, Headers, bytes]:
        if self.mischief is Mischief.UNSIGNED:
            return HTTPStatus.OK, {}, content
        signed = self._signature(path, headers, content)
        if self.mischief is Mischief.WRONG_KEY:
            signed = signed[::-1]
        return HTTPStatus.OK, {"X-Signature": signed}, content

    def _signature(self, path: str, headers: Headers, body: bytes) -> str:
        return signature(
            self.account.key,
            path=path,
            app=self.account.app,
            timestamp=int(headers["X-Timestamp"]),
            nonce=headers.get("X-Nonce", ""),
            body=body,
        )


class SimulatedRealNames(ProvincialRealNames):
    """The client of the provincial service, with a made-up service in the same process."""

    def __init__(self, service: Service | None = None) -> None:
        self.service = service or Service()
        super().__init__(self.service.answer, self.service.account)
