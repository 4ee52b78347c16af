"""A hint that names a command leads to the page where the same is done; no other command is passed off as a page."""

import pytest

from tests.web.desk.test_ways import is_a_page
from tocsin.web.desk.hints import Said, pieces
from tocsin.web.desk.ways import PAGES

CASE, SHARE = "case-" + "1" * 26, "share-" + "2" * 26


@pytest.mark.parametrize("pattern", sorted(set(PAGES.values())))
def test_every_place_is_a_page(pattern: str) -> None:
    assert is_a_page(pattern)


def test_the_case_that_is_named_is_meant() -> None:
    assert pieces(f"first mark it: `tocsin case mark {CASE} amber`, then go on") == (
        Said(text="first mark it: "),
        Said(text="this page", path=f"/cases/{CASE}/marking"),
        Said(text=", then go on"),
    )


def test_where_none_is_named_it_is_the_one_of_the_page() -> None:
    assert pieces("`tocsin share preview SHARE`", f"/shares/{SHARE}/send")[0].path == f"/shares/{SHARE}"


@pytest.mark.parametrize(
    "hint", ["`tocsin share preview SHARE`", "`tocsin doctor`", "`tocsin case`", "`tocsin case mark <b>`"]
)
def test_what_has_no_page_is_said_to_be_done_at_a_terminal(hint: str) -> None:
    (said,) = pieces(hint)
    assert (said.path, said.text) == ("", f"at a terminal: {hint.strip('`')}")


def test_an_option_of_a_command_is_a_field_here() -> None:
    assert pieces("give --until as a later moment") == (Said(text="give “until” as a later moment"),)
    assert pieces("`tocsin doctor --repair`")[0].text == "at a terminal: tocsin doctor --repair"
