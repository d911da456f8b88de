"""Photographs of the screens that carry the house, with the demonstration in them."""

import argparse
import shutil
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from launch.children import assert_alive, kept_running
from launch.environment import with_venv
from launch.places import ROOT
from launch.steps import CannotGoOn, in_words, say

PICTURES = ROOT / "docs" / "screenshots"
SAMPLE = ROOT / "demo" / "simulator" / "samples" / "plan.png"
LARGEST_BYTES = 300_000
OPENING_SECONDS = 600
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STRAIGHT = urllib.request.build_opener(urllib.request.ProxyHandler({}))

# Accounts of the demonstration, as `manage.py load_demo --accounts` lists them.
PASSWORD = "citong2026"  # noqa: S105 - public: it opens nothing but a demonstration
GUEST_HOUSE, WINDOW = "91350502MA09900016", "LC0064"
ITEM = "公共场所卫生许可（新办）"


@dataclass(frozen=True)
class Device:
    """What somebody sits or stands before."""

    name: str
    width: int
    height: int
    pixels: float


DEVICES = (Device("desktop", 1280, 860, 1.5), Device("phone", 390, 780, 2))


class Photographer:
    """Walks through the hall with one device."""

    def __init__(self, browser: Browser, base: str, device: Device) -> None:
        size: ViewportSize = {"width": device.width, "height": device.height}
        self.context = browser.new_context(
            base_url=base, viewport=size, device_scale_factor=device.pixels, locale="zh-CN", reduced_motion="reduce"
        )
        self.device = device
        self.page: Page = self.context.new_page()

    def photograph(self, name: str) -> None:
        """One window full of the page, as it stands."""
        self.page.wait_for_load_state("networkidle")
        place = PICTURES / f"{name}-{self.device.name}.png"
        self.page.screenshot(path=place, caret="initial")
        if place.stat().st_size > LARGEST_BYTES:
            raise CannotGoOn(f"{place.name} 超过 {LARGEST_BYTES // 1000} kB，请缩小窗口或者像素比。")
        say(f"  ✓ {place.name}  {place.stat().st_size // 1000} kB")

    def press(self, name: str) -> None:
        """Press a button or follow a link, and wait for what comes."""
        main = self.page.locator("main")
        main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
        self.page.wait_for_load_state("networkidle")

    def choose(self, *labels: str) -> None:
        """Choose answers by their words; each may bring further questions."""
        for label in labels:
            self.page.locator("main").get_by_label(label).first.check()
            self.page.wait_for_load_state("networkidle")

    def sign_in(self, login: str) -> None:
        """With an account of the demonstration."""
        self.page.locator("[name=login]").fill(login)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.press("登录")


def main(arguments: Sequence[str]) -> int:
    """The whole command; the answer is the exit code."""
    parser = argparse.ArgumentParser(
        prog="tools/screenshots", description="拍下大厅的主要页面，存到 docs/screenshots。"
    )
    parser.add_argument("--base", metavar="地址", help="已经开着的演示大厅；不给就临时开一个，拍完关掉")
    base = parser.parse_args(arguments).base
    return in_words(lambda: _photograph_all(base) if base else _photograph_a_hall_of_our_own())


def _photograph_a_hall_of_our_own() -> int:
    with _hall() as base:
        return _photograph_all(base)


def _photograph_all(base: str) -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        for device in DEVICES:
            _as_an_applicant(Photographer(browser, base, device))
            _as_an_official(Photographer(browser, base, device))
        browser.close()
    return 0


def _as_an_applicant(visitor: Photographer) -> None:
    page = visitor.page
    page.goto("/")
    visitor.photograph("home")
    page.goto("/search/?q=开民宿要办什么证")
    visitor.press(ITEM)
    visitor.choose("旅馆、民宿", "不用")
    page.evaluate("scrollTo(0, 0)")
    visitor.photograph("guide")
    visitor.press("在线办理")
    visitor.sign_in(GUEST_HOUSE)
    visitor.press("开始填写")
    _fill_in(visitor)
    visitor.choose("我承诺")
    visitor.press("提交申请")
    visitor.photograph("receipt")
    page.goto("/my/")
    # The newest is the one just handed in; the one before it is under way already.
    page.locator("main").get_by_role("link", name=ITEM).nth(1).click()
    visitor.photograph("my-case")


def _fill_in(visitor: Photographer) -> None:
    page = visitor.page
    visitor.press("保存，下一步")
    for name, answer in (("place_name", "刺桐红民宿"), ("community", "西湖社区"), ("address", "西街 116 号")):
        page.locator(f"[name={name}]").fill(answer)
    page.locator("[name=area]").fill("260")
    page.locator("[name=street]").select_option("kaiyuan")
    visitor.choose("16–50 间")
    page.evaluate("scrollTo(0, 0)")
    visitor.photograph("apply")
    visitor.press("保存，下一步")
    visitor.choose("自来水直接供", "送到洗涤公司", "消毒柜")
    page.locator("[name=staff-0-name]").fill("黄小桂")
    page.locator("[name=staff-0-job]").select_option("reception")
    page.locator("[name=staff-0-health_certificate_until]").fill(f"{time.localtime().tm_year + 1}-06-30")
    visitor.press("保存，下一步")
    visitor.choose("自己到窗口领")
    visitor.press("保存，下一步")
    _bring_every_material(page)
    visitor.press("下一步")


def _bring_every_material(page: Page) -> None:
    for name in [each.get_attribute("id") for each in page.locator(".material").all()]:
        material = page.locator(f"#{name}")
        material.locator("input[type=file]").set_input_files(SAMPLE)
        material.get_by_role("button", name="上传").click()
        material.get_by_text("已经传了").wait_for()


def _as_an_official(visitor: Photographer) -> None:
    page = visitor.page
    page.goto("/desk/sign-in/")
    visitor.sign_in(WINDOW)
    visitor.photograph("desk")
    page.locator("[data-stop]").first.click()
    visitor.photograph("case")


@contextmanager
def _hall() -> Iterator[str]:
    """A hall with the demonstration in a folder of its own, for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        base = f"http://127.0.0.1:{port}"
        data = Path(folder)
        command: list[str | Path] = [sys.executable, ROOT / "run", "--port", str(port), "--data", data / "hall"]
        say("打开一个临时的演示大厅……")
        with kept_running(command, name="演示大厅", log=data / "run.log", env=with_venv()) as hall:
            give_up_at = time.monotonic() + OPENING_SECONDS
            while not _is_open(base):
                assert_alive(hall)
                if time.monotonic() > give_up_at:
                    raise CannotGoOn(f"大厅在 {OPENING_SECONDS} 秒内没有打开。")
                time.sleep(0.5)
            yield base


def _is_open(base: str) -> bool:
    try:
        with STRAIGHT.open(base, timeout=20) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.HTTPError):
        return False


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
