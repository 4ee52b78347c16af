"""Hostile words typed or configured: every free text, every id, every catalogue of the home."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.hostile.signs import ALL, hidden_in
from tests.terminal import Ran, installed, tocsin
from tocsin.wiring import open_desk

# Ids as somebody could type or paste them; %, _ and * mean something to databases and shells.
IDS = ("../../etc/passwd", "%", "case-*", "' OR 1=1 --", "\x1b[31m\u202e", "x" * 5_000, "", "case-\u00e9")


@pytest.fixture(scope="module")
def case(home: Path) -> str:
    """A case to type at."""
    return str(_case_id(tocsin("case", "new", "--name", "typed at", "--json", home=home)))


@pytest.fixture(scope="module")
def item(home: Path, case: str) -> str:
    """An item of it."""
    ran = tocsin("evidence", "add", case, "-", "--json", home=home, stdin=b"content")
    return str(ran.record["id"])


def _free_texts(case: str, item: str, text: str) -> list[Sequence[str]]:
    return [
        ("case", "new", "--name", text),
        ("case", "classify", case, "integrity=potential", "--because", text),
        ("case", "fill", case, f"plain_account={text}"),
        ("case", "open-items", case, "--add", text, "--closes-when", text, "--check-on", "2030-01-01"),
        ("case", "mark", case, "red", "--permission", text),
        ("case", "assert", case, "technical_data", "--as", "neither", "--because", text),
        ("case", "block", case, "--until", "2099-01-01", "--lifts-when", text),
        ("case", "unblock", case, "--because", text),
        ("case", "hand", case, "also_safety", "safety_team", "--note", text),
        ("case", "foreign-id", case, "ticket", text),
        ("evidence", "add", case, "-", "--source", text, "--note", text, "--collected-at", text),
        ("evidence", "hand-over", item, "--to", text, "--means", text, "--because", text),
        ("evidence", "hold", item, "--because", text),
        ("evidence", "hold", item, "--lift", "--because", text),
        ("evidence", "letter", case, "--provider", text),
        ("record", "link", case, "remediation", "--at", text),
        ("duty", "answer", case, "nis2_23", "unknown", "--counsel-note", text),
        ("user", "add", text, "--address", text),
        ("route", "confirm", "isac", "--address", text, "--hours", text, "--scope", text, "--key", text),
        ("add", "-", "--name", text, "--reporter", text, "--contact", text),
        ("search", text),
        ("where", text),
    ]


def test_every_free_text_may_be_hostile(home: Path, case: str, item: str) -> None:
    text = " ".join(ALL.replace("\x00", "").split("\n"))
    for command in _free_texts(case, item, text):
        ran = _inert(tocsin(*command, home=home, stdin=f"a report {command[0]}".encode()))
        assert ran.code in (0, 1, 2), (command[:3], ran.err)
        assert ran.code != 2 or ran.err.startswith("error: "), command[:3]
    of_a_case = (("case", "show"), ("case", "log"), ("case", "open-items"), ("record", "list"), ("evidence", "list"))
    of_the_home = (("user", "list"), ("route", "list"), ("status",), ("report", "list"), ("case", "list"))
    for looking in (*((*words, case) for words in of_a_case), *of_the_home):
        assert _inert(tocsin(*looking, home=home)).code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("case", "show"),
        ("case", "log"),
        ("evidence", "list"),
        ("evidence", "show"),
        ("evidence", "objects"),
        ("evidence", "verify"),
        ("duty", "show"),
        ("user", "retire"),
        ("route", "withdraw"),
        ("report", "follow"),
        ("ledger", "prove"),
    ],
)
def test_a_hostile_id_is_a_clear_error(command: tuple[str, ...], home: Path) -> None:
    for given in IDS:
        ran = _inert(tocsin(*command, "--home", home, "--", given))
        assert ran.code == 2, (given, ran)
        assert ran.err.startswith("error: "), given
        assert len(ran.err) < 1_000, "an error does not repeat a flood"


@pytest.mark.parametrize(
    "command",
    [
        ("case", "classify", "{case}", "{text}=actual"),
        ("case", "classify", "{case}", "integrity={text}"),
        ("case", "classify", "{case}", "integrity=actual", "--statement", "{text}"),
        ("case", "classify", "{case}", "integrity=actual", "--confidence", "{text}"),
        ("case", "fill", "{case}", "{text}=x"),
        ("case", "fill", "{case}", "{text}"),
        ("case", "mark", "{case}", "{text}"),
        ("case", "mark", "{case}", "red", "--caveat", "{text}"),
        ("case", "mark", "{case}", "red", "--field", "{text}"),
        ("case", "mark", "{case}", "red", "--item", "{text}"),
        ("case", "mark", "{case}", "red", "--source", "{text}"),
        ("case", "mark", "{case}", "red", "--pap", "{text}"),
        ("case", "mark", "{case}", "red", "--embargo-until", "{text}"),
        ("case", "assert", "{case}", "{text}", "--as", "neither"),
        ("case", "assert", "{case}", "technical_data", "--as", "{text}"),
        ("case", "assert", "{case}", "technical_data", "--as", "neither", "--counsel", "{text}"),
        ("case", "block", "{case}", "--until", "{text}", "--lifts-when", "x"),
        ("case", "block", "{case}", "--until", "2099-01-01", "--lifts-when", "x", "--reason", "{text}"),
        ("case", "hand", "{case}", "{text}", "safety_team"),
        ("case", "hand", "{case}", "also_safety", "{text}"),
        ("case", "assign", "{case}", "{text}"),
        ("case", "technique", "{case}", "{text}", "1", "x"),
        ("case", "foreign-id", "{case}", "{text}", "1"),
        ("case", "open-items", "{case}", "--resolve", "{text}", "--because", "x"),
        ("case", "open-items", "{case}", "--add", "x", "--check-on", "{text}"),
        ("case", "score", "cvss", "{case}", "{text}"),
        ("case", "score", "aivss", "{case}", "{text}"),
        ("case", "score", "aivss", "{case}", "CVSS:4.0/AV:N", "{text}=1.0"),
        ("case", "new", "--template", "{text}"),
        ("duty", "answer", "{case}", "{text}", "yes"),
        ("duty", "answer", "{case}", "nis2_23", "{text}"),
        ("duty", "answer", "{case}", "nis2_23", "yes", "--zone", "{text}"),
        ("duty", "answer", "{case}", "nis2_23", "yes", "--event", "{text}", "--at", "2026-01-01"),
        ("duty", "answer", "{case}", "nis2_23", "yes", "--event", "start", "--at", "{text}"),
        ("record", "link", "{case}", "{text}", "--at", "x"),
        ("evidence", "add", "{case}", "-", "--kind", "{text}"),
        ("evidence", "add", "{case}", "-", "--kind", "mitigation", "--layer", "{text}"),
        ("evidence", "hand-over", "{item}", "--to", "x", "--action", "{text}"),
        ("evidence", "seal", "{item}", "--because", "x", "--hazard", "{text}"),
        ("evidence", "hold", "{item}", "--reason", "{text}"),
        ("evidence", "purge", "{item}", "--because", "x", "--yes", "--reason", "{text}"),
        ("user", "add", "x", "--role", "{text}"),
        ("route", "confirm", "{text}", "--address", "x"),
        ("route", "confirm", "isac", "--address", "x", "--verified-on", "{text}"),
        ("route", "confirm", "isac", "--address", "x", "--key-expires", "{text}"),
        ("ready", "--group", "{text}"),
        ("report", "answer", "{text}", "accepted"),
        ("add", "-", "--format", "{text}"),
        ("add", "-", "--case", "{text}"),
        ("add", "-", "--template", "{text}"),
    ],
)
def test_a_hostile_word_where_a_closed_word_belongs_is_refused(
    command: tuple[str, ...], home: Path, case: str, item: str
) -> None:
    before = _acts(home)
    for text in ("\x1b[31m\u202e../../etc/passwd\n\x9b\u00e9", "x" * 100_000):
        words = [word.format(case=case, item=item, text=text) for word in command]
        ran = _inert(tocsin(*words, home=home, stdin=b"content of no use"))
        assert ran.code == 2, (text[:20], ran)
        assert ran.err.startswith("error: ")
        assert len(ran.err) < 2_000, "an error does not repeat a flood"
    assert _acts(home) == before


def test_bytes_that_are_no_text_are_refused_and_not_half_recorded(home: Path, case: str) -> None:
    before = tocsin("ledger", "checkpoint", home=home).out
    broken = "caf\udce9"  # how Python hands on a byte that is not UTF-8
    for command in (
        ("case", "new", "--name", broken),
        ("case", "classify", case, "integrity=none", "--because", broken),
    ):
        ran = installed(*command, "--home", home)
        assert (ran.code, ran.err.split(" ")[0]) == (2, "error:"), ran
    assert tocsin("ledger", "checkpoint", home=home).out == before


HOSTILE_TOML: dict[str, bytes] = {
    "noise": bytes(range(256)),
    "not-utf-8": b'key = "\xff"',
    "deep": b"a = " + b"[" * 20_000 + b"]" * 20_000,
    "deep-table": b"[" + b".".join([b"a"] * 5_000) + b"]",
    "digits": b"a = " + b"9" * 1_000_000,
    "unknown-key": b'surprise = "x"\n',
    "empty": b"",
    "colours": b'"\x1b[31m" = 1',
    "escape-in-key": b'"\\u001b[31m\\u202e" = 1\n',
    "wrong-type": b"header = 7\n",
    "header-only": b'[header]\ncatalogue_id = "\\u001b[31m"\n',
    "doubled": b"a = 1\na = 2\n",
    "dates": b"header = 9999-99-99\n",
    "infinity": b"header = inf\n",
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A home of its own, for its catalogues are broken."""
    assert tocsin("init", "--name", "Ada", home=tmp_path / "own").code == 0
    return tmp_path / "own"


