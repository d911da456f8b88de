"""./run: open the hall, with everything that it needs, until Ctrl-C."""

import hashlib
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from launch import environment, folders, frontend, postgres
from launch.children import Child, assert_alive, kept_running, last_words
from launch.places import PYTHON, ROOT
from launch.steps import CannotGoOn, box, carry_out, hand_over, in_words, say, step
from launch.wishes import Wishes, assert_port_is_free, wishes_from

# Two processes of four threads serve two cores best, and each thread holds one database connection.
PROCESSES = min(4, max(2, os.cpu_count() or 2))
THREADS = 4
READY_SECONDS = 90
WATCH_SECONDS = 0.5
# The machine's proxy, if it has one, is not asked about our own address.
STRAIGHT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def main(arguments: Sequence[str]) -> int:
    """The whole command; the answer is the exit code."""
    wishes = wishes_from(arguments)
    return in_words(lambda: _open(wishes))


def _open(wishes: Wishes) -> int:
    began = time.monotonic()
    assert_port_is_free(wishes.port)
    folders.claim(wishes.data)
    with folders.held(wishes.data):
        say("刺桐网上办事大厅 Citong")
        environment.prepare("run")
        if wishes.fresh:
            _start_afresh(wishes)
        folders.furnish(wishes.data)
        frontend.build()
        with postgres.database(wishes.data, settings=postgres.FOR_THE_HALL) as database:
            env = hall_environment(wishes, url=database.url)
            carry_out([PYTHON, "manage.py", "migrate", "--no-input"], title="更新数据库结构（migrate）", env=env)
            carry_out([PYTHON, "manage.py", "keys", "make"], title="备好密钥（keys）", env=env)
            if wishes.demo:
                _load_demo(wishes, env)
            else:
                _lay_foundations(env)
            with _serving(wishes, env) as children:
                say(f"  用时 {time.monotonic() - began:.0f} 秒\n")
                say(box(_welcome(wishes, env)))
                _watch([child for child in (database.server, *children) if child])
    say("已停止。")
    return 0


def hall_environment(wishes: Wishes, *, url: str) -> Mapping[str, str]:
    """What the hall's own programs find in their environment; what the operator set wins where it may."""
    own = {"CITONG_SECRET_KEY": folders.secret_key, "CITONG_MASTER_KEY": folders.master_key}
    ours = [name for name in own if not {name, f"{name}_FILE"} & os.environ.keys()]
    return environment.with_venv(
        DATABASE_URL=url,
        CITONG_DATA=str(wishes.data),
        CITONG_DEMO="yes" if wishes.demo else "no",
        CITONG_ADDRESS=os.environ.get("CITONG_ADDRESS", f"http://127.0.0.1:{wishes.port}"),
        CITONG_POOL=os.environ.get("CITONG_POOL", str(THREADS)),
        **{f"{name}_FILE": str(own[name](wishes.data)) for name in ours},
    )


def _start_afresh(wishes: Wishes) -> None:
    if postgres.is_given():
        raise CannotGoOn("--fresh 只清空自带的数据库；DATABASE_URL 指定的数据库请您自己清空。")
    with step(f"清空数据文件夹 {wishes.data}"):
        postgres.forget(wishes.data)
        folders.empty(wishes.data)


def _load_demo(wishes: Wishes, env: Mapping[str, str]) -> None:
    loaded = wishes.data / "demo.loaded"
    mark = hashlib.sha256(env["DATABASE_URL"].encode()).hexdigest()
    if loaded.is_file() and loaded.read_text(encoding="ascii") == mark:
        return
    say("  … 装入演示数据（demo data）")
    if hand_over([PYTHON, "manage.py", "load_demo"], env=env):
        raise CannotGoOn("演示数据没有装入。上面是原因；改正后再运行一次，或用 --no-demo 打开没有演示数据的大厅。")
    loaded.write_text(mark, encoding="ascii")


def _lay_foundations(env: Mapping[str, str]) -> None:
    """What every hall needs and no demo brings: the divisions and the working calendar. May be done again."""
    carry_out([PYTHON, "manage.py", "load_divisions"], title="行政区划（divisions）", env=env)
    carry_out([PYTHON, "manage.py", "seed_calendar"], title="工作日历（working calendar）", env=env)


@contextmanager
def _serving(wishes: Wishes, env: Mapping[str, str]) -> Iterator[Sequence[Child]]:
    logs = wishes.data / "log"
    with ExitStack() as stack:
        web = stack.enter_context(kept_running(_web(wishes), name="网站", log=logs / "web.log", env=env))
        worker: list[str | Path] = [PYTHON, "manage.py", "work"]
        # Beside its threads the worker needs no pool of connections: it holds one.
        worker_env = {**env, "CITONG_POOL": "0"}
        work = stack.enter_context(kept_running(worker, name="后台任务", log=logs / "worker.log", env=worker_env))
        with step("启动网站和后台任务（web and worker）"):
            _wait_until_open(wishes, [web, work])
        yield web, work


def _web(wishes: Wishes) -> list[str]:
    granian = [str(PYTHON), "-m", "granian", "--interface", "wsgi", "config.wsgi:application"]
    size = ["--workers", str(PROCESSES), "--blocking-threads", str(THREADS), "--log-level", "warning"]
    return [*granian, "--host", "127.0.0.1", "--port", str(wishes.port), *size]


def _wait_until_open(wishes: Wishes, children: Sequence[Child]) -> None:
    give_up_at = time.monotonic() + READY_SECONDS
    while (status := _status(wishes.address)) is None:
        for child in children:
            assert_alive(child)
        if time.monotonic() > give_up_at:
            raise CannotGoOn(f"网站在 {READY_SECONDS} 秒内没有回应。请看日志 {children[0].log}")
        time.sleep(0.2)
    if status >= 500:
        raise CannotGoOn(f"首页打不开（HTTP {status}）。日志 {children[0].log} 的最后几行：\n{last_words(children[0])}")


def _status(address: str) -> int | None:
    try:
        with STRAIGHT.open(address, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def _welcome(wishes: Wishes, env: Mapping[str, str]) -> list[str]:
    lines = [f"大厅已开放：{wishes.address}", ""]
    if wishes.demo:
        lines += [*_accounts(env), ""]
    else:
        lines += ["开通第一个管理员：manage.py open_administration（见 docs/guide/operator.md）", ""]
    return [*lines, f"数据：{wishes.data}", f"日志：{wishes.data / 'log'}", "停止：按 Ctrl-C"]


def _accounts(env: Mapping[str, str]) -> list[str]:
    told = subprocess.run(
        [PYTHON, "manage.py", "load_demo", "--accounts"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if told.returncode:
        raise CannotGoOn(f"列不出演示账号：\n{told.stderr}")
    return told.stdout.rstrip().splitlines()


def _watch(children: Sequence[Child]) -> None:
    try:
        while True:
            for child in children:
                assert_alive(child)
            time.sleep(WATCH_SECONDS)
    except KeyboardInterrupt:
        # From here on everything is being ended; a second Ctrl-C must not tear that apart.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        say("\n正在停止……")
