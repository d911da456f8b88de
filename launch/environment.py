"""The Python environment in .venv, with exactly the packages that the locks name."""

import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from launch import stamps
from launch.folders import alone
from launch.places import LOCKS, PYTHON, ROOT, VENV
from launch.steps import CannotGoOn, carry_out

# Each lock holds the pins of the one before it, so a larger environment serves the smaller need as well.
SERVED_BY = {"run": ("run", "test", "dev"), "test": ("test", "dev"), "dev": ("dev",), "node": ("node",)}
TITLES = {
    "run": "安装运行所需的软件包（packages to run）",
    "test": "安装测试所需的软件包（packages to test）",
    "dev": "安装检查所需的软件包（packages to check）",
    "node": "安装 Node.js（for the front end）",
}


def prepare(lock: str) -> None:
    """Make .venv if needed and bring the packages of one lock into it."""
    VENV.mkdir(exist_ok=True)
    with alone(VENV / "installing.lock", waiting="另一个命令正在安装软件包，请稍候……"):
        _make_venv()
        _install(lock)


def site_packages() -> Path:
    """Where the packages are, seen from outside the environment."""
    return VENV / "lib" / _python_folder() / "site-packages"


def with_venv(**more: str) -> Mapping[str, str]:
    """The environment variables of a command that runs in .venv."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), "PYTHONUNBUFFERED": "1", **more}


def _make_venv() -> None:
    if (VENV / "bin" / "pip").exists() and os.access(PYTHON, os.X_OK) and site_packages().is_dir():
        return
    if not importlib.util.find_spec("ensurepip"):
        raise CannotGoOn("缺少 Python 的 venv 组件。请先安装：apt install python3-venv，然后再试一次。")
    stale = ["--clear"] if (VENV / "lib").is_dir() and not site_packages().is_dir() else []
    carry_out([sys.executable, "-m", "venv", *stale, VENV], title="建立 Python 环境（.venv）")


def _install(lock: str) -> None:
    if any(stamps.is_current(name, mark=_mark(name)) for name in SERVED_BY[lock]):
        return
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    command: list[str | Path] = [PYTHON, "-m", "pip", "install", *options, "--require-hashes", "-r", _lock_file(lock)]
    carry_out(command, title=TITLES[lock])
    stamps.put(lock, mark=_mark(lock))


def _mark(lock: str) -> str:
    return f"{_python_folder()} {stamps.fingerprint([_lock_file(lock)], root=ROOT)}"


def _lock_file(lock: str) -> Path:
    return LOCKS / f"{lock}.txt"


def _python_folder() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}"
