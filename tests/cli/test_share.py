"""`share …` at the terminal: proposed, seen, approved, refused, sent, listed, downloaded, taken back."""

import json
from pathlib import Path

import pytest

from tests.cli.shared import FACTS, VICTIM, Home, rows
from tests.terminal import tocsin

MIRA = "Mira"


@pytest.fixture
def home(own_home: Path) -> Home:
    """A home with a cleaned case, and an adopter with a folder."""
    made = Home(own_home)
    made.cleaned()
    made.party("Adopter", "adopter", "--kind", "folder", "--address", made.folder("adopter"))
    return made


@pytest.fixture
def case(home: Home) -> str:
    """The case's id."""
    (line,) = home.ok("case", "list", "--json").lines
    return str(line["id"])


def test_where_nothing_is_shared_the_next_step_is_said(home: Home, case: str) -> None:
    assert home.ok("share", "list").out == "no share yet: `tocsin share new CASE --with PARTY`\n"
    assert home.ok("share", "list", case, "--json").json == []


def test_a_new_share_is_shown_with_what_it_still_needs(home: Home, case: str) -> None:
    made = home.ok("share", "new", case, "--with", "adopter", "--title", "A poisoned page", "--ask", "Do you see it?")
    assert "A poisoned page" in made.out
    assert "not yet" in made.out
    assert "SIG is one of none, credible, active" in made.out
    (line,) = rows(home.ok("share", "list", case, "--json").json)
    assert (line["title"], line["state"]) == ("A poisoned page", "written")
    assert "A poisoned page" in home.ok("share", "list").out
    assert home.ok("share", "facts", str(line["id"]), *FACTS).code == 0  # not yet is no no


def test_a_share_that_somebody_may_not_have_leaves_with_one(home: Home, case: str) -> None:
    home.party("List", "community", "--kind", "mail")
    ran = home.run("share", "new", case, "--with", "Adopter", "--with", "List", "--json")
    assert ran.code == 1
    assert {view["name"]: view["verdict"] for view in rows(ran.record["recipients"])} == {
        "Adopter": "not yet",
        "List": "refused",
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new", "CASE", "--with", "Nobody"), "there is no party 'Nobody'"),
        (("new", "CASE", "--with", "Adopter", "--format", "stix"), "is no NAME=VALUE"),
        (("new", "CASE", "--with", "Adopter", "--format", "Adopter=csv"), "csv"),
        (("new", "CASE", "--with", "Adopter", "--title", f"Agent of {VICTIM}"), "was taken out"),
        (("new", "CASE", "--with", "Adopter", "--answer-by", "soon"), "soon"),
        (("new", "CASE"), "--with"),
        (("facts", "SHARE", "SIG=loud"), "is no fact"),
        (("facts", "SHARE", "SIG"), "is no NAME=VALUE"),
        (("preview", "SHARE", "--with", "Stranger"), "is no recipient"),
        (("preview", "uu"), "there is no share 'uu'"),
        (("approve", "SHARE"), "names the documents it is about"),
        (("refuse", "SHARE", "--because", " "), "what would lift it"),
        (("refuse", "SHARE", "--because", "x", "--with", "Stranger"), "is no recipient"),
        (("send", "SHARE", "--with", "Stranger"), "is no recipient"),
        (("drop", "SHARE", "because"), "reason to drop"),
        (("withdraw", "SHARE"), "--because"),
    ],
)
def test_wrong_use_is_told_and_records_nothing(home: Home, case: str, words: tuple[str, ...], told: str) -> None:
    home.party("Stranger", "adopter", "--kind", "mail")
    share = home.proposed(case, "Adopter")
    before = home.ok("ledger", "verify", "--json").record
    ran = home.run("share", *({"CASE": case, "SHARE": share}.get(word, word) for word in words))
    assert (ran.code, told in ran.err) == (2, True), ran.err
    assert "hint: " in ran.err
    assert home.ok("ledger", "verify", "--json").record == before


