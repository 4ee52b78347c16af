"""`share blind`: the document and three questions; an answer; exit 1 where it blocks."""

from pathlib import Path

from tests.cli.shared import VICTIM, Home


def test_somebody_reads_it_blind_and_a_right_guess_blocks(own_home: Path) -> None:
    home = Home(own_home)
    for name, role in (("Mira", "approver"), ("Ann", "analyst")):
        home.ok("user", "add", name, "--role", role)
    case = home.cleaned(tlp="green")
    home.party("List", "community", "--kind", "page", "--address", "desk@list.example")
    share = home.proposed(case, "List")
    home.run("share", "facts", share, "EXPO=clean", "HAZ=defensive")
    waiting = home.run("share", "preview", share)
    assert "reads the document blind" in waiting.out
    assert f"next: tocsin --as SOMEBODY share blind {share[:12]}" in waiting.out

    seen = home.ok("share", "blind", share, by="Ann")
    assert "poisoned page" in seen.out
    assert "Who is the victim?" in seen.err
    assert VICTIM not in seen.out + seen.err
    assert "You do not answer" in home.ok("share", "blind", share).err
    author = home.run("share", "blind", share, "--victim", "x")
    assert author.code == 1
    assert "knows who it is about" in author.err
    heard = home.run("share", "blind", share, "--victim", VICTIM, by="Ann")
    assert heard.code == 1
    assert "Blocked" in heard.out
    assert "guessed: who the victim is" in home.run("share", "preview", share).out
    (line,) = (one for one in home.ok("case", "log", case, "--json").lines if "blind_reviewed" in str(one))
    assert VICTIM not in str(line)
