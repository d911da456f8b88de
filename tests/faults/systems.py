"""Systems that hand in applications over the network and do not give up until each is acknowledged."""

import json
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPResponse
from uuid import uuid4

from citong.catalogue.models import ItemVersion
from tests.factories.cases import PNG
from tests.factories.catalogue import FIRST, good_answers
from tests.faults.programs import BLINK_SECONDS, PATIENCE_SECONDS

BOUNDARY = "a-line-between"
# What a gateway or a server that is just starting says; the same request may succeed in a moment.
COME_BACK = {502, 503, 504}


class Systems:
    """Several clients of the open API, each with applications of its own, all sending at once."""

    def __init__(self, port: int, *, token: str, item: ItemVersion, clients: int, each: int) -> None:
        self.acknowledged: dict[str, str] = {}
        self.sent_again = 0
        self._port, self._token = port, token
        self._item_code, self._version = item.item.code, item.number
        self._keys = [[f"client-{client:02d}-{n:04d}" for n in range(each)] for client in range(clients)]
        self._clients = ThreadPoolExecutor(max_workers=clients)
        self._sending: list[Future[None]] = []

    @property
    def keys(self) -> list[str]:
        """Every key under which an application is handed in."""
        return [key for keys in self._keys for key in keys]

    def start(self) -> None:
        """Begin to send."""
        self._sending = [self._clients.submit(self._hand_in_all, keys) for keys in self._keys]

    def have_come_to(self, count: int) -> bool:
        """Whether so many applications are acknowledged; what went wrong for a client meanwhile rises here."""
        for client in self._sending:
            if client.done():
                client.result()
        return len(self.acknowledged) >= count

    def finish(self) -> None:
        """Wait until all have sent everything; what went wrong for one of them rises here."""
        for client in self._sending:
            client.result(PATIENCE_SECONDS)
        self._clients.shutdown()

    def hand_in(self, keys: list[str]) -> dict[str, tuple[int, str]]:
        """Hand in under each of these keys; how each was answered: status and number."""
        with closing(_Line(self._port, self._token)) as line:
            file = self._until_taken(line, "files", *_photo())["key"]
            return {key: self._hand_in_one(line, key, file) for key in keys}

    def _hand_in_all(self, keys: list[str]) -> None:
        with closing(_Line(self._port, self._token)) as line:
            file = self._until_taken(line, "files", *_photo())["key"]
            for key in keys:
                _, self.acknowledged[key] = self._hand_in_one(line, key, file)

    def _hand_in_one(self, line: "_Line", key: str, file: str) -> tuple[int, str]:
        body = json.dumps(self._application(file)).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        answer = self._until_taken(line, "cases", body, headers)
        return answer["status"], answer["number"]

    def _until_taken(self, line: "_Line", path: str, body: bytes, headers: Mapping[str, str]) -> dict:
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up_at:
            answer = line.post(path, body, headers)
            if answer is not None:
                return answer
            self.sent_again += 1
            time.sleep(BLINK_SECONDS)
        raise TimeoutError(f"{path} was not taken.")

    def _application(self, file: str) -> dict:
        return {
            "item_code": self._item_code,
            "version": self._version,
            "situation": FIRST,
            "answers": good_answers(),
            "materials": [{"code": "floor_plan", "file": file}],
            "applicant": {
                "kind": "person",
                "name": "Ana",
                "id_type": "111",
                "id_number": "11010519491231002X",
                "phone": "13800001234",
            },
            "declared": True,
        }


class _Line:
    """A connection that is made anew when it breaks."""

    def __init__(self, port: int, token: str) -> None:
        self._talk = HTTPConnection("127.0.0.1", port, timeout=10)
        self._headers = {"Authorization": f"Bearer {token}"}

    def close(self) -> None:
        """Hang up."""
        self._talk.close()

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> dict | None:
        """The answer; None when nobody knows whether it arrived."""
        try:
            self._talk.request("POST", f"/api/v1/{path}", body, {**self._headers, **headers})
            return _read(self._talk.getresponse())
        except (OSError, HTTPException, json.JSONDecodeError):
            self._talk.close()
            return None


def _read(answer: HTTPResponse) -> dict | None:
    content = answer.read()
    if answer.status in COME_BACK:
        return None
    told = json.loads(content)
    assert answer.status in {200, 201}, told
    return {**told, "status": answer.status}


def _photo() -> tuple[bytes, dict[str, str]]:
    """A file of its own, as a form sends it."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="plan.png"\r\n\r\n'
    content = PNG + uuid4().bytes
    body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
