"""A real browser in a test: Chromium at a real server, and everything that it complains of."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Response, sync_playwright

from tests.web.scene import KEY
from tocsin.stages.account import open_session
from tocsin.stages.desk import Desk
from tocsin.web.gate import cookie_name

AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
]
WIDTH, PHONE, NARROWEST = 1440, 390, 320
HEIGHT = 900

# What can differ between two looks at the same page: colours, and what a smaller screen does to it.
OF_THE_LOOK = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
_RUN = """async (rules) => {
  const only = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  const found = await axe.run(document, { resultTypes: ["violations"], ...only });
  return found.violations.map((one) => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 200)]);
}"""
# Parts that reach out of the screen, where they make the whole page wider; tables scroll within a box of their own.
_WIDER = """() => {
  const screen = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= screen) return [];
  const isOut = (one) => one.getBoundingClientRect().right > screen + 0.5;
  const out = [...document.body.querySelectorAll("*")].filter(isOut);
  return ["the page", ...out.slice(-3).map((one) => one.outerHTML.slice(0, 160))];
}"""

# What moved after it was shown, without anybody having touched anything. Source: WICG, "Layout Instability API".
_SHIFTED = """() => new Promise((done) => {
  const found = [];
  const seen = (list) => found.push(...list.getEntries().filter((one) => !one.hadRecentInput));
  new PerformanceObserver(seen).observe({ type: "layout-shift", buffered: true });
  const said = (one) => `${one.value.toFixed(4)}: ${one.sources.map((part) => part.node?.outerHTML?.slice(0, 120))}`;
  requestAnimationFrame(() => setTimeout(() => done(found.map(said)), 0));
})"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser, once for a file: its loop runs in the thread of the tests, so it ends before another file begins."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is absent: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@cache
def axe_source() -> str:
    """The program that looks for what keeps people out; where it is absent the test says so aloud."""
    if not AXE.is_file():
        pytest.skip("axe-core is absent: make assets")
    return AXE.read_text("utf-8")


class Window:
    """One window of somebody, with a cookie jar of its own. `faults` is everything that should not have happened."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.faults: list[str] = []
        self.answer: Response | None = None
        page.on("console", self._said)
        page.on("pageerror", lambda fault: self.faults.append(f"error of a script: {fault}"))
        page.on("dialog", self._asked)
        page.on("request", self._requested)
        page.on("response", self._answered)

    def go(self, path: str) -> int:
        """Open a page; its status."""
        answer = self.page.goto(self.base + path)
        assert answer is not None, f"{path} is no page"
        self.answer = answer
        return answer.status

    @property
    def path(self) -> str:
        """Where this window is."""
        return self.page.url.removeprefix(self.base)

    def source(self) -> str:
        """The page as the server sent it."""
        assert self.answer is not None, "nothing was opened yet"
        return self.answer.text()

    def text(self) -> str:
        """What is read on the page."""
        return self.page.locator("body").inner_text()

    def barriers(self, *rules: str) -> list[str]:
        """What axe finds on the page as it is shown now; by every rule that it has, or by these alone."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe_source())
        return [str(found) for found in self.page.evaluate(_RUN, list(rules))]

    def shifts(self) -> list[str]:
        """What moved on the page after it was shown."""
        return [str(found) for found in self.page.evaluate(_SHIFTED)]

    def too_wide(self, width: int) -> list[str]:
        """What makes the page wider than a screen of this many CSS pixels; the window has that width afterwards."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        return [str(found) for found in self.page.evaluate(_WIDER)]

    def picture(self, name: str) -> None:
        """Keep a picture of the whole page, in the folder that TOCSIN_SHOTS names, if it does."""
        folder = os.environ.get("TOCSIN_SHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    def _said(self, message: ConsoleMessage) -> None:
        # A page that says no is answered with its status, which the browser mentions; parts are looked at below.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _asked(self, dialog: Dialog) -> None:
        self.faults.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "blob:")):
            self.faults.append(f"a request to elsewhere: {request.url[:200]}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400 and answer.request.resource_type != "document":
            self.faults.append(f"{answer.status} for a part of a page: {answer.url[:200]}")


@contextmanager
def window(
    browser: Browser,
    base: str,
    desk: Desk | None = None,
    *,
    width: int = WIDTH,
    scheme: Literal["light", "dark"] = "light",
    script: bool = True,
) -> Iterator[Window]:
    """A window on a server, signed in as whoever the desk acts for; nothing went wrong in it when it is closed."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, java_script_enabled=script
    )
    context.set_default_timeout(15_000)  # a busy machine is slow, and no reason to fail
    if desk is not None:
        context.add_cookies([{"name": _COOKIE, "value": _session(desk), "url": base}])
    made = Window(context.new_page(), base)
    try:
        yield made
        assert not made.faults, made.faults
    finally:
        context.close()


_COOKIE = cookie_name(KEY, "session", is_secure=False)


def _session(desk: Desk) -> str:
    return open_session(desk, desk.person, agent="a browser", how="link")
