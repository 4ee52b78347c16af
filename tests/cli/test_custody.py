"""Custody at the terminal: handed over, held, purged, asked for by letter."""

from pathlib import Path

import pytest

from tests.cli.shared import Home
from tests.cli.test_evidence import case, item
from tests.terminal import tocsin

__all__ = ["case", "item"]


def test_a_hold_beats_a_purge_and_a_purge_is_for_good(own_home: Path, case: str, item: str) -> None:
    held = ("--reason", "litigation", "--because", "letter")
    assert tocsin("evidence", "hold", "--case", case, *held, home=own_home).code == 0
    gone = ("purge", item, "--because", "policy", "--yes")
    assert tocsin("evidence", *gone, home=own_home).code == 1
    assert tocsin("evidence", "hold", "--case", case, *held, "--lift", home=own_home).code == 0
    assert tocsin("evidence", *gone, home=own_home).code == 0
    assert tocsin("evidence", "show", item, home=own_home).code != 0
    assert tocsin("ledger", "verify", home=own_home).code == 0
    assert tocsin("evidence", "verify", home=own_home).code == 0


@pytest.mark.parametrize("on_case", [True, False])
def test_two_holds_for_one_reason_are_listed_and_lifted_each_by_itself(
    own_home: Path, case: str, item: str, on_case: bool
) -> None:
    held = ("evidence", "hold", *(("--case", case) if on_case else (item,)), "--reason", "litigation")
    for docket in ("docket 17", "docket 18"):
        assert tocsin(*held, "--because", docket, home=own_home).code == 0
    listed = tocsin("evidence", "list", case, home=own_home).out
    lines = [line for line in listed.splitlines() if "docket" in line]
    assert len(lines) == 2
    refused = tocsin(*held, "--lift", "--because", "settled", home=own_home)
    assert (refused.code, "--which" in refused.err) == (1, True)
    (which,) = [word for word in lines[0].split() if len(word) == 12]
    assert tocsin(*held, "--lift", "--which", which, "--because", "settled", home=own_home).code == 0
    left = tocsin("evidence", "list", case, home=own_home).out
    assert ("docket 17" in left, "docket 18" in left) == ("docket 17" not in lines[0], "docket 18" not in lines[0])


def test_a_purge_asks_first(own_home: Path, item: str) -> None:
    assert tocsin("evidence", "purge", item, "--because", "policy", home=own_home, stdin=b"n\n").code == 1
    assert tocsin("evidence", "show", item, home=own_home).code == 0


def test_a_purge_says_where_else_the_content_lies_before_and_after(own_home: Path) -> None:
    home = Home(own_home)
    home.ok("user", "add", "Mira", "--role", "approver")
    case = home.cleaned()
    (item,) = [str(one["id"]) for one in home.ok("evidence", "list", case, "--json").lines]
    home.party("Isac", "isac", "--kind", "folder", "--address", home.folder("isac"), channel="isac")
    share = home.proposed(case, "Isac")
    home.sent(share, by="Mira")
    waits = home.proposed(case, "Isac")
    asked = tocsin("evidence", "purge", item, "--because", "policy", home=own_home, stdin=b"n\n")
    assert asked.code == 1
    for said in ("clean copies with its content: 1", "written and not sent: 1", "documents delivered: 1"):
        assert said in asked.err
    assert "cannot be called back by a purge: `tocsin share withdraw share-" in " ".join(asked.err.split())
    done = home.ok("evidence", "purge", item, "--because", "policy", "--yes", "--json")
    assert "documents delivered: 1" in done.err
    lies_in = done.record["lies_in"]
    assert isinstance(lies_in, dict)
    assert len(lies_in["copies"]) == 1
    assert [(one["share"], one["state"]) for one in lies_in["delivered"]] == [(share, "sent")]
    assert [one["share"] for one in lies_in["written"]] == [waits]
    refused = home.run("share", "approve", waits, "--digest", home.digest(waits), by="Mira")
    assert (refused.code, "evidence that was purged since" in " ".join(refused.out.split())) == (1, True)


def test_a_handling_names_the_other_side(own_home: Path, item: str) -> None:
    assert tocsin("evidence", "hand-over", item, home=own_home).code == 2
    done = tocsin("evidence", "hand-over", item, "--to", "forensics", "--json", home=own_home).record
    custody = done["custody"]
    assert isinstance(custody, list)
    assert custody[-1]["action"] == "handed_over"


def test_a_letter_asks_to_preserve_and_is_kept(own_home: Path, case: str, tmp_path: Path) -> None:
    ran = tocsin("evidence", "letter", case, "--provider", "Example API", "--out", tmp_path / "l.md", home=own_home)
    assert ran.code == 0
    assert "Example API" in (tmp_path / "l.md").read_text()
    assert "letter" in tocsin("evidence", "list", case, home=own_home).out
