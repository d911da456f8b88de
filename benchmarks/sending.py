"""The process that hands applications in: `python -m benchmarks.sending` with its plan on stdin."""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.bodies import FILES_EACH, body, key_of_file
from benchmarks.load import drive, post, report


def requests(plan: dict[str, Any]) -> Iterator[bytes]:  # Any: JSON
    """Applications, each under its own key and with its own files."""
    marks = [f"@@FILE{number}@@" for number in range(FILES_EACH)]
    template = body(marks, version=plan["version"]).decode()
    for number in range(plan["first"], plan["first"] + plan["count"]):
        said = template
        for place, mark in enumerate(marks):
            said = said.replace(mark, key_of_file(number * FILES_EACH + place + 1))
        headers = (
            f"Authorization: Bearer {plan['token']}\r\nContent-Type: application/json\r\n"
            f"Idempotency-Key: bench-{number:08d}\r\n"
        )
        yield post("/api/v1/cases", said.encode(), headers=headers)


if __name__ == "__main__":
    plan = json.load(sys.stdin)
    prepared = iter(list(requests(plan)))
    began = time.perf_counter()
    tally = drive(prepared, port=plan["port"], connections=plan["connections"], seconds=plan["seconds"])
    report(tally, time.perf_counter() - began)
