"""The load generator: one process, many keep-alive connections, each sending its next request as the last is answered.

Written to take little of the machine that it shares with what it measures: one loop over ready sockets, requests
prepared beforehand, of each answer only status and length read.
"""

import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

RECEIVE = 65_536


@dataclass
class Wire:
    """A connection with the answer it waits for."""

    socket: socket.socket
    sent_at: float = 0.0
    received: bytearray = field(default_factory=bytearray)


@dataclass
class Tally:
    """What was answered, and how long each answer took."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    def add(self, status: int, seconds: float) -> None:
        """Count one answer."""
        self.milliseconds.append(seconds * 1000)
        self.statuses[status] = self.statuses.get(status, 0) + 1


def drive(requests: Iterator[bytes], *, port: int, connections: int, seconds: float) -> Tally:
    """Keep all connections busy for so long, or until the requests are used up."""
    tally, selector = Tally(), selectors.DefaultSelector()
    stop_at = time.perf_counter() + seconds
    waiting = 0
    for _ in range(connections):
        wire = Wire(_connected(port))
        selector.register(wire.socket, selectors.EVENT_READ, wire)
        waiting += _send_next(wire, requests)
    while waiting:
        for ready, _ in selector.select(timeout=30) or _silent():
            wire = ready.data
            status = _receive(wire)
            if status is None:
                continue
            waiting -= 1
            now = time.perf_counter()
            tally.add(status, now - wire.sent_at)
            if now < stop_at:
                waiting += _send_next(wire, requests)
    for registered in list(selector.get_map().values()):
        registered.data.socket.close()
    selector.close()
    return tally


def _connected(port: int) -> socket.socket:
    connected = socket.create_connection(("127.0.0.1", port))
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connected


def _send_next(wire: Wire, requests: Iterator[bytes]) -> int:
    request = next(requests, None)
    if request is None:
        return 0
    wire.sent_at = time.perf_counter()
    wire.socket.sendall(request)
    return 1


def _receive(wire: Wire) -> int | None:
    """The status of an answer that has arrived whole."""
    received = wire.socket.recv(RECEIVE)
    if not received:
        raise ConnectionError("The server closed a connection in the middle of a measurement.")
    wire.received += received
    head = wire.received.find(b"\r\n\r\n")
    if head < 0:
        return None
    at = wire.received.lower().find(b"content-length:", 0, head)
    length = int(wire.received[at + 15 : wire.received.index(b"\r\n", at)])
    if len(wire.received) < head + 4 + length:
        return None
    status = int(wire.received[9:12])
    wire.received.clear()
    return status


def _silent() -> list[tuple[selectors.SelectorKey, int]]:
    raise TimeoutError("The server has not answered for 30 seconds.")


def get(path: str, *, headers: str = "") -> bytes:
    """A GET request."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()


def post(path: str, body: bytes, *, headers: str) -> bytes:
    """A POST request."""
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


def percentile(values: list[float], share: float) -> float:
    """The value below which this share lies."""
    ordered = sorted(values)
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)], 1)


def report(tally: Tally, seconds: float) -> None:
    """Hand the result to the process that asked for it."""
    json.dump({"milliseconds": tally.milliseconds, "statuses": tally.statuses, "seconds": seconds}, sys.stdout)
