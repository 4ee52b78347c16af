"""A browser without script in a test: it keeps cookies, and sends the hidden fields of the form it was shown."""

import re
from html import unescape

import httpx

from tocsin.stages.account import make_link
from tocsin.stages.desk import Desk

FORM = re.compile(r"<form method=\"post\"(?: action=\"(?P<action>[^\"]*)\")?.*?</form>", re.DOTALL)
HIDDEN = re.compile(r"<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")


class Browser:
    """One device."""

    def __init__(self, base: str) -> None:
        self.client = httpx.Client(base_url=base, trust_env=False, timeout=60, follow_redirects=False)
        self.client.headers["User-Agent"] = "a browser of tests"
        self.shown = httpx.Response(200)

    def get(self, path: str) -> httpx.Response:
        """Open a page."""
        self.shown = self.client.get(path)
        return self.shown

    def send(self, action: str, step: str = "", **typed: str | list[str]) -> httpx.Response:
        """Fill in the form of the page that leads there, and send it; of boxes with one name, those that are ticked."""
        fields = {**self.hidden(action, step), **typed}
        self.shown = self.client.post(action, data=fields)
        return self.shown

    def hidden(self, action: str, step: str = "") -> dict[str, str]:
        """The hidden fields of a form of the page."""
        for form in FORM.finditer(self.shown.text):
            fields = {name: unescape(value) for name, value in HIDDEN.findall(form[0])}
            if (form["action"] or action) == action and step in {"", fields.get("step")}:
                return fields
        raise AssertionError(f"no form for {action} {step}: {self.shown.status_code} {self.shown.text[:2000]}")

    def sign_in(self, name: str, password: str, path: str = "/sign-in") -> httpx.Response:
        """Sign in with a name and a password."""
        self.get(path)
        return self.send("/sign-in", name=name, password=password)

    def come_by_link(self, desk: Desk, person: str) -> httpx.Response:
        """Sign in with a new link."""
        path = make_link(desk, person).path
        self.get(path)
        return self.send(path)

    def set_up(self, desk: Desk, person: str, name: str, password: str) -> None:
        """Come by a link, and choose a name and a password."""
        assert self.come_by_link(desk, person).status_code == 303
        self.get("/account")
        done = self.send("/account", "password", name=name, new_password=password, again=password)
        assert done.status_code == 303, done.text

    def is_in(self) -> bool:
        """Whether this device is signed in."""
        return self.client.get("/account").status_code == 200
