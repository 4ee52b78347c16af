"""Handling limits at the terminal: tightening is free, widening needs permission, a block is never silent."""

from pathlib import Path

import pytest

from tests.terminal import tocsin


@pytest.fixture
def case(own_home: Path) -> str:
    inner = tocsin("case", "new", "--name", "Agent sent mail", "--json", home=own_home).record["case"]
    assert isinstance(inner, dict)
    return str(inner["id"])


def test_a_case_is_marked_and_the_meaning_is_said(own_home: Path, case: str) -> None:
    ran = tocsin("case", "mark", case, "amber+strict", "--caveat", "proprietary", home=own_home)
    assert ran.code == 0
    assert "TLP:AMBER+STRICT" in ran.out
    assert "Your organisation only" in ran.out


def test_a_wider_mark_without_permission_is_not_made(own_home: Path, case: str) -> None:
    tocsin("case", "mark", case, "amber", home=own_home)
    ran = tocsin("case", "mark", case, "green", home=own_home)
    assert ran.code == 1
    assert "--permission" in ran.out
    assert "TLP:AMBER" in tocsin("case", "show", case, home=own_home).out
    given = tocsin("case", "mark", case, "green", "--permission", "the author, by telephone", home=own_home)
    assert given.code == 0


@pytest.mark.parametrize(
    "words",
    [("purple",), ("amber", "--caveat", "secret"), ("amber", "--pap", "blue"), ("amber", "--embargo-until", "soon")],
)
def test_a_word_that_is_no_mark_is_refused(own_home: Path, case: str, words: tuple[str, ...]) -> None:
    ran = tocsin("case", "mark", case, *words, home=own_home)
    assert ran.code == 2
    assert "hint:" in ran.err


def test_a_block_needs_an_end_and_what_lifts_it_and_is_shown(own_home: Path, case: str) -> None:
    assert tocsin("case", "block", case, home=own_home).code == 2
    past = ("--until", "2020-01-01", "--lifts-when", "counsel read it")
    assert tocsin("case", "block", case, *past, home=own_home).code == 2
    stands = ("--until", "2099-01-01", "--lifts-when", "counsel read it")
    assert tocsin("case", "block", case, *stands, home=own_home).code == 0
    assert "nothing may be sent" in tocsin("case", "show", case, home=own_home).out
    assert tocsin("case", "unblock", case, "--because", "counsel read it", home=own_home).code == 0
    assert tocsin("case", "unblock", case, "--because", "again", home=own_home).code == 1


def test_an_assertion_is_one_and_counsel_decides(own_home: Path, case: str) -> None:
    ran = tocsin("case", "assert", case, "attack_description", "--as", "B_method", "--counsel", "asked", home=own_home)
    assert ran.code == 0
    assert "ot legal advice" in ran.out


def test_a_field_that_does_not_exist_is_not_marked(own_home: Path, case: str) -> None:
    before = tocsin("ledger", "checkpoint", home=own_home).out
    for words in (
        ("mark", case, "red", "--field", "tecnical_data"),
        ("assert", case, "tecnical_data", "--as", "neither"),
    ):
        ran = tocsin("case", *words, home=own_home)
        assert ran.code == 2
        assert "the checklist has no row 'tecnical_data'" in ran.err
    assert tocsin("case", "assert", case, "technical_data", "--as", "B_methd", home=own_home).code == 2
    assert tocsin("ledger", "checkpoint", home=own_home).out == before


def test_a_refused_wider_mark_says_who_has_not_permitted_it(own_home: Path, case: str) -> None:
    assert tocsin("case", "mark", case, "red", home=own_home).code == 0
    assert "your own organization has not permitted" in tocsin("case", "mark", case, "green", home=own_home).out


def test_whom_it_is_for_and_how_it_travels_is_marked_and_shown(own_home: Path, case: str) -> None:
    words = ("--audience", "vendor", "--audience", "isac", "--encrypt-in-transit", "must", "--resale", "must-not")
    assert tocsin("case", "mark", case, "amber", *words, home=own_home).code == 0
    shown = tocsin("case", "show", case, home=own_home).out
    assert "handling audience isac, vendor; encrypt-in-transit must; unmodified-resale must-not" in shown
    inner = tocsin("case", "show", case, "--json", home=own_home).record["case"]
    assert isinstance(inner, dict)
    own = inner["marks"]["own"]
    assert (own["audience"], own["encrypt_in_transit"], own["resale"]) == (["isac", "vendor"], "must", "must-not")
    assert tocsin("case", "mark", case, "amber", home=own_home).code == 1, "dropping a limit is wider"


@pytest.mark.parametrize(
    "words", [("--audience", "Example Gateway Vendor"), ("--encrypt-in-transit", "yes"), ("--resale", "never")]
)
def test_a_limit_is_a_closed_word(own_home: Path, case: str, words: tuple[str, ...]) -> None:
    ran = tocsin("case", "mark", case, "amber", *words, home=own_home)
    assert ran.code == 2
    assert "hint: one of:" in ran.err
