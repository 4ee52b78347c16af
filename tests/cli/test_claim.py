"""`claim make`: one file, made only of what left, checked before it is written."""

import shutil
from pathlib import Path

import pytest

from tests.terminal import tocsin
from tocsin.demo.story import Told, tell


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A home in which something was shared."""
    return tell(tmp_path_factory.mktemp("demo") / "home")


def test_a_claim_is_written_once_and_verified_without_the_home(told: Told, tmp_path: Path) -> None:
    file = tmp_path / "a.claim.json"
    made = tocsin("claim", "make", told.case, "--out", file, "--json", home=Path(told.home))
    assert made.code == 0
    assert made.record["verdict"] == "SELF-LOGGED"
    assert tocsin("verify", shutil.copy(file, tmp_path / "b.claim.json")).code == 0
    again = tocsin("claim", "make", told.case, "--out", file, home=Path(told.home))
    assert again.code == 2  # what is there is never written over


def test_who_got_it_stands_in_it_only_where_it_is_shown(told: Told, tmp_path: Path) -> None:
    for options, shown in (((), False), (("--show", "recipient"), True)):
        file = tmp_path / f"{shown}.claim.json"
        assert tocsin("claim", "make", told.case, "--out", file, *options, home=Path(told.home)).code == 0
        assert (b"Transport ISAC" in file.read_bytes()) is shown


def test_a_claim_that_asks_for_receipts_says_that_there_is_no_signed_one(told: Told, tmp_path: Path) -> None:
    file = tmp_path / "asked.claim.json"
    made = tocsin("claim", "make", told.case, "--asks", "acknowledged", "--out", file, "--json", home=Path(told.home))
    assert made.record["verdict"] == "UNANSWERED"
    assert tocsin("verify", file).code == 1


@pytest.mark.parametrize("options", [("--show", "victim"), ("--since", "2026-01-01T00:00:00Z"), ("--since", "soon")])
def test_what_it_does_not_understand_it_says(told: Told, tmp_path: Path, options: tuple[str, ...]) -> None:
    file = tmp_path / "a.claim.json"
    ran = tocsin("claim", "make", told.case, "--out", file, *options, home=Path(told.home))
    assert ran.code == 2
    assert "hint:" in ran.err
    assert not file.exists()
