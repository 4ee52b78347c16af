"""Every reading of a document says which encodings were undone for it, and what they hid."""

import base64
import json
import quopri
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tocsin.rules.neutral import neutral
from tocsin.vocab.encodings import decoded, readings

WORDS = "Ödön wrote to desk@acme.example"
UNDONE: dict[str, Callable[[str], str]] = {
    "JSON escapes": json.dumps,
    "percent code": lambda text: quote(text, safe=""),
    "HTML entities": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "quoted-printable": lambda text: quopri.encodestring(text.encode(), quotetabs=True).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 of UTF-16": lambda text: base64.b64encode(
        text.replace("Ö", "O").replace("ö", "o").encode("utf-16-le")
    ).decode(),
    "neutral form": neutral,
    "code points": lambda text: "".join(f"⟨U+{ord(sign):04X}⟩" for sign in text),
}


def read(document: str) -> dict[str, str]:
    return dict(readings(document.encode()))


@pytest.mark.parametrize("name", UNDONE)
def test_an_encoding_is_undone_and_named(name: str) -> None:
    wanted = WORDS.replace("Ö", "O").replace("ö", "o") if name == "base64 of UTF-16" else WORDS
    assert wanted in read(f"before\n{UNDONE[name](WORDS)}\nbehind")[name]


def test_the_document_itself_comes_first() -> None:
    assert next(readings(WORDS.encode())) == ("", WORDS)


def test_one_encoding_within_another_is_undone_from_the_outside() -> None:
    document = UNDONE["base64"](UNDONE["percent code"](WORDS))
    assert WORDS in read(document)["percent code in base64"]


def test_of_an_encoding_that_ends_with_its_line_only_such_lines_are_read_again() -> None:
    document = "nothing here\n100%25 of it\nnor here\n%41da\nand no more"
    assert read(document)["percent code"] == "100% of it\nAda"


def test_a_soft_line_break_joins_two_lines() -> None:
    assert "password" in read("pass=\nword")["quoted-printable"]


def test_a_run_that_stands_in_two_readings_is_undone_in_both() -> None:
    run = WORDS.encode().hex()
    both = read(f"{run}\nand =35=31=35=32=35=33=35=34 is quoted-printable")
    assert WORDS in both["hexadecimal"]
    assert WORDS in both["hexadecimal in quoted-printable"]


def test_what_is_no_base64_is_nothing() -> None:
    assert decoded("QWRh") == "Ada"
    assert decoded("Q") == ""
    assert decoded("Öö") == ""


def test_a_hostile_document_gives_no_more_readings_than_are_looked_at() -> None:
    layered = "".join(encode(WORDS) for encode in UNDONE.values())
    for encode in list(UNDONE.values()) * 2:
        layered = encode(layered)[:40_000] + layered[:20_000]
    assert len(list(readings(layered.encode("utf-8", "replace")))) <= 160
