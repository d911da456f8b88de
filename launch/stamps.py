"""Stamps remember from which content something was made, so that it is not made again needlessly."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from launch.places import STAMPS


def fingerprint(files: Iterable[Path], *, root: Path) -> str:
    """The same as long as no file changes its name or its content."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def is_current(name: str, *, mark: str, folder: Path = STAMPS) -> bool:
    """Whether what carries this stamp was made from this very content."""
    stamp = folder / name
    return stamp.is_file() and stamp.read_text(encoding="ascii") == mark


def put(name: str, *, mark: str, folder: Path = STAMPS) -> None:
    """Remember that it has been made."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(mark, encoding="ascii")
