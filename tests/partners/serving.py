"""A server on loopback for as long as a test lasts."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit


class Request(NamedTuple):
    """What was asked."""

    method: str
    path: str
    asked: dict[str, str]
    headers: dict[str, str]


class Answer(NamedTuple):
    """What is answered; `pause` in seconds comes first."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = {}
    pause: float = 0.0


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def served(answer: Callable[[Request], Answer]) -> Iterator[str]:
    """The address at which these answers are given."""

    class Speaker(BaseHTTPRequestHandler):
        def speak(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            text = parts.query if self.command == "GET" else self.rfile.read(length).decode()
            asked = {name: values[0] for name, values in parse_qs(text).items()}
            said = answer(Request(self.command, parts.path, asked, dict(self.headers.items())))
            time.sleep(said.pause)
            content = said.body.encode() if isinstance(said.body, str) else said.body
            self.send_response(said.status)
            for name, value in {"Content-Length": str(len(content)), **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(content)
            except (BrokenPipeError, ConnectionResetError):
                """Whoever asked has lost patience."""

        do_GET = do_POST = speak  # noqa: N815 -- the names are the library's

        def log_message(self, *_args: object) -> None:
            """Nobody reads it."""

    server = _Server(("127.0.0.1", 0), Speaker)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
