"""What every source of names must do, and what its client must not believe; over loopback HTTP and in one process."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from citong.identity.adapters import provincial
from citong.identity.adapters.nobody import NoRealNames
from citong.identity.adapters.provincial import Account, ProvincialRealNames
from citong.identity.adapters.simulator import Mischief, Service, SimulatedRealNames
from citong.identity.ports import EnterpriseClaim, LicenceClaim, PersonClaim
from citong.identity.rules.levels import Attribute, Outcome
from citong.kernel.errors import Unavailable

OURS = Account(app="hall-350502", key="shared with the province")


def claim(value="123456"):
    return PersonClaim("Ana", "111", "350502199003070014", "13800138000", Attribute.SOCIAL_CARD, value)


@pytest.fixture
def service() -> Service:
    return Service(account=OURS)


@pytest.fixture
def server(service) -> Iterator[str]:
    """The made-up service behind real HTTP on loopback."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers, content = service.answer(self.path, dict(self.headers), body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture(params=["over HTTP", "in one process"])
def source(request, service, settings):
    if request.param == "in one process":
        return SimulatedRealNames(service)
    settings.REAL_NAMES_URL = request.getfixturevalue("server")
    return ProvincialRealNames(account=OURS)


@pytest.mark.parametrize(
    ("value", "outcome"),
    [("123456", Outcome.MATCH), ("123400", Outcome.MISMATCH), ("123401", Outcome.NO_RECORD)],
)
def test_the_source_says_whether_a_person_agrees(source, value, outcome):
    assert source.person(claim(value), reference="question-1") is outcome


def test_the_source_says_whether_an_enterprise_and_its_licence_agree(source):
    body = EnterpriseClaim("示例商行", "91350502MA00000019", "Ben")

    assert source.enterprise(body, reference="question-1") is Outcome.MATCH
    assert source.licence(LicenceClaim(body.uscc, "123456789012"), reference="question-2") is Outcome.MATCH
    assert source.licence(LicenceClaim(body.uscc, "123456789000"), reference="question-3") is Outcome.MISMATCH


def test_the_same_question_may_be_asked_again(source):
    assert [source.person(claim(), reference="question-1") for _ in range(2)] == [Outcome.MATCH] * 2


def test_a_busy_source_is_silent(source):
    with pytest.raises(Unavailable, match="busy"):
        source.person(claim("123402"), reference="question-1")


@pytest.mark.parametrize(
    ("mischief", "found"),
    [
        (Mischief.BROKEN, "500"),
        (Mischief.UNSIGNED, "not signed"),
        (Mischief.WRONG_KEY, "not signed"),
        (Mischief.ANOTHER_PERSON, "something else"),
        (Mischief.ANOTHER_REQUEST, "something else"),
        (Mischief.OLD, "something else"),
        (Mischief.GARBLED, "cannot be read"),
    ],
)
def test_an_answer_that_cannot_be_trusted_is_silence(source, service, mischief, found):
    service.mischief = mischief

    with pytest.raises(Unavailable, match=found):
        source.person(claim(), reference="question-1")


def test_an_answer_to_an_earlier_question_is_silence_even_for_the_same_person(source, service):
    source.person(claim(), reference="question-1")
    service.mischief = Mischief.REPLAYED

    with pytest.raises(Unavailable, match="not signed for this question"):
        source.person(claim("123400"), reference="question-1")


def test_a_source_that_answers_without_end_is_cut_off(service, server, settings):
    settings.REAL_NAMES_URL = server
    service.mischief = Mischief.ENDLESS

    with pytest.raises(Unavailable, match="without end"):
        ProvincialRealNames(account=OURS).person(claim(), reference="question-1")


def test_a_slow_source_is_not_waited_for(service, server, settings, monkeypatch):
    settings.REAL_NAMES_URL = server
    monkeypatch.setattr(provincial, "SECONDS", 0.1)
    service.seconds = 0.4

    with pytest.raises(Unavailable, match="does not answer"):
        ProvincialRealNames(account=OURS).person(claim(), reference="question-1")


def test_a_source_that_is_not_there_is_silent(settings):
    settings.REAL_NAMES_URL = "http://127.0.0.1:9"

    with pytest.raises(Unavailable):
        ProvincialRealNames(account=OURS).person(claim(), reference="question-1")


# the other side is strict


@pytest.mark.parametrize("ours", [Account(OURS.app, "another key"), Account("another hall", OURS.key)])
def test_the_service_answers_only_whom_it_knows(service, ours):
    with pytest.raises(Unavailable, match="401"):
        ProvincialRealNames(service.answer, ours).person(claim(), reference="question-1")


def test_the_service_does_not_look_at_a_request_twice(service):
    seen = []

    def send(*request):
        seen.append(request)
        return service.answer(*request)

    ProvincialRealNames(send, OURS).person(claim(), reference="question-1")

    assert service.answer(*seen[0])[0] == 403


def test_the_service_does_not_look_at_a_request_that_was_changed_on_its_way(service):
    def send(path, headers, body):
        return service.answer(path, headers, body.replace(b"Ana", b"Ben"))

    with pytest.raises(Unavailable, match="401"):
        ProvincialRealNames(send, OURS).person(claim(), reference="question-1")


def test_the_service_does_not_look_at_an_old_request(service, monkeypatch):
    seen = []

    def send(*request):
        seen.append(request)
        return service.answer(*request)

    ProvincialRealNames(send, OURS).person(claim(), reference="question-1")
    an_hour_later = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: an_hour_later)

    assert Service(account=OURS).answer(*seen[0])[0] == 403


@pytest.mark.parametrize("question", ["person", "enterprise", "licence"])
def test_where_no_source_is_connected_there_is_silence(question):
    with pytest.raises(Unavailable):
        getattr(NoRealNames(), question)(claim(), reference="question-1")
