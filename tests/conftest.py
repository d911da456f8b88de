"""What every test starts from."""

from pathlib import Path

import pytest

from tests.factories.documents import enter_texts


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path: Path) -> None:
    """Files go to a folder of the test's own."""
    settings.DATA_DIR = tmp_path
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture(autouse=True)
def texts(request: pytest.FixtureRequest) -> None:
    """The texts of letters come with the tables; a test that truncates the tables takes them from those after it."""
    uses_tables = request.node.get_closest_marker("django_db") or {"db", "transactional_db"} & {*request.fixturenames}
    if uses_tables:
        request.getfixturevalue("db")
        enter_texts()
