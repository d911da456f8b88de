"""Under which account the embedded PostgreSQL runs: it refuses root, so root lends it another one."""

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from launch.steps import CannotGoOn

CANDIDATES = ("postgres", "nobody")
# Nothing of our own environment reaches the server: it behaves the same on every machine.
PLAIN = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"}


@dataclass(frozen=True)
class Account:
    """A user of the machine, by numbers; `lent` when root steps down to it."""

    user: int
    group: int
    lent: bool

    @property
    def switch(self) -> tuple[int | None, int | None, list[int] | None]:
        """User, group and further groups that a child process changes to; nothing changes unless lent."""
        return (self.user, self.group, []) if self.lent else (None, None, None)


def account_for(cluster: Path) -> Account:
    """Whose account a database folder belongs to; for a new one, ours or the one that root lends."""
    me = os.geteuid()
    if cluster.exists():
        found = cluster.stat()
        if me not in (0, found.st_uid) or found.st_uid == 0:
            raise CannotGoOn(f"数据库文件夹 {cluster} 属于另一个用户。请用那个用户运行，或换一个文件夹：--data 路径")
        return Account(found.st_uid, found.st_gid, lent=me == 0)
    if me:
        return Account(me, os.getegid(), lent=False)
    return _lent()


def run_as(account: Account, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a short command under that account."""
    user, group, groups = account.switch
    return subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd="/",
        env=PLAIN,
        user=user,
        group=group,
        extra_groups=groups,
    )


def may_enter(folder: Path, *, account: Account) -> bool:
    """Whether that account may pass through to the folder."""
    return run_as(account, ["/bin/sh", "-c", 'cd "$1"', "sh", folder]).returncode == 0


def own(folder: Path, *, account: Account) -> Path:
    """A folder of that account's own, closed to everybody else."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        if account.lent:
            os.chown(folder, account.user, account.group)
    # What stood there before is looked at, not changed: it may be a link that somebody else has laid.
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.user or found.st_mode & 0o077:
        raise CannotGoOn(f"文件夹 {folder} 不归数据库的用户所有，或者别人也能打开。请删除它，再试一次。")
    return folder


def _lent() -> Account:
    for name in CANDIDATES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid, lent=True)
    raise CannotGoOn("PostgreSQL 不能以 root 运行，而这台机器上没有 postgres 或 nobody 用户。请用普通用户运行。")
