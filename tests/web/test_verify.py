"""The page that checks a claim in the browser: it says what `tocsin verify` says, and cannot send anything anywhere."""

import os
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, BrowserContext, Page

from tests.claims import (
    OTHER_KEY,
    POLICY,
    RECIPIENT,
    RECIPIENT_KEY,
    SENDER_KEY,
    WITNESS,
    WITNESS_KEY,
    WITNESSED_AT,
    Story,
    a_share,
    whole_story,
)
from tests.web.chromium import NARROWEST, PHONE, Window, chromium, window
from tocsin.ledger.public_key import read_public_key
from tocsin.verifier.claim import verify
from tocsin.verifier.relations import CHECKS
from tocsin.verifier.signed import base64url
from tocsin.vocab.visible import visible
from tocsin.web.verify import POLICY as CLOSED
from tocsin.web.verify import SCRIPTS

__all__ = ["chromium"]

HOSTILE = "<script>alert(1)</script>\u202e\u200b"
CHANGES = None if os.environ.get("TOCSIN_ENDURE") == "1" else 2_000
RUN_ALL = """async ([raw, changes]) => {
  const bytes = Uint8Array.from(raw, (sign) => sign.charCodeAt(0)), found = [];
  for (const [place, other] of changes) {
    const kept = bytes[place];
    bytes[place] = other;
    const { verdict, statement, checks } = await tocsinVerifier.verify(bytes);
    found.push([verdict, statement === null, checks.filter((one) => one.state !== "not run").at(-1)]);
    bytes[place] = kept;
  }
  return found;
}"""


class Checking:
    """The page in a window, and what it asked of anybody since it was loaded."""

    def __init__(self, page: Page) -> None:
        self.page, self.requests = page, list[str]()
        page.wait_for_selector("#ask:not([hidden])")
        page.on("request", lambda request: self.requests.append(request.url))

    def check(self, raw: bytes, *, name: str = "a.claim.json", keys: str = "", policy: str = "") -> str:
        """Hand a file to the page; the verdict, or what it says instead."""
        file: Any = {"name": name, "mimeType": "application/json", "buffer": raw}
        self.page.set_input_files("#claim", file)
        self.page.fill("#given", keys)
        self.page.locator("#ask details").evaluate("(one) => { one.open = true; }")
        self.page.fill("#policy", policy)
        self.page.locator("#live").evaluate("(one) => { one.textContent = ''; }")
        self.page.click("#ask button")
        self.page.locator("#found:not([hidden]), #ask .wrong:not([hidden])").first.wait_for()
        shown = self.page.locator("#found").is_visible()
        return self.page.locator("#verdict" if shown else "#ask .wrong:visible").inner_text()

    def checks(self) -> list[list[str]]:
        """The table of checks, as it is read."""
        rows = self.page.locator("#checks tbody tr").all()
        return [[cell.text_content() or "" for cell in row.locator("th, td").all()] for row in rows]


def good_claim() -> bytes:
    """A claim with receipts, effects, a recall and a list of all entries, over a log that a witness saw."""
    story = whole_story()
    story.log.witnesses = [(WITNESS, WITNESS_KEY.name, WITNESSED_AT)]
    return story.claim(completeness=story.all_entries())


def said(report: dict[str, Any]) -> list[list[str]]:
    return [[one["name"], one["state"], visible(one["said"], keep_lines=True)] for one in report["checks"]]


@pytest.fixture
def opened(chromium: Browser, server: str) -> Iterator[Window]:
    """The page, opened by nobody in particular."""
    with window(chromium, server) as made:
        assert made.go("/verify") == 200
        yield made


def test_the_page_may_send_nothing_and_stands_open_to_everybody(server: str) -> None:
    with httpx.Client(base_url=server, trust_env=False) as client:
        page = client.get("/verify")
        assert page.status_code == 200
        assert page.headers["content-security-policy"] == CLOSED
        for needed in ("default-src 'none'", "connect-src 'none'", "form-action 'none'", "trusted-types 'none'"):
            assert needed in CLOSED
        assert "unsafe" not in CLOSED
        assert "set-cookie" not in page.headers
        assert re.findall(r"<script(?! src=\"/assets/)[^>]*>", page.text) == []
        assert page.text.count("<script") == len(SCRIPTS)
        assert not re.search(r"(?:href|src)=\"(?!/|#)", page.text)
        assert "tocsin verify FILE" in page.text
        assert client.post("/verify", data={"x": "y"}).status_code == 405
        script = client.get("/verify/verifier.py")
        assert script.headers["content-disposition"] == 'attachment; filename="verifier.py"'
        compile(script.text, "verifier.py", "exec")


