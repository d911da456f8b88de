"""What the person who types ./run asks for."""

import argparse
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from launch.places import VAR
from launch.steps import CannotGoOn


@dataclass(frozen=True)
class Wishes:
    """The options of ./run."""

    port: int
    data: Path
    fresh: bool
    demo: bool

    @property
    def address(self) -> str:
        """Where the hall can be visited."""
        return f"http://127.0.0.1:{self.port}/"


def wishes_from(arguments: Sequence[str]) -> Wishes:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="./run",
        description="打开网上办事大厅：安装所需、启动数据库、装入演示数据、启动网站。",
        epilog="环境变量 DATABASE_URL 可以指定已有的 PostgreSQL（15 或更高），例如 postgresql://用户:密码@主机/库名。",
    )
    parser.add_argument("--port", type=_port, default=8000, metavar="端口", help="网站的端口（默认 8000）")
    parser.add_argument("--data", type=Path, default=VAR, metavar="路径", help="数据文件夹（默认 var）")
    parser.add_argument("--fresh", action="store_true", help="先清空数据文件夹里的数据库和文件，重新开始")
    parser.add_argument("--no-demo", action="store_false", dest="demo", help="不装入演示数据和演示账号")
    found = parser.parse_args(arguments)
    return Wishes(port=found.port, data=found.data.expanduser().resolve(), fresh=found.fresh, demo=found.demo)


def assert_port_is_free(port: int) -> None:
    """Say at once that the port is taken, not after minutes of preparation."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise CannotGoOn(f"没有权限使用端口 {port}。请换一个 1024 以上的端口：./run --port 8001") from error
        except OSError as error:
            raise CannotGoOn(
                f"端口 {port} 已被占用。请停止占用它的程序，或换一个端口：./run --port {port + 1}"
            ) from error


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"端口应是 1 到 65535 之间的整数，不能是“{text}”")
    return int(text)
