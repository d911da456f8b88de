"""The provincial real-name service, over signed HTTP.

A request is a POST of JSON to `/real-name/v1/<question>`. Both sides sign with HMAC-SM3 over the lines that
`signature` joins: what is asked, when, under which nonce, and the digest of the body; the answer signs the nonce of its
request, too. An answer that is not signed, not for this question, not about this person, or too old, is no answer.
"""

import http.client
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Final
from urllib.parse import urlsplit

import msgspec
from django.conf import settings

from citong.kernel.crypto import keyed_digest, new_token, same, sm3_hex
from citong.kernel.errors import Unavailable

from ..ports import EnterpriseClaim, LicenceClaim, PersonClaim
from ..rules.levels import Outcome

PATH: Final = "/real-name/v1/"
SECONDS: Final = 5.0
SKEW: Final = 300
LONGEST_ANSWER: Final = 16 * 1024
OUTCOMES: Final = {"00": Outcome.MATCH, "01": Outcome.MISMATCH, "02": Outcome.NO_RECORD}

Headers = Mapping[str, str]
# Sends a request (path, headers, body) and brings status, headers and body back.
Send = Callable[[str, Headers, bytes], tuple[int, Headers, bytes]]


class Answer(msgspec.Struct, frozen=True):
    """What the service says: the code of the result, for which request, about whom."""

    code: str
    request: str
    subject: str
    timestamp: int


@dataclass(frozen=True)
class Account:
    """As whom this hall asks."""

    app: str
    key: str


def signature(key: str, *, path: str, app: str, timestamp: int, nonce: str, body: bytes) -> str:
    """What either side writes under what it sends."""
    lines = [path, app, str(timestamp), nonce, sm3_hex(body)]
    return keyed_digest(key.encode(), "\n".join(lines).encode()).hex()


def subject_digest(*parts: str) -> str:
    """About whom an answer is, without saying it."""
    return sm3_hex("\n".join(parts).encode())


class ProvincialRealNames:
    """Asks the service; every doubt about an answer is silence."""

    def __init__(self, send: Send | None = None, account: Account | None = None) -> None:
        self._send = send or _over_http
        self._account = account or Account(settings.REAL_NAMES_APP, settings.REAL_NAMES_KEY)

    def person(self, claim: PersonClaim, *, reference: str) -> Outcome:
        """Whether all of this belongs to one person."""
        subject = subject_digest(claim.id_type, claim.id_number)
        return self._ask("person", asdict(claim), subject=subject, reference=reference)

    def enterprise(self, claim: EnterpriseClaim, *, reference: str) -> Outcome:
        """Whether the body is registered under this name, code and representative."""
        return self._ask("enterprise", asdict(claim), subject=subject_digest(claim.uscc), reference=reference)

    def licence(self, claim: LicenceClaim, *, reference: str) -> Outcome:
        """Whether the body's licence shows this code now."""
        return self._ask("licence", asdict(claim), subject=subject_digest(claim.uscc), reference=reference)

    def _ask(self, question: str, claim: dict[str, str], *, subject: str, reference: str) -> Outcome:
        path, nonce, now = PATH + question, new_token(size=16), int(time.time())
        body = msgspec.json.encode({"request": reference, "claim": claim})
        app, key = self._account.app, self._account.key
        sign = partial(signature, key, path=path, app=app, timestamp=now, nonce=nonce)
        headers = {
            "Content-Type": "application/json",
            "X-App": app,
            "X-Timestamp": str(now),
            "X-Nonce": nonce,
            "X-Signature": sign(body=body),
        }
        status, answered, content = self._send(path, headers, body)
        if status != http.HTTPStatus.OK:
            raise Unavailable(f"the real-name service answers {status}")
        if not same(sign(body=content), answered.get("X-Signature", "")):
            raise Unavailable("the answer of the real-name service is not signed for this question")
        return _outcome(content, reference=reference, subject=subject, now=now)


def _outcome(content: bytes, *, reference: str, subject: str, now: int) -> Outcome:
    try:
        answer = msgspec.json.decode(content, type=Answer)
    except msgspec.DecodeError as unreadable:
        raise Unavailable("the answer of the real-name service cannot be read") from unreadable
    if answer.request != reference or answer.subject != subject or abs(answer.timestamp - now) > SKEW:
        raise Unavailable("the answer of the real-name service is about something else")
    if answer.code not in OUTCOMES:
        raise Unavailable("the real-name service is busy")
    return OUTCOMES[answer.code]


def _over_http(path: str, headers: Headers, body: bytes) -> tuple[int, Headers, bytes]:
    place = urlsplit(settings.REAL_NAMES_URL)
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    connection = kind(place.hostname or "", place.port, timeout=SECONDS)
    try:
        connection.request("POST", place.path.rstrip("/") + path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        content = answer.read(LONGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException) as silence:
        raise Unavailable("the real-name service does not answer") from silence
    finally:
        connection.close()
    if len(content) > LONGEST_ANSWER:
        raise Unavailable("the real-name service answers without end")
    return answer.status, dict(answer.headers), content
