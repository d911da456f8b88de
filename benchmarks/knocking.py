"""The process that signs people in: `python -m benchmarks.knocking` with its plan on stdin."""

import itertools
import json
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from benchmarks.load import drive, post, report

# Any secret of this length will do: the form and the cookie must name the same.
SECRET = "benchmarkbenchmarkbenchmarkbench"  # noqa: S105

Plan = dict[str, Any]  # Any: JSON


def sign_ins(plan: Plan) -> Iterator[bytes]:
    """One person after the other shows their password, each in a browser that nobody has seen."""
    headers = f"Content-Type: application/x-www-form-urlencoded\r\nCookie: csrftoken={SECRET}\r\n"
    for login in itertools.cycle(plan["logins"]):
        said = {"csrfmiddlewaretoken": SECRET, "login": login, "password": plan["password"], "next": "/about/privacy/"}
        yield post("/sign-in/", urlencode(said).encode(), headers=headers)


if __name__ == "__main__":
    plan = json.load(sys.stdin)
    began = time.perf_counter()
    tally = drive(sign_ins(plan), port=plan["port"], connections=plan["connections"], seconds=plan["seconds"])
    report(tally, time.perf_counter() - began)
