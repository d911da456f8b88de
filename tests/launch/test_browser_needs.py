from pathlib import Path

import pytest

from launch import browser
from launch.steps import CannotGoOn


def test_without_a_browser_and_without_apt_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CannotGoOn, match=r"(?s)apt install chromium.*\./test fast"):
        browser.prepare()


def test_where_everything_is_there_nothing_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (tmp_path / "chromium", tmp_path / "fonts" / "NotoSansCJK-Regular.ttc"):
        file.parent.mkdir(exist_ok=True)
        file.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "FONT_FOLDERS", (tmp_path / "fonts",))
    monkeypatch.setattr(browser, "LIBRARY", "libc.so.6")

    browser.prepare()

    assert capsys.readouterr().out == ""


def test_a_missing_library_is_asked_for_by_the_name_of_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (tmp_path / "chromium", tmp_path / "fonts" / "NotoSansCJK-Regular.ttc"):
        file.parent.mkdir(exist_ok=True)
        file.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "FONT_FOLDERS", (tmp_path / "fonts",))
    monkeypatch.setattr(browser, "LIBRARY", "libmissing.so.1")

    with pytest.raises(CannotGoOn, match="libatomic1"):
        browser.prepare()
