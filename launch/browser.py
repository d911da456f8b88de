"""The browser, the Chinese fonts and the library that the browser tests need."""

import ctypes
import os
import shutil
from pathlib import Path

from launch.steps import CannotGoOn, carry_out

# libatomic1: the program by which the tests drive the browser is linked to it.
PACKAGES = ("chromium", "fonts-noto-cjk", "libatomic1")
LIBRARY = "libatomic.so.1"
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
BY_HAND = (
    f"浏览器测试需要 {'、'.join(PACKAGES)}。请安装：apt install {' '.join(PACKAGES)}\n不含浏览器的测试：./test fast"
)


def prepare() -> None:
    """Install what is missing where we may; otherwise say what is needed."""
    there = (_has_chromium(), _has_fonts(), _has_library())
    missing = [name for name, found in zip(PACKAGES, there, strict=True) if not found]
    if not missing:
        return
    if os.geteuid() or not shutil.which("apt-get"):
        raise CannotGoOn(BY_HAND)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    try:
        carry_out(["apt-get", "update"], title="更新 apt 软件包列表", env=env)
        carry_out(install, title=f"安装 {' '.join(missing)}", env=env)
    except CannotGoOn as reason:
        raise CannotGoOn(f"{reason}\n{BY_HAND}") from reason


def _has_chromium() -> bool:
    return shutil.which("chromium") is not None


def _has_library() -> bool:
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        return False
    return True


def _has_fonts() -> bool:
    return any(next(folder.rglob("NotoSansCJK*"), None) for folder in FONT_FOLDERS if folder.is_dir())