def test_a_hostile_catalogue_of_the_home_is_named_and_nothing_else_happens(own: Path) -> None:
    for folder in ("checklists", "routes"):
        path = own / "catalogues" / folder / "hostile.toml"
        path.parent.mkdir(exist_ok=True)
        for name, data in HOSTILE_TOML.items():
            path.write_bytes(data)
            ran = _inert(tocsin("config", "check", home=own))
            assert (ran.code, "hostile.toml" in ran.err) == (2, True), (folder, name, ran)
        path.unlink()
    assert tocsin("config", "check", home=own).code == 0


@pytest.mark.parametrize("name", HOSTILE_TOML)
def test_hostile_settings_are_a_clear_error(name: str, own: Path) -> None:
    (own / "tocsin.toml").write_bytes(HOSTILE_TOML[name])
    ran = _inert(tocsin("status", home=own))
    assert (ran.code, ran.err.startswith("error: ")) == (2, True), ran


def _acts(home: Path) -> int:
    with open_desk(home) as desk:
        return desk.log.size()


def _case_id(made: Ran) -> object:
    case = made.record["case"]
    assert isinstance(case, dict)
    return case["id"]


def _inert(ran: Ran) -> Ran:
    assert not hidden_in(ran.out)
    assert not hidden_in(ran.err)
    return ran
