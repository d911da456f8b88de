"""Somebody before a browser, who looks at every page twice: as it is on a phone, and as it is on a desk."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

from citong.identity.models import Account

PASSWORD = "刺桐花开-2026"
PHONE, DESK, HEIGHT = 390, 1280, 900
PATIENCE_MILLISECONDS = 15_000
WALK = Path(settings.BASE_DIR) / "var" / "walk"
# A page that says what has to be put right has this status; the browser's console mentions it.
TOLD_WRONG = re.compile(r"status of 4(01|09|22)")


class People(NamedTuple):
    """Who takes part."""

    ana: Account
    window: Account
    site: Account
    fire: Account
    market: Account
    approver: Account


@dataclass
class Visitor:
    """A person with a browser; with CITONG_WALK set, each page they look at is photographed into `var/walk`."""

    name: str
    page: Page
    width: int
    complaints: list[str] = field(default_factory=list)
    seen: int = 0

    @classmethod
    def comes(
        cls, browser: Browser, hall: str, *, name: str, width: int, elder: bool, options: dict[str, Any]
    ) -> "Visitor":
        """Open a browser of their own."""
        size = {"width": width, "height": HEIGHT}
        context = browser.new_context(base_url=hall, viewport=size, locale="zh-CN", **options)
        if elder:
            context.add_cookies([{"name": "citong_elder", "value": "1", "url": hall}])
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        visitor = cls(name, context.new_page(), width)
        visitor.page.on("console", visitor._hear)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        return visitor

    @property
    def context(self) -> BrowserContext:
        """The browser's memory: cookies and pages."""
        return self.page.context

    def opens(self, address: str) -> None:
        """Go to an address of the hall."""
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")

    def looks(self) -> None:
        """The page breaks no rule of accessibility and is not wider than its window, on a phone and on a desk."""
        self.page.wait_for_load_state("networkidle")
        for width in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            found = Axe().run(self.page)
            assert found.violations_count == 0, f"{self.page.url} at {width}:\n{found.generate_report()}"
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, f"{self.page.url} at {width}"
        self.page.set_viewport_size({"width": self.width, "height": HEIGHT})
        self.photographs()

    def photographs(self) -> None:
        """Keep a picture of the page, when pictures are wanted."""
        self.seen += 1
        if os.environ.get("CITONG_WALK"):
            WALK.mkdir(parents=True, exist_ok=True)
            # Hiding the caret would take a style in the page, which the page's own policy forbids.
            self.page.screenshot(path=WALK / f"{self.name}-{self.seen:02d}.png", full_page=True, caret="initial")

    def presses(self, name: str, *, exact: bool = True) -> None:
        """Press a button or follow a link of the page's own part, and wait for what comes."""
        self.the(name, exact=exact).click()
        self.page.wait_for_load_state("networkidle")

    def the(self, name: str, *, exact: bool = True) -> Locator:
        """The first button or link of this name."""
        main = self.page.locator("main")
        button, link = (main.get_by_role(role, name=name, exact=exact) for role in ("button", "link"))
        return button.or_(link).first

    def fills(self, **answers: str) -> None:
        """Answer questions by their labels."""
        for label, answer in answers.items():
            self.page.get_by_label(label, exact=False).first.fill(answer)

    def signs_in(self, account: Account) -> None:
        """Show who one is."""
        self.page.locator("[name=login]").fill(account.login)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.presses("登录")

    @property
    def text(self) -> str:
        """What can be read on the page."""
        return self.page.inner_text("main")

    def leaves(self) -> None:
        """Close the browser."""
        self.context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not TOLD_WRONG.search(message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")
