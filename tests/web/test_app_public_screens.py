"""Every page for people without an account in Chromium: nobody is kept out, nothing is too wide, nothing is loaded.

Sign-in, links that sign in once, recipient pages and the public form, in every state; and what a page says when it
says no. Recipient pages and receipts are printed as well, and their print is read.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, FilePayload

from tests.builders import DeskOfStories, desk_in
from tests.documents import a_package, with_text
from tests.web.chromium import HEIGHT, NARROWEST, OF_THE_LOOK, PHONE, WIDTH, Window, chromium, window
from tests.web.outsiders import HOSTILE, opened
from tests.web.pages import Recipient, a_document, strict
from tests.web.scene import Scene, running
from tocsin.stages import public_report, report
from tocsin.stages.account import make_link
from tocsin.vocab.marking import Tlp
from tocsin.vocab.public_report import About

__all__ = ["chromium"]

ZOOMED = WIDTH // 2  # a page at 200 % on this screen has half as many CSS pixels (WCAG 2.2, success criterion 1.4.4)
LONG = "A sentence that goes on for a while, so that the print of it needs more than one sheet of paper. " * 12


class Stand:
    """A server over a desk whose public form is open, and a window on it."""

    def __init__(self, story: DeskOfStories, base: str, seen: Window) -> None:
        self.story, self.base, self.seen = story, base, seen
        self.scene = Scene(story)
        self.scene.desk = story.desk

    def look(self, name: str) -> None:
        """The page that is shown, as it is: in light and dark, on a telephone, on the narrowest screen, at 200 %."""
        page = self.seen.page
        for scheme, width, rules in (("light", WIDTH, ()), ("light", PHONE, OF_THE_LOOK), ("dark", PHONE, OF_THE_LOOK)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two words
            page.set_viewport_size({"width": width, "height": HEIGHT})
            self.seen.picture(f"public_{name}_{scheme}_{width}")
            assert self.seen.barriers(*rules) == [], f"{name} in the {scheme} at {width}"
        assert self.seen.too_wide(NARROWEST) == [], name
        assert self.seen.too_wide(ZOOMED) == [], name
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        assert self.seen.faults == [], name

    def go(self, path: str, status: int = 200) -> None:
        """Open a page."""
        assert self.seen.go(path) == status

    def press(self, words: str) -> None:
        """A button or a link."""
        main = self.seen.page.locator("main")
        main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words)).first.click()
        self.seen.page.wait_for_load_state()

    def tick(self, words: str) -> None:
        """One of several answers."""
        self.seen.page.get_by_role("radio", name=words).first.check()

    def write(self, label: str, text: str) -> None:
        """Words in a field."""
        self.seen.page.get_by_label(label).first.fill(text)

    def says(self, words: str) -> None:
        """Whether this is read on the page."""
        assert words in self.seen.text()


@pytest.fixture(scope="module")
def stand(chromium: Browser, template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """One desk, one server and one window for every page here."""
    home = tmp_path_factory.mktemp("public") / "home"
    shutil.copytree(template_home, home)
    with desk_in(home) as story:
        story.desk = opened(story.desk)
        with running(story.desk) as base, window(chromium, base) as seen:
            yield Stand(story, base, seen)


def test_signing_in(stand: Stand) -> None:
    stand.go("/sign-in")
    stand.look("sign_in")
    stand.write("Name", "nobody")
    stand.write("Password", "a wrong one, entirely")
    stand.press("Sign in")
    stand.look("sign_in_wrong")
    stand.go(make_link(stand.story.desk, stand.story.desk.person).path)
    stand.look("sign_in_link")
    stand.go("/sign-in/link/used-or-mistyped", 404)
    stand.look("sign_in_link_gone")


def test_the_recipient_page_in_every_state(stand: Stand) -> None:
    recipient = Recipient(stand.scene, stand.base)
    stand.go(recipient.link.path)
    stand.look("page_open")
    stand.press("Print view")
    stand.says("Who may know")
    stand.look("page_print")
    stand.go(recipient.link.path)
    stand.tick("We knew this already")
    stand.press("Review the answer")
    stand.look("page_fault")
    stand.go(recipient.link.path)
    stand.tick("We are affected")
    stand.press("Review the answer")
    stand.look("page_confirm")
    stand.press("Send the answer")
    stand.says("Your answer was recorded")
    stand.look("page_done")
    stand.press("Back to the document")
    stand.look("page_acknowledged")
    stand.press("Download…")
    stand.look("page_download")
    corrected = a_document(purpose="correction", follows=recipient.delivery.share)
    second = Recipient(stand.scene, stand.base, corrected, recipient.partner)
    stand.go(recipient.link.path)
    stand.look("page_corrected")
    withdrawn = a_document(purpose="withdrawal", follows=second.delivery.share)
    Recipient(stand.scene, stand.base, withdrawn, recipient.partner)
    stand.go(recipient.link.path)
    stand.says("was withdrawn")
    stand.look("page_withdrawn")


def test_the_recipient_page_behind_a_code(stand: Stand) -> None:
    recipient = Recipient(stand.scene, stand.base, strict(Tlp.RED))
    stand.go(recipient.link.path)
    stand.look("page_code")
    stand.write("Code", "0000-0000")
    stand.press("Show the document")
    stand.look("page_code_wrong")
    stand.write("Code", recipient.link.code)
    stand.press("Show the document")
    stand.says("TLP:RED")
    stand.look("page_red")
    stand.press("Print view")
    stand.says("TLP:RED")
    for _ in range(5):
        recipient.post(step="code", code="0000-0000")
    stand.go(recipient.link.path)
    stand.write("Code", "0000-0000")
    stand.press("Show the document")
    stand.look("page_code_closed")
    stand.go("/p/none", 404)
    stand.look("page_gone")


@pytest.mark.parametrize("about", list(About))
def test_the_public_form_step_by_step(stand: Stand, about: About) -> None:
    first = {
        About.HAPPENED: "Something happened",
        About.WEAKNESS: "A weakness",
        About.BEHAVIOUR: "Wrong or harmful behaviour",
        About.UNSURE: "I am not sure",
    }
    stand.go("/intake")
    if about is About.HAPPENED:
        stand.look("intake_about")
        stand.press("Continue")  # the browser itself asks for an answer
    stand.tick(first[about])
    stand.press("Continue")
    stand.look(f"intake_what_{about}")
    stand.seen.page.locator("#account").fill(HOSTILE + LONG)
    stand.press("Continue")
    if about is About.HAPPENED:
        stand.look("intake_you")
        stand.write("Your name", HOSTILE)
    stand.press("Continue")
    if about is About.HAPPENED:
        stand.look("intake_check")
        stand.seen.page.set_input_files("#files", [])
        stand.press("Send the report")
        stand.says("Your report was received")
        stand.look("intake_receipt")


def test_the_public_form_with_faults_full_and_too_often(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    stand.go("/intake")
    stand.tick("Something happened")
    stand.press("Continue")
    stand.seen.page.locator("#account").fill("w" * 20_001)
    stand.press("Continue")
    stand.look("intake_fault")
    stand.seen.page.locator("#account").fill("Short enough.")
    stand.press("Continue")
    stand.press("Continue")
    empty: FilePayload = {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}
    stand.seen.page.set_input_files("#files", [empty])
    stand.press("Send the report")
    stand.look("intake_fault_files")
    with monkeypatch.context() as patch:
        patch.setattr(public_report, "MOST_WAITING", 0)
        stand.press("Send the report")
        stand.says("come another way")
        stand.look("intake_full")
    stand.press("Send the report")
    stand.says("Your report was received")


def test_the_page_of_a_report_in_every_state(stand: Stand) -> None:
    desk = stand.story.desk
    told = public_report.read(_a_report(stand))
    found = public_report.submit(desk, replace(told, account="Another."), [], name="", contact="")
    assert isinstance(found, public_report.Received)
    path = f"/intake/{found.receipt}"
    stand.go(path)
    stand.look("status_received")
    report.answer(desk, report.get(desk, found.report), "needs_information", f"Which day was it? {HOSTILE}")
    stand.go(path)
    stand.look("status_question")
    stand.write("Your answer", "On Monday.")
    stand.press("Send the answer")
    stand.says("Your answer arrived")
    stand.look("status_replied")
    report.answer(desk, report.get(desk, found.report), "resolved", "It is mended. Thank you.")
    stand.go(path)
    stand.look("status_closed")
    stand.press("Your receipt")
    stand.look("receipt_later")


@pytest.mark.parametrize("status", [403, 404, 413, 429])
def test_a_page_that_says_no(stand: Stand, status: int) -> None:
    def ask(method: str, path: str, **more: object) -> httpx.Response:
        return httpx.request(method, stand.base + path, trust_env=False, timeout=30, **more)  # type: ignore[arg-type]  # as httpx takes them

    refused: dict[int, Callable[[], httpx.Response]] = {
        403: lambda: ask("POST", "/intake", headers={"Origin": "https://elsewhere.example"}),
        404: lambda: ask("GET", "/nowhere"),
        413: lambda: ask("POST", "/intake", content=b"x" * 13_000_000),
        429: lambda: [ask("GET", "/intake/wrong") for _ in range(45)][-1],
    }
    found = refused[status]()
    assert found.status_code == status
    stand.seen.page.set_content(found.text)  # what a browser shows of it; its style is in the page
    stand.look(f"no_{status}")


def test_the_print_of_a_recipient_page_can_be_filed(stand: Stand, tmp_path: Path) -> None:
    recipient = Recipient(stand.scene, stand.base, a_document(with_text(a_package(), LONG)))
    stand.go(recipient.link.path)
    stand.press("Print view")
    sheets = _printed(stand, tmp_path / "page.pdf")
    assert len(sheets) > 1
    digest = sha256(recipient.document.payload).hexdigest()
    for number, sheet in enumerate(sheets, start=1):
        assert sheet.count("TLP:AMBER") >= 2  # above and below
        assert digest in "".join(sheet.split())
        assert f"Page {number} of {len(sheets)}" in sheet
    whole = " ".join(" ".join(sheets).split())
    for words in (
        "Your organisation, and those of your clients",
        "Terms",
        "Sent",
        "Printed",
        "Example Org",
        "24 March",
    ):
        assert words in whole
    assert "Back to the document" not in whole
    assert "Answer the sender" not in whole


def test_the_print_of_a_receipt_holds_what_was_received_and_the_way_back(stand: Stand, tmp_path: Path) -> None:
    found = report.get(stand.story.desk, next(iter(report.listed(stand.story.desk))).id)
    stand.go(f"/intake/{stand.story.desk.vault.read(found.receipt).decode()}/receipt")
    whole = " ".join(" ".join(_printed(stand, tmp_path / "receipt.pdf")).split())
    copy = public_report.copy(stand.story.desk, found)
    assert copy is not None
    assert copy.sha256 in whole.replace(" ", "")
    assert found.receipt
    assert "Secret address" in whole
    assert "Page 1 of" in whole


def test_the_whole_form_works_with_script_switched_off(chromium: Browser, stand: Stand) -> None:
    before = stand.story.desk.index.count("report")
    with window(chromium, stand.base, script=False) as seen:
        plain = Stand.__new__(Stand)
        plain.story, plain.base, plain.seen = stand.story, stand.base, seen
        plain.go("/intake")
        plain.tick("A weakness")
        plain.press("Continue")
        plain.write("What is the weakness?", "Without script.")
        plain.press("Continue")
        plain.press("Back")
        assert seen.page.locator("#account").input_value() == "Without script."
        plain.press("Continue")
        plain.press("Continue")
        plain.press("Send the report")
        plain.says("Your report was received")
        plain.press("Open the page of your report")
        plain.says("Nobody has looked at it yet.")
    assert stand.story.desk.index.count("report") == before + 1


def _a_report(stand: Stand) -> bytes:
    found = next(iter(report.listed(stand.story.desk)))
    return stand.story.desk.vault.read(stand.story.desk.item(found.item).content)


def _printed(stand: Stand, path: Path) -> list[str]:
    """The sheets of the page as it prints, as text."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is absent: apt-get install poppler-utils")
    stand.seen.page.pdf(path=str(path), prefer_css_page_size=True, format="A4")
    read = subprocess.run([program, "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return [sheet for sheet in read.split("\f") if sheet.strip()]
