"""A home with everything a share needs, made by commands alone, and the steps of the route as a person types them."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from tests.terminal import Ran, tocsin
from tocsin.settings import FILE, load, written

VICTIM = "Harbour Clinic Nord"
FACTS = ("SIG=active", "REACH=ecosystem", "ACT=prevent", "EXPO=recoverable", "HAZ=partial", "FIX=mitigation")
ROWS = (
    f"plain_account=An agent of {VICTIM} read a poisoned page and wrote to jane.roe@mailbox.org.",
    "attack_description=The page told the agent to send its context to https://collect.evil.example/x",
    "mitigation_detail=Turn off link following in the mail tool.",
)


class Home:
    """One home at the terminal; every command is its own run of the program."""

    def __init__(self, home: Path) -> None:
        self.path = home
        self.set(sender_name="Harbourlight Logistics", undo_minutes=0, solo_cooling_minutes=0)

    def set(self, **settings: object) -> None:
        """Change the home's settings."""
        (self.path / FILE).write_text(written(replace(load(self.path), **settings)))

    def run(self, *words: str | Path, by: str = "") -> Ran:
        """A command, in somebody's name."""
        return tocsin(*(["--as", by] if by else []), *words, home=self.path)

    def ok(self, *words: str | Path, by: str = "") -> Ran:
        """A command that does what it is asked."""
        ran = self.run(*words, by=by)
        assert ran.code == 0, (words, ran.out, ran.err)
        return ran

    def case(self, *, tlp: str = "amber") -> str:
        """A case from a file, classified, filled and marked."""
        note = self.path.parent / "note.txt"
        note.write_text(f"The agent of {VICTIM} read a page and mailed a stranger.\n")
        taken = self.ok("add", note, "--json").record["case"]
        assert isinstance(taken, dict)
        case = str(taken["id"])
        self.ok("case", "classify", case, "integrity=actual", "without_lawful_authority=yes")
        self.ok("case", "classify", case, "authorised_research_or_exercise=no")
        self.ok("case", "fill", case, *ROWS)
        self.ok("case", "mark", case, tlp)
        return case

    def cleaned(self, *, tlp: str = "amber") -> str:
        """The case with a clean copy without the victim."""
        case = self.case(tlp=tlp)
        self.ok("case", "clean", case, "--remove", VICTIM)
        return case

    def party(self, name: str, kind: str, *road: str | Path, channel: str = "affected_partner") -> str:
        """A party, and one road to it on a route that was confirmed for it."""
        mailbox = f"desk@{name.lower()}.example"
        confirmed = self.ok("route", "confirm", channel, "--address", mailbox, "--hours", "always", "--json").record
        route = str(confirmed["id"])
        self.ok("party", "add", name, "--kind", kind)
        self.ok("party", "road", name, "--route", route, *road)
        return name

    def folder(self, name: str) -> Path:
        """A folder that a party reads."""
        folder = self.path.parent / name
        folder.mkdir()
        return folder

    def proposed(self, case: str, *parties: str, more: Sequence[str | Path] = ()) -> str:
        """A share with its facts."""
        names = [word for party in parties for word in ("--with", party)]
        share = str(self.run("share", "new", case, *names, *more, "--json").record["share"])
        self.run("share", "facts", share, *FACTS)
        return share

    def digest(self, share: str) -> str:
        """What an approval is over, as the preview shows it."""
        return str(self.run("share", "preview", share, "--json").record["digest"])[:8]

    def sent(self, share: str, *, by: str = "") -> None:
        """Approved, planned and seen off."""
        self.run("share", "approve", share, "--digest", self.digest(share), by=by)
        self.ok("share", "send", share)
        self.ok("worker", "--once")

    def account(self, share: str) -> dict[str, object]:
        """What came of a share."""
        return self.ok("share", "show", share, "--json").record


def rows(found: object) -> list[dict[str, object]]:
    """A member of a document that is a list of objects."""
    assert isinstance(found, list)
    return found
