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

    browser.prepare()

    assert capsys.readouterr().out == ""
