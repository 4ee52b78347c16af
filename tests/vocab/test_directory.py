"""Entries of a directory: one line each, of a known kind, with nothing hidden in it."""

import pytest

from tocsin.vocab.directory import PartyEntry, entry_of, no_name_twice
from tocsin.vocab.errors import BadInput
from tocsin.vocab.party import PartyKind


def test_an_entry_is_made_of_its_members() -> None:
    found = entry_of({"name": "Example ISAC", "kinds": ["isac", "industry"], "record_key": "02" + "ab" * 32})
    assert found == PartyEntry(
        name="Example ISAC", kinds=(PartyKind.ISAC, PartyKind.INDUSTRY), record_key="02" + "ab" * 32
    )


@pytest.mark.parametrize(
    "members",
    [
        {"kinds": ["isac"]},
        {"name": "", "kinds": ["isac"]},
        {"name": " Example", "kinds": ["isac"]},
        {"name": "Example\u202ecasI", "kinds": ["isac"]},
        {"name": "two\nlines", "kinds": ["isac"]},
        {"name": "x" * 201, "kinds": ["isac"]},
        {"name": "party-0", "kinds": ["isac"]},
        {"name": "Example", "kinds": []},
        {"name": "Example", "kinds": ["isac", "isac"]},
        {"name": "Example", "kinds": ["friend"]},
        {"name": "Example", "kinds": ["isac"], "contact": "a\x1b[2Jb"},
        {"name": "Example", "kinds": ["isac"], "note": "x" * 4001},
        {"name": "Example", "kinds": ["isac"], "record_key": "04" + "ab" * 32},
        {"name": "Example", "kinds": ["isac"], "record_iss": "isac.example"},
        {"name": "Example", "kinds": ["isac"], "record_key": "02" + "ab" * 32, "record_iss": "Example ISAC"},
        {"name": "Example", "kinds": ["isac"], "record_key": "02" + "ab" * 32, "record_iss": "a+b"},
        {"name": "Example", "kinds": ["isac"], "secret": "x"},
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_with_its_place(members: dict[str, object]) -> None:
    with pytest.raises(BadInput, match=r"^line 7: ") as refused:
        entry_of(members, "line 7")
    assert "isac" in refused.value.hint


def test_a_name_stands_once_whatever_its_capitals() -> None:
    one = PartyEntry(name="Example", kinds=(PartyKind.ISAC,))
    no_name_twice([one])
    with pytest.raises(BadInput, match="stands twice"):
        no_name_twice([one, PartyEntry(name="EXAMPLE", kinds=(PartyKind.VENDOR,))])
