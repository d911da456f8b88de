"""How cookies are named and kept where the hall stands behind TLS."""

import os
import subprocess
import sys

from django.conf import settings

ASKED = """
from config import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEVICE_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)
print(s.SECOND_FACTOR_FROM)
"""


def told(**changes):
    env = {**os.environ, **changes}
    env.pop("CITONG_SECOND_FACTOR_FROM", None)
    asked = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=True
    )
    return asked.stdout.splitlines()


def test_behind_tls_cookies_belong_to_this_host_alone():
    assert told(CITONG_BEHIND_TLS="yes")[0] == "__Host-sessionid __Host-csrftoken __Host-citong_device True True"


def test_a_second_factor_is_demanded_unless_people_are_made_up():
    assert told(CITONG_DEMO="no")[1] == "2026-01-01"
    assert told(CITONG_DEMO="yes")[1] == "None"
