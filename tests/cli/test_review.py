"""`case findings`, `case judge` and `case learn` at the terminal."""

import json
from pathlib import Path

import pytest

from tests.terminal import tocsin

NOTE = "At the depot Zorvak Plimt it began. Mail went to jane.roe@mailbox.org."


@pytest.fixture
def case(own_home: Path) -> str:
    """A marked case with an account."""
    made = json.loads(tocsin("case", "new", "--name", "Kestrel", "--json", home=own_home).out)["case"]["id"]
    tocsin("case", "mark", made, "amber", home=own_home)
    tocsin("case", "fill", made, f"plain_account={NOTE}", home=own_home)
    return str(made)


def test_a_case_is_looked_at_judged_and_cleaned_again(own_home: Path, case: str) -> None:
    shown = tocsin("case", "findings", case, home=own_home)
    assert shown.out.index("Not taken out") < shown.out.index("Zorvak Plimt") < shown.out.index("jane.roe")
    assert "Looked for" in shown.out
    assert "clean" not in shown.out.replace("clean copy", "")
    said = tocsin("case", "judge", case, "Zorvak Plimt", "--ours", "--label", "VICTIM", home=own_home)
    assert "said of 1 value" in said.out
    learned = tocsin("case", "learn", case, home=own_home)
    assert "victims=Zorvak Plimt" in learned.out
    assert "tocsin dictionary add" in learned.err
    assert tocsin("case", "clean", case, "--again", home=own_home).code == 0
    left = json.loads(tocsin("case", "findings", case, "--open", "--json", home=own_home).out)
    assert "Zorvak Plimt" not in {one["value"] for one in left["items"]}


@pytest.mark.parametrize(
    "words", [["x"], ["x", "--ours", "--theirs"], ["x", "--ours", "--label", "NOTHING"], ["x", "--accept"]]
)
def test_what_cannot_be_said_is_wrong_use(own_home: Path, case: str, words: list[str]) -> None:
    assert tocsin("case", "judge", case, *words, home=own_home).code == 2


def test_a_copy_is_made_again_or_from_what_is_named(own_home: Path, case: str) -> None:
    ran = tocsin("case", "clean", case, "--again", "--remove", "Harbour", home=own_home)
    assert ran.code == 2
    assert "--again" in ran.err
