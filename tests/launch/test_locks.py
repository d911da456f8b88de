import re

import pytest

from launch.environment import SERVED_BY
from launch.places import LOCKS

NAMES = sorted(SERVED_BY)


@pytest.mark.parametrize(
    ("small", "large"), [(small, large) for small in NAMES for large in SERVED_BY[small] if small != large]
)
def test_a_larger_environment_serves_the_smaller_need(small: str, large: str) -> None:
    assert _pins(small) <= _pins(large)


@pytest.mark.parametrize("name", NAMES)
def test_every_package_is_locked_by_its_hash(name: str) -> None:
    packages = re.split(r"\n(?=\S)", _text(name).strip())

    assert [package for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_lock_names_a_registry(name: str) -> None:
    assert "://" not in _text(name)


def _pins(name: str) -> set[str]:
    return set(re.findall(r"^\S+==\S+", _text(name), flags=re.MULTILINE))


def _text(name: str) -> str:
    return (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
