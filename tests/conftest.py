"""What every test starts from."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path: Path) -> None:
    """Files go to a folder of the test's own."""
    settings.DATA_DIR = tmp_path
    settings.FILES_DIR = tmp_path / "files"
