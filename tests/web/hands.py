"""How somebody works a page: with a mouse, or with the keyboard alone."""

import re
from typing import Literal, Protocol

from playwright.sync_api import Locator

from tests.web.chromium import Window

MOST_TABS = 400  # from one end of a long page to the other

# An element that has the focus now, whether or not a label of it was meant.
_HAS_FOCUS = "(one) => one === document.activeElement"


class Hands(Protocol):
    """What somebody does on a page; things are found by the words that stand on them."""

    window: Window

    def go(self, path: str) -> None:
        """Open an address that somebody was given."""

    def press(self, words: str) -> None:
        """A button."""

    def follow(self, words: str) -> None:
        """A link."""

    def write(self, label: str, text: str) -> None:
        """Fill in a field."""

    def tick(self, label: str, among: str = "") -> None:
        """Choose one of several, or tick a box; `among` is the question above it."""

    def choose(self, label: str, option: str) -> None:
        """One of the options of a list."""

    def unfold(self, words: str) -> None:
        """What is folded away, if it is."""

    def shortcut(self, *keys: str) -> None:
        """A shortcut of the keyboard, or the same way by what is shown."""


class _Found:
    """Things on the page that is shown."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def go(self, path: str) -> None:
        """Open an address that somebody was given."""
        assert self.window.go(path) == 200, f"{path}: {self.window.text()[:500]}"

    def button(self, words: str) -> Locator:
        """A button, by what stands on it."""
        return self._one("button", words)

    def link(self, words: str) -> Locator:
        """A link, by what stands on it."""
        return self._one("link", words)

    def field(self, label: str) -> Locator:
        """A field, by its label."""
        return self.choice(label)

    def choice(self, label: str, among: str = "") -> Locator:
        """One of several answers, by its label and by the question above it."""
        main = self.window.page.locator("main")
        within = main.get_by_role("group", name=among) if among else main
        labelled = within.get_by_label(_beginning(label)).and_(main.locator("input, select, textarea"))
        return labelled.locator("visible=true").first

    def summary(self, words: str) -> Locator:
        """What unfolds a part, by what stands on it."""
        return self.window.page.locator("main summary").filter(has_text=words).first

    def _one(self, role: Literal["button", "link"], words: str) -> Locator:
        page = self.window.page
        within = page.locator("main").get_by_role(role, name=words).locator("visible=true")
        return (within if within.count() else page.get_by_role(role, name=words).locator("visible=true")).first


class Mouse(_Found):
    """Somebody who points and clicks, and types where a field asks for words."""

    def press(self, words: str) -> None:
        """A button."""
        self.button(words).click()

    def follow(self, words: str) -> None:
        """A link."""
        self.link(words).click()

    def write(self, label: str, text: str) -> None:
        """Fill in a field."""
        self.field(label).click()
        self.field(label).fill(text)

    def tick(self, label: str, among: str = "") -> None:
        """Choose one of several, or tick a box."""
        self.choice(label, among).click()

    def choose(self, label: str, option: str) -> None:
        """One of the options of a list; the list itself is drawn by the system and not by the page."""
        self.field(label).click()
        self.field(label).select_option(label=option)

    def unfold(self, words: str) -> None:
        """What is folded away, if it is."""
        if not _is_unfolded(self.summary(words)):
            self.summary(words).click()

    def shortcut(self, *keys: str) -> None:
        """The place of the main menu that these keys lead to."""
        self.window.page.locator(f"header [data-key={keys[-1]}]").first.click()


class Keyboard(_Found):
    """Somebody who never touches a mouse: Tab, Enter, Space, arrows and shortcuts."""

    def reach(self, thing: Locator) -> None:
        """Press Tab until the focus is there: what cannot be reached so is found here."""
        thing.wait_for(state="visible")
        wanted = thing.element_handle()
        for _ in range(MOST_TABS):
            if wanted.evaluate(_HAS_FOCUS):
                return
            self.window.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {thing}")

    def press(self, words: str) -> None:
        """A button."""
        self.reach(self.button(words))
        self.enter()

    def follow(self, words: str) -> None:
        """A link."""
        self.reach(self.link(words))
        self.enter()

    def write(self, label: str, text: str) -> None:
        """Fill in a field."""
        self.reach(self.field(label))
        self.window.page.keyboard.press("Control+A")
        self.window.page.keyboard.insert_text(text)

    def tick(self, label: str, among: str = "") -> None:
        """Space ticks a box; arrows move in a group of which one is chosen, which Tab enters at one place."""
        thing = self.choice(label, among)
        if thing.get_attribute("type") == "radio":
            self._enter_group(thing)
        else:
            self.reach(thing)
            self.window.page.keyboard.press("Space")

    def _enter_group(self, thing: Locator) -> None:
        name, wanted = thing.get_attribute("name"), thing.element_handle()
        for _ in range(MOST_TABS):
            if self.window.page.evaluate("document.activeElement.name || ''") == name:
                break
            self.window.page.keyboard.press("Tab")
        self.window.page.keyboard.press("Space")
        for _ in range(MOST_TABS):
            if wanted.evaluate("(one) => one.checked"):
                return
            self.window.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never reach {thing}")

    def choose(self, label: str, option: str) -> None:
        """One of the options of a list, by its first signs."""
        thing = self.field(label)
        self.reach(thing)
        self.window.page.keyboard.type(option)
        assert thing.evaluate("(one) => one.selectedOptions[0].label") == option

    def unfold(self, words: str) -> None:
        """What is folded away, if it is."""
        if not _is_unfolded(self.summary(words)):
            self.reach(self.summary(words))
            self.enter()

    def shortcut(self, *keys: str) -> None:
        """Keys one after the other, on the page and not in a field of it."""
        self.window.page.keyboard.press("Escape")
        for key in keys:
            self.window.page.keyboard.press(key)

    def enter(self) -> None:
        """Enter, and whatever it leads to is there."""
        self.window.page.keyboard.press("Enter")
        self.window.page.wait_for_load_state()


def _beginning(words: str) -> re.Pattern[str]:
    """A label that begins with these words: TLP:AMBER is not TLP:AMBER+STRICT."""
    return re.compile(rf"^\s*{re.escape(words)}(?!\+)")


def _is_unfolded(summary: Locator) -> bool:
    is_open: bool = summary.evaluate("(one) => one.parentElement.open")
    return is_open
