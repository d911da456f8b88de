"""The process that fetches tokens: `python -m benchmarks.fetching` with its plan on stdin."""

import itertools
import json
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from benchmarks.load import drive, get, post, report

Plan = dict[str, Any]  # Any: JSON


def refresh(plan: Plan) -> Iterator[bytes]:
    """A site goes on with each of its refresh tokens."""
    shown = b64encode(f"{plan['client_id']}:{plan['secret']}".encode()).decode()
    headers = f"Content-Type: application/x-www-form-urlencoded\r\nAuthorization: Basic {shown}\r\n"
    for token in plan["tokens"]:
        yield post("/oidc/token", urlencode({"grant_type": "refresh_token", "refresh_token": token}).encode(),
                   headers=headers)  # fmt: skip


def userinfo(plan: Plan) -> Iterator[bytes]:
    """A site reads about its person."""
    return itertools.repeat(get("/oidc/userinfo", headers=f"Authorization: Bearer {plan['access']}\r\n"))


WAYS = {"refresh": refresh, "userinfo": userinfo}

if __name__ == "__main__":
    plan = json.load(sys.stdin)
    began = time.perf_counter()
    tally = drive(WAYS[plan["way"]](plan), port=plan["port"], connections=plan["connections"], seconds=plan["seconds"])
    report(tally, time.perf_counter() - began)
