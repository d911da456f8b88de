"""Files that come with an application."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.cases import PDF, PNG

from .test_applying import begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(item, as_ana):
    """The id of a draft of Ana's."""
    return begin(as_ana)


def send(client, draft, *files, material="floor_plan", **headers):
    sent = {"file": [SimpleUploadedFile(name, content) for name, content in files]}
    return client.post(f"/apply/{draft}/materials/{material}/upload/", sent, headers=headers)


def test_a_file_stays_with_its_material_until_it_is_removed(as_ana, draft):
    answer = send(as_ana, draft, ("plan.png", PNG))
    page = as_ana.get(f"/apply/{draft}/materials/")
    file = page.context["preparation"].draft.files.get()

    removed = as_ana.post(f"/apply/{draft}/files/{file.pk}/remove/", follow=True)

    assert answer.url.endswith("#material-floor_plan")
    assert "plan.png" in page.text
    assert "plan.png" not in removed.text


def test_the_own_file_can_be_looked_at_and_nobody_elses(as_ana, as_ben, draft):
    send(as_ana, draft, ("plan.png", PNG))
    file = as_ana.get(f"/apply/{draft}/materials/").context["preparation"].draft.files.get()

    own = as_ana.get(f"/apply/{draft}/files/{file.pk}/")

    assert b"".join(own.streaming_content) == PNG
    assert as_ben.get(f"/apply/{draft}/files/{file.pk}/").status_code == 404
    assert as_ana.get(f"/apply/{draft}/files/{file.pk + 1}/").status_code == 404
    assert as_ana.post(f"/apply/{draft}/files/{file.pk + 1}/remove/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("run.exe", b"MZ", "这种文件收不了"),
        ("plan.pdf", PNG, "文件内容不是 PDF"),
        ("plan.png", b"", "这个文件是空的"),
        ("plan", PNG, "这种文件收不了"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_beside_its_material(as_ana, draft, name, content, words):
    answer = send(as_ana, draft, (name, content))

    assert answer.status_code == 422
    assert words in answer.text
    assert 'href="#material-floor_plan"' in answer.text


def test_a_file_that_is_too_large_is_refused(as_ana, draft, settings):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024

    answer = send(as_ana, draft, ("plan.pdf", PDF + b"0" * 1024 * 1024))

    assert answer.status_code == 422
    assert "最多 1 MB" in answer.text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("<img src=x onerror=alert(1)>.png", "&lt;img"),
        ("\u202egnp.exe.png", "gnp.exe.png"),
        ("很长" * 200 + ".png", "很长"),
    ],
)
def test_hostile_names_become_harmless(as_ana, draft, name, shown):
    send(as_ana, draft, (name, PNG))

    page = as_ana.get(f"/apply/{draft}/materials/").text

    assert "<img src" not in page
    assert "\u202e" not in page
    assert shown in page or "img src=x" in page


def test_choosing_no_file_is_told(as_ana, draft):
    answer = as_ana.post(f"/apply/{draft}/materials/floor_plan/upload/")

    assert answer.status_code == 422
    assert "请先选择文件" in answer.text


def test_no_more_files_than_the_material_takes(as_ana, draft):
    answer = send(as_ana, draft, *[(f"{number}.png", PNG) for number in range(6)])

    assert answer.status_code == 422
    assert "最多传 5 个文件" in answer.text


@pytest.mark.parametrize("material", ["nothing", "application"])
def test_only_materials_that_come_as_files_take_files(as_ana, draft, material):
    assert send(as_ana, draft, ("plan.png", PNG), material=material).status_code == 404


def test_with_scripts_only_the_material_is_drawn_anew(as_ana, draft):
    right = send(as_ana, draft, ("plan.png", PNG), **{"HX-Request": "true"})
    wrong = send(as_ana, draft, ("run.exe", b"MZ"), **{"HX-Request": "true"})

    assert "<html" not in right.text
    assert "plan.png" in right.text
    assert wrong.status_code == 422
    assert "这种文件收不了" in wrong.text


def test_a_file_that_is_no_longer_needed_can_be_taken_away(as_ana, draft):
    send(as_ana, draft, ("plan.png", PNG))
    as_ana.post(f"/apply/{draft}/situation/", {"kind": "renewal"})

    page = as_ana.get(f"/apply/{draft}/materials/").text

    assert "现在用不上了" in page
    assert "plan.png" in page
