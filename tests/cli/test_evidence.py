"""Evidence at the terminal: kept, looked at, sealed, held, purged, checked."""

from pathlib import Path

import pytest

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


def test_what_is_missing_is_listed_by_what_evaporates_first(own_home: Path, case: str) -> None:
    lines = tocsin("evidence", "list", case, "--missing", "--json", home=own_home).json
    assert isinstance(lines, list)
    assert [line["row"]["order"] for line in lines] == sorted(line["row"]["order"] for line in lines)
    assert lines[0]["row"]["order"] == 1


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
