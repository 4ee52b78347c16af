"""`practice …`: opened, done, and how the team does."""

from pathlib import Path

from tests.cli.shared import Home


def test_practice_from_the_first_case_to_the_figures(own_home: Path) -> None:
    home = Home(own_home)
    assert "nobody has practised yet" in home.ok("practice", "rate").out
    made = home.ok("practice", "new")
    assert "holds planted leaks" in made.out
    case = made.err.split("practice done ")[1].split()[0]
    told = home.run("practice", "done", case)
    assert told.code == 1
    assert told.out.startswith("0 of ")
    assert "missed: " in told.out
    shown = home.run("practice", "show", case)
    assert (shown.code, shown.out) == (1, told.out)
    rate = home.ok("practice", "rate")
    assert "planted leaks found in 1 cases: 0%" in rate.out
    assert "practice new --burst" in rate.err
