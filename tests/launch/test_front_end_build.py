from pathlib import Path

import pytest

from launch import frontend


@pytest.mark.parametrize(
    ("version", "good"),
    [
        ("v24.19.0\n", True),
        ("v22.12.0", True),
        ("v22.11.0", False),  # the bundler asks for 22.12
        ("v21.7.3", False),  # a line that was never supported for long
        ("v20.19.0", True),
        ("v20.18.9", False),
        ("v18.20.4", False),  # what Debian 12 has
        ("", False),  # none at all
        ("not node", False),
    ],
)
def test_only_a_node_that_the_bundler_supports_is_used(version: str, good: bool) -> None:
    assert frontend.suits(version) is good


def test_what_was_made_is_not_a_source(tmp_path: Path) -> None:
    for name in ("src/main.js", "package.json", "dist/manifest.json", "node_modules/vite/index.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    found = frontend.sources(tmp_path)

    assert sorted(found) == [tmp_path / "package.json", tmp_path / "src" / "main.js"]
