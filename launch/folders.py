"""The data folder: ours by a mark, used by one hall at a time, emptied only of what the hall put there."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launch.places import VAR
from launch.steps import CannotGoOn, say

MARK = ".citong"
OURS = ("files", "static", "log", "secret.key", "master.key", "demo.loaded", "demo-api-token.txt")


def claim(data: Path) -> None:
    """Make the data folder, or recognise it as ours; a folder that holds other things is refused."""
    if is_ours(data):
        return
    if data.is_dir() and any(data.iterdir()) and data != VAR:
        raise CannotGoOn(f"文件夹 {data} 里有别的东西，不是刺桐的数据文件夹。请换一个空文件夹：--data 路径")
    data.mkdir(parents=True, exist_ok=True)
    # Others may pass through to the database's own folder, but see nothing: uploads are private.
    data.chmod(0o711)
    (data / MARK).write_text("This folder belongs to a Citong hall.\n", encoding="ascii")


def furnish(data: Path) -> None:
    """The rooms that the hall expects to find: uploads and letters, logs, and static files of the operator's own."""
    for name in ("files", "log", "static"):
        private(data / name)


def is_ours(data: Path) -> bool:
    """Whether the folder carries our mark."""
    return (data / MARK).is_file()


def empty(data: Path) -> None:
    """Remove what a hall put into its folder, and nothing else."""
    if not is_ours(data):
        raise CannotGoOn(f"文件夹 {data} 没有刺桐的标记（{MARK}），不会清空它。")
    for name in OURS:
        remove(data / name)


def remove(path: Path) -> None:
    """Remove a file or a folder if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def secret_key(data: Path) -> Path:
    """The file with the secret that signs sessions."""
    return _secret(data / "secret.key", secrets.token_urlsafe(48))


def master_key(data: Path) -> Path:
    """The file with the master key, under which the keys in the database lie: whoever loses it loses what they hide."""
    return _secret(data / "master.key", secrets.token_hex(32))


def _secret(file: Path, content: str) -> Path:
    """A file made once, readable by its owner only."""
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(content)
    return file


def private(folder: Path) -> Path:
    """A folder that only its owner may look into."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Keep the data folder to ourselves; a second hall on the same folder is refused."""
    with (data / "run.lock").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotGoOn(f"数据文件夹 {data} 正由另一个 ./run 或 ./test 使用。请先停止它。") from error
        yield


@contextmanager
def alone(file: Path, *, waiting: str) -> Iterator[None]:
    """Do something that only one command may do at a time; wait for the other, and say so."""
    with file.open("w", encoding="ascii") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  {waiting}")
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield
