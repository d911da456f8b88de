"""openid-client, the certified client of the JavaScript world, signs somebody in with us."""

import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from django.test import Client

from citong.identity import facade as identity
from tests.channels.portal.conftest import client_of
from tests.channels.signing_on import consenting_at
from tests.factories.sites import AFTER, BACK, a_site

pytestmark = pytest.mark.django_db(transaction=True)
PROGRAM = Path(__file__).with_name("openid_client.mjs")


@pytest.fixture
def program():
    """The client's program; it is told one line and tells one."""
    with subprocess.Popen(
        [shutil.which("node") or "node", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


def told_by(program, **step):
    program.stdin.write(json.dumps(step) + "\n")
    program.stdin.flush()
    return json.loads(program.stdout.readline())


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_the_certified_client_is_content(hall, ana, program, algorithm):
    site, secret = a_site(algorithm=algorithm)
    as_ana = client_of(ana)
    session = as_ana.session
    session["entered_at"] = int(time.time())
    session.save()

    asked = told_by(program, issuer=hall, id=site.client_id, secret=secret, back=BACK, after=AFTER)
    told = told_by(program, answer=consenting_at(as_ana, asked["address"].removeprefix(hall)))
    left = as_ana.get(told["leave"].removeprefix(hall))

    assert told["claims"]["iss"] == hall
    assert told["person"]["name"] == "Ana"
    assert told["renewed"] == told["claims"]["sub"]
    assert (told["active"], told["revoked"]) == (True, False)
    assert left.headers["Location"] == AFTER
    assert Client().get("/oidc/userinfo").status_code == 401
    assert identity.issuer() == hall
