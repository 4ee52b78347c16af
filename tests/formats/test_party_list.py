"""A list of parties: JSON or CSV, taken whole or not at all."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats.party_list import MOST, read_parties
from tocsin.vocab.directory import PartyEntry
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.party import PartyKind
from tocsin.vocab.sample import Sample

ISAC = PartyEntry(name="Example Energy ISAC", kinds=(PartyKind.ISAC, PartyKind.INDUSTRY), contact="desk@isac.example")
VENDOR = PartyEntry(name="Example, Inc.", kinds=(PartyKind.VENDOR,), note='says "hello"')


def read(data: str | bytes) -> tuple[PartyEntry, ...]:
    return read_parties(Sample("list", data.encode() if isinstance(data, str) else data))


@pytest.mark.parametrize("wrapped", [True, False])
def test_json_is_read(wrapped: bool) -> None:
    several = [
        {"name": ISAC.name, "kinds": ["isac", "industry"], "contact": ISAC.contact},
        {"name": VENDOR.name, "kinds": ["vendor"], "note": VENDOR.note},
    ]
    assert read(json.dumps({"parties": several} if wrapped else several)) == (ISAC, VENDOR)


@pytest.mark.parametrize("between", [";", " ", "; "])
def test_csv_is_read_in_any_order_of_columns(between: str) -> None:
    text = (
        "Kinds,name,contact,note\r\n"
        f"isac{between}industry,Example Energy ISAC,desk@isac.example,\r\n"
        ",,,\r\n"
        'vendor,"Example, Inc.",,"says ""hello"""\r\n'
    )
    assert read(b"\xef\xbb\xbf" + text.encode()) == (ISAC, VENDOR)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ('[{"name": "A", "kinds": ["isac"]}, {"name": "B"}]', "party 2"),
        ('[{"name": "A", "name": "B", "kinds": ["isac"]}]', "line 1"),
        ('{"members": []}', "array"),
        ("[]", "no party"),
        ("", "line 1"),
        ("name,kinds\n", "no party"),
        ("title,kinds\nA,isac\n", "line 1"),
        ("name,kinds,name\nA,isac,B\n", "line 1"),
        ("name,kinds\nA,isac\nB\n", "line 3"),
        ("name,kinds\nA,isac\nB,friend\n", "line 3"),
        ('name,kinds\n"A,isac\n', "line 2"),
        ("name,kinds\nA,isac\nA,vendor\n", "twice"),
        ("name,kinds,colour\nA,isac,red\n", "line 2"),
        (b"name,kinds\n\xff,isac\n", "UTF-8"),
    ],
)
def test_one_wrong_line_refuses_the_whole_list(data: str | bytes, place: str) -> None:
    with pytest.raises(BadInput, match=place):
        read(data)


def test_a_list_without_end_is_refused() -> None:
    lines = "".join(f"P{number},isac\n" for number in range(MOST + 1))
    with pytest.raises(TooMuch):
        read("name,kinds\n" + lines)


@given(st.binary(max_size=200))
def test_no_file_makes_the_reader_stumble(data: bytes) -> None:
    for given_ in (data, b"name,kinds\n" + data, b"[" + data):
        with suppress(BadInput):
            assert read(given_)
