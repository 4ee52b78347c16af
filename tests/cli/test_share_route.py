"""The whole route by command line alone: as a team, and by one person alone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.cli.shared import VICTIM, Home, rows
from tests.post_office import PostOffice, open_for_business
from tocsin.channels.mail import unwrap

MIRA = "Mira"


@pytest.fixture
def home(own_home: Path) -> Home:
    """A home that is known to recipients under a name."""
    return Home(own_home)


@pytest.fixture
def office(home: Home) -> Iterator[PostOffice]:
    """Where mail arrives; the home's settings name it."""
    office = PostOffice()
    with open_for_business(office) as server:
        home.set(mail=replace(server, sender="desk@harbourlight.example"))
        yield office


def bundle(folder: Path) -> list[dict[str, object]]:
    """The objects of the newest bundle in a folder."""
    newest = max(folder.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    return rows(json.loads(newest.read_text())["objects"])


def test_a_team_goes_from_a_file_to_a_closed_case(home: Home, office: PostOffice) -> None:
    home.ok("user", "add", MIRA, "--role", "approver")
    case, folder = home.cleaned(), home.folder("isac")
    home.party("Isac", "isac", "--kind", "folder", "--address", folder, channel="isac")
    home.party("Vendor", "vendor", "--kind", "mail", channel="vendor_psirt")
    home.party("Press", "public", "--kind", "page", "--address", "desk@press.example")
    share = home.proposed(case, "Isac", "Vendor", "Press", more=("--ask", "Do you see this too?"))

    # looked at: for one recipient from the bytes, for all with the reasons
    seen = home.run("share", "preview", share, "--with", "isac")
    assert seen.code == 1
    assert "Do you see this too?" in seen.out
    assert VICTIM not in seen.out

    # approved by somebody else, of whom one recipient stays refused with what would help
    assert home.run("share", "approve", share, "--digest", home.digest(share)).code == 1
    assert home.run("share", "send", share).code == 1
    approved = home.run("share", "approve", share, "--digest", home.digest(share), by=MIRA)
    assert approved.code == 1
    assert "Press: the label does not reach that far" in approved.out
    assert "would be allowed if Exposure" not in approved.out  # it would reach a community, not everybody

    # sent, by whom is named for the routes
    unnamed = home.run("share", "send", share, by=MIRA).err
    assert "not named for this route" in unnamed
    assert "`tocsin route confirm CHANNEL --route ROUTE --person NAME …` says who may" in unnamed
    sent = home.ok("share", "send", share)
    assert "not sent to Press" in sent.err
    home.ok("worker", "--once")
    (mailed,) = office.kept
    document = home.path.parent / "vendor.txt"
    home.ok("share", "download", share, "--with", "Vendor", "--out", document)
    assert unwrap(mailed[2]) == document.read_bytes()
    assert VICTIM.encode() not in mailed[2] + next(folder.iterdir()).read_bytes()

    # answered; the case does not close over the silent one
    home.ok("feedback", "add", share, "question", "--with", "Vendor", "--text", "Which version?", "--means", "mail")
    (question,) = rows(home.ok("feedback", "list", share, "--json").json)
    home.ok("feedback", "add", share, "answer", "--with", "Vendor", "--answers", str(question["id"]), "--text", "1.2")
    home.ok("feedback", "after", share, "used", "seen_by_us", "--with", "Isac", "--because", "their bulletin")
    home.ok("feedback", "effect", case, "mitigation", "the rule is live", "--because-of", str(question["id"]))
    refused = home.run("case", "close", case, "--summary", "over")
    assert (refused.code, "(Isac): no answer yet" in refused.err) == (1, True)

    # corrected: to both who have it, by the same road, under the same ids
    home.ok("case", "fill", case, "attack_description=The page told the agent twice.")
    home.ok("case", "clean", case, "--remove", VICTIM)
    corrected = home.ok("share", "correct", share, "--because", "it was told twice")
    assert "facts: ACT=prevent EXPO=recoverable FIX=mitigation" in corrected.out
    assert "ACT, EXPO, FIX, HAZ, REACH, SIG: as in the share that this one corrects" in corrected.out
    assert "facts that nobody has given" not in corrected.out
    follow = str(rows(home.ok("share", "list", case, "--json").json)[-1]["id"])
    home.sent(follow, by=MIRA)
    assert len(office.kept) == 2
    first, second = _reports(folder)
    assert first == second
    home.ok("feedback", "add", follow, "correction_confirmed", "--with", "Isac")
    recalled = {one["reach"] for one in rows(home.account(share)["recalled"])}
    assert recalled == {"confirmed", "silent"}
    shown = home.ok("share", "show", share).out
    assert "taken back by" in shown

    # closed: what is loose stays by name
    home.ok("case", "close", case, "--summary", "over", "--check-on", "2099-01-01")
    open_items = home.ok("case", "open-items", case).out
    assert "(Vendor): no answer yet" in open_items
    assert home.ok("ledger", "verify").code == 0


def _reports(folder: Path) -> list[set[object]]:
    objects = [rows(json.loads(one.read_text())["objects"]) for one in folder.iterdir()]
    return [{each["id"] for each in one if each["type"] == "report"} for one in objects]


def test_one_person_alone_goes_the_whole_way_and_it_is_said(home: Home) -> None:
    case, folder = home.cleaned(), home.folder("adopter")
    home.party("Adopter", "adopter", "--kind", "folder", "--address", folder)
    home.party("Circle", "community", "--kind", "page", "--address", "desk@circle.example")
    share = home.proposed(case, "Adopter", "Circle")
    shown = home.run("share", "preview", share)
    assert "nobody else may approve here: what leaves says that it was self-approved" in shown.out
    assert "alone one shares with coordinators and named organisations only" in shown.out
    approved = home.run("share", "approve", share, "--digest", home.digest(share))
    assert "Adopter: approved by 1, self-approved" in approved.out
    home.ok("share", "send", share)
    home.ok("worker", "--once")
    assert [one["type"] for one in bundle(folder) if one["type"] == "report"] == ["report"]

    home.ok("feedback", "add", share, "affected", "--with", "Adopter", "--text", "two clusters")
    withdrawn = home.ok("share", "withdraw", share, "--because", "it was a test page").out
    assert "a withdrawal says nothing new" in withdrawn
    follow = str(rows(home.ok("share", "list", case, "--json").json)[1]["id"])
    home.sent(follow)
    assert all(one.get("revoked") for one in bundle(folder) if one["type"] == "report")
    home.ok("feedback", "add", follow, "correction_confirmed", "--with", "Adopter")
    (reached,) = rows(home.account(share)["recalled"])
    assert (reached["purpose"], reached["reach"]) == ("withdrawal", "confirmed")
    assert "nothing is left open" in home.ok("case", "close", case, "--summary", "a test page of ours").out
    assert home.ok("case", "reopen", case, "new_evidence", "--because", "there is a second page").code == 0


def test_alone_one_looks_again_before_one_approves_ones_own(home: Home) -> None:
    home.set(solo_cooling_minutes=600)
    case = home.cleaned()
    home.party("Adopter", "adopter", "--kind", "folder", "--address", home.folder("adopter"))
    share = home.proposed(case, "Adopter")
    approved = home.run("share", "approve", share, "--digest", home.digest(share))
    assert (approved.code, "look at it again; from " in approved.out) == (1, True)
    refused = home.run("share", "send", share)
    assert (refused.code, "time to look again" in refused.err) == (1, True)


def test_in_an_emergency_a_coordinator_is_told_and_somebody_looks_at_it(home: Home) -> None:
    home.ok("user", "add", MIRA, "--role", "approver")
    case, folder = home.cleaned(), home.folder("agency")
    home.party("Agency", "federal", "--kind", "folder", "--address", folder)
    share = home.proposed(case, "Agency")
    broken = home.run("share", "approve", share, "--digest", home.digest(share), "--break-glass", "active_attack")
    assert (broken.code, "glass broken" in broken.out) == (0, True)
    home.ok("share", "send", share)
    home.ok("worker", "--once")
    assert "somebody else looks at it until" in home.ok("share", "show", share).out
    assert home.run("case", "close", case, "--summary", "over", "--check-on", "2099-01-01").code == 1
    assert home.run("share", "review", share, "justified", "--because", "me").code == 1
    home.ok("share", "review", share, "justified", "--because", "it was real", by=MIRA)
    home.ok("case", "close", case, "--summary", "over", "--check-on", "2099-01-01")


def test_practice_is_said_at_every_step_and_never_leaves(home: Home) -> None:
    home.ok("case", "new", "--name", "Spring practice", "--exercise")
    (line,) = home.ok("case", "list", "--json").lines
    case = str(line["id"])
    home.ok("case", "fill", case, "attack_description=A page told the agent to.")
    home.ok("case", "mark", case, "amber")
    home.ok("case", "clean", case)
    home.party("Adopter", "adopter", "--kind", "folder", "--address", home.folder("adopter"))
    made = home.run("share", "new", case, "--with", "Adopter")
    assert made.code == 1
    assert "an exercise can never reach a real road" in made.out
    share = str(rows(home.ok("share", "list", "--json").json)[0]["id"])
    for words in (("preview",), ("show",), ("send",), ("drop", "not_needed")):
        ran = home.run("share", words[0], share, *words[1:])
        assert "EXERCISE" in ran.err, words
    assert home.run("share", "send", share).code == 1
