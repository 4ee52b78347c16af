"""Roads at the terminal: a newcomer opens one in one command."""

from pathlib import Path
from typing import cast

import pytest

from tests.terminal import tocsin


def test_a_party_is_added_with_its_road_in_one_command(own_home: Path) -> None:
    words = ("party", "add", "Example ISAC", "--kind", "isac", "--road", "desk@isac.example")
    refused = tocsin(*words, home=own_home)
    assert refused.code == 1
    assert "Example ISAC (isac)" in refused.err, "the party is there all the same, and that is said"
    assert "hint: check it" in refused.err
    again = refused.err.split("`")[1].removeprefix("tocsin party road 'Example ISAC' ").split()
    assert again == ["mail:desk@isac.example", "--checked"]
    assert "mail to desk@isac.example" in tocsin("party", "road", "Example ISAC", *again, home=own_home).out
    other = tocsin(
        *("party", "add", "Portal", "--kind", "federal", "--road", "by_hand:cisa_report", "--checked", "--json"),
        home=own_home,
    )
    (road,) = cast(list[dict[str, str]], other.record["roads"])
    assert (road["kind"], road["address"]) == ("by_hand", "cisa_report")


@pytest.mark.parametrize(
    "words",
    [(), ("mail:a@b.example", "--kind", "mail"), ("/srv/x", "--address", "/srv/y"), ("pigeon:x",), ("cisa.gov",)],
)
def test_a_road_that_is_not_said_once_is_refused(own_home: Path, words: tuple[str, ...]) -> None:
    tocsin("party", "add", "Example ISAC", "--kind", "isac", home=own_home)
    refused = tocsin("party", "road", "Example ISAC", *words, "--checked", home=own_home)
    assert refused.code == 2
    assert "mail" in refused.err, "the hint says which ways there are"
