"""Parties at the terminal: known by name, reached by roads, tried before an event."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tests.terminal import tocsin
from tocsin.ledger.record import key_of
from tocsin.ledger.sdjwt import encode

NAME = "Example Energy ISAC"
MAILBOX = "desk@isac.example"


@pytest.fixture
def home(own_home: Path) -> Path:
    """A home with one party and a route whose deputy is named."""
    deputy = str(tocsin("user", "add", "Marek", "--json", home=own_home).record["id"])
    confirm = ("route", "confirm", "isac", "--address", MAILBOX, "--deputy", deputy, "--hours", "always")
    assert tocsin(*confirm, home=own_home).code == 0
    assert tocsin("party", "add", NAME, "--kind", "isac", "--contact", MAILBOX, home=own_home).code == 0
    return own_home


def route(home: Path) -> str:
    found = tocsin("route", "list", "--json", home=home).record["routes"]
    assert isinstance(found, list)
    return str(found[0]["route"])


def test_a_party_is_added_listed_and_shown(home: Path) -> None:
    (line,) = tocsin("party", "list", "--json", home=home).lines
    assert (line["name"], line["kinds"], line["open_roads"]) == (NAME, ["isac"], [])
    assert tocsin("party", "list", "--kind", "vendor", home=home).out.strip().startswith("no party yet")
    assert NAME in tocsin("party", "list", home=home).out
    shown = tocsin("party", "show", NAME.lower(), "--json", home=home).record
    assert (shown["contact"], shown["roads"], shown["components"], shown["tokens"]) == (MAILBOX, [], [], [])


@pytest.mark.parametrize(
    "words",
    [
        ("add", "Other", "--kind", "friend"),
        ("add", NAME, "--kind", "vendor"),
        ("list", "--kind", "friend"),
        ("show", "Nobody"),
        ("road", NAME, "--kind", "pigeon", "--route", "r"),
        ("declare", NAME),
        ("declare", NAME, "--uses", "litellm"),
        ("declare", NAME, "--uses", "pkg:pypi/a", "--supplies", "weights:b"),
    ],
    ids=" ".join,
)
def test_what_does_not_fit_is_bad_input_and_records_nothing(home: Path, words: tuple[str, ...]) -> None:
    before = tocsin("ledger", "verify", "--json", home=home).record
    ran = tocsin("party", *words, home=home)
    assert ran.code == 2
    assert "hint: " in ran.err
    assert tocsin("ledger", "verify", "--json", home=home).record == before


def test_a_name_from_outside_cannot_steer_the_terminal(home: Path) -> None:
    ran = tocsin("party", "add", "Evil\x1b[2JParty", "--kind", "vendor", home=home)
    assert (ran.code, "\x1b" in ran.out + ran.err) == (2, False)
    tocsin("party", "declare", NAME, "--uses", "model:a", "--note", "said\x1b[2J so", home=home)
    assert "\x1b[2J" not in tocsin("party", "show", NAME, home=home).out


def test_a_list_is_imported_whole_or_not_at_all(home: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.json"
    good.write_text("name,kinds,sector\nExample Vendor,vendor;provider,\nExample Clinic,adopter,health\n")
    bad.write_text(json.dumps([{"name": "Third", "kinds": ["adopter"]}, {"name": "Fourth"}]))
    assert len(json.loads(tocsin("party", "import", good, "--json", home=home).out)) == 2
    ran = tocsin("party", "import", bad, home=home)
    assert (ran.code, "party 2" in ran.err) == (2, True)
    again = tocsin("party", "import", good, home=home)
    assert (again.code, "known here already" in again.err) == (2, True)
    assert len(tocsin("party", "list", "--json", home=home).lines) == 3


def test_roads_are_opened_tried_and_closed(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    way = ("party", "road", NAME, "--kind", "folder", "--route", route(home))
    refused = tocsin(*way, "--address", home, home=home)
    assert (refused.code, "read this home" in refused.err) == (1, True)
    assert tocsin("party", "test", NAME, home=home).code == 1
    opened = tocsin(*way, "--address", folder, "--json", home=home).record
    assert (opened["kind"], opened["address"]) == ("folder", str(folder))
    tried = tocsin("party", "test", NAME, home=home)
    assert (tried.code, "not ok" in tried.out) == (0, False)
    assert str(folder) in tocsin("party", "show", NAME, home=home).out
    assert tocsin("party", "close-road", str(opened["id"]), "--reason", "moved", home=home).code == 0
    assert tocsin("party", "test", NAME, home=home).code == 1


def test_mail_without_a_server_is_not_ready(home: Path) -> None:
    assert tocsin("party", "road", NAME, "--kind", "mail", "--route", route(home), home=home).code == 0
    ran = tocsin("party", "test", NAME, "--json", home=home)
    assert ran.code == 1
    said = json.loads(ran.out)
    assert {one["what"]: one["holds"] for one in said} == {
        "mail: route": True,
        "mail: address": True,
        "mail: server": False,
    }
    look_alike = tocsin(
        "party", "road", NAME, "--kind", "mail", "--route", route(home), "--address", "desk@isac.example.net", home=home
    )
    assert look_alike.code == 1


def test_what_a_party_uses_is_declared(home: Path) -> None:
    ran = tocsin("party", "declare", NAME, "--uses", "pkg:pypi/litellm", "--operates", "model:a@1", home=home)
    assert (ran.code, ran.out.split("\n")[:2]) == (0, ["operates model:a@1", "uses pkg:pypi/litellm"])
    shown = tocsin("party", "show", NAME, "--json", home=home).record["components"]
    assert isinstance(shown, list)
    assert sorted(one["component"] for one in shown) == ["model:a@1", "pkg:pypi/litellm"]


def test_a_record_key_comes_in_every_usual_form_and_is_shown_as_a_fingerprint(home: Path, tmp_path: Path) -> None:
    public = ec.derive_private_key(3, ec.SECP256R1()).public_key()
    numbers = public.public_numbers()
    x, y = (encode(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
    pem, jwk = tmp_path / "key.pem", tmp_path / "key.jwk.json"
    pem.write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    jwk.write_text(json.dumps({"kty": "EC", "crv": "P-256", "x": x, "y": y, "use": "sig"}))
    key = key_of("signs.example", public)
    seen = set()
    for number, given in enumerate((pem, jwk, key.point.hex(), key.to_text())):
        party = ("--party", seen_id) if (seen_id := _known(home)) else ()
        words = ("party", "add", "Signs", "--kind", "isac", "--record-key", given, *party)
        assert tocsin(*words, home=home).code == 0, number
        found = tocsin("party", "show", "Signs", "--json", home=home).record
        seen.add((found["record_key"], found["fingerprint"]))
        assert (found["record_iss"] == "signs.example") is (number == 3)
    assert len(seen) == 1
    assert str(found["fingerprint"]) in tocsin("party", "show", "Signs", home=home).out


def _known(home: Path) -> str:
    lines = tocsin("party", "list", "--json", home=home).lines
    return next((str(line["id"]) for line in lines if line["name"] == "Signs"), "")


@pytest.mark.parametrize("given", ["02" + "ff" * 32, "no-such-file.pem", "a+00000000+AAAA", __file__])
def test_what_is_no_public_key_of_theirs_is_refused(home: Path, given: str) -> None:
    ran = tocsin("party", "add", "Signs", "--kind", "isac", "--record-key", given, home=home)
    assert (ran.code, "hint:" in ran.err) == (2, True)
    assert _known(home) == ""


def test_a_private_key_is_sent_back_by_name(home: Path, tmp_path: Path) -> None:
    private = ec.derive_private_key(3, ec.SECP256R1())
    file = tmp_path / "key.pem"
    file.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    ran = tocsin("party", "add", "Signs", "--kind", "isac", "--record-key", file, home=home)
    assert (ran.code, "private key" in ran.err, "BEGIN" in ran.err) == (2, True, False)
