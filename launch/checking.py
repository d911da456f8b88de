"""./check: everything that can be judged without running the hall."""

import secrets
import sys
import time
from collections.abc import Mapping, Sequence

from launch import environment, frontend
from launch.places import PYTHON, VENV
from launch.steps import CannotGoOn, carry_out, in_words, say

CHECKS: Mapping[str, Sequence[str]] = {
    "格式（ruff format）": ["ruff", "format", "--check", "--quiet", "--diff", "."],
    "写法（ruff check）": ["ruff", "check", "."],
    "类型（mypy）": ["mypy"],
    "模块之间的关系（lint-imports）": ["lint-imports"],
    "Django 配置（manage.py check）": ["python", "manage.py", "check", "--fail-level", "WARNING"],
    "迁移是否齐全（makemigrations --check）": ["python", "-W", "ignore", "manage.py", "makemigrations", "--check"],
    "家规（tests/architecture）": ["python", "-m", "pytest", "-q", "tests/architecture"],
}


def main(arguments: Sequence[str]) -> int:
    """The whole command; the answer is the exit code."""
    if arguments:
        say("用法：./check\n依次检查：\n  " + "\n  ".join(CHECKS))
        return 0 if arguments[0] in {"-h", "--help"} else 2
    return in_words(_check)


def _check() -> int:
    environment.prepare("dev")
    frontend.build()
    began = time.monotonic()
    env = _environment()
    failures = [failure for title, command in CHECKS.items() if (failure := _failure(title, command, env))]
    for failure in failures:
        print(f"\n{failure}", file=sys.stderr)
    say(f"\n{len(CHECKS)} 项检查，{len(failures)} 项没有通过，用时 {time.monotonic() - began:.0f} 秒。")
    return 1 if failures else 0


def _failure(title: str, command: Sequence[str], env: Mapping[str, str]) -> str:
    program = PYTHON if command[0] == "python" else VENV / "bin" / command[0]
    try:
        carry_out([program, *command[1:]], title=title, env=env)
    except CannotGoOn as reason:
        return str(reason)
    return ""


def _environment() -> Mapping[str, str]:
    # Nothing here asks the database anything; the settings only want to know where it would be.
    return environment.with_venv(
        DATABASE_URL="postgresql://postgres@/citong?host=/nowhere", CITONG_SECRET_KEY=secrets.token_hex()
    )
