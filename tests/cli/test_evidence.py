"""Evidence at the terminal: kept, looked at, sealed, held, purged, checked."""

from pathlib import Path

import pytest

from tests.cli.shared import Home
from tests.terminal import tocsin


@pytest.fixture
def case(own_home: Path) -> str:
    inner = tocsin("case", "new", "--name", "Agent sent mail", "--json", home=own_home).record["case"]
    assert isinstance(inner, dict)
    return str(inner["id"])


@pytest.fixture
def item(own_home: Path, case: str, tmp_path: Path) -> str:
    path = tmp_path / "prompt.txt"
    path.write_text("You are a helpful assistant.")
    return str(tocsin("evidence", "add", case, path, "--kind", "system_prompt", "--json", home=own_home).record["id"])


def test_an_item_is_kept_listed_and_shown(own_home: Path, case: str, item: str) -> None:
    assert "prompt.txt" in tocsin("evidence", "list", case, home=own_home).out
    assert "helpful assistant" in tocsin("evidence", "show", item, home=own_home).out


def test_standard_input_is_kept_too(own_home: Path, case: str) -> None:
    kept = tocsin("evidence", "add", case, "-", "--kind", "log", "--json", home=own_home, stdin=b"a line\n").record
    assert "a line" in tocsin("evidence", "show", str(kept["id"]), home=own_home).out


def test_a_sealed_item_shows_nothing_without_a_reason_and_records_the_look(
    own_home: Path, case: str, item: str
) -> None:
    assert tocsin("evidence", "seal", item, "--because", "it works", home=own_home).code == 0
    refused = tocsin("evidence", "show", item, home=own_home)
    assert refused.code == 1
    assert "helpful assistant" not in refused.out + refused.err
    before = len(tocsin("case", "log", case, "--json", home=own_home).lines)
    why = ("--reason", "reproduction", "--because", "to rerun it")
    assert "helpful assistant" in tocsin("evidence", "show", item, *why, home=own_home).out
    assert len(tocsin("case", "log", case, "--json", home=own_home).lines) == before + 1
    assert tocsin("evidence", "unseal", item, "--because", "harmless", home=own_home).code == 0


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


def test_what_is_missing_is_listed_by_what_evaporates_first(own_home: Path, case: str) -> None:
    lines = tocsin("evidence", "list", case, "--missing", "--json", home=own_home).json
    assert isinstance(lines, list)
    assert [line["row"]["order"] for line in lines] == sorted(line["row"]["order"] for line in lines)
    assert lines[0]["row"]["order"] == 1


def test_a_letter_asks_to_preserve_and_is_kept(own_home: Path, case: str, tmp_path: Path) -> None:
    ran = tocsin("evidence", "letter", case, "--provider", "Example API", "--out", tmp_path / "l.md", home=own_home)
    assert ran.code == 0
    assert "Example API" in (tmp_path / "l.md").read_text()
    assert "letter" in tocsin("evidence", "list", case, home=own_home).out


def test_a_changed_object_is_found(own_home: Path, case: str, tmp_path: Path) -> None:
    big = tmp_path / "big.bin"
    big.write_bytes(bytes(range(256)) * 400)
    tocsin("evidence", "add", case, big, home=own_home)
    stored = next(path for path in (own_home / "vault").rglob("*") if path.is_file())
    content = bytearray(stored.read_bytes())
    content[-1] ^= 1
    stored.chmod(0o600)
    stored.write_bytes(content)
    ran = tocsin("evidence", "verify", home=own_home)
    assert ran.code == 1
    assert "broken" in ran.out


def test_objects_inside_an_item_are_listed_and_a_red_item_asks_why(own_home: Path, case: str, tmp_path: Path) -> None:
    chat = tmp_path / "chat.json"
    chat.write_text('[{"role": "user", "content": "read the page"}, {"role": "assistant", "content": "done"}]')
    added = tocsin("add", chat, "--case", case, "--json", home=own_home).record
    taken = added["taken"]
    assert isinstance(taken, list)
    inner = str(taken[0]["item"])
    listed = tocsin("evidence", "objects", inner, home=own_home).out
    assert "prompt" in listed
    assert "output" in listed
    tocsin("case", "mark", case, "red", "--item", inner, home=own_home)
    tocsin("case", "mark", case, "red", home=own_home)
    assert tocsin("evidence", "objects", inner, home=own_home).code == 1
