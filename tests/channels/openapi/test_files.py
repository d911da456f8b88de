"""Handing in files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from citong.kernel.crypto import sm3_hex
from citong.kernel.models import Upload
from tests.factories.cases import PDF, PNG

pytestmark = pytest.mark.django_db


def hand_in(system, content: bytes, name: str):
    file = SimpleUploadedFile(name, content)
    return system.http.post("/api/v1/files", {"file": file}, headers=system.headers)


def test_a_file_is_kept_under_a_key_of_its_system(system):
    answer = hand_in(system, PNG, "平面图.png")

    upload = Upload.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"key": str(upload.key), "name": "平面图.png", "size": len(PNG), "digest": sm3_hex(PNG)}
    assert upload.owner == system.actor.id


def test_a_file_that_waits_on_disk_is_kept_as_well(system, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10

    answer = hand_in(system, PDF, "a.pdf")

    assert answer.json()["digest"] == sm3_hex(PDF)


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "a.pdf"), (PNG, "a.pdf"), (PDF, "a.exe"), (PDF, "a"), (b"PK\x03\x04", "a.docx")],
)
def test_a_file_that_is_not_what_it_says_is_refused(system, content, name):
    answer = hand_in(system, content, name)

    assert (answer.status_code, answer.json()["type"]) == (422, "files.refused")
    assert answer.json()["remedy"]


def test_a_file_beyond_the_limit_is_too_large(system, settings):
    settings.MAX_UPLOAD_BYTES = 10

    answer = hand_in(system, PDF, "a.pdf")

    assert (answer.status_code, answer.json()["type"]) == (413, "too_large")


def test_a_body_far_beyond_the_limit_is_refused_before_it_is_read(system, settings):
    settings.MAX_UPLOAD_BYTES = 10

    answer = hand_in(system, PDF + b"0" * 100_000, "a.pdf")

    assert answer.status_code == 413


def test_a_request_without_a_file_names_the_field(system):
    answer = system.http.post("/api/v1/files", {"other": "x"}, headers=system.headers)

    assert (answer.status_code, list(answer.json()["faults"])) == (422, ["file"])


def test_a_broken_multipart_body_is_unreadable(system):
    answer = system.http.post(
        "/api/v1/files", b"x", content_type="multipart/form-data; boundary=", headers=system.headers
    )

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
