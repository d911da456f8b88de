"""./test: all tests, or with “fast” all but those in the browser."""

import secrets
from collections.abc import Mapping, Sequence

from launch import browser, environment, folders, frontend, postgres
from launch.places import PYTHON, VAR
from launch.steps import hand_over, in_words, say

DESCRIPTION = """用法：./test [fast] [pytest 的参数……]

  ./test                全部测试，包括浏览器测试
  ./test fast           不含浏览器测试
  ./test fast -k 名字    其余参数交给 pytest

环境变量 DATABASE_URL 可以指定已有的 PostgreSQL（15 或更高）；否则用自带的 PostgreSQL 18。"""


def main(arguments: Sequence[str]) -> int:
    """The whole command; the answer is the exit code."""
    if arguments[:1] in (["--help"], ["-h"]):
        say(DESCRIPTION)
        return 0
    return in_words(lambda: _test(arguments))


def pytest_arguments(arguments: Sequence[str]) -> list[str]:
    """What pytest is told."""
    if arguments[:1] == ["fast"]:
        return ["-m", "not browser", *arguments[1:]]
    return list(arguments)


def _test(arguments: Sequence[str]) -> int:
    environment.prepare("test")
    frontend.build()
    if arguments[:1] != ["fast"]:
        browser.prepare()
    data = VAR / "test"
    folders.claim(VAR)
    folders.claim(data)
    folders.furnish(data)
    with folders.held(data), postgres.database(data, settings=postgres.FOR_TESTS) as database:
        return hand_over([PYTHON, "-m", "pytest", *pytest_arguments(arguments)], env=_environment(database.url))


def _environment(url: str) -> Mapping[str, str]:
    return environment.with_venv(
        DATABASE_URL=url,
        CITONG_SECRET_KEY=secrets.token_hex(),
        CITONG_MASTER_KEY=secrets.token_hex(32),
        CITONG_DATA=str(VAR / "test"),
        CITONG_DEMO="yes",
    )
