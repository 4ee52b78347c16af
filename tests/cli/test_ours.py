"""Our side of a share at the terminal: what leaves, what was taken out and stands there as what, what stays here."""

from pathlib import Path

from tests.cli.shared import VICTIM, Home


def test_what_was_taken_out_stands_beside_the_word_for_it(own_home: Path) -> None:
    home = Home(own_home)
    case = home.cleaned()
    home.party("Isac", "isac", "--kind", "folder", "--address", home.folder("isac"), channel="isac")
    share = home.proposed(case, "Isac")
    shown = home.ok("share", "ours", share)
    assert f"[-{VICTIM}-] [VICTIM-1]" in " ".join(shown.out.split())
    assert "taken out, and stands there as [VICTIM-1]" in shown.out
    assert shown.err == ""
    found = home.ok("share", "ours", share, "--json").record
    lines = found["lines"]
    assert isinstance(lines, list)
    pieces = [piece for line in lines for piece in line["pieces"] if piece["token"] == "[VICTIM-1]"]
    assert {(one["text"], one["rule"]) for one in pieces} == {(VICTIM, "said-ours")}
    home.ok("case", "fill", case, "source_attribution=Open the page with the agent.")
    withheld = home.ok("share", "ours", share).out
    assert "[-Open the page with the agent.-]" in withheld
    home.ok("case", "clean", case, "--remove", VICTIM, "--remove", "poisoned")
    assert "newer clean copy" in home.ok("share", "ours", share).err
