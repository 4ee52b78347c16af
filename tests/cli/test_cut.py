"""Cuts at the terminal: proposed with the share, shown with what is proposed, chosen by name."""

from pathlib import Path

from tests.cli.shared import Home


def test_each_gets_its_cut_and_the_preview_says_what_not(own_home: Path) -> None:
    home = Home(own_home)
    case = home.cleaned()
    home.party("Isac", "isac", "--kind", "folder", "--address", home.folder("isac"), channel="isac")
    made = home.ok("share", "new", case, "--with", "Isac", "--cut", "Isac=class", "--json").record
    share = str(made["share"])
    shown = home.ok("share", "cut", share).out
    assert "Isac" in shown
    assert "class: the preliminary class" in shown
    assert "pattern" in shown  # what is proposed
    changed = home.ok("share", "cut", share, "Isac=pattern", "--because", "they can look for it").out
    assert "Isac: gets (pattern): the preliminary class, the title" in changed
    assert "Isac: does not get: the account" in changed


def test_a_cut_that_is_none_is_refused_with_those_there_are(own_home: Path) -> None:
    home = Home(own_home)
    case = home.cleaned()
    home.party("Isac", "isac", "--kind", "folder", "--address", home.folder("isac"), channel="isac")
    for words in (("new", case, "--with", "Isac", "--cut", "Isac=all"), ("cut", "x", "Isac=all")):
        ran = home.run("share", *words)
        assert ran.code == 2
    ran = home.run("share", "new", case, "--with", "Isac", "--cut", "Isac=all")
    assert "class, pattern, prompt, prompt_sealed, whole, whole_sealed" in ran.err