def test_the_saved_page_names_its_script_and_style_and_allows_nothing_else(server: str) -> None:
    answer = httpx.get(f"{server}/verify.html", trust_env=False)
    assert answer.headers["content-disposition"] == 'attachment; filename="tocsin-verify.html"'
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', answer.text)
    for part in ("script", "style"):
        (inside,) = re.findall(rf"<{part}>(.*?)</{part}>", answer.text, re.DOTALL)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{part}-src &#39;sha256-{digest}&#39;" in policy
    for needed in ("default-src", "connect-src", "form-action", "base-uri"):
        assert f"{needed} &#39;none&#39;" in policy
    assert not re.search(r"(?:href|src)=\"(?!#)", answer.text)
    assert "url(" not in answer.text.partition("<style>")[2].partition("</style>")[0]


def test_every_check_is_shown_in_the_words_of_the_verifier_and_nothing_is_sent(opened: Window) -> None:
    raw, key = good_claim(), RECIPIENT_KEY.to_text()
    page = Checking(opened.page)
    assert opened.barriers() == []
    for given in ({}, {"keys": key}, {"keys": key, "policy": POLICY.decode()}):
        report = verify(
            raw, given["policy"].encode() if "policy" in given else None, [given["keys"]] if "keys" in given else []
        )
        assert page.check(raw, **given) == report["verdict"]
        assert page.checks() == said(report)
        shown = page.page.locator("#found").inner_text()
        for one in report["keys"]:
            assert one["key"] in shown
            assert one["tied"] in shown
        assert all(one in shown for one in report["not_proven"])
        assert report["statement"]["boundary"] in shown
        assert "E0: 2, E1: 1, E2: 1, E3: 1" in shown
        assert sha256(raw).hexdigest() in shown
    assert [name for name, _, _ in page.checks()] == list(CHECKS)
    opened.picture("verify-verified")
    assert page.check(raw.replace(b"mitigation", b"mitigated!")) == "FAILED"
    assert "Nothing may be concluded from this file" in page.page.locator("#found").inner_text()
    assert not page.page.locator("#stated").is_visible()
    assert opened.barriers() == []
    for width in (PHONE, NARROWEST):
        assert opened.too_wide(width) == []
    assert page.check(b"{}") == "this is no claim file"
    assert page.check(b'"tocsin-claim/1"' + b" " * (16 * 1024 * 1024)) == "FAILED"
    assert page.checks()[0] == ["limits", "failed", "more than 16777216 bytes"]
    assert page.requests == []
    tried = "fetch('/healthz').then(() => 'sent', () => 'held back')"
    assert page.page.evaluate(tried) == "held back"
    opened.faults.clear()  # the browser says aloud that it held this back


