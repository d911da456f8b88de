"""What everybody must do who tells sites that a session is over."""

import pytest

from citong.identity.adapters.back_channel import HttpLogoutCarrier
from citong.identity.adapters.partner_simulator import SimulatedLogoutCarrier
from citong.kernel.errors import Unavailable
from tests.partners.serving import Answer, served


class Site:
    """A site that keeps what it is told, and answers as it is set to."""

    def __init__(self):
        self.told, self.answer = [], Answer()

    def __call__(self, request):
        self.told.append((request.method, request.asked.get("logout_token")))
        return self.answer


@pytest.fixture
def site():
    site = Site()
    with served(site) as site.address:
        yield site


@pytest.fixture(params=[HttpLogoutCarrier, SimulatedLogoutCarrier])
def carrier(request):
    return request.param()


def test_the_word_is_handed_over(carrier, site):
    carrier.tell(f"{site.address}/ended", logout_token="a.b.c")

    kept = site.told or [("POST", each["logout_token"]) for each in carrier.told()]
    assert kept == [("POST", "a.b.c")]


def test_silence_is_told_as_such(site):
    carrier = SimulatedLogoutCarrier(silences=1)

    with pytest.raises(Unavailable):
        carrier.tell(f"{site.address}/ended", logout_token="a.b.c")

    assert carrier.told() == []


@pytest.mark.parametrize("answer", [
    Answer(status=400), Answer(status=500), Answer(status=302, headers={"Location": "/elsewhere"}), Answer(pause=6.0),
], ids=["refuses", "breaks", "leads elsewhere", "sleeps"])  # fmt: skip
def test_a_site_that_does_not_confirm_has_not_been_told(site, answer):
    site.answer = answer

    with pytest.raises(Unavailable):
        HttpLogoutCarrier().tell(f"{site.address}/ended", logout_token="a.b.c")

    assert len(site.told) == 1


def test_the_halls_own_machine_is_not_called_where_work_is_done(site, settings):
    settings.DEMO = False

    with pytest.raises(Unavailable):
        HttpLogoutCarrier().tell(f"{site.address}/ended", logout_token="a.b.c")

    assert site.told == []


@pytest.mark.parametrize("address", [
    "http://127.0.0.1:9/", "http://10.0.0.1/", "file:///etc/passwd", "gopher://a.example/", "http://[::ffff:10.0.0.1]/",
])  # fmt: skip
def test_nobody_is_there_or_may_be_called(address):
    with pytest.raises(Unavailable):
        HttpLogoutCarrier().tell(address, logout_token="a.b.c")
