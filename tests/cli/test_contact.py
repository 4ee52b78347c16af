"""`case components` and `case parties` at the terminal: what is hit, and an answer for every group."""

import json
from pathlib import Path

import pytest

from tests.bills import LITELLM
from tests.terminal import tocsin


def test_the_components_of_a_case_are_named_from_its_documents(own_home: Path, case: str) -> None:
    offered = tocsin("case", "components", case, "--json", home=own_home).record
    candidates = offered["candidates"]
    assert isinstance(candidates, list)
    assert (offered["components"], candidates[0]["component"], candidates[0]["is_affected"]) == ([], LITELLM, True)
    shown = tocsin("case", "components", case, LITELLM, "--item", candidates[0]["item"], home=own_home)
    assert shown.code == 0, shown.err
    assert LITELLM in shown.out
    assert "\u202e" not in shown.out
    assert tocsin("case", "components", case, LITELLM, home=own_home).code == 1
    assert tocsin("case", "components", case, "litellm", home=own_home).code == 2
    assert tocsin("case", "components", case, "model:a", "--standing", "hit", home=own_home).code == 2


def test_each_group_gets_an_answer(own_home: Path, case: str) -> None:
    board = ("case", "parties", case)
    add = ("--add", "Example Vendor", "--group", "vendor", "--role", "supplier", "--because", "makes it")
    added = tocsin(*board, *add, home=own_home)
    assert (added.code, "vendor: open" in added.out) == (0, True)
    told = tocsin(*board, "--party", "Example Vendor", "--contacted", "--because", "by telephone", home=own_home)
    assert "vendor: contacted" in told.out
    assert "notified (by telephone)" in told.out
    quiet = tocsin(*board, "--group", "dependency", "--not-contacted", "nobody_known", home=own_home)
    assert "dependency: deliberately not contacted" in quiet.out
    reopened = tocsin(*board, "--group", "dependency", "--open", home=own_home)
    assert "dependency: open" in reopened.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--contacted",), 2),
        (("--contacted", "--open", "--group", "vendor"), 2),
        (("--not-contacted", "shyness", "--group", "vendor"), 2),
        (("--not-contacted", "other", "--group", "vendor"), 2),
        (("--contacted", "--group", "friends"), 2),
        (("--contacted", "--party", "Nobody"), 2),
        (("--contacted", "--party", "Example Vendor"), 1),
        (("--add", "Example Vendor", "--group", "vendor", "--role", "supplier"), 2),
        (("--add", "Example Vendor", "--group", "vendor", "--because", "x"), 2),
        (("--add", "Example Vendor", "--role", "supplier", "--because", "x"), 2),
    ],
    ids=str,
)
def test_an_answer_that_does_not_fit_is_refused(own_home: Path, case: str, words: tuple[str, ...], code: int) -> None:
    ran = tocsin("case", "parties", case, *words, home=own_home)
    assert (ran.code, "hint: " in ran.err) == (code, True)
    groups = json.loads(tocsin("case", "parties", case, "--json", home=own_home).out)
    assert [group["parties"] for group in groups] == [[]] * 5