def test_the_first_signs_and_a_partys_name_are_enough(home: Home, case: str) -> None:
    share = home.proposed(case, "Adopter")
    short = share.removeprefix("share-")[:6]
    seen = home.run("share", "preview", short, "--with", "ADOPTER")
    assert (seen.code, "Adopter will get this, and nothing else" in seen.out) == (1, True)
    assert "mailbox.org" not in seen.out


def test_what_they_will_get_is_downloaded_byte_for_byte_and_never_over_a_file(
    home: Home, case: str, tmp_path: Path
) -> None:
    share = home.proposed(case, "Adopter")
    out = tmp_path / "adopter.json"
    home.ok("share", "download", share, "--with", "Adopter", "--out", out)
    assert json.loads(out.read_text())["type"] == "bundle"
    again = home.run("share", "download", share, "--with", "Adopter", "--out", out)
    assert again.code == 2
    home.sent(share)
    (delivered,) = (home.path.parent / "adopter").iterdir()
    assert delivered.read_bytes() == out.read_bytes()


def test_an_approval_is_of_what_was_seen(home: Home, case: str) -> None:
    share = home.proposed(case, "Adopter")
    digest = home.digest(share)
    home.ok("share", "write", share)
    ran = home.run("share", "approve", share, "--digest", digest)
    assert (ran.code, "not that of the documents as they stand" in ran.err) == (1, True)
    assert home.ok("share", "approve", share, "--digest", home.digest(share), "--json").record["refused"] is False


def test_somebody_else_approves_in_a_team(home: Home, case: str) -> None:
    home.ok("user", "add", MIRA, "--role", "approver")
    share = home.proposed(case, "Adopter")
    own = home.run("share", "approve", share, "--digest", home.digest(share))
    assert (own.code, "does not approve it" in own.err) == (1, True)
    assert home.ok("share", "approve", share, "--digest", home.digest(share), by=MIRA).code == 0


def test_no_is_said_with_a_day_and_what_would_lift_it(home: Home, case: str) -> None:
    share = home.proposed(case, "Adopter")
    said = home.ok(
        "share", "refuse", share, "--with", "Adopter", "--until", "2099-01-01", "--because", "after their fix"
    )
    assert "until 2099-01-01 00:00 UTC: after their fix" in said.out
    ran = home.run("share", "approve", share, "--digest", home.digest(share))
    assert (ran.code, "a person refused it" in ran.out) == (1, True)


def test_sending_says_when_and_a_second_time_plans_nothing(home: Home, case: str) -> None:
    share = home.proposed(case, "Adopter")
    assert home.run("share", "send", share).code == 1  # nobody approved it
    home.ok("share", "approve", share, "--digest", home.digest(share))
    sent = home.ok("share", "send", share)
    assert "Adopter" in sent.out
    assert "tocsin worker sees it off" in sent.err
    again = home.run("share", "send", share, "--json")
    assert (again.code, again.out, "on its way, or went" in again.err) == (1, "", True)


def test_a_share_is_shown_with_what_is_not_known(home: Home, case: str) -> None:
    share = home.proposed(case, "Adopter")
    home.sent(share)
    shown = home.ok("share", "show", share).out
    for told in (
        "approved",
        "sent",
        "no answer for 0 days",
        "nothing came back yet",
        "national_mechanism",
        "not_known",
    ):
        assert told in shown
    account = home.account(share)
    assert [one["silence"] for one in rows(account["recipients"])] == ["no answer for 0 days"]
    assert len(rows(account["after_receipt"])) == 6


def test_a_title_cannot_steer_the_terminal(home: Home, case: str) -> None:
    ran = home.run("share", "new", case, "--with", "Adopter", "--title", "Look\x1b[2J here")
    assert "\x1b" not in ran.out + ran.err
    assert "\x1b" not in tocsin("share", "list", home=home.path).out
