"""The route through the desk in a browser, by whatever hands: from a pasted text to a correction."""

import re

from msgspec import Struct
from playwright.sync_api import expect

from tests.web.hands import Hands
from tocsin.stages.account import make_link
from tocsin.stages.desk import Desk
from tocsin.stages.release import clearance
from tocsin.worker.run import one_round, worker_at

VICTIM = "Harbour Clinic Nord"
PASTED = f"At 12:04 UTC an agent of {VICTIM} read a poisoned page and wrote to a stranger."
ANSWERS = (
    ("Is confidentiality jeopardised", "actual"),
    ("Did somebody do or see what nobody had allowed", "yes"),
    ("Was it authorised research", "no"),
)
ROWS = (
    ("What happened, in plain words.", f"An agent of {VICTIM} read a poisoned page and wrote to a stranger."),
    ("What the attack does.", "The page told the agent to send its context elsewhere."),
    ("What was done.", "Link following is off until the gateway is patched."),
)
FACTS = (
    ("Signal", "Active"),
    ("Reach", "Ecosystem"),
    ("Actionability", "Prevent"),
    ("Exposure after cleaning", "Recoverable"),
    ("Hazard of the detail", "Partial"),
    ("Remedy", "Mitigation"),
)
PARTY, TITLE = "Transport ISAC", "A poisoned page"


class Route(Struct, frozen=True, kw_only=True):
    """The way, one stage after the other."""

    desk: Desk
    hands: Hands

    def sign_in(self, name: str) -> None:
        """Come in by a link that signs in once."""
        self.hands.go(make_link(self.desk, self.desk.person).path)
        self.sees(f"Sign in as {name}")
        self.hands.press("Sign in")
        self.sees("Account and devices")

    def add(self) -> None:
        """Paste what somebody wrote."""
        self.hands.shortcut("g", "c")
        self.hands.follow("Add a report or evidence")
        self.hands.write("Paste", PASTED)
        self.hands.press("Keep it and say what it is")
        self.sees("What was understood")

    def triage(self) -> None:
        """Answer what decides the class."""
        self.hands.follow("Answer what decides the class")
        for question, answer in ANSWERS:
            self.hands.tick(answer, question)
        self.hands.write("Why do you say so?", "The mail is in the outbox of the agent.")
        self.hands.press("Record these answers")
        self.sees("The class is now: Incident (preliminary).")

    def mark(self) -> None:
        """Say how far it may go."""
        self.hands.follow("Marking")
        self.hands.tick("TLP:AMBER")
        self.hands.press("Record the mark")
        self.sees("The mark is recorded.")

    def describe(self) -> None:
        """Fill in rows of the checklist."""
        self.hands.follow("Checklist")
        for row, text in ROWS:
            self.hands.write(f"Say it: {row}", text)
        self.hands.press("Record what was written")
        self.sees("Recorded.")

    def clean(self) -> None:
        """Make the copy that may leave, and read it."""
        self.hands.follow("Shares")
        self.hands.follow("The clean copy")
        self.hands.write("Take out these words", VICTIM)
        self.hands.press("Make the clean copy")
        self.sees("taken out. Now read the copy")
        copy = self.hands.window.page.locator("section.outside")
        expect(copy).to_contain_text("read a poisoned page and wrote to a stranger")
        expect(copy).not_to_contain_text(VICTIM)

    def propose(self) -> None:
        """Choose who should get it, and say what the decision asks."""
        self.hands.follow("I have read it: propose a share")
        self.hands.tick(PARTY)
        self.hands.write("Title", TITLE)
        self.hands.write("What do we need from them?", "Have you seen this?")
        self.hands.press("Write the documents")
        self.sees("Nothing has left")
        self.hands.unfold("Facts of the decision")
        for point, value in FACTS:
            self.hands.choose(point, value)
        self.hands.press("Record the facts")
        self.sees("Recorded.")

    def approve(self, share: str) -> None:
        """Look at what they will get, and approve exactly that."""
        self.hands.go(share)
        self.sees("The page told the agent to send its context")
        digest = self.hands.window.page.locator("#decide code").inner_text()
        self.hands.write("Type the first eight signs of the digest", digest[:8])
        self.hands.press("Approve for 1 recipient")
        self.sees("Your approval is recorded. Every recipient may have it.")

    def send(self, share: str) -> None:
        """Send it: it lies in the outbox."""
        self.hands.go(share)
        self.hands.press("Send to 1 recipient")
        self.sees("1 planned")
        self.sees(PARTY)

    def work(self) -> None:
        """What the worker does meanwhile."""
        assert [one.state for one in one_round(worker_at(self.desk, clearance))] == ["sent"]

    def correct(self, share: str) -> None:
        """See that it was sent, say it better, and propose a correction."""
        self.hands.go(share)
        expect(self.hands.window.page.get_by_role("region", name="What came of it")).to_contain_text("sent")
        self.hands.follow("Shares")
        self.hands.follow("Checklist")
        self.hands.write("Say it anew: What the attack does.", "The page told the agent to send its context to us.")
        self.hands.press("Record what was written")
        self.sees("Recorded.")
        self.hands.follow("Shares")
        self.hands.follow("The clean copy")
        self.hands.unfold("Make a new copy")
        self.hands.write("Take out these words", VICTIM)
        self.hands.press("Make the clean copy")
        self.sees("taken out. Now read the copy")
        self.hands.go(share)
        self.hands.write("What was wrong?", "The page was another one.")
        self.hands.press("Propose a correction")
        self.sees("A correction is proposed to everybody who may hold the document.")

    @property
    def share(self) -> str:
        """The address of the share that is looked at."""
        path = self.hands.window.path.partition("?")[0]
        assert re.fullmatch(r"/shares/share-\w{26}", path), path
        return path

    def sees(self, words: str) -> None:
        """These words stand on the page."""
        expect(self.hands.window.page.locator("main")).to_contain_text(words)


def walk(route: Route, approver: Route) -> None:
    """The whole way, with an approver in a window of their own."""
    route.sign_in("Ada")
    route.add()
    route.triage()
    route.mark()
    route.describe()
    route.clean()
    route.propose()
    share = route.share
    approver.sign_in("Mira")
    approver.approve(share)
    route.send(share)
    route.work()
    route.correct(share)