def test_keys_are_taken_in_the_forms_people_have_and_a_wrong_one_is_named(opened: Window) -> None:
    raw, page = good_claim(), Checking(opened.page)
    public, name = RECIPIENT.public_key(), RECIPIENT_KEY.name
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    numbers = public.public_numbers()
    x, y = (base64url(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
    jwk = f'{{\n "kty": "EC", "crv": "P-256",\n "x": "{x}", "y": "{y}"\n}}'
    whole = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint).hex()
    for form in (pem, jwk, whole, RECIPIENT_KEY.point.hex(), RECIPIENT_KEY.to_text()):
        assert read_public_key(form.encode()).point == RECIPIENT_KEY.point
        assert page.check(raw, keys=f"\n{SENDER_KEY.to_text()}\n{name}={form}\n") == "SELF-LOGGED"
        assert page.page.locator("#ties").inner_text().count("pinned by you") == 2
    assert page.check(raw, keys=f"{name}={OTHER_KEY.point.hex()}") == "FAILED"
    assert ["keys", "failed", f"{name} has another key than you gave"] in page.checks()
    for wrong in (
        "rubbish",
        f"{name}=rubbish",
        f"{name}={OTHER_KEY.to_text()}",
        f"{name}=-----BEGIN PRIVATE KEY-----",
        f"{name}={{}}",
    ):
        assert page.check(raw, keys=wrong).startswith(wrong[:60].split("\n")[0])
    assert page.page.locator("#found").is_hidden()
    assert page.check(raw, policy="quorum").startswith("the policy cannot be read: no such line")


def test_thousands_of_changed_bytes_are_judged_as_by_the_verifier(opened: Window) -> None:
    Checking(opened.page)
    story, random = Story(), Random(3)  # noqa: S311  # the same changes in every run
    story.tell(a_share(story), kept=("released_at",))
    raw = story.claim()
    every = [(place, other) for place, byte in enumerate(raw) for other in (byte ^ 1, byte ^ 0x22)]
    changes = every if CHANGES is None else random.sample(every, CHANGES)
    found = opened.page.evaluate(RUN_ALL, [raw.decode("latin-1"), changes])
    for (place, other), there in zip(changes, found, strict=True):
        report = verify(raw[:place] + bytes([other]) + raw[place + 1 :])
        last = [one for one in report["checks"] if one["state"] != "not run"][-1]
        assert there == [report["verdict"], report["statement"] is None, last], (place, other)
        assert report["verdict"] == "FAILED"


def test_hostile_words_in_a_record_are_shown_and_do_nothing(opened: Window) -> None:
    story = Story()
    story.tell(a_share(story, channel=HOSTILE, kind="x" * 200))
    page = Checking(opened.page)
    assert page.check(story.claim(), name=f"{HOSTILE}.json") == "SELF-LOGGED"
    shown = page.page.locator("#shares").inner_text()
    assert visible(HOSTILE) in shown
    assert visible(HOSTILE) in page.page.locator("#file-name").inner_text()
    assert "\u202e" not in page.page.content()
    assert opened.too_wide(NARROWEST) == []


def test_the_saved_page_checks_from_a_disk_without_a_network(chromium: Browser, server: str, tmp_path: Path) -> None:
    kept = tmp_path / "tocsin-verify.html"
    kept.write_bytes(httpx.get(f"{server}/verify.html", trust_env=False).content)
    context = chromium.new_context()
    try:
        context.set_offline(True)
        faults = list[str]()
        opened = context.new_page()
        opened.on("console", lambda message: faults.append(message.text))
        opened.goto(kept.as_uri())
        page, raw = Checking(opened), good_claim()
        assert page.check(raw, policy=POLICY.decode()) == "VERIFIED"
        assert page.checks() == said(verify(raw, POLICY))
        assert page.check(raw[:-1]) == "FAILED"
        assert (page.requests, faults) == ([], [])
    finally:
        context.close()


@pytest.mark.parametrize("lacking", ["Ed25519", "everything"])
def test_a_browser_that_cannot_check_says_so_and_never_more(chromium: Browser, server: str, lacking: str) -> None:
    context = chromium.new_context()
    try:
        context.add_init_script(WITHOUT_ED25519 if lacking == "Ed25519" else WITHOUT_CRYPTO)
        page = _shown(context, server)
        page.wait_for_selector("#cannot:not([hidden])")
        text = page.locator("#cannot").inner_text()
        assert ("Ed25519" if lacking == "Ed25519" else "Web Cryptography") in text
        assert "says nothing at all about any claim" in text
        assert not page.locator("#ask").is_visible()
    finally:
        context.close()


WITHOUT_ED25519 = """const before = SubtleCrypto.prototype.importKey;
SubtleCrypto.prototype.importKey = function (form, key, use, ...more) {
  if ((use.name ?? use) === "Ed25519") return Promise.reject(new DOMException("no", "NotSupportedError"));
  return before.call(this, form, key, use, ...more);
};"""
WITHOUT_CRYPTO = "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });"


def test_without_a_script_the_page_names_the_command(chromium: Browser, server: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    try:
        text = _shown(context, server).locator("main").inner_text()
        assert "This page needs JavaScript" in text
        assert "tocsin verify FILE" in text
        assert "Check it" not in text
    finally:
        context.close()


def _shown(context: BrowserContext, server: str) -> Page:
    page = context.new_page()
    page.goto(f"{server}/verify")
    return page
