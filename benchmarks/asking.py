"""The process that looks at pages: `python -m benchmarks.asking` with its plan on stdin."""

import itertools
import json
import random
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from benchmarks.load import drive, get, post, report

# Any secret of this length will do: the form and the cookie must name the same.
SECRET = "benchmarkbenchmarkbenchmarkbench"  # noqa: S105
STATES = ["in_review", "submitted", "closed", "to_decide", "delivered"]

Plan = dict[str, Any]  # Any: JSON


def guides(plan: Plan) -> Iterator[bytes]:
    """Guides of all items."""
    return (get(f"/items/{random.choice(plan['codes'])}/") for _ in itertools.count())


def progress(plan: Plan) -> Iterator[bytes]:
    """People ask how far their case is."""
    headers = f"Content-Type: application/x-www-form-urlencoded\r\nCookie: csrftoken={SECRET}\r\n"
    for _ in itertools.count():
        number, code = random.choice(plan["cases"])
        said = urlencode({"csrfmiddlewaretoken": SECRET, "number": number, "code": code})
        yield post("/progress/", said.encode(), headers=headers)


def desk(plan: Plan) -> Iterator[bytes]:
    """A clerk looks through the department's cases by state."""
    cookie = f"Cookie: sessionid={plan['session']}\r\n"
    return (get(f"/desk/cases/?state={state}", headers=cookie) for state in itertools.cycle(STATES))


def work(plan: Plan) -> Iterator[bytes]:
    """A clerk opens the desk."""
    cookie = f"Cookie: sessionid={plan['session']}\r\n"
    return itertools.repeat(get("/desk/", headers=cookie))


def case(plan: Plan) -> Iterator[bytes]:
    """A clerk opens one case after the other."""
    cookie = f"Cookie: sessionid={plan['session']}\r\n"
    return (get(f"/desk/cases/{pk}/", headers=cookie) for pk in itertools.cycle(plan["opened"]))


WAYS = {"guide": guides, "progress": progress, "desk": desk, "work": work, "case": case}

if __name__ == "__main__":
    plan = json.load(sys.stdin)
    random.seed(1)
    began = time.perf_counter()
    tally = drive(WAYS[plan["way"]](plan), port=plan["port"], connections=plan["connections"], seconds=plan["seconds"])
    report(tally, time.perf_counter() - began)
